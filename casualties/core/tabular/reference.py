"""The reference tables to values: parties, sources with their grade, incidents."""

from collections.abc import Iterable
from dataclasses import dataclass

from casualties.core.gazetteer import KnownPlace
from casualties.core.intake import NewIncident
from casualties.core.tabular.cells import Parsed, Row, make, read_all, read_rows
from casualties.core.tabular.claims import read_location
from casualties.core.types import Location
from casualties.core.words import ActionStatus, DatePrecision, LocationPrecision
from sources.core.types import NewSource, Protection, Reliability, SourceKind

PARTY_COLUMNS = ("slug", "name", "hostile_to")
SOURCE_COLUMNS = (
    *("slug", "name", "kind", "party", "reliability", "reliability_reason"),
    *("country", "language", "url", "protection"),
)
INCIDENT_COLUMNS = (
    *("code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place", "latitude", "longitude", "location_precision"),
    *("alleged_parties", "action_status", "cause"),
)
PLACE_COLUMNS = (
    *("key", "name", "other_names", "country", "admin1", "admin2"),
    *("latitude", "longitude", "precision"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty:
    """A party to the conflict to be registered, and the slugs of those it is hostile to."""

    slug: str
    name: str
    hostile_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSource:
    """A source to be registered, with its grade and the reason for it."""

    source: NewSource
    reliability: Reliability = Reliability.F
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledIncident:
    """An incident to be opened, with the codes others know it by and what is known of the act."""

    incident: NewIncident
    aliases: tuple[str, ...] = ()
    action_status: ActionStatus = ActionStatus.UNKNOWN


def read_parties(lines: Iterable[str]) -> Parsed[NewParty]:
    """Read a table of parties; whether those named as hostile exist is the caller's to see.

    Examples
    --------
    >>> read_parties(["slug,name,hostile_to", "a,Side A,b;c"]).values[0].hostile_to
    ('b', 'c')
    """
    rows = read_rows(lines, needed=("slug", "name"), known=PARTY_COLUMNS)
    return read_all(rows, lambda row: make(row, "slug", lambda: _party(row)))


def read_sources(lines: Iterable[str]) -> Parsed[GradedSource]:
    """Read a table of sources; a grade other than F needs its reason."""
    rows = read_rows(lines, needed=("slug", "name", "kind"), known=SOURCE_COLUMNS)
    return read_all(rows, lambda row: make(row, "slug", lambda: _source(row)))


def read_incidents(lines: Iterable[str]) -> Parsed[FiledIncident]:
    """Read a table of incidents; they carry no figures, which are for claims to state."""
    needed = ("code", "title", "country", "first_day", "last_day")
    rows = read_rows(lines, needed=needed, known=INCIDENT_COLUMNS)
    return read_all(rows, lambda row: make(row, "code", lambda: _incident(row)))


def read_places(lines: Iterable[str]) -> Parsed[KnownPlace]:
    """Read a gazetteer; a place whose coordinates nobody has measured has none."""
    rows = read_rows(lines, needed=("key", "name", "country", "precision"), known=PLACE_COLUMNS)
    return read_all(rows, lambda row: make(row, "key", lambda: _place(row)))


def _place(row: Row) -> KnownPlace:
    latitude, longitude = row.decimal("latitude"), row.decimal("longitude")
    Location(latitude=latitude, longitude=longitude)  # refuses what is on no map
    return KnownPlace(
        key=row.needed("key"),
        name=row.needed("name"),
        other_names=row.many("other_names"),
        country=row.needed("country"),
        admin1=row.text("admin1"),
        admin2=row.text("admin2"),
        latitude=latitude,
        longitude=longitude,
        precision=row.word("precision", LocationPrecision),
    )


def _party(row: Row) -> NewParty:
    return NewParty(
        slug=row.needed("slug"), name=row.needed("name"), hostile_to=row.many("hostile_to")
    )


def _source(row: Row) -> GradedSource:
    reliability = row.word("reliability", Reliability, Reliability.F)
    if reliability is not Reliability.F:
        row.needed("reliability_reason")
    source = NewSource(
        slug=row.needed("slug"),
        name=row.needed("name"),
        kind=row.word("kind", SourceKind),
        party=row.text("party") or None,
        country=row.text("country"),
        language=row.text("language"),
        url=row.text("url"),
        protection=row.word("protection", Protection, Protection.PUBLIC),
    )
    return GradedSource(
        source=source, reliability=reliability, reason=row.text("reliability_reason")
    )


def _incident(row: Row) -> FiledIncident:
    incident = NewIncident(
        code=row.needed("code"),
        title=row.needed("title"),
        country=row.needed("country"),
        first_day=row.needed_day("first_day"),
        last_day=row.needed_day("last_day"),
        date_precision=row.word("date_precision", DatePrecision, DatePrecision.DAY),
        location=read_location(row),
        alleged_parties=row.many("alleged_parties"),
        cause=row.text("cause"),
    )
    return FiledIncident(
        incident=incident,
        aliases=row.many("aliases"),
        action_status=row.word("action_status", ActionStatus, ActionStatus.UNKNOWN),
    )
