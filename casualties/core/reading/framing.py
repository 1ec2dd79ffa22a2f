"""An outcome word with the people it takes, before it or behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casualties.core.reading.elements import PEOPLE, Element
from casualties.core.reading.english import words
from casualties.core.reading.lists import split_total
from casualties.core.reading.objects import company_of, people_behind
from casualties.core.reading.people import People
from casualties.core.reading.row import Row
from casualties.core.reading.subjects import aside_of, list_before, subject_before, whole_before
from casualties.core.reading.unreal import is_negated
from casualties.core.words import Harm


@dataclass(frozen=True, slots=True)
class Frame:
    """An outcome with its people: ``totals`` are added, ``parts`` are counted within them.

    ``at`` and ``first`` are elements: the outcome word, and where its phrase begins. ``total``
    marks a sum of what was counted before ("bringing the total to six").
    """

    harm: Harm
    rule: str
    trigger: Element
    totals: tuple[People, ...]
    parts: tuple[People, ...] = ()
    at: int = 0
    negated: bool = False
    active: bool = False
    first: int = 0
    total: bool = False


def taking_subject(row: Row, i: int, rule: str, trigger: int | None = None) -> Frame | None:
    """Return the outcome of a verb whose people stand before element ``i``.

    ``trigger`` is the outcome word where others ("were", "have been") stand between.
    """
    at = i if trigger is None else trigger
    j, aside = subject_before(row, i)
    if j is None:
        return None
    first, totals, parts = list_before(row, j)
    totals, parts = split_total(_one_described(row, i, totals), parts)
    if not (len(totals) == 1 and totals[0].single):  # one person has no parts
        parts += aside_of(row, aside)
    whole = None if row.kind(j + 1) == "R" else whole_before(row, first, totals, parts)
    if whole is not None:
        first, totals, parts = whole, [row.people(whole)], [*totals, *parts]
    extra, more_parts = company_of(row, at)
    beside = people_behind(row, j + 3)[0] if row.kind(j + 1) == "," and _with(row, j + 2) else ()
    return made(row, at, rule, (*totals, *beside, *extra), (*parts, *more_parts), first)


def _with(row: Row, k: int) -> bool:
    """Whether company opens an aside: "Omar, along with his wife, was killed"."""
    return row.kind(k) == "W" and row.kind(k + 1) == PEOPLE


_OF_ONE: Final = words("was is has")


def _one_described(row: Row, i: int, totals: Sequence[People]) -> Sequence[People]:
    """Tell one who is many things from many: "the artist, blogger and activist Ali was killed"."""
    alone = all(people.single for people in totals) and all(people.bare for people in totals[1:])
    return totals[:1] if alone and row.word(i) in _OF_ONE else totals


def taking_object(row: Row, i: int, rule: str) -> Frame | None:
    """Return the outcome of a verb whose people stand behind it."""
    totals, parts = people_behind(row, i + 1)
    if totals and (doer := _themselves_too(row, i)):
        totals = [doer, *totals]
    return made(row, i, rule, totals, parts, i, active=True)


def _themselves_too(row: Row, i: int) -> People | None:
    """Return the doer of "killed his wife and then himself", whom it counts too."""
    reach = range(i + 1, min(i + _SELF_WITHIN, len(row.elements)))
    k = next((k for k in reach if row.word(k) in ("himself", "herself")), 0)
    joined = k and row.kind(row.back(k - 1, "r")) == "C"
    j = subject_before(row, i)[0] if joined else None
    people = row.people(j) if j is not None else None
    return people if people and people.single else None


_SELF_WITHIN: Final = 10


def made(
    row: Row,
    i: int,
    rule: str,
    totals: Sequence[People],
    parts: Sequence[People],
    first: int,
    *,
    active: bool = False,
) -> Frame | None:
    """Return the outcome at element ``i``, or None where nobody among ``totals`` is a person.

    ``first`` is the element where its phrase begins.
    """
    element = row.elements[i]
    people = tuple(one for one in totals if _is_person(row, one, element, active=active))
    if not people:
        return None
    row.take(*people, *parts)
    before = row.elements[first].start
    return Frame(
        harm=element.harm,
        rule=rule,
        trigger=element,
        totals=people,
        parts=tuple(parts),
        at=i,
        negated=is_negated(row, i, people),
        active=active,
        first=min(first, i),
        total=any(
            token.low in ("total", "toll") for token in row.toks[max(before - 4, 0) : before]
        ),
    )


def _is_person(row: Row, people: People, element: Element, *, active: bool) -> bool:
    lists = row.lexicon.lists
    if people.head in lists["people.not_people"]:
        return False
    doubtful = (
        active
        and element.end - element.start == 1
        and row.toks[element.start].low in lists["outcomes.doubtful"]
    )
    if doubtful or element.harm is not Harm.KILLED:
        return people.known or (people.counted and not doubtful) or people.pronoun
    return True
