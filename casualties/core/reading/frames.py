"""Who is said to have come to harm: each outcome word with the people it takes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from casualties.core.reading.elements import NAME, PEOPLE, Element
from casualties.core.reading.english import CALENDAR, words
from casualties.core.reading.framing import Frame, made, taking_object, taking_subject
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.nouns import by_noun, by_state, by_tally
from casualties.core.reading.numbers import word_value
from casualties.core.reading.objects import people_behind
from casualties.core.reading.row import Row
from casualties.core.reading.text import Token
from casualties.core.reading.unreal import is_hypothetical

_VERBS: Final = frozenset("PFGVJE")
_NOUNS: Final = frozenset("TML")
_DETERMINERS: Final = words("a an the his her its their this that these several many")


def frames(lexicon: Lexicon, toks: Sequence[Token], elements: Sequence[Element]) -> list[Frame]:
    """Return the outcomes of a sentence, from left to right, each person in one of them.

    Verbs choose their people before nouns do: in "the bodies of ten men who were killed were
    found" the men were killed.
    """
    row = Row(lexicon, toks, elements)
    found: list[Frame] = []
    for kinds in (_VERBS, _NOUNS):
        for i, element in enumerate(elements):
            if element.kind in kinds and not is_hypothetical(row, i):
                frame = frame_at(row, i)
                found += [frame] if frame else []
    return sorted(found, key=lambda frame: frame.at)


def frame_at(row: Row, i: int) -> Frame | None:
    """Return the frame of the outcome word at an element."""
    element = row.elements[i]
    match element.kind:
        case "P":
            return _past(row, i)
        case "F" | "E":
            return taking_object(row, i, "active")
        case "G":
            if row.kind(i + 1) == "O":
                return by_noun(row, i)
            return _reflexive(row, i) or taking_object(row, i, "gerund")
        case "V":
            return taking_subject(row, row.back(i - 1, "BHr") + 1, "died", trigger=i)
        case "J":
            return by_state(row, i)
        case "T" | "M":
            return by_noun(row, i)
        case "L":
            return by_tally(row, i)
    return None


def _past(row: Row, i: int) -> Frame | None:
    before = row.back(i - 1, "r")
    after = row.ahead(i + 1, "r")
    if row.kind(before) == "B":
        return taking_subject(row, before, "passive", trigger=i)
    if whom := _whom(row, before):
        return taking_subject(row, whom, "whom", trigger=i)
    if _describes_counted(row, i):
        return _counted_behind(row, i)
    if _takes_object(row, i, before, after):
        return _reflexive(row, i) or taking_object(row, i, "active")
    if row.kind(after) == "w" and _thing(row, after):
        return None  # it does something to a thing: "executed a warrant", "killed three dogs"
    if (
        row.kind(after) == "p"
        and row.word(after) in ("between", "up", "around", "some", "over")
        and row.kind(after + 1) == PEOPLE
    ):
        return taking_object(row, i, "active")
    return taking_subject(row, i, "reduced")


def _describes_counted(row: Row, i: int) -> bool:
    """Whether an outcome stands between a figure and its noun: "six killed civilians"."""
    if not (row.people_at(i - 1) and row.people_at(i + 1)):
        return False
    figure, noun = row.people(i - 1), row.people(i + 1)
    return figure.bare and figure.counted and noun.bare and noun.plural and not noun.counted


def _counted_behind(row: Row, i: int) -> Frame | None:
    figure, noun = row.people(i - 1), row.people(i + 1)
    frame = made(row, i, "reduced", (figure,), (), i - 1)
    if frame is None:
        return None
    row.take(noun)
    told = replace(figure, end=noun.end, status=noun.status, sub_group=noun.sub_group)
    return replace(frame, totals=(told,))


def _thing(row: Row, after: int) -> bool:
    word = row.word(after)
    return word in _DETERMINERS or word == "it" or word[0].isdigit() or word_value(word) is not None


_LONGEST_DOER: Final = 5


def _whom(row: Row, before: int) -> int:
    """Return the "whom" of a clause whose doer ends at ``before``: "whom the militia killed"."""
    for k in range(before, max(before - _LONGEST_DOER, 0), -1):
        if row.kind(k) == "R":
            return k if row.word(k) == "whom" and row.kind(k - 1) != "O" else 0
        if row.kind(k) not in (NAME, PEOPLE, "w"):
            return 0
    return 0


def _takes_object(row: Row, i: int, before: int, after: int) -> bool:
    del i
    if row.kind(after) == NAME:
        return (
            row.kind(before) in (PEOPLE, NAME, "w", "R", "C", "H", "")
            and row.word(after) not in CALENDAR
        )
    if row.kind(after) == "w" and row.word(after) not in _DETERMINERS:
        near = row.ahead(after, "w")
        named = near - after <= 2 and row.kind(near) in (PEOPLE, NAME)
        if named and row.kind(near) == NAME:
            near += 1
        return (
            named
            and row.kind(near) == PEOPLE
            and row.elements[near].people is not None
            and row.people(near).known
        )
    if row.kind(after) != PEOPLE:
        return False
    people = row.elements[after].people
    if people and people.pronoun and not people.plural and row.word(after) in ("he", "she"):
        return False
    counted_before = row.kind(before) == PEOPLE and row.people(before).counted
    if counted_before and before not in row.taken:
        # "3 killed 5 wounded": what follows has an outcome word of its own
        return row.kind(row.ahead(after + 1, "r")) not in ("P", "J", "M")
    return True


def _doer_of_both(row: Row, i: int) -> Frame | None:
    """Return who did another deed first: "shot three people before killing himself"."""
    if row.kind(i) != "G":
        return None
    k = next((k for k in range(i - 1, -1, -1) if row.people_at(k) and row.people(k).single), None)
    return None if k is None else made(row, i, "reflexive", (row.people(k),), (), k)


def _reflexive(row: Row, i: int) -> Frame | None:
    after = row.ahead(i + 1, "r")
    if row.word(after) not in ("himself", "herself", "themselves"):
        return None
    alone = row.word(after) != "themselves" and _doer_of_both(row, i)
    left = alone or taking_subject(row, i, "reflexive")
    right = people_behind(row, after + 1) if row.kind(after + 1) in ("C", "W") else ((), ())
    if left and right[0]:
        return replace(left, totals=(*left.totals, *right[0]))
    return left
