"""Outcomes that did not happen: denied, feared, planned, asked about."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from casualties.core.reading.elements import NAME, PEOPLE, Element
from casualties.core.reading.english import words
from casualties.core.reading.people import People
from casualties.core.reading.row import Row


def is_hypothetical(row: Row, i: int) -> bool:
    """Whether the outcome is only possible, planned or threatened."""
    element = row.elements[i]
    near = list(_near(row, i))
    unreal = row.lexicon.lists["signs.hypothetical"]
    if _in_question(row, i):
        return True
    if element.kind == "F":
        return any(word in unreal for word in near) or not _headline_verb(row, i)
    said = [
        word
        for word, follow in zip_longest(near, near[1:], fillvalue="")
        if word in unreal and word != "to" and not (word in _MODAL and follow == "have")
    ]
    return bool(said) or (near[-1:] == ["to"] and element.kind == "V")


_MODAL: Final = words("may might could must would almost nearly feared")


def _in_question(row: Row, i: int) -> bool:
    """Whether a clause asks, averts or talks: "whether he died", "talked about killing people"."""
    start = row.elements[i].start
    clause = [t.low for t in row.toks[max(start - 12, 0) : start]]
    while "," in clause:
        clause = clause[clause.index(",") + 1 :]
    if "whether" in clause or "if" in clause or "unless" in clause:
        return True
    averted = row.elements[i].kind == "G" and clause[-1:] in (["from"], ["about"])
    return averted or clause[-2:] == ["from", "being"]


_CLOSE: Final = 5


def _near(row: Row, i: int) -> Iterator[str]:
    """Yield the words between an outcome and the people or the clause before it."""
    j = i - 1
    kinds = "wrBHp" + ("C" if row.kind(i) == "F" else "")
    while j >= 0 and i - j < _CLOSE and row.kind(j) in kinds:
        j -= 1
    for element in row.elements[j + 1 : i]:
        yield from (token.low for token in row.toks[element.start : element.end])


def _headline_verb(row: Row, i: int) -> bool:
    """Whether a present form is a headline's: "Air strike kills 12"."""
    token = row.toks[row.elements[i].start]
    if token.text[0].isupper() and i and row.toks[token_before(row.elements[i])].text[0].isupper():
        return False  # Great Kills is a place
    return row.kind(i + 1) == PEOPLE and row.kind(i - 1) in (PEOPLE, NAME, *"wRMT", "")


_NOT: Final = words("not never n't neither nor without didn't wasn't weren't denied denies deny")


def is_negated(row: Row, i: int, totals: Sequence[People]) -> bool:
    """Whether the outcome is denied: of nobody ("no one"), or by a word such as "not"."""
    start = row.elements[i].start
    near = row.toks[max(start - 4, 0) : start]
    return any(people.zero for people in totals) or any(token.low in _NOT for token in near)


def token_before(element: Element) -> int:
    """Return the token before an element."""
    return max(element.start - 1, 0)
