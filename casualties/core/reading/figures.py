"""The figure a phrase for people states: the parser every reader's figures are held to."""

from casualties.core.reading.arabic import ArabicWords, quantity_in_arabic
from casualties.core.reading.elements import elements
from casualties.core.reading.heads import name_end
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.noun_phrases import people_at
from casualties.core.reading.quantities import figure_at
from casualties.core.reading.text import Span, plain, tokens
from casualties.core.types import Quantity
from casualties.core.words import Qualifier


def quantity_in(lexicon: Lexicon | ArabicWords, words: str) -> Quantity | None:
    """Return what a quoted phrase counts, or None where it counts nobody.

    Examples
    --------
    >>> from casualties.core.reading.lexicon import load_lexicon
    >>> quantity_in(load_lexicon("en"), "at least 12 civilians").low
    12
    >>> quantity_in(load_lexicon("en"), "a woman").best
    1
    >>> quantity_in(load_lexicon("en"), "15km (9.3 miles)") is None
    True
    """
    if isinstance(lexicon, ArabicWords):
        return quantity_in_arabic(words)
    toks = tokens(plain(words), Span(0, len(words)))
    if not toks:
        return None
    if figure := figure_at(toks, 0):
        return figure.quantity
    people = people_at(lexicon, toks, 0)
    if people:
        return people.quantity
    first = elements(lexicon, toks)[0]
    if first.people:
        return first.people.quantity
    if name_end(lexicon, toks, 0) > 0:
        return Quantity.said(Qualifier.EXACTLY, 1, expression=words[:300])
    return None
