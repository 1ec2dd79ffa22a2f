"""A report on its way in: what was published, what it claims, where its sender says it belongs."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from casualties.core.types import ClaimValue, InvalidValue, Location
from casualties.core.words import DatePrecision
from sources.core.canonical import canonical_url, has_other_scheme
from sources.core.fingerprint import report_key
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
    of a claim on file, or the bare ``<key>`` of another claim in the same report. ``flags`` record
    what an import had to mend, such as ``swapped_bounds``.
    """

    value: ClaimValue
    incident: str | None = None
    new_incident: NewIncident | None = None
    repeats: str | None = None
    revises: str | None = None
    based_on: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """A claim goes to one incident, and an aggregate one to none."""
        if self.incident and self.new_incident:
            raise InvalidValue("new_incident", "Name an incident or describe a new one, not both.")
        if self.value.scope == "aggregate" and (self.incident or self.new_incident):
            raise InvalidValue("incident", "An aggregate claim belongs to no single incident.")


TEXT_CEILING = 5_000_000
"""Longest text taken in, in characters: a thousand-page report. Longer ones are split."""


def _check_text(text: str) -> None:
    if len(text) > TEXT_CEILING:
        raise InvalidValue(
            "text", f"The text has {len(text):,} characters; split it below {TEXT_CEILING:,}."
        )
    if "\0" in text:
        raise InvalidValue("text", "The text holds NUL bytes: it is binary, or was read as such.")


def check_address(field: str, address: str) -> None:
    """Refuse, with InvalidValue, what is no address of the web: following it may run a script."""
    if has_other_scheme(address):
        raise InvalidValue(field, "Give an address that begins with http:// or https://.")


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
        """Refuse two claims under one key, addresses of no page, texts nobody could hold."""
        check_address("url", self.url)
        check_address("archived_url", self.archived_url)
        if self.text is not None:
            _check_text(self.text)
        if not (self.url or self.text or self.claims):
            raise InvalidValue("url", "Give at least an address, a text or a claim.")
        keys = [claim.value.key for claim in self.claims]
        if len(set(keys)) != len(keys):
            raise InvalidValue("claims", "Two claims share a key: give each claim its own.")


def dates_of(report: NewReport) -> Iterator[tuple[str, date | None]]:
    """Yield every day a report tells, with the path of its field."""
    yield "published_on", report.published_on
    yield "retrieved_on", report.retrieved_on
    for number, claim in enumerate(report.claims):
        path = f"claims.{number}"
        yield f"{path}.event_date", claim.value.event_date
        if claim.value.period:
            yield f"{path}.period.first", claim.value.period.first
            yield f"{path}.period.last", claim.value.period.last
        if claim.new_incident:
            yield f"{path}.new_incident.first_day", claim.new_incident.first_day
            yield f"{path}.new_incident.last_day", claim.new_incident.last_day


def key_of(report: NewReport) -> str:
    """Return the key a report has, or would have, on file: a digest of 24 hexadecimal digits.

    Of its publisher, its canonical address and its text, or its claims where it has no text. What
    its claims say of incidents and of other claims is no part of it.
    """
    by_its_text = report.text is not None
    return report_key(
        publisher=report.publisher,
        address=canonical_url(report.url),
        text=report.text,
        claims=() if by_its_text else [asdict(claim.value) for claim in report.claims],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReceipt:
    """What became of one posted claim: its stable key, its state, its incident, and why."""

    key: str
    state: str
    incident: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to a report taken in. A repeated report gets the first one again."""

    report: str
    claims: tuple[ClaimReceipt, ...]
    incidents: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values, fit for JSON."""
        return {
            "report": self.report,
            "claims": [asdict(claim) for claim in self.claims],
            "incidents": list(self.incidents),
        }

    @classmethod
    def from_json(cls, answer: dict[str, Any]) -> "Receipt":
        """Read back what `to_json` gave."""
        claims = tuple(ClaimReceipt(**claim) for claim in answer["claims"])
        return cls(report=answer["report"], claims=claims, incidents=tuple(answer["incidents"]))
