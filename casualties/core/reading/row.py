"""A sentence as rules see it: its elements, and which people an outcome has taken already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from casualties.core.reading.elements import NAME, PEOPLE, Element
from casualties.core.reading.english import CALENDAR
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.people import People
from casualties.core.reading.text import Token, words_of
from casualties.core.types import Quantity
from casualties.core.words import Qualifier

FARTHEST: Final = 26
"""Elements between an outcome word and its people at most: beyond it another clause is meant."""


@dataclass(slots=True)
class Row:
    """The elements of a sentence. ``taken`` grows as outcomes find their people."""

    lexicon: Lexicon
    toks: Sequence[Token]
    elements: Sequence[Element]
    taken: set[int] = field(default_factory=set)

    def kind(self, i: int) -> str:
        """Return the kind of an element; empty outside the sentence."""
        return self.elements[i].kind if 0 <= i < len(self.elements) else ""

    def word(self, i: int) -> str:
        """Return the first word of an element; empty outside the sentence."""
        return self.toks[self.elements[i].start].low if 0 <= i < len(self.elements) else ""

    def take(self, *people: People) -> None:
        """Mark people as counted by an outcome."""
        for j, element in enumerate(self.elements):
            if element.people and any(element.people is one for one in people):
                self.taken.add(j)

    def back(self, j: int, skip: str) -> int:
        """Return the nearest element at or before ``j`` whose kind is not in ``skip``."""
        while j >= 0 and self.kind(j) in skip:
            j -= 1
        return j

    def ahead(self, j: int, skip: str) -> int:
        """Return the nearest element at or behind ``j`` whose kind is not in ``skip``."""
        while j < len(self.elements) and self.kind(j) in skip:
            j += 1
        return j

    def people(self, j: int) -> People:
        """Return the people of an element; a name is one person."""
        element = self.elements[j]
        return element.people or self._named(element)

    def _named(self, element: Element) -> People:
        words = words_of(self.toks, element.start, element.end)[:300]
        one = Quantity.said(Qualifier.EXACTLY, 1, expression=words)
        return People(element.start, element.end, one, known=True, name=True, head="name")

    def opening(self, j: int) -> int:
        """Return the bracket that opens what the one at ``j`` closes."""
        for k in range(j - 1, max(j - FARTHEST, -1), -1):
            if self.kind(k) == "(":
                return k
        return j

    def closing(self, j: int) -> int:
        """Return the bracket that closes the one at ``j``; ``j`` where none does."""
        end = min(j + FARTHEST, len(self.elements))
        return next((k for k in range(j, end) if self.kind(k) == ")"), j)

    def is_name(self, j: int) -> bool:
        """Whether an element may name somebody: no day or month, no place."""
        element = self.elements[j]
        if (
            element.start == 0
            and element.end - element.start == 1
            and self.toks[0].low in ("it", "this")
        ):
            return False
        return self.word(j) not in CALENDAR and self.kind(j - 1) not in ("p",)

    def person_name(self, k: int) -> bool:
        """Whether a name has two words or more, or is known for a person."""
        element = self.elements[k]
        return (element.kind == NAME and element.end - element.start >= 2) or bool(
            element.people and element.people.name
        )

    def people_at(self, m: int) -> bool:
        """Whether an element holds people whom no outcome has taken."""
        return m >= 0 and self.kind(m) == PEOPLE and m not in self.taken

    def relative(self, j: int) -> bool:
        """Whether a verb belongs to a clause about the people before it."""
        k = j - 1
        while k >= 0 and self.kind(k) in ("B", "H", "r"):
            k -= 1
        return self.kind(k) == "R"
