"""Lists of people: what adds up, what is part of a total, what only says who somebody is."""

from collections.abc import Sequence

from casualties.core.reading.english import POSSESSIVE
from casualties.core.reading.people import People
from casualties.core.reading.row import Row
from casualties.core.words import Qualifier


def sorted_out(row: Row, members: Sequence[int]) -> tuple[list[People], list[People]]:
    """Part the members of a list into those that add up and those counted within them."""
    totals: list[People] = []
    parts: list[People] = []
    within = False
    for position, m in enumerate(members):
        people = row.people(m)
        between = {row.kind(k) for k in range(members[position - 1] + 1, m)} if position else set()
        before = row.people(members[position - 1]) if position else None
        last = position == len(members) - 1
        if before and between == {","} and last and _says_who(before, people):
            row.taken.add(m)
            continue  # "hundreds of prisoners, Shi'ites for the most part"
        apposed = before and "," in between and "C" not in between and _apposed(before, people)
        if apposed and row.word(m) in POSSESSIVE and not last:
            apposed = False  # "Omar, his wife, and two of their daughters"
        if apposed or (before and _kin_of_other(row, m, before)):
            row.taken.add(m)
            continue  # an apposition: "a woman, Ola Ziyad"
        within = (
            within
            or "S" in between
            or (":" in between and position == 1)
            or bool(position and people.bare and people.head in ("them", "whom", "whom's"))
        )
        if within and "C" in between and _complete(totals, parts):
            within = False
        (parts if within else totals).append(people)
        row.taken.add(m)
    return totals, parts


def _apposed(before: People, people: People) -> bool:
    """Whether a phrase only says who the one before it is: "a woman, Ola Ziyad"."""
    named = before.name != people.name or (people.head == "aged" and not people.name)
    return named and before.single and people.single


def _kin_of_other(row: Row, m: int, before: People) -> bool:
    """Whether a bare noun of kin goes on saying who one person is: "a member and son to Ali"."""
    people = row.people(m)
    to_other = row.kind(m + 1) == "O" or row.word(m + 1) == "to"
    return to_other and people.bare and people.single and before.single and not people.name


def _says_who(before: People, people: People) -> bool:
    """Whether a bare plural only says who those counted before it are."""
    return before.counted and before.plural and people.bare and not people.counted


def _complete(totals: Sequence[People], parts: Sequence[People]) -> bool:
    """Whether the parts already make up the total: what follows is counted beside it."""
    figures = [people.quantity.low for people in parts]
    return bool(
        totals
        and parts
        and None not in figures
        and totals[-1].quantity.low == sum(f or 0 for f in figures)
    )


def split_total(
    totals: Sequence[People], parts: Sequence[People]
) -> tuple[list[People], list[People]]:
    """Tell "four members, two women and two children" (4) from a list that adds up.

    Where the first figure equals the sum of the others, the others are its parts.
    """
    if (
        len(totals) > 1
        and totals[1].quantity.qualifier is Qualifier.AT_MOST
        and totals[0].head == totals[1].head
    ):
        return [totals[0]], list(parts)  # "at least 52 civilians and up to 68 civilians"
    if len(totals) < 2 or totals[0].single:
        return list(totals), list(parts)
    rest = [people.quantity.low for people in totals[1:]]
    adds_up = len(rest) > 1 and None not in rest
    if adds_up and totals[0].quantity.low == sum(figure or 0 for figure in rest):
        return [totals[0]], [*totals[1:], *parts]
    if totals[0].counted and all(people.name for people in totals[1:]):
        return [totals[0]], list(parts)
    return list(totals), list(parts)
