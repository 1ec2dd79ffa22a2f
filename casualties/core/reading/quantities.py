"""Figures as they are said: at least seven, 40 to 52, around half of the 5,000, dozens."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from casualties.core.coding import canonical_word
from casualties.core.reading.english import words
from casualties.core.reading.numbers import counts_people, number_at
from casualties.core.reading.text import Span, Token, tokens, words_of
from casualties.core.reading.wordings import (
    AFTER_LEAST,
    JOINED_SHARES,
    SHARES,
    UNKNOWN,
    lookup,
    may_begin,
    qualifier_words,
    vague_words,
)
from casualties.core.types import FIGURE_CEILING, Quantity
from casualties.core.words import Qualifier


class Figure(NamedTuple):
    """A quantity found among tokens: where it stands, and what it says.

    ``zero`` marks "no" and "none", which deny harm rather than count it.
    """

    start: int
    end: int
    quantity: Quantity
    zero: bool = False


def figure_at(toks: Sequence[Token], i: int) -> Figure | None:
    """Return the quantity that begins at a token, or None where none does.

    Parameters
    ----------
    toks
        Tokens of a sentence.
    i
        Where the quantity must begin, its qualifier included.

    Returns
    -------
    Figure or None
        None also for figures that count no people: years, ages, distances, percentages.

    Examples
    --------
    >>> words = tokens("between 41 and 52 people", Span(0, 24))
    >>> figure_at(words, 0).quantity.high
    52
    >>> figure_at(tokens("5 km away", Span(0, 9)), 0) is None
    True
    """
    if i >= len(toks) or not (toks[i].low[0].isdigit() or may_begin(toks[i].low)):
        return None
    qualifier, j = _qualifier(toks, i)
    article = toks[i].low in ("a", "an")
    return (
        _between(toks, i)
        or _share(toks, i, j, qualifier)
        or _vague_at(toks, i, i + 1 if article else j, qualifier)
        or _number(toks, i, j, qualifier)
        or _nothing(toks, i)
    )


def _qualifier(toks: Sequence[Token], i: int) -> tuple[Qualifier | None, int]:
    said: Qualifier | None = None
    while hit := lookup(qualifier_words(), toks, i):
        tag = Qualifier(hit[0])
        said = tag if said in (None, Qualifier.EXACTLY) else said
        i = hit[1]
    return said, i


def _make(
    start: int, end: int, qualifier: Qualifier, low: int, to: int | None = None, *, said: str
) -> Figure | None:
    if not 0 <= low <= FIGURE_CEILING or (to is not None and not low <= to <= FIGURE_CEILING):
        return None
    quantity = Quantity.said(qualifier, low, to, expression=said)
    return Figure(start, end, quantity)


_RISES: Final = words("rose risen rising increased climbed jumped up went")


def _between(toks: Sequence[Token], i: int) -> Figure | None:
    opened = toks[i].low in ("between", "from") and i + 1 < len(toks)
    at = i if opened else i - 1
    if at > 0 and toks[at].low == "from" and toks[at - 1].low in _RISES:
        return None  # "rose from 12 to 15" is 15
    k = i + 1 if opened else _qualifier(toks, i)[1]
    first = number_at(toks, k)
    if not first or first[1] >= len(toks) or not counts_people(toks, k, k):
        return None
    join = toks[first[1]].low
    allowed = (
        ("and", "to", "or", "-", "\u2013") if opened else ("to", "-", "\u2013", "or", "\u2014")
    )
    upper = join == "and" and _qualifier(toks, first[1] + 1)[0] is Qualifier.AT_MOST
    if not upper and (join not in allowed or (join == "or" and first[0] > 30)):
        return None
    skipped = _qualifier(toks, first[1] + 1)[1]
    second = number_at(toks, skipped)
    if not second or second[0] <= first[0] or not counts_people(toks, first[1] - 1, second[1]):
        return None
    if (
        len(toks[skipped].text) == 4
        and toks[skipped].text[:2] in ("19", "20")
        and toks[k].text.isdigit()
        and len(toks[k].text) == 4
    ):
        return None
    end = second[1]
    return _make(i, end, Qualifier.BETWEEN, first[0], second[0], said=words_of(toks, i, end))


_BEFORE_TOTAL: Final = words("of the its their some about around estimated roughly")


def _share(toks: Sequence[Token], i: int, j: int, qualifier: Qualifier | None) -> Figure | None:
    found = _fraction(toks, j)
    if not found or qualifier not in (None, Qualifier.ABOUT, Qualifier.EXACTLY):
        return None
    share, k = found
    while k < len(toks) and toks[k].low in _BEFORE_TOTAL:
        k += 1
    total = number_at(toks, k)
    if not total or not 2 <= total[0] <= FIGURE_CEILING or not counts_people(toks, k, total[1]):
        return None
    figure = round(share * total[0])
    quantity = Quantity(
        qualifier=Qualifier.ABOUT,
        low=figure,
        best=figure,
        high=figure,
        share=share,
        share_of=total[0],
        expression=words_of(toks, i, total[1]),
    )
    return Figure(i, total[1], quantity)


def _fraction(toks: Sequence[Token], i: int) -> tuple[float, int] | None:
    if i >= len(toks):
        return None
    word, after = toks[i].low, toks[i + 1].low if i + 1 < len(toks) else ""
    if word == "half" and after != "a":
        return 0.5, i + 1
    if word in ("a", "one") and after in ("half", "third", "quarter", "fifth"):
        return SHARES[after], i + 2
    if word in JOINED_SHARES:
        return JOINED_SHARES[word], i + 1
    if (word == "two" and after == "thirds") or (word == "three" and after == "quarters"):
        return SHARES[after], i + 2
    if (
        after in ("percent", "%")
        and word.replace(".", "", 1).isdecimal()
        and 0 < float(word) <= 100
    ):
        return float(word) / 100, i + 2
    return None


_HALF_A_DOZEN: Final = ["half", "a", "dozen"]
_WITH_ARTICLE: Final = words("dozen handful couple few number")


def _vague_at(toks: Sequence[Token], i: int, j: int, qualifier: Qualifier | None) -> Figure | None:
    """Read "dozens of", "at least a dozen", "an unknown number", "half a dozen"."""
    if j >= len(toks):
        return None
    unknown = _unknown_at(toks, j)
    if unknown:
        return unknown
    if [token.low for token in toks[j : j + 3]] == _HALF_A_DOZEN:
        return _make(i, j + 3, qualifier or Qualifier.EXACTLY, 6, said=words_of(toks, i, j + 3))
    hit = None if number_at(toks, j) else lookup(vague_words(), toks, j)
    if hit is None and j != i:  # "some people": the qualifier itself is the vague word
        hit, j = lookup(vague_words(), toks, i), i
    if hit is None or hit[1] <= j:
        return None
    word, end = hit[0], hit[1] - (toks[hit[1] - 1].low == "of")
    if word == "couple" and _is_pair(toks, end):
        start = min(i, j)
        return _make(start, end, Qualifier.EXACTLY, 2, said=words_of(toks, start, end))
    counted = end < len(toks) and (number_at(toks, end) or toks[end].low == "of")
    if word == "some" and counted:
        return None
    start = min(i, j)
    if start and toks[start - 1].low in ("a", "an") and toks[start].low in _WITH_ARTICLE:
        start -= 1
    quantity = Quantity.said(Qualifier.VAGUE, word=word, expression=words_of(toks, start, end))
    return Figure(start, end, quantity)


_BEHIND_A_PAIR: Final = words("and was were who from in aged , . ;")


def _is_pair(toks: Sequence[Token], k: int) -> bool:
    """Whether "a couple" ends here and is man and wife: "a couple and their son"."""
    return k == len(toks) or toks[k].low in _BEHIND_A_PAIR


def _unknown_at(toks: Sequence[Token], i: int) -> Figure | None:
    k = i + 1 if toks[i].low in ("an", "a", "the") else i
    if (
        k + 1 >= len(toks)
        or toks[k].low not in UNKNOWN
        or toks[k + 1].low not in ("number", "numbers")
    ):
        return None
    quantity = Quantity.said(Qualifier.UNSTATED, expression=words_of(toks, i, k + 2))
    return Figure(i, k + 2, quantity)


def _number(toks: Sequence[Token], i: int, j: int, qualifier: Qualifier | None) -> Figure | None:
    found = number_at(toks, j)
    if not found or not counts_people(toks, j, found[1]):
        return None
    figure, end = found
    for more in AFTER_LEAST:
        if tuple(token.low for token in toks[end : end + 2]) == more and qualifier is None:
            qualifier, end = Qualifier.AT_LEAST, end + 2
    if end < len(toks) and toks[end].low == "+" and toks[end - 1].end == toks[end].start:
        qualifier, end = Qualifier.AT_LEAST, end + 1
    return _make(i, end, qualifier or Qualifier.EXACTLY, figure, said=words_of(toks, i, end))


def _nothing(toks: Sequence[Token], i: int) -> Figure | None:
    word = toks[i].low
    if word == "no" and i + 1 < len(toks) and toks[i + 1].low == "one":
        return Figure(i, i + 2, Quantity.said(Qualifier.UNSTATED, expression="no one"), zero=True)
    if word in ("no", "none", "nobody", "neither"):
        return Figure(i, i + 1, Quantity.said(Qualifier.UNSTATED, expression=word), zero=True)
    return None


def parse_quantity(text: str) -> Quantity | None:
    """Return the quantity a stretch of text begins with, or None.

    The one parser every reader's figures are held to.

    Examples
    --------
    >>> parse_quantity("at least 12").low
    12
    >>> parse_quantity("dozens of").word
    'dozens'
    >>> parse_quantity("a dozen").word
    'dozen'
    """
    toks = tokens(text, Span(0, len(text)))
    for start in (0, 1):
        if start < len(toks) and (found := figure_at(toks, start)):
            return found.quantity
        if toks and toks[0].low not in ("a", "an", "the", '"', "'"):
            break
    word = canonical_word(text)
    return Quantity.said(Qualifier.VAGUE, word=word, expression=text) if word else None
