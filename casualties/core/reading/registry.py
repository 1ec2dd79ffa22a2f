"""The readers there are, and the one way to use any of them."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from casualties.core.reading.arabic import ArabicWords, arabic_words, is_arabic
from casualties.core.reading.lexicon import Lexicon, load_lexicon
from casualties.core.reading.rules import RulesReader, casualty_sentences
from casualties.core.reading.text import READING_CEILING, Document, Span
from casualties.core.reading.types import ClaimDraft, Reader, Reading
from casualties.core.reading.validate import validated

DEFAULT_READER: Final = "rules"
_READERS: Final[Mapping[str, type[RulesReader]]] = {"rules": RulesReader}


class UnknownReader(LookupError):
    """No reader of that name; the message lists those there are."""


@cache
def reader_named(name: str = DEFAULT_READER) -> Reader:
    """Return a reader by the name settings give it.

    Raises
    ------
    UnknownReader
        Where there is none of that name.
    """
    if name not in _READERS:
        raise UnknownReader(f"No reader is called {name!r}. Known: {', '.join(sorted(_READERS))}.")
    return _READERS[name]()


def read_with(reader: Reader, document: Document) -> Reading:
    """Return what a reader makes of a text, held to the text by the validator.

    The road for every reader, a language model's included: it may propose words, and invents
    neither figures nor names, for what the words do not say is dropped and marked.

    Examples
    --------
    >>> text = "The mayor said at least 12 civilians were killed on Sunday."
    >>> reading = read_with(reader_named(), Document(text=text))
    >>> (reading.drafts[0].quantity.low, reading.drafts[0].claimant)
    (12, 'The mayor')
    """
    lexicon = arabic_words() if is_arabic(document) else load_lexicon("en")
    drafts, refused = validated(document, lexicon, reader.read(document))
    return Reading(
        drafts=drafts,
        unread=_unread(lexicon, document, drafts),
        refused=refused,
        reader=reader.identity,
        read_to=min(len(document.text), READING_CEILING),
    )


def _unread(
    lexicon: Lexicon | ArabicWords, document: Document, drafts: tuple[ClaimDraft, ...]
) -> tuple[Span, ...]:
    read = {document.number_at(quote.start) for draft in drafts for quote in draft.quotes.values()}
    numbers = casualty_sentences(lexicon, document)
    return tuple(document.spans[number] for number in numbers if number not in read)
