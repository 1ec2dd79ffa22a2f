"""Outcomes in nouns and states: "12 deaths", "the killing of", "left two dead", "the toll"."""

from typing import Final

from casualties.core.reading.elements import PEOPLE
from casualties.core.reading.framing import Frame, made, taking_subject
from casualties.core.reading.objects import people_behind
from casualties.core.reading.people import People
from casualties.core.reading.row import Row
from casualties.core.words import Harm


def by_state(row: Row, i: int) -> Frame | None:
    """Read "are dead", "left two dead", "six dead", "is missing"."""
    before = row.back(i - 1, "r")
    if row.word(i) == "to":
        return _to_death(row, i, before)
    if _describes(row, i):
        return None
    if row.kind(before) == "B":
        return taking_subject(row, before, "state", trigger=i)
    if row.kind(before) == PEOPLE and before not in row.taken:
        return None if _of_bodies(row, i, before) else taking_subject(row, i, "left_dead")
    if row.kind(before) == ")" or row.word(i - 1) in ("people", "persons"):
        return taking_subject(row, i, "state")
    return by_noun(row, i) if any(t.form == "people" for t in row.elements[i].triggers) else None


_DEADLY_WITHIN: Final = 8
"""Words between a verb and "to death" at most."""


def _to_death(row: Row, i: int, before: int) -> Frame | None:
    """Read "stabbed his neighbour to death", "shot himself to death"; not "sentenced to death"."""
    start = row.elements[i].start
    near = row.toks[max(start - _DEADLY_WITHIN, 0) : start]
    if not any(row.lexicon.has("outcomes.deadly", token.low) for token in near):
        return None
    if row.word(before) in ("himself", "herself", "themselves"):
        return taking_subject(row, before, "reflexive", trigger=i)
    return taking_subject(row, i, "left_dead") if row.people_at(before) else None


def _describes(row: Row, i: int) -> bool:
    """Whether "missing" only describes those who were found: "the bodies of two missing men"."""
    if row.elements[i].harm is not Harm.MISSING or not row.people_at(i + 1):
        return False
    noun = row.people(i + 1)
    found = any(element.harm is Harm.BODIES_FOUND for element in row.elements if element.triggers)
    return found and noun.bare and not noun.counted


def _of_bodies(row: Row, i: int, before: int) -> bool:
    """Whether those who were missing are bodies: "the body of a miner missing since May"."""
    missing = row.elements[i].harm is Harm.MISSING and row.kind(before - 1) == "O"
    return missing and row.kind(before - 2) in ("T", "M")


def by_noun(row: Row, i: int) -> Frame | None:
    """Read "the deaths of 12 people", "12 deaths", "no casualties", "bodies of 12 men"."""
    element = row.elements[i]
    if element.harm is Harm.BODIES_FOUND:
        return _bodies(row, i)
    if row.people_at(i - 1):
        people = row.people(i - 1)
        if people.counted or people.bodies or people.zero:
            return made(row, i, "noun_count", (people,), _parts_behind(row, i + 1), i - 1)
    of = next((k for k in (i + 1, i + 2) if row.kind(k) == "O"), None)
    if of is None or row.kind(i + 1) not in ("O", "w"):
        return None
    totals, parts = people_behind(row, of + 1)
    return made(row, i, "noun_of", totals, parts, i)


def _parts_behind(row: Row, k: int) -> list[People]:
    """Read "12 deaths, including three children"."""
    k = row.ahead(k, ",")
    if row.kind(k) != "S":
        return []
    totals, parts = people_behind(row, k + 1)
    return [*totals, *parts]


_FOUND_WITHIN: Final = 20
"""Elements between "bodies" and the word that they were found, at most."""


def _bodies(row: Row, i: int) -> Frame | None:
    near = row.elements[max(i - _FOUND_WITHIN, 0) : i + _FOUND_WITHIN]
    if not any(element.kind == "X" for element in near):
        return None
    if row.kind(i + 1) == "O":
        totals, parts = people_behind(row, i + 2)
        return made(row, i, "bodies_of", totals, parts, i)
    if row.people_at(i - 1) and (row.people(i - 1).counted or row.people(i - 1).bodies):
        return made(row, i, "bodies", (row.people(i - 1),), (), i - 1)
    return None


_TALLY_WITHIN: Final = 14
"""Elements between "death toll" and its figure, at most."""


def by_tally(row: Row, i: int) -> Frame | None:
    """Read "the death toll rose from 12 to 15": the figure behind "to" or "at", else the first."""
    best = None
    for k in range(i + 1, min(i + _TALLY_WITHIN, len(row.elements))):
        if row.kind(k) == ";" or (row.kind(k) == "," and best is not None):
            break
        counted = row.people_at(k) and row.people(k).counted
        if counted and (best is None or row.word(k - 1) in ("to", "at")):
            best = k
    return None if best is None else made(row, i, "tally", (row.people(best),), (), best)
