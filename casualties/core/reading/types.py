"""What a reader hands over: drafts of claims, each field with the words it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from casualties.core.reading.text import Document, Span
from casualties.core.types import Period, Quantity
from casualties.core.words import DatePrecision, Harm, Relation, Scope, Stance, Status
from sources.core.words import Word


class Confidence(Word):
    """How often a reading of this kind was right where it was measured."""

    HIGH = "high", "Right nine times in ten or more on the measured texts."
    MEDIUM = "medium", "Right seven times in ten or more."
    LOW = "low", "Right less often, or not measured yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words a field was read from: ``text[start:end] == words``, or the field falls."""

    start: int
    end: int
    words: str

    @classmethod
    def of(cls, document: Document, start: int, end: int) -> "Quote":
        """Quote a stretch of a document."""
        return cls(start=start, end=end, words=document.text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """When it happened: first and last day, and how exactly that is known."""

    first: date
    last: date
    precision: DatePrecision

    @property
    def period(self) -> Period:
        """The days as a period."""
        return Period(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft:
    """A claim as a reader found it, for a person to accept, mend or reject.

    Parameters
    ----------
    harm, stance, status, sub_group, quantity, scope
        As in a claim. ``sub_group`` only where a part of other victims is counted.
    claimant
        Who asserts it, in the text's words; None where the text itself does.
    carriers
        Who passed it on, nearest the claimant first: an agency that cites a mayor.
    alleged_party, cause, place
        In the text's words, the cause by its canonical word; None where nothing was said.
    when
        The days of the event; None where unstated or not to be resolved.
    relation, on
        How it stands to the draft at index ``on`` of the same reading: ``part_of``.
    hedges
        Words that weaken it, such as "reportedly".
    flags
        ``background``: harm of another event, mentioned in passing.
        ``dropped_<field>``: the validator took a field away.
    rule
        The pattern that fired.
    confidence
        For harm, quantity, claimant, when, place.
    quotes
        Field to its words. ``harm`` and ``quantity`` are always there.
    parts
        Where the figure is a sum ("a woman and her two sons"): the words of each summand.
    sentence
        Number of the sentence in the document.
    """

    harm: Harm
    stance: Stance = Stance.ASSERTS
    quantity: Quantity
    status: Status = Status.UNKNOWN
    sub_group: str | None = None
    scope: Scope = Scope.INCIDENT
    claimant: str | None = None
    carriers: tuple[str, ...] = ()
    alleged_party: str | None = None
    cause: str | None = None
    place: str | None = None
    when: EventTime | None = None
    relation: Relation | None = None
    on: int | None = None
    hedges: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    rule: str = ""
    confidence: Mapping[str, Confidence] = field(default_factory=lambda: MappingProxyType({}))
    quotes: Mapping[str, Quote] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[Quote, ...] = ()
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a text.

    Parameters
    ----------
    drafts
        Claims that passed the validator, in the text's order.
    unread
        Sentences with a casualty word and no draft: where a miss would be.
    refused
        What the validator took away, one sentence each.
    reader
        Name, version and lexicon of the reader, such as ``rules-1+3f9c2a1b``.
    read_to
        Characters read; less than the text's length where it is over the ceiling.
    """

    drafts: tuple[ClaimDraft, ...]
    unread: tuple[Span, ...]
    refused: tuple[str, ...]
    reader: str
    read_to: int


class Reader(Protocol):
    """Something that reads: rules, a parser, a language model behind a function."""

    @property
    def identity(self) -> str:
        """Name, version and lexicon: changes whenever its readings may."""

    def read(self, document: Document) -> tuple[ClaimDraft, ...]:
        """Return drafts; nothing they say is believed before the validator has checked it."""
