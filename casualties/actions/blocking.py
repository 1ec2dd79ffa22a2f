"""Keeping the keys that incidents are found by in step with their place and days."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from casualties import mapping
from casualties.actions.copying import copy_lines
from casualties.core.blocking import incident_rows
from casualties.models import Incident
from casualties.queries.places import Found, where_are

BATCH = 5_000

_TAKE = """
    DELETE FROM casualties_unblocked WHERE id IN (
        SELECT id FROM casualties_unblocked ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
    RETURNING incident_id
"""


def refresh() -> int:
    """Bring the keys of all incidents up to date whose place or days changed; return how many.

    Each batch is a transaction of its own, so two processes never wait for each other here.
    """
    done = 0
    while taken := _refresh_once():
        done += taken
    return done


@transaction.atomic
def _refresh_once() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [BATCH])
        taken = {pk for (pk,) in cursor.fetchall()}
    _write(sorted(taken))
    return len(taken)


@transaction.atomic
def index(*, incident_id: int) -> None:
    """Write the keys of an incident now, in the transaction that changed it."""
    _take_up([incident_id])
    _write([incident_id])


@transaction.atomic
def index_new(*, incidents: Sequence[Incident]) -> None:
    """Write the keys of incidents just opened, in the transaction that opened them."""
    _take_up([incident.pk for incident in incidents])
    _copy(incidents)


def _take_up(ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casualties_unblocked WHERE incident_id = ANY(%s)", [ids])


def mark_unresolved() -> int:
    """Mark the incidents without coordinates: a fuller gazetteer may know where they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO casualties_unblocked (incident_id)
            SELECT s.incident_id FROM casualties_incidentspot s
              JOIN casualties_incident i ON i.id = s.incident_id
             WHERE i.latitude IS NULL AND i.place_name <> ''
            """
        )
        return int(cursor.rowcount)


def _write(ids: list[int]) -> None:
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casualties_incidentblock WHERE incident_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM casualties_incidentspot WHERE incident_id = ANY(%s)", [ids])
    _copy(Incident.objects.filter(pk__in=ids).select_related("place").order_by("pk"))


def _copy(incidents: Iterable[Incident]) -> None:
    rows = list(incidents)
    found = where_are([mapping.incident_written(row) for row in rows])
    placed = list(zip(rows, found, strict=True))
    copy_lines(_SPOTS, [_spot(row, place) for row, place in placed])
    copy_lines(
        _BLOCKS,
        [
            (key, kind, day, row.pk)
            for row, place in placed
            for key, kind, day in incident_rows(place.spot, mapping.incident_days(row))
        ],
    )


_SPOTS = """
    COPY casualties_incidentspot (incident_id, latitude, longitude, precision, names, country,
        admin1, admin2, first_day, last_day, resolution) FROM STDIN
"""
_BLOCKS = "COPY casualties_incidentblock (key, place_class, day, incident_id) FROM STDIN"


def _spot(row: Incident, found: Found) -> tuple[object, ...]:
    spot, days = found.spot, mapping.incident_days(row)
    return (
        *(row.pk, spot.latitude, spot.longitude, spot.precision.value, list(spot.names)),
        *(spot.country, spot.admin1, spot.admin2),
        *(days.first, days.last, found.sentence),
    )
