"""People named in a sentence: how many, of what status, and which words say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from casualties.core.reading.text import Token, words_of
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Status


@dataclass(frozen=True, slots=True)
class People:
    """People named in a sentence: from token ``start`` up to ``end``.

    ``figure`` None: one person, or a plural without a number. ``definite`` marks those who were
    spoken of before ("the man", "his wife" is not); ``more`` those who come on top ("two others").
    ``known`` is False where no noun of the lexicon was found.
    """

    start: int
    end: int
    quantity: Quantity
    status: Status = Status.UNKNOWN
    sub_group: str | None = None
    plural: bool = False
    definite: bool = False
    more: bool = False
    known: bool = True
    name: bool = False
    pronoun: bool = False
    bodies: bool = False
    zero: bool = False
    bare: bool = False
    hurt: bool = False
    head: str = ""
    counted: bool = False

    @property
    def single(self) -> bool:
        """Whether exactly one person is meant."""
        return self.quantity.best == 1


def one_person(toks: Sequence[Token], start: int, end: int) -> Quantity:
    """Return one person, in these words."""
    return Quantity.said(Qualifier.EXACTLY, 1, expression=words_of(toks, start, end)[:300])


def plural_of(toks: Sequence[Token], start: int, end: int) -> Quantity:
    """Return more than one person of unstated number, in these words."""
    words = words_of(toks, start, end)[:300]
    return Quantity.said(Qualifier.VAGUE, word="plural", expression=words)
