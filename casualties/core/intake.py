"""A report on its way in: what was published, what it claims, where its sender says it belongs."""

from dataclasses import dataclass, field
from datetime import date

from casualties.core.types import ClaimValue, InvalidValue, Location
from casualties.core.words import DatePrecision
from sources.core.types import NewSource, Protection


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """An incident to be opened. ``code`` None: one is given, ``<country>-<year>-<number>``."""

    title: str
    country: str
    first_day: date
    last_day: date
    code: str | None = None
    date_precision: DatePrecision = DatePrecision.DAY
    location: Location = field(default_factory=Location)
    alleged_parties: tuple[str, ...] = ()
    cause: str = ""

    def __post_init__(self) -> None:
        """Refuse an incident that ends before it begins."""
        if self.last_day < self.first_day:
            raise InvalidValue("last_day", "The incident ends before it begins: swap the days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """A claim with what its sender says about other claims and the incident.

    ``repeats``, ``based_on``, ``part_of`` and ``revises`` hold claim keys: ``<report key>/<key>``
    of a claim on file, or the bare ``<key>`` of another claim in the same report.
    """

    value: ClaimValue
    incident: str | None = None
    new_incident: NewIncident | None = None
    repeats: str | None = None
    revises: str | None = None
    based_on: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A claim goes to one incident, and an aggregate one to none."""
        if self.incident and self.new_incident:
            raise InvalidValue("new_incident", "Name an incident or describe a new one, not both.")
        if self.value.scope == "aggregate" and (self.incident or self.new_incident):
            raise InvalidValue("incident", "An aggregate claim belongs to no single incident.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """One publication with its claims, as posted, typed or imported."""

    publisher: str
    title: str = ""
    url: str = ""
    archived_url: str = ""
    text: str | None = None
    language: str = ""
    published_on: date | None = None
    retrieved_on: date | None = None
    cites: tuple[str, ...] = ()
    protection: Protection = Protection.PUBLIC
    claims: tuple[NewClaim, ...] = ()
    new_sources: tuple[NewSource, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two claims under one key."""
        keys = [claim.value.key for claim in self.claims]
        if len(set(keys)) != len(keys):
            raise InvalidValue("claims", "Two claims share a key: give each claim its own.")
