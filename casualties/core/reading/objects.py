"""The people behind an outcome word: "killing two men and a woman"."""

from typing import Final

from casualties.core.reading.elements import NAME, PEOPLE
from casualties.core.reading.english import POSSESSIVE
from casualties.core.reading.lists import sorted_out, split_total
from casualties.core.reading.people import People
from casualties.core.reading.row import Row
from casualties.core.reading.subjects import may_be_listed

_NEAR: Final = 4
_LONGEST_STEP: Final = 14


def people_behind(row: Row, j: int) -> tuple[list[People], list[People]]:
    """Return the people from element ``j`` on, list and all: those that add up, and their parts."""
    j = object_at(row, j)
    if j < 0:
        return [], []
    members = [j]
    while (step := _next(row, members[-1])) is not None:
        members.append(step)
    return split_total(*sorted_out(row, members))


def object_at(row: Row, j: int) -> int:
    """Return the people at element ``j`` or a few words behind it; -1 where there are none."""
    gap = 0
    while j < len(row.elements) and gap < _NEAR:
        kind = row.kind(j)
        if kind == PEOPLE and j not in row.taken:
            return -1 if row.word(j) in ("he", "she", "they") else j
        if kind == NAME and gap == 0:
            return j
        if kind in ("w", NAME) and gap < _NEAR - 1:
            gap += 1
        elif kind not in ("r", "a", "-", ":") and not (kind == "O" and gap == 0):
            return -1
        j += 1
    return -1


def _next(row: Row, k: int) -> int | None:
    """Return the list member behind the one at ``k``, or None where the list ends."""
    m, signs, gap = _step(row, k)
    if m >= len(row.elements) or not signs or row.kind(m) not in (PEOPLE, NAME) or m in row.taken:
        return None
    if gap and not {"C", "S"} & set(signs):
        return None
    if row.kind(m) == NAME and not (row.person_name(m) and _names_people(row, k)):
        return None
    listed = row.kind(m) == NAME or may_be_listed(row, m) or row.people(m).counted
    return m if listed and not _owns_verb(row, m) else None


def _step(row: Row, k: int) -> tuple[int, str, int]:
    """Go over what may stand between members: where it ends, the signs met, the words passed."""
    m, signs, gap = k + 1, "", 0
    while m < len(row.elements) and m - k < _LONGEST_STEP:
        kind = row.kind(m)
        if kind == "(":
            m = row.closing(m)
        elif kind in ",CWS-:" and row.word(m) != "but":
            signs += kind
        elif kind == "O" and not signs and _owner_at(row, m + 1):
            m += 1  # "a brother of the journalist Omar, his wife and …"
        elif kind in "wpO" + NAME and not signs and gap < _NEAR + 2:
            gap += 1
        elif kind not in "ra" or row.word(m) == "left":
            break
        m += 1
    return m, signs, gap


def _owner_at(row: Row, m: int) -> bool:
    """Whether one person who is not counted stands behind "of": whose kin or aide is meant."""
    return row.people_at(m) and row.people(m).single and not row.people(m).counted


def _names_people(row: Row, k: int) -> bool:
    people = row.elements[k].people
    return row.person_name(k) or (people is not None and people.single)


def _owns_verb(row: Row, m: int) -> bool:
    """Whether the people at ``m`` begin a clause: "and 5 were wounded", "and the men fled"."""
    k = m + 1
    while k < len(row.elements) and row.kind(k) in ("r", "a"):
        k += 1
    if row.kind(k) in ("O", "p") and row.kind(k + 1) in (NAME, PEOPLE, "w"):
        k += 2
    while k < len(row.elements) and row.kind(k) in ("r", ","):
        if row.kind(k) == ",":
            return False
        k += 1
    if row.kind(k) in ("B", "H", "P", "V", "J", "M"):
        return True
    return (
        row.kind(k) == "w"
        and row.toks[row.elements[k].start].low.endswith("ed")
        and not row.people(m).counted
    )


def company_of(row: Row, i: int) -> tuple[list[People], list[People]]:
    """Read on behind a verb: "was killed along with his three children", "…, including …"."""
    k = row.ahead(i + 1, "r")
    w = k + (row.kind(k) == ",")
    if row.kind(w) == "W" and row.kind(w + 1) == PEOPLE and _in_company(row, k, w):
        return ([], []) if w == k and _owns_verb(row, w + 1) else (people_behind(row, w + 1)[0], [])
    k = _past_place(row, k)
    if row.kind(k) == "S":
        totals, parts = people_behind(row, k + 1)
        return [], [*totals, *parts]
    return [], []


def _in_company(row: Row, k: int, w: int) -> bool:
    """Whether a word tells company; "with" does of kin and of people counted, not of a knife."""
    if row.word(w) != "with" or row.word(w + 1) in POSSESSIVE:
        return True
    people = row.people(w + 1)
    return w == k and people.counted and people.known and not people.more


def _past_place(row: Row, k: int) -> int:
    """Pass "in Idlib," on the way to "including"."""
    if row.kind(k) in (",", "-"):
        return k + 1
    end = k
    while end < k + 7 and row.kind(end) in (NAME, "p", "w"):
        end += 1
    return end + (row.kind(end) == ",")
