"""What the linker sees and says: claims, candidate incidents, features, decisions.

Frozen values without a framework. Unlike a `ClaimValue` they accept what cannot be true (a
longitude of 4239, a day in 1970): the linker flags it and keeps it out of automatic links.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casualties.core.linking.words import Course, LinkFlag
from casualties.core.types import Measure
from casualties.core.words import DatePrecision, LocationPrecision, Scope, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days something may have happened on, both ends included; None where none is stated.

    ``first`` and ``last`` already cover the precision: a claim of "March 2017" runs from the 1st
    to the 31st (see `casualties.core.linking.days.days_of`).
    """

    first: date | None = None
    last: date | None = None
    precision: DatePrecision = DatePrecision.DAY

    @property
    def length(self) -> int | None:
        """Return the number of days covered, None where none is stated."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where: coordinates (degrees, WGS 84, unchecked), how exact they are, names and codes.

    ``names`` are all spellings known: as written, the gazetteer's, other scripts. ``country`` is
    an ISO 3166 code, ``admin1`` and ``admin2`` the gazetteer's codes of governorate and district;
    empty where not known.
    """

    latitude: float | None = None
    longitude: float | None = None
    precision: LocationPrecision = LocationPrecision.UNKNOWN
    names: tuple[str, ...] = ()
    country: str = ""
    admin1: str = ""
    admin2: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure: persons, None where no limit was stated; vague words already coded.

    ``report`` is the key of the report that gives it, ``sub_group`` the part of the victims it
    counts, empty where it counts all.
    """

    measure: Measure
    low: int | None = None
    high: int | None = None
    report: str = ""
    sub_group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a claim and an incident have in common.

    Attributes
    ----------
    when, where
        Days and place.
    statuses
        Who is counted: civilians, combatants ... Never a reason to refuse by itself.
    groups
        Sub-groups and kinds of victims, as slugs: ``children``, ``detainees``, ``one_family``,
        ``worshippers``.
    parties
        Slugs of the parties alleged.
    causes
        Causes as written: ``airstrike``, ``mass killing``.
    counts
        Figures, one or more a measure.
    victims
        Keys of victims' names (`casualties.core.linking.folding.name_key`), never the names.
    """

    when: Days = field(default_factory=Days)
    where: Spot = field(default_factory=Spot)
    statuses: frozenset[Status] = frozenset()
    groups: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    counts: tuple[Count, ...] = ()
    victims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkClaim(Account):
    """A claim as the linker sees it.

    Attributes
    ----------
    key
        The claim's stable key.
    published_on
        The day its report was published, None where not known.
    citations
        Canonical addresses (or report keys) its report stands at or cites.
    hostile
        Slugs of the parties hostile to any it alleges.
    named_place
        Where the gazetteer puts the place it names; shows exchanged coordinates.
    scope
        As read or typed; the linker also recognises aggregates by themselves.
    words
        The claim's own words where they are kept (expression, place as written, sentence).
    listed
        How many different events its report tells of, itself included (>= 1): a yearly review of
        a hundred killings is about each of them less surely than a dispatch about one.
    """

    key: str
    published_on: date | None = None
    citations: frozenset[str] = frozenset()
    hostile: frozenset[str] = frozenset()
    named_place: Spot | None = None
    scope: Scope = Scope.INCIDENT
    period: Days | None = None
    words: str = ""
    listed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Citation:
    """An address that claims of an incident cite, and how many incidents cite it in all (>= 1)."""

    address: str
    incidents: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Account):
    """An incident as the linker sees it: itself and what the claims on it say.

    Attributes
    ----------
    code
        The incident's stable code; of the root where it was merged.
    citations
        Of all reports of its claims, each with how many incidents it serves.
    signed_off
        Whether any of its ranges is signed off.
    distinct_from
        Codes of the incidents judged different from it: a split, an undone merge, a claim refused
        for one and put on the other by a person.
    told
        From the first to the last day a report on it was published.
    reports
        How many reports have a claim on it.
    """

    code: str
    citations: tuple[Citation, ...] = ()
    signed_off: bool = False
    distinct_from: frozenset[str] = frozenset()
    told: Days = field(default_factory=Days)
    reports: int = 1


class Feature(NamedTuple):
    """One thing that speaks for or against a link; a tuple, for a dozen are made a candidate.

    ``level`` is what was found (``same_spot``, ``far``), ``bits`` what it weighs: +1 doubles the
    odds, -1 halves them. ``sentence`` is what a reader is told.
    """

    name: str
    level: str
    bits: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A candidate with what speaks for and against it.

    ``bits`` is the sum of the features and the prior, rounded to 9 decimals; ``impossible``
    holds the sentence of whatever rules the link out, such as a report published before the event.
    """

    candidate: Candidate
    features: tuple[Feature, ...]
    bits: float
    impossible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A scored candidate with its probability (0 to 1) among those it competes with."""

    scored: Scored
    probability: float

    @property
    def code(self) -> str:
        """Return the incident's code."""
        return self.scored.candidate.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the linker does with a claim, and why.

    Attributes
    ----------
    course
        Link, review, provisional or set aside.
    reason
        One sentence for the analyst.
    ranked
        All possible candidates, the most probable first; the desk shows the first three.
    new
        The probability that no candidate fits (0 to 1). It and the candidates' make 1.
    flags
        What a person should know first.
    model
        Version of the weights, kept with the judgement.
    """

    course: Course
    reason: str
    ranked: tuple[Ranked, ...] = ()
    new: float = 1.0
    flags: tuple[LinkFlag, ...] = ()
    model: str = ""

    @property
    def incident(self) -> str | None:
        """Return the code of the incident the claim goes on by rule, None in every other course."""
        return self.ranked[0].code if self.course is Course.LINK else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When a rule may act by itself. The defaults are the desk's.

    ``link`` is the least probability of an automatic link, ``margin`` how many times as probable
    as the second it must be, ``review`` the least probability worth a person's time.
    """

    link: float = 0.98
    margin: float = 5.0
    review: float = 0.02
