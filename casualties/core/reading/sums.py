"""Adding the figures of a list of people, and the status the sum has."""

from collections.abc import Sequence
from dataclasses import replace

from casualties.core.reading.people import People
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Status


def by_status(people: Sequence[People]) -> list[list[People]]:
    """Group the members of a list: fighters apart from all others, whom one figure counts."""
    groups: dict[bool, list[People]] = {}
    for one in people:
        groups.setdefault(one.status is Status.COMBATANT, []).append(one)
    return list(groups.values())


def status_together(group: Sequence[People]) -> Status:
    """Return the status of a sum: theirs where it is one, else unknown."""
    statuses = {people.status for people in group}
    if len(statuses) == 1:
        return statuses.pop()
    return Status.CIVILIAN if statuses == {Status.CIVILIAN, Status.PROTECTED} else Status.UNKNOWN


def summed(group: Sequence[People]) -> tuple[Quantity, Sequence[People]]:
    """Return the figure of a list and the people it is made of.

    Words without a number beside figures leave "at least" the figures.
    """
    figures = [people for people in group if _has_number(people.quantity)]
    if len(group) == 1 or not figures:
        return group[0].quantity, group[:1]
    return added([p.quantity for p in figures], vague=len(figures) < len(group)), figures


def _has_number(quantity: Quantity) -> bool:
    return quantity.qualifier not in (Qualifier.VAGUE, Qualifier.UNSTATED)


def added(quantities: Sequence[Quantity], *, vague: bool = False) -> Quantity:
    """Return the sum of figures; it is as exact as the least exact of them.

    Parameters
    ----------
    quantities
        Figures with numbers, one or more.
    vague
        Whether somebody without a figure stands among them: the sum is then a least number.

    Raises
    ------
    InvalidValue
        Where the sum is above any figure a claim may carry.

    Examples
    --------
    >>> two = Quantity.said(Qualifier.EXACTLY, 2)
    >>> added([two, Quantity.said(Qualifier.AT_LEAST, 3)]).low
    5
    """
    said = {quantity.qualifier for quantity in quantities}
    low = sum(q.low if q.low is not None else q.high or 0 for q in quantities)
    high = sum(q.high if q.high is not None else q.low or 0 for q in quantities)
    words = " + ".join(q.expression for q in quantities)[:300]
    if said == {Qualifier.AT_MOST} and not vague:
        return Quantity.said(Qualifier.AT_MOST, high, expression=words)
    if vague or said & {Qualifier.AT_LEAST, Qualifier.MORE_THAN}:
        return Quantity.said(Qualifier.AT_LEAST, low, expression=words)
    if said & {Qualifier.BETWEEN, Qualifier.AT_MOST}:
        return Quantity.said(Qualifier.BETWEEN, low, high, expression=words)
    qualifier = Qualifier.ABOUT if Qualifier.ABOUT in said else Qualifier.EXACTLY
    return Quantity.said(qualifier, low, expression=words)


def same_figure(a: Quantity, b: Quantity | None) -> bool:
    """Return whether two quantities say the same, whatever words they kept."""
    if b is None:
        return False
    return replace(a, expression="", name_list=False) == replace(b, expression="", name_list=False)
