"""What must hold of every text: no crash, no quote out of range, no time without end."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from casualties.core.reading import Document, Reader, UnreadableText, read_with

BUDGET_S = 2.0
"""Seconds of processor time for one text: what a 33,000 character sentence may take."""


@dataclass(slots=True)
class Outcome:
    """What became of a run; ``broken`` holds the texts that broke a rule, with why."""

    read: int = 0
    refused: int = 0
    drafts: int = 0
    slowest_s: float = 0.0
    broken: list[tuple[str, str]] = field(default_factory=list)


def run(texts: Iterable[str], reader: Reader) -> Outcome:
    """Read every text and check what came of it."""
    outcome = Outcome()
    for text in texts:
        started = time.process_time()
        wrong = _wrong(text, reader, outcome)
        spent = time.process_time() - started
        outcome.slowest_s = max(outcome.slowest_s, spent)
        if spent > BUDGET_S:
            wrong = f"{spent:.1f} s"
        if wrong:
            outcome.broken.append((wrong, text))
    return outcome


def _wrong(text: str, reader: Reader, outcome: Outcome) -> str:
    try:
        document = Document(text=text)
    except UnreadableText:
        outcome.refused += 1
        return ""
    try:
        reading = read_with(reader, document)
    except Exception as error:  # noqa: BLE001  a fuzzer records whatever breaks
        return f"{type(error).__name__}: {error}"
    outcome.read += 1
    outcome.drafts += len(reading.drafts)
    quotes = [quote for draft in reading.drafts for quote in draft.quotes.values()]
    if any(text[quote.start : quote.end] != quote.words for quote in quotes):
        return "a quote that is not in the text"
    if not all(0 <= start < end <= len(text) for start, end in reading.unread):
        return "an unread span out of range"
    return ""
