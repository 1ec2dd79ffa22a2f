"""The default reader: rules over a lexicon; English, and Arabic as an experiment."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from casualties.core.reading.arabic import ArabicWords, arabic_words, is_arabic, read_arabic
from casualties.core.reading.claims import Found, drafts_of
from casualties.core.reading.dates import Dated, dates_in
from casualties.core.reading.elements import elements
from casualties.core.reading.frames import frames
from casualties.core.reading.lexicon import Lexicon, load_lexicon
from casualties.core.reading.mentions import gathered
from casualties.core.reading.scenes import Scene, scene_of
from casualties.core.reading.text import Document, Sentence
from casualties.core.reading.types import ClaimDraft, Confidence, EventTime, Quote

VERSION: Final = "rules-1"


class RulesReader:
    """Reads prose by rules, sentence by sentence, then folds repeated mentions."""

    def __init__(self) -> None:
        self.lexicon: Lexicon = load_lexicon("en")

    @property
    def identity(self) -> str:
        """Name, version and lexicon."""
        return f"{VERSION}+{self.lexicon.identity}+{arabic_words().identity}"

    def read(self, document: Document) -> tuple[ClaimDraft, ...]:
        """Return the drafts of a text."""
        if is_arabic(document):
            return read_arabic(document)
        return gathered(self._found(document))

    def _found(self, document: Document) -> Iterator[Found]:
        calendar = _Calendar(document)
        for number in casualty_sentences(self.lexicon, document):
            sentence = document.sentence(number)
            row = elements(self.lexicon, sentence.tokens)
            harmed = frames(self.lexicon, sentence.tokens, row)
            if not harmed:
                continue
            scene = scene_of(document, self.lexicon, sentence, row, calendar.dates(sentence))
            for frame in harmed:
                for found in drafts_of(scene, frame):
                    yield calendar.dated(found, scene)


def casualty_sentences(lexicon: Lexicon | ArabicWords, document: Document) -> list[int]:
    """Return the numbers of the sentences that hold a casualty word."""
    lower = document.lower
    return [
        number
        for number, span in enumerate(document.spans)
        if lexicon.stems.search(lower, span.start, span.end)
    ]


class _Calendar:
    """The dates of a document, and the day its events fall on where a sentence names none."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.year: int | None = None
        self.read_to = -1
        self.main: tuple[EventTime, Quote] | None = None
        self.several = False

    def dates(self, sentence: Sentence) -> list[Dated]:
        """Return the dates of a sentence; sentences are asked for in order."""
        self._look_before(sentence.number)
        year = self._year_in(sentence)
        return dates_in(self.document.plain, sentence.span, self.document.published_on, year)

    def dated(self, found: Found, scene: Scene) -> Found:
        """Give a draft without a date the one day the text has spoken of so far."""
        draft = found.draft
        if draft.when is not None:
            self._met(draft.when, draft.quotes["when"])
            return found
        if self.main is None or self.several or scene.dates or draft.quantity.share is not None:
            return found
        time, quote = self.main
        quotes = MappingProxyType({**draft.quotes, "when": quote})
        confidence = MappingProxyType({**draft.confidence, "when": Confidence.LOW})
        return replace(found, draft=replace(draft, when=time, quotes=quotes, confidence=confidence))

    def _met(self, time: EventTime, quote: Quote) -> None:
        if self.main and self.main[0] != time:
            self.several = True
        self.main = self.main or (time, quote)

    def _look_before(self, number: int) -> None:
        """Take up the day an opening sentence gives, though it names no casualty."""
        if self.read_to >= 0 or number == 0:
            self.read_to = number
            return
        self.read_to = number
        span = self.document.spans[0]
        for dated in dates_in(self.document.plain, span, self.document.published_on)[:1]:
            if dated.time and dated.kind in ("day_month", "month_day"):
                quote = Quote.of(self.document, dated.span.start, dated.span.end)
                self._met(dated.time, quote)

    def _year_in(self, sentence: Sentence) -> int | None:
        years = [
            int(token.text)
            for token in sentence.tokens
            if len(token.text) == 4 and token.text[:2] in ("19", "20") and token.text.isdigit()
        ]
        if years:
            self.year = years[-1]
            return years[0]
        return None
