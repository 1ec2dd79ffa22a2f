"""The people before an outcome word: "the three men … were killed"."""

from collections.abc import Sequence
from typing import Final

from casualties.core.reading.elements import NAME, PEOPLE
from casualties.core.reading.english import words
from casualties.core.reading.lists import sorted_out
from casualties.core.reading.people import People
from casualties.core.reading.row import FARTHEST, Row

_FINITE: Final = frozenset("PFVJ")
_CONJUNCTIONS: Final = words("as when while after where that because")


def subject_before(row: Row, i: int) -> tuple[int | None, list[int]]:
    """Return the last element of the subject of a verb, and the people of an aside behind it."""
    aside: list[int] = []
    j, gap, skipped_clause = i - 1, 0, False
    while j >= 0 and gap < FARTHEST:
        kind = row.kind(j)
        if kind == ")":
            bracket = row.opening(j)
            aside = aside or _aside_people(row, bracket, j)
            j = bracket - 1
            continue
        if kind == ";":
            return None, aside
        relative = row.kind(j + 1) == "R" or (gap == 0 and row.kind(i) != "B" and j == i - 1)
        if kind == PEOPLE and (relative or not _inside(row, j)) and _fits(row, j, near=gap == 0):
            return (j if relative else _counted_before(row, j)), aside
        if kind == NAME and gap == 0 and row.is_name(j):
            return _whose_kin(row, j), aside
        if kind == "a":
            j -= 1
            continue
        if kind == "," and gap == 0 and not skipped_clause:
            opened = _clause_start(row, j)
            if opened is not None:
                aside = _aside_people(row, opened, j)
                j, skipped_clause = opened - 1, True
                continue
        if kind in _FINITE and kind != "J" and not row.relative(j):
            return None, aside
        gap += kind not in ("r", ",", "R")
        j -= 1
    return None, aside


def _whose_kin(row: Row, j: int) -> int:
    """Return the kin where a name only says whose: "the wife and two sons of Rami Aziz"."""
    kin = row.kind(j - 1) == "O" and row.people_at(j - 2)
    return j - 2 if kin and row.lexicon.has("people.kin.words", row.people(j - 2).head) else j


def _counted_before(row: Row, j: int) -> int:
    """Return the counted people whose phrase ends in those at ``j``, or ``j`` itself.

    In "at least 21 members of the Eish and Helou families were killed" it is the members.
    """
    people = row.people(j)
    if people.counted or (people.single and (people.known or people.name)) or people.pronoun:
        return j
    k = j - 1
    while k >= 0 and j - k < FARTHEST:
        kind = row.kind(k)
        joined = kind == "C" and row.kind(k - 1) == NAME
        if kind == PEOPLE and row.people(k).counted and k not in row.taken:
            return k
        if kind == ")":
            k = row.opening(k)
        elif not joined and kind not in ("w", "r", "O", "p", NAME, "R", "B", "G", "a", PEOPLE):
            return j
        k -= 1
    return j


def aside_of(row: Row, members: Sequence[int]) -> list[People]:
    """Return the people of an aside that may be parts, and mark them as taken."""
    row.taken.update(members)
    return [row.people(m) for m in members if row.people(m).counted or row.people(m).single]


def _aside_people(row: Row, opened: int, closed: int) -> list[int]:
    if row.kind(opened + 1) not in ("S", PEOPLE):
        return []
    return [m for m in range(opened, closed) if row.kind(m) == PEOPLE and m not in row.taken]


_ASIDE_OPENS: Final = frozenset(("S", "R", "w", "p", "r", NAME, PEOPLE, "P", "G", "a", "C", "W"))
_ASIDE_AFTER: Final = frozenset((PEOPLE, NAME, ")", "w", "a"))


def _clause_start(row: Row, j: int) -> int | None:
    """Return the comma that opens the aside which the comma at ``j`` closes."""
    for k in range(j - 1, max(j - FARTHEST, -1), -1):
        if row.kind(k) == "a" and row.word(k) == ",":
            return k
        opens = row.kind(k + 1) in _ASIDE_OPENS and row.kind(k - 1) in _ASIDE_AFTER
        if row.kind(k) in (",", ":") and opens:
            return k if _has_people(row, k) else None
    return None


def _has_people(row: Row, k: int) -> bool:
    return any(row.kind(m) in (PEOPLE, NAME) for m in range(max(k - 6, 0), k))


def _inside(row: Row, j: int) -> bool:
    """Whether people stand inside a phrase about others, so that they are not its subject."""
    before, people = row.kind(j - 1), row.people(j)
    if before == "Y":
        return True
    opens_clause = people.single and not people.definite and row.word(j - 1) in _CONJUNCTIONS
    if before not in ("p", "W", "O") or people.counted or (before == "p" and opens_clause):
        return False
    k = row.back(j - 2, "wrOpRBH" + NAME)
    return row.people_at(k) and _fits(row, k, near=False)


def _fits(row: Row, j: int, *, near: bool) -> bool:
    people = row.people(j)
    if j in row.taken and not (people.definite or people.pronoun):
        return False
    if not near:
        return people.known or (people.counted and not people.zero)
    return True


def list_before(row: Row, j: int) -> tuple[int, list[People], list[People]]:
    """Gather a list that ends at ``j``: "three men, a woman and two children"."""
    members = [j]
    while (step := _previous(row, members[0])) is not None:
        members.insert(0, step)
    totals, parts = sorted_out(row, members)
    return members[0], totals, parts


_SIGNS_BETWEEN: Final = 5

_OWN_NOUN: Final = frozenset("TM")
"""Outcome nouns: the people before one are its own: "two deaths, and five were hurt"."""


def _previous(row: Row, k: int) -> int | None:
    """Return the list member before the one at ``k``, or None where the list begins."""
    m, signs = k - 1, ""
    while m >= 0 and row.kind(m) in ",CWSra)-" and k - m < _SIGNS_BETWEEN:
        if row.word(m) == "but":
            return None
        m = row.opening(m) if row.kind(m) == ")" else m
        signs += row.kind(m)
        m -= 1
    if not set(signs) & set(",CWSa") or "-" in signs:
        return None
    m = _past_modifier(row, _past_clause(row, m), joined=signs.strip("r") == "C")
    if row.people_at(m) and may_be_listed(row, m):
        return None if _object_of_other(row, m) or row.kind(m + 1) in _OWN_NOUN else m
    m = _past_description(row, m)
    named = row.kind(m) == NAME and row.is_name(m)
    return m if named and (row.person_name(k) or row.person_name(m)) else None


def _past_modifier(row: Row, m: int, *, joined: bool) -> int:
    """Pass a word behind a member: "3 men dead-tired and", "a man from Idlib and"."""
    if row.kind(m) == "w" and row.kind(m - 1) == PEOPLE:
        return m - 1
    placed = row.kind(m) == NAME and row.kind(m - 1) in ("p", "O") and row.people_at(m - 2)
    return m - 2 if joined and placed else m


_CLAUSE_WITHIN: Final = 9


def _past_clause(row: Row, m: int) -> int:
    """Pass a clause about some of those before it: "three women, two of whom were sisters, and"."""
    opened = next((k for k in range(m, max(m - _CLAUSE_WITHIN, 0), -1) if row.kind(k) == ","), 0)
    some = row.elements[opened + 1].people if opened else None
    if some is None or not some.bare or some.head not in ("whom", "whom's", "them"):
        return m
    return opened - 1 if any(row.kind(k) == "B" for k in range(opened, m)) else m


def _past_description(row: Row, m: int) -> int:
    """Pass what a name's bearer is, in words not listed: "Ali Saleh, a cellist, and his wife"."""
    described = row.people_at(m) and row.people(m).single and row.kind(m - 1) == ","
    return m - 2 if described and row.kind(m - 2) == NAME and row.person_name(m - 2) else m


def _object_of_other(row: Row, m: int) -> bool:
    """Whether people belong to an outcome before them: "the death of 3 men and 2 injured"."""
    before = row.back(m - 1, "r")
    if row.kind(before) == "O":
        return row.kind(before - 1) in ("T", "G")
    return row.kind(before) in ("G", "F") or (
        row.kind(before) == "P" and row.kind(before - 1) != "B"
    )


def may_be_listed(row: Row, m: int) -> bool:
    """Whether people can be a member of a list of victims."""
    people = row.people(m)
    return (people.counted or people.known) and row.kind(m - 1) != "Y" and not people.pronoun


def whole_before(
    row: Row, first: int, totals: Sequence[People], parts: Sequence[People]
) -> int | None:
    """Return the people of whom a list before the verb are parts.

    "Five children from one family, two boys, two girls and one infant, were killed", and
    "78 people from one family, including a journalist and 16 women, were killed".
    """
    includes = row.kind(first - 1) == "S"
    if not (includes or row.kind(first - 1) == ","):
        return None
    k = first - 1
    while k > max(first - FARTHEST, 0) and row.kind(k - 1) not in (";", "V"):
        k -= 1
        if row.kind(k) in _OWN_NOUN:
            return None
        if row.kind(k) != PEOPLE or not row.people(k).counted or k in row.taken:
            continue
        figures = [people.quantity.low for people in (*totals, *parts)]
        adds_up = None not in figures and len(figures) > 1
        adds_up = adds_up and row.people(k).quantity.low == sum(f or 0 for f in figures)
        if includes or adds_up:
            return k
    return None
