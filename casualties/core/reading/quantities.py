"""Figures as they are said: at least seven, 40 to 52, around half of the 5,000, dozens."""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from casualties.core.coding import canonical_word, vocabulary
from casualties.core.reading.english import words
from casualties.core.reading.numbers import counts_people, number_at, word_value
from casualties.core.reading.text import Span, Token, tokens, words_of
from casualties.core.types import FIGURE_CEILING, Quantity
from casualties.core.words import Qualifier

_SHARES: Final = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "thirds": 2 / 3,
    "quarters": 3 / 4,
}

_JOINED: Final = {
    "two-thirds": 2 / 3,
    "one-third": 1 / 3,
    "three-quarters": 3 / 4,
    "one-quarter": 1 / 4,
}

BEFORE: Final = {
    Qualifier.AT_LEAST: (
        "at least",
        "no fewer than",
        "not less than",
        "no less than",
        "a minimum of",
        "minimum of",
        "at the very least",
        "atleast",
    ),
    Qualifier.MORE_THAN: (
        "more than",
        "over",
        "upwards of",
        "in excess of",
        "well over",
        "greater than",
    ),
    Qualifier.AT_MOST: (
        "up to",
        "as many as",
        "at most",
        "no more than",
        "not more than",
        "a maximum of",
        "fewer than",
        "less than",
        "under",
        "below",
        "as much as",
    ),
    Qualifier.ABOUT: (
        "about",
        "around",
        "approximately",
        "some",
        "nearly",
        "almost",
        "roughly",
        "an estimated",
        "estimated",
        "close to",
        "circa",
        "approx",
        "approx.",
        "an average of",
        "just over",
        "just under",
        "near",
    ),
    Qualifier.EXACTLY: (
        "exactly",
        "only",
        "just",
        "a total of",
        "a further",
        "another",
        "an additional",
        "additional",
        "all",
        "all of",
        "the",
        "these",
        "those",
        "both",
        "a combined",
        "further",
        "the other",
        "other",
    ),
}
_AFTER_LEAST: Final = (("or", "more"), ("and", "more"), ("at", "least"))
_NONE: Final = {"no", "zero", "0", "none", "nobody"}
_UNKNOWN: Final = {
    "unknown",
    "undetermined",
    "unclear",
    "uncertain",
    "undisclosed",
    "untold",
    "indeterminate",
}


class Figure(NamedTuple):
    """A quantity found among tokens: where it stands, and what it says.

    ``zero`` marks "no" and "none", which deny harm rather than count it.
    """

    start: int
    end: int
    quantity: Quantity
    zero: bool = False
    single: bool = False


@cache
def _vague() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    skip = {"plural", "others", "family"}
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for wording, word in vocabulary().items():
        if word in skip or wording.split()[-1] == "people":
            continue
        words = tuple(wording.split())
        table.setdefault(words[0], []).append((words, word))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


@cache
def _qualifiers() -> dict[str, list[tuple[tuple[str, ...], Qualifier]]]:
    table: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
    for qualifier, phrases in BEFORE.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, qualifier))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


_OPENERS: Final = frozenset({"a", "an", "half", "between", "from", "no", "none", "nobody"})


@cache
def _first_words() -> frozenset[str]:
    """Return the words a quantity may begin with, number words left out."""
    return frozenset({*_qualifiers(), *_vague(), *_UNKNOWN, *_OPENERS})


def _may_begin(word: str) -> bool:
    """Whether a quantity may begin with a word: most do not, and are told at once."""
    return (
        word in _first_words()
        or word_value(word) is not None
        or word.startswith(("one-", "two-", "three-"))
    )


def _lookup(
    table: dict[str, list[tuple[tuple[str, ...], str]]], toks: Sequence[Token], i: int
) -> tuple[str, int] | None:
    if i >= len(toks):
        return None
    for phrase, tag in table.get(toks[i].low, ()):
        if tuple(token.low for token in toks[i : i + len(phrase)]) == phrase:
            return tag, i + len(phrase)
    return None


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
    if i >= len(toks) or not (toks[i].low[0].isdigit() or _may_begin(toks[i].low)):
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
    while hit := _lookup(_qualifiers(), toks, i):  # type: ignore[arg-type]
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
        return _SHARES[after], i + 2
    if word in _JOINED:
        return _JOINED[word], i + 1
    if (word == "two" and after == "thirds") or (word == "three" and after == "quarters"):
        return _SHARES[after], i + 2
    if (
        after in ("percent", "%")
        and word.replace(".", "", 1).isdecimal()
        and 0 < float(word) <= 100
    ):
        return float(word) / 100, i + 2
    return None


def _vague_at(toks: Sequence[Token], i: int, j: int, qualifier: Qualifier | None) -> Figure | None:
    if j >= len(toks):
        return None
    if _unknown_at(toks, j):
        return _unknown_at(toks, j)
    if toks[j].low == "half" and [t.low for t in toks[j + 1 : j + 3]] == ["a", "dozen"]:
        return _make(i, j + 3, qualifier or Qualifier.EXACTLY, 6, said=words_of(toks, i, j + 3))
    if number_at(toks, j):
        return None
    hit = _lookup(_vague(), toks, j)
    if hit is None and j != i:  # "some people": the qualifier itself is the vague word
        hit, j = _lookup(_vague(), toks, i), i
    if hit is None or hit[1] <= j:
        return None
    word, end = hit
    if toks[end - 1].low == "of":
        end -= 1
    if word == "some" and (end < len(toks) and (number_at(toks, end) or toks[end].low == "of")):
        return None
    start = i if i < j else j
    # "a" belongs to the words: "a dozen"
    if (
        start
        and toks[start - 1].low in ("a", "an")
        and toks[start].low in ("dozen", "handful", "couple", "few", "number")
    ):
        start -= 1
    quantity = Quantity.said(Qualifier.VAGUE, word=word, expression=words_of(toks, start, end))
    return Figure(start, end, quantity)


def _unknown_at(toks: Sequence[Token], i: int) -> Figure | None:
    k = i + 1 if toks[i].low in ("an", "a", "the") else i
    if (
        k + 1 >= len(toks)
        or toks[k].low not in _UNKNOWN
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
    for more in _AFTER_LEAST:
        if tuple(token.low for token in toks[end : end + 2]) == more and qualifier is None:
            qualifier, end = Qualifier.AT_LEAST, end + 2
    if end < len(toks) and toks[end].low == "+" and toks[end - 1].end == toks[end].start:
        qualifier, end = Qualifier.AT_LEAST, end + 1
    return _make(i, end, qualifier or Qualifier.EXACTLY, figure, said=words_of(toks, i, end))


def _nothing(toks: Sequence[Token], i: int) -> Figure | None:
    word = toks[i].low
    if word == "no" and i + 1 < len(toks) and toks[i + 1].low == "one":
        return Figure(i, i + 2, Quantity.said(Qualifier.UNSTATED, expression="no one"), zero=True)
    if word in ("no", "none", "nobody"):
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
