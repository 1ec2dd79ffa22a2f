"""Whole numbers in words and digits, and which of them count people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casualties.core.reading.english import (
    MONTHS,
    NO_COUNT_AFTER,
    NO_COUNT_BEFORE,
    SHORT_MONTHS,
    in_order,
)
from casualties.core.reading.text import Token

_UNITS: Final = in_order(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS: Final = in_order(
    """
    twenty thirty forty fifty sixty seventy eighty ninety
    """
)
_SMALL: Final = {
    **{word: n for n, word in enumerate(_UNITS)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
}
_LARGE: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_MONTH_WORDS: Final = frozenset((*MONTHS, *SHORT_MONTHS))
_NUMERAL: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


def number_at(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the whole number that begins at a token, and the token behind it.

    Examples
    --------
    >>> from casualties.core.reading.text import Span, tokens
    >>> words = tokens("two hundred and fifty-one dead", Span(0, 30))
    >>> number_at(words, 0)
    (251, 4)
    """
    if i >= len(toks):
        return None
    if toks[i].low[0].isdigit():
        return _digits(toks, i)
    first = i + 1 if _is_one(toks, i) else i
    said = _Said(current=1, seen=True) if first > i else _Said()
    k = first
    while k < len(toks) and said.takes(toks, k):
        k += 1
    if said.seen and k < len(toks) and toks[k].low == "dozen" and said.current <= 20:
        return said.figure * 12, k + 1
    return (said.figure, k) if said.seen else None


def _is_one(toks: Sequence[Token], i: int) -> bool:
    """Read the article of "a hundred"."""
    return toks[i].low in ("a", "an") and i + 1 < len(toks) and toks[i + 1].low in _LARGE


@dataclass(slots=True)
class _Said:
    """A number as it grows, word by word: whole thousands, and what stands behind them."""

    total: int = 0
    current: int = 0
    seen: bool = False

    @property
    def figure(self) -> int:
        return self.total + self.current

    def takes(self, toks: Sequence[Token], k: int) -> bool:
        """Add a word where it goes on the number; False where the number ends before it."""
        word = toks[k].low
        value = word_value(word)
        if value is not None:
            if self.seen and not _may_follow(self.current, value):
                return False
            self.current, self.seen = self.current + value, True
            return True
        if not self.seen:
            return False
        if word in _LARGE:
            self._grow(_LARGE[word])
            return True
        joins = word == "and" and toks[k - 1].low in _LARGE
        return joins and k + 1 < len(toks) and word_value(toks[k + 1].low) is not None

    def _grow(self, factor: int) -> None:
        if factor == 100:
            self.current *= factor
        else:
            self.total, self.current = self.total + max(self.current, 1) * factor, 0


def _may_follow(current: int, value: int) -> bool:
    """Twenty may be followed by one, a hundred by twelve; two is not followed by three."""
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return current % 10 == 0 and current % 100 >= 20 and value < 10


def word_value(word: str) -> int | None:
    """Return the number of one word, such as twelve or twenty-one; None for any other."""
    if "-" in word:
        tens, _, unit = word.partition("-")
        if tens in _TENS and unit in _SMALL and _SMALL[unit] < 10:
            return _SMALL[tens] + _SMALL[unit]
        return None
    return _SMALL.get(word)


def _digits(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    match = _NUMERAL.fullmatch(toks[i].low)
    if not match:
        return None
    figure = float(match[0].replace(",", ""))
    after = toks[i + 1].low if i + 1 < len(toks) else ""
    if after in _LARGE:
        return round(figure * _LARGE[after]), i + 2
    if figure != int(figure) or "." in match[0]:
        return None
    if after == "dozen":
        return int(figure) * 12, i + 2
    return int(figure), i + 1


def _is_abbreviated(toks: Sequence[Token], start: int) -> bool:
    """Whether a figure goes on an abbreviation: "v.2"."""
    if start < 2 or toks[start - 1].end != toks[start].start:
        return False
    return toks[start - 2].end == toks[start - 1].start and len(toks[start - 2].low) <= 2


def counts_people(toks: Sequence[Token], start: int, end: int) -> bool:
    """Tell a figure that may count people from a date, age, address, distance or calibre."""
    before = toks[start - 1].low if start else ""
    after = toks[end].low if end < len(toks) else ""
    raw = toks[start].text
    if (
        before in NO_COUNT_BEFORE
        or after in NO_COUNT_AFTER
        or after in ("year-old", "-", "/", "degree")
        or (after == ":" and end + 1 < len(toks) and toks[end + 1].low[0].isdigit())
    ):
        return False
    if before in (":", "/") and raw[0].isdigit() and start > 1 and toks[start - 2].low[0].isdigit():
        return False
    if after in _MONTH_WORDS and toks[end].text[0].isupper():
        return False
    if before in _MONTH_WORDS and toks[start - 1].text[0].isupper() and raw[0].isdigit():
        return False
    if after == "'" or (before == "." and raw[0].isdigit() and _is_abbreviated(toks, start)):
        return False
    if len(raw) == 4 and raw[:2] in ("19", "20") and raw.isdigit():
        return False
    joined = (
        start
        and toks[start - 1].end == toks[start].start
        and before not in ('"', "(", "[", "'", "\u2013", "\u2014", ".", ",")
    )
    return not joined
