"""The rules: each looks at a claim and an earlier one, and proposes a relation or nothing."""

from collections.abc import Callable

from casualties.core.coding import load_scheme
from casualties.core.estimation.wording import possessive, spoken
from casualties.core.linking.lineage.shingles import contained
from casualties.core.linking.lineage.speakers import kinds_named
from casualties.core.linking.lineage.types import Told
from casualties.core.types import EvidenceClaim, Quantity
from casualties.core.words import Harm, Relation, Status

COPY_SHARE = 0.6
"""Share of its runs from which on a text is a near copy: an agency's dispatch, cut and topped."""

ODD_FROM = 30
"""Figures under it meet by chance too often; over it only those that are no multiple of 5 speak."""

DEATHS = frozenset({Harm.KILLED, Harm.BODIES_FOUND})
"""Harms a statement is retold as: bodies in a grave become so many killed."""

Found = tuple[Relation, str] | None
Rule = Callable[[Told, Told], Found]


def revision(later: Told, earlier: Told) -> Found:
    """The same claimant gives another figure for the same measure later."""
    ours, theirs = later.claim, earlier.claim
    if not _same_voice(later, earlier) or _same_figure(ours.quantity, theirs.quantity):
        return None
    if ours.published_on is None or theirs.published_on is None:
        return None  # which of the two came first is not known
    if ours.published_on == theirs.published_on or later.report == earlier.report:
        return None
    told = (
        f"{ours.speaker} said {spoken(theirs.quantity)}{_on(earlier)} and {spoken(ours.quantity)} "
        f"later{_on(later)}."
    )
    return Relation.REVISES, told


def named_claimant(later: Told, earlier: Told) -> Found:
    """Two outlets give one claimant's same figure."""
    if not _same_voice(later, earlier) or later.report == earlier.report:
        return None
    if not _same_figure(later.claim.quantity, earlier.claim.quantity):
        return None
    figure = spoken(later.claim.quantity)
    told = f"Both reports give {possessive(later.claim.speaker)} {figure}."
    return Relation.REPEATS, told


def citation(later: Told, earlier: Told) -> Found:
    """Its report cites the other's report."""
    if earlier.report not in later.cites or later.claim.measure != earlier.claim.measure:
        return None
    name, figure = earlier.claim.speaker, spoken(earlier.claim.quantity)
    if _same_figure(later.claim.quantity, earlier.claim.quantity):
        return Relation.REPEATS, f"Its report cites the one with {possessive(name)} {figure}."
    if _same_claimant(later.claim, earlier.claim):
        return None
    return Relation.BASED_ON, (
        f"Its report cites the one with {possessive(name)} {figure} and gives another figure."
    )


def looser_words(later: Told, earlier: Told) -> Found:
    """The same claimant's number, told in a vague word."""
    ours, theirs = later.claim, earlier.claim
    if not _same_voice(later, earlier) or not _looser(ours.quantity, theirs.quantity):
        return None
    told = f"{spoken(ours.quantity)} says in looser words what {possessive(theirs.speaker)} "
    return Relation.REPEATS, f"{told}{spoken(theirs.quantity)} says."


def named_kind(later: Told, earlier: Told) -> Found:
    """It names a speaker who is not on file, and such a one gave the figure, or a firmer one."""
    ours, theirs = later.claim, earlier.claim
    if not _may_go_back(later, earlier) or theirs.claimant_kind not in kinds_named(later.named):
        return None
    same = _same_figure(ours.quantity, theirs.quantity)
    if not (same or _looser(ours.quantity, theirs.quantity)):
        return None
    return Relation.REPEATS, (
        f"Its report names a speaker who is not on file; {theirs.speaker} may be meant, and "
        f"{spoken(ours.quantity)} {'is' if same else 'fits'} that one's {spoken(theirs.quantity)}."
    )


def relayed(later: Told, earlier: Told) -> Found:
    """It names a speaker who is not on file, and the figure is one that others give."""
    if not _may_go_back(later, earlier):
        return None
    if not _same_figure(later.claim.quantity, earlier.claim.quantity):
        return None
    return Relation.REPEATS, (
        "Its report names a speaker who is not on file, and the figure is "
        f"{possessive(earlier.claim.speaker)} {spoken(earlier.claim.quantity)}."
    )


def near_copy(later: Told, earlier: Told) -> Found:
    """The reports' texts are nearly the same, and so are the figures."""
    if later.report == earlier.report or later.claim.measure != earlier.claim.measure:
        return None
    if not _same_figure(later.claim.quantity, earlier.claim.quantity):
        return None
    share = contained(later.text, earlier.text)
    if share < COPY_SHARE:
        return None
    return Relation.REPEATS, (
        f"{share:.0%} of the shorter report stands word for word in the other, the figure "
        f"{spoken(later.claim.quantity)} with it."
    )


def odd_figure(later: Told, earlier: Told) -> Found:
    """The same uneven figure turns up at a later date under another name."""
    ours, theirs = later.claim, earlier.claim
    if ours.measure != theirs.measure or ours.sub_group != theirs.sub_group:
        return None
    if _same_claimant(ours, theirs) or not _same_figure(ours.quantity, theirs.quantity):
        return None
    odd = next((figure for figure in _figures(ours.quantity) if _is_odd(figure)), None)
    if odd is None or ours.published_on is None or theirs.published_on is None:
        return None
    days = (ours.published_on - theirs.published_on).days
    if days < 1:
        return None
    when = f"{days} day{'s' if days > 1 else ''} after {theirs.speaker}"
    return Relation.REPEATS, f"Gives the same uneven figure, {odd}, {when}."


def built_from(later: Told, earlier: Told) -> Found:
    """An end of a range is the other's figure: a monitor's range made of single reports."""
    ours, theirs = later.claim, earlier.claim
    if ours.measure != theirs.measure or _same_claimant(ours, theirs):
        return None
    low, high = ours.quantity.low, ours.quantity.high
    figures = _figures(theirs.quantity)
    if low is None or high is None or low == high or len(figures) != 1:
        return None
    if theirs.published_on is None or ours.published_on is None:
        return None
    (figure,) = figures
    if figure not in (low, high) or not _is_odd(figure):
        return None
    end = "lower" if figure == low else "upper"
    return Relation.BASED_ON, f"Its {end} figure, {figure}, is {possessive(theirs.speaker)}."


def part(later: Told, earlier: Told) -> Found:
    """A sub-group's figure beside the whole, by the same claimant or in the same report."""
    ours, theirs = later.claim, earlier.claim
    if ours.sub_group is None or theirs.sub_group is not None or ours.measure != theirs.measure:
        return None
    if not _same_claimant(ours, theirs) and later.report != earlier.report:
        return None
    least, most = _figures(ours.quantity), _figures(theirs.quantity)
    if least and most and min(least) > max(most):
        return None
    told = f"Counts {ours.sub_group.replace('_', ' ')} among {possessive(theirs.speaker)} "
    return Relation.PART_OF, f"{told}{spoken(theirs.quantity)}."


RULES: tuple[tuple[str, Rule], ...] = (
    # The surest first: a claim repeats one other, and the first rule to say which is heard.
    ("citation", citation),
    ("named_claimant", named_claimant),
    ("looser_words", looser_words),
    ("near_copy", near_copy),
    ("named_kind", named_kind),
    ("relayed", relayed),
    ("revision", revision),
    ("part", part),
    ("built_from", built_from),
    ("odd_figure", odd_figure),
)


def _same_voice(later: Told, earlier: Told) -> bool:
    ours, theirs = later.claim, earlier.claim
    return (
        _same_claimant(ours, theirs)
        and ours.measure == theirs.measure
        and ours.sub_group == theirs.sub_group
    )


def _same_claimant(one: EvidenceClaim, other: EvidenceClaim) -> bool:
    """Whether one claimant asserts both; of a relayed claim it is not known who does."""
    return one.claimant == other.claimant and not (one.relayed or other.relayed)


def _may_go_back(later: Told, earlier: Told) -> bool:
    """Whether a relayed claim may be a statement another report has.

    A text that lets two speak tells two statements. A harm may be retold as another death, and
    whom it counts need not be said again.
    """
    ours, theirs = later.claim, earlier.claim
    if not ours.relayed or later.report == earlier.report or ours.sub_group != theirs.sub_group:
        return False
    harms = {ours.measure.harm, theirs.measure.harm}
    statuses = {ours.measure.status, theirs.measure.status} - {Status.UNKNOWN}
    return (len(harms) == 1 or harms <= DEATHS) and len(statuses) <= 1


def _same_figure(one: Quantity, other: Quantity) -> bool:
    if not (one.has_figure and other.has_figure):
        return False
    return (one.word, *_figures(one)) == (other.word, *_figures(other))


def _looser(one: Quantity, other: Quantity) -> bool:
    """Whether one says in a vague word what the other says in numbers."""
    meant = load_scheme().range_of(one.word) if one.word else None
    figures = _figures(other)
    if meant is None or not figures:
        return False
    return all(meant.low <= n <= (n if meant.high is None else meant.high) for n in figures)


def _figures(quantity: Quantity) -> tuple[int, ...]:
    """Return the different numbers said, in order; none for a word."""
    said = (quantity.low, quantity.best, quantity.high)
    return tuple(dict.fromkeys(figure for figure in said if figure is not None))


def _is_odd(figure: int) -> bool:
    return figure >= ODD_FROM and figure % 5 != 0


def _on(told: Told) -> str:
    day = told.claim.published_on
    return f" on {day.day} {day:%B %Y}" if day else ""
