"""Filing places: the curated gazetteer, and dumps of GeoNames by the million."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from casualties import mapping
from casualties.actions import blocking
from casualties.actions.copying import copy_lines
from casualties.core.gazetteer import BadLine, KnownPlace, read_line
from casualties.core.gazetteer.cells import cell_of
from casualties.models.place import folded_names
from sources.actions import audit
from sources.core.types import Actor

BATCH = 20_000

_COLUMNS = (
    *("key", "name", "other_names", "country", "admin1", "admin2"),
    *("latitude", "longitude", "precision", "folded", "cell"),
)
_TOLD = ", ".join(_COLUMNS)
_STAGE = (
    f"CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {_TOLD} FROM casualties_place LIMIT 0"
)
_UPSERT = f"""
    INSERT INTO casualties_place AS held ({_TOLD})
    SELECT DISTINCT ON (key) {_TOLD} FROM staged ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        ({_TOLD}) = ROW({", ".join(f"excluded.{column}" for column in _COLUMNS)})
     WHERE ({", ".join(f"held.{column}" for column in _COLUMNS)})
           IS DISTINCT FROM ({", ".join(f"excluded.{column}" for column in _COLUMNS)})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did: lines read, places taken, rows written, lines refused with the reason."""

    lines: int = 0
    places: int = 0
    written: int = 0
    refused: tuple[str, ...] = ()


@transaction.atomic
def file_places(*, places: Sequence[KnownPlace], by: Actor) -> int:
    """File places by their key; return how many rows that added or changed. Twice does no harm."""
    written = _store(places)
    if written:
        audit.record(verb="place.file", subject="gazetteer", by=by, detail={"written": written})
        blocking.mark_unresolved()
    return written


def import_geonames(
    *,
    lines: Iterable[str],
    by: Actor,
    countries: frozenset[str] = frozenset(),
    spots: bool = False,
    progress: Callable[[Imported], None] = lambda _: None,
) -> Imported:
    """Import lines of a GeoNames dump, a batch a transaction: interrupted, it is begun again.

    Rows of other keys and what the desk wrote are left alone. A line that cannot be read is
    reported and left out.
    """
    done = Imported()
    for batch in _batches(lines):
        refused: list[str] = []
        read = _read(batch, done.lines, refused)
        places = [
            place
            for place in read
            if (not countries or place.country in countries)
            and (spots or place.precision != "exact")
        ]
        done = Imported(
            lines=done.lines + len(batch),
            places=done.places + len(places),
            written=done.written + _store(places),
            refused=(*done.refused, *refused),
        )
        progress(done)
    detail = {"lines": done.lines, "written": done.written, "refused": len(done.refused)}
    audit.record(verb="place.import", subject="geonames", by=by, detail=detail)
    blocking.mark_unresolved()
    return done


def _read(batch: Sequence[str], before: int, refused: list[str]) -> Iterator[KnownPlace]:
    for number, line in enumerate(batch, start=before + 1):
        try:
            place = read_line(line)
        except (BadLine, ValueError) as error:
            refused.append(f"line {number}: {error}")
            continue
        if place:
            yield place


@transaction.atomic
def _store(places: Iterable[KnownPlace]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_lines(f"COPY staged ({_TOLD}) FROM STDIN", [_row(place) for place in places])
        cursor.execute(_UPSERT)
        written = int(cursor.rowcount)
        cursor.execute("DROP TABLE staged")
    return written


def _row(place: KnownPlace) -> tuple[object, ...]:
    told = mapping.place_columns(place) | {
        "folded": folded_names(place.names),
        "cell": cell_of(place.latitude, place.longitude),
        "precision": place.precision.value,
    }
    return tuple(told[column] for column in _COLUMNS)


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
