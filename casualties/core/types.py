"""The values of the field: quantities, claims, evidence.

Frozen, keyword-only and without a framework. A value that could not be true refuses to be made:
`InvalidValue` names the field and says how to mend it.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from casualties.core.words import (
    DatePrecision,
    Harm,
    LocationPrecision,
    Qualifier,
    Relation,
    Scope,
    Stance,
    Status,
)
from sources.core.types import Protection, Reliability, SourceKind

FIGURE_CEILING = 2_000_000
"""Greatest figure a claim may carry: above any single event on record, a typing error beyond it."""


class InvalidValue(ValueError):
    """A value that contradicts itself. ``field`` is its dotted path, ``message`` says the mend."""

    def __init__(self, field: str, message: str) -> None:
        """Keep the path and the message apart, so that each door can show them its own way."""
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Measure:
    """What is counted: a harm and a status, written ``killed:civilian``.

    Examples
    --------
    >>> measure = Measure.parse("killed:civilian")
    >>> str(measure), measure.words
    ('killed:civilian', 'killed (civilian)')
    """

    harm: Harm
    status: Status

    @property
    def words(self) -> str:
        """Return it as a reader is told."""
        return f"{self.harm.label} ({self.status.label})"

    def __str__(self) -> str:
        """Return ``harm:status``."""
        return f"{self.harm.value}:{self.status.value}"

    @classmethod
    def parse(cls, text: str) -> "Measure":
        """Read ``harm:status``; ValueError when either word is unknown."""
        harm, _, status = text.partition(":")
        return cls(harm=Harm(harm), status=Status(status))


HEADLINE = Measure(harm=Harm.KILLED, status=Status.CIVILIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure as it was said.

    ``low``, ``best``, ``high`` are persons (0 to 2,000,000) or None where none was stated.
    A vague word keeps its canonical word and no numbers: the scheme in force codes it when an
    estimate is made. ``share`` (0 < share <= 1) of ``share_of`` persons keeps a fraction's parts.

    Raises
    ------
    InvalidValue
        Where the parts contradict the qualifier or each other.

    Examples
    --------
    >>> Quantity.said(Qualifier.EXACTLY, 64).high
    64
    >>> Quantity.said(Qualifier.MORE_THAN, 130).low
    130
    """

    qualifier: Qualifier
    low: int | None = None
    best: int | None = None
    high: int | None = None
    word: str | None = None
    share: float | None = None
    share_of: int | None = None
    name_list: bool = False
    expression: str = ""

    def __post_init__(self) -> None:
        """Check the figures first, then the shape the qualifier asks for."""
        _check_figures(self)
        _check_share(self)
        _check_shape(self)

    @property
    def has_figure(self) -> bool:
        """True where a number or a codable word was stated."""
        return self.qualifier is not Qualifier.UNSTATED

    @classmethod
    def said(
        cls,
        qualifier: Qualifier,
        figure: int | None = None,
        to: int | None = None,
        *,
        word: str | None = None,
        expression: str = "",
        name_list: bool = False,
    ) -> "Quantity":
        """Make the quantity one would speak: ``said(BETWEEN, 41, 52)``, ``said(AT_MOST, 600)``."""
        low, best, high = _figures_of(qualifier, figure, to)
        return cls(
            qualifier=qualifier,
            low=low,
            best=best,
            high=high,
            word=word,
            expression=expression,
            name_list=name_list,
        )


def _figures_of(
    qualifier: Qualifier, figure: int | None, to: int | None
) -> tuple[int | None, int | None, int | None]:
    match qualifier:
        case Qualifier.EXACTLY | Qualifier.ABOUT:
            return figure, figure, figure
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return figure, None, None
        case Qualifier.AT_MOST:
            return None, None, figure
        case Qualifier.BETWEEN:
            return figure, None, to
        case _:
            return None, None, None


def _check_figures(quantity: Quantity) -> None:
    stated = [("low", quantity.low), ("best", quantity.best), ("high", quantity.high)]
    present = [(name, figure) for name, figure in stated if figure is not None]
    for name, figure in present:
        if figure < 0:
            raise InvalidValue(name, f"A figure cannot be negative, and {figure} is.")
        if figure > FIGURE_CEILING:
            raise InvalidValue(name, f"{figure} is over {FIGURE_CEILING:,}: check the figure.")
    for (name, figure), (above, ceiling) in itertools.pairwise(present):
        if figure > ceiling:
            raise InvalidValue(name, f"{name} {figure} is above {above} {ceiling}: swap them.")


def _check_share(quantity: Quantity) -> None:
    if (quantity.share is None) != (quantity.share_of is None):
        raise InvalidValue("share", "A share needs the total it is a share of, and the reverse.")
    if quantity.share is None or quantity.share_of is None:
        return
    if not 0 < quantity.share <= 1:
        raise InvalidValue("share", "A share lies above 0 and is at most 1.")
    if not 0 <= quantity.share_of <= FIGURE_CEILING:
        raise InvalidValue("share_of", f"The total lies between 0 and {FIGURE_CEILING:,}.")
    if quantity.qualifier is not Qualifier.ABOUT:
        raise InvalidValue("qualifier", "A share of a total is 'about' so many.")
    if quantity.best != round(quantity.share * quantity.share_of):
        raise InvalidValue("best", "The figure must be the share of the total, rounded.")


_SHAPES: dict[Qualifier, tuple[tuple[bool, bool | None, bool], str]] = {
    # (low stated, best stated or None for either, high stated), what to do about it
    Qualifier.EXACTLY: ((True, True, True), "'exactly' needs one figure as low, best and high."),
    Qualifier.ABOUT: ((True, True, True), "'about' needs one figure as low, best and high."),
    Qualifier.AT_LEAST: ((True, False, False), "'at_least' needs a low figure and no other."),
    Qualifier.MORE_THAN: ((True, False, False), "'more_than' needs a low figure and no other."),
    Qualifier.AT_MOST: ((False, False, True), "'at_most' needs a high figure and no other."),
    Qualifier.BETWEEN: ((True, None, True), "'between' needs a low and a high figure."),
    Qualifier.VAGUE: ((False, False, False), "'vague' keeps its word; leave the figures empty."),
    Qualifier.UNSTATED: ((False, False, False), "'unstated' carries no figure."),
}


def _check_shape(quantity: Quantity) -> None:
    (low, best, high), mend = _SHAPES[quantity.qualifier]
    stated = (quantity.low is not None, quantity.best is not None, quantity.high is not None)
    if stated != (low, stated[1] if best is None else best, high):
        raise InvalidValue("qualifier", mend)
    if quantity.qualifier in (Qualifier.EXACTLY, Qualifier.ABOUT) and quantity.low != quantity.high:
        raise InvalidValue("low", f"'{quantity.qualifier}' is one figure: use 'between' for two.")
    if (quantity.word is not None) != (quantity.qualifier is Qualifier.VAGUE):
        raise InvalidValue("word", "A vague quantity has its word, and only a vague one has.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The first and the last day a figure covers, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise InvalidValue("period", "The period ends before it begins: swap the days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place as it was written, with coordinates (degrees, WGS 84) where somebody gave them."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: LocationPrecision = LocationPrecision.UNKNOWN

    def __post_init__(self) -> None:
        """Refuse half a coordinate and one that is on no map."""
        if (self.latitude is None) != (self.longitude is None):
            raise InvalidValue("latitude", "Give both latitude and longitude, or neither.")
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise InvalidValue("latitude", "A latitude lies between -90 and 90 degrees.")
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise InvalidValue("longitude", "A longitude lies between -180 and 180 degrees.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimValue:
    """What one claim says, without who carried it or what was decided about it."""

    key: str
    claimant: str
    stance: Stance = Stance.ASSERTS
    harm: Harm
    status: Status
    sub_group: str | None = None
    quantity: Quantity
    scope: Scope = Scope.INCIDENT
    period: Period | None = None
    event_date: date | None = None
    date_precision: DatePrecision = DatePrecision.DAY
    location: Location = field(default_factory=Location)
    alleged_parties: tuple[str, ...] = ()
    cause: str | None = None
    scheme: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """A denial carries no figure; an aggregate says which period it covers."""
        denies = self.stance in (Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY)
        if denies and self.quantity.has_figure:
            raise InvalidValue("quantity", "A denial carries no figure: use 'unstated'.")
        if self.scope is Scope.AGGREGATE and self.period is None:
            raise InvalidValue("period", "An aggregate claim needs the period it covers.")

    @property
    def measure(self) -> Measure:
        """Return what is counted."""
        return Measure(harm=self.harm, status=self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceClaim:
    """A claim as an estimate sees it: what it says, who said it, how it is regarded.

    ``key`` is the claim's content key. ``claimant`` and ``publisher`` are slugs; ``speaker`` is
    the claimant's name as readers may see it ("a protected source" where it is protected).
    ``reviewed`` is False for drafts; ``read_by_rule`` marks those a reader drew from a text, at
    which nobody has looked yet. ``credibility`` is 1 (confirmed) to 6 (cannot be judged).
    ``event_date`` is the day it speaks of, None where that is not known to the day. ``relayed``:
    its report names a speaker who is not on file, and the publisher stands in as claimant.
    """

    key: str
    claimant: str
    speaker: str
    claimant_kind: SourceKind
    claimant_reliability: Reliability
    claimant_party: str | None = None
    publisher: str
    publisher_reliability: Reliability
    published_on: date | None = None
    event_date: date | None = None
    stance: Stance
    measure: Measure
    sub_group: str | None = None
    quantity: Quantity
    scheme: str | None = None
    alleged_parties: tuple[str, ...] = ()
    credibility: int | None = None
    reviewed: bool = True
    read_by_rule: bool = False
    relayed: bool = False
    protection: Protection = Protection.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tie:
    """A confirmed relation between two claims, by their keys: ``claim`` relation ``on``."""

    claim: str
    relation: Relation
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything an incident's estimates may rest on in one basis, in canonical order.

    ``hostile`` holds pairs of parties to the conflict that are hostile to one another, by slug,
    each pair once and in order.
    """

    claims: tuple[EvidenceClaim, ...] = ()
    ties: tuple[Tie, ...] = ()
    hostile: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        claims: list[EvidenceClaim],
        ties: list[Tie],
        hostile: Iterable[tuple[str, str]] = (),
    ) -> "Evidence":
        """Put all in the order of its content, whatever order it came in."""
        return cls(
            claims=tuple(sorted(claims, key=lambda claim: claim.key)),
            ties=tuple(sorted(set(ties))),
            hostile=tuple(sorted({(min(pair), max(pair)) for pair in hostile})),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range of persons: None where nothing was stated, open where there is no limit."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    open_below: bool = False
    open_above: bool = False
