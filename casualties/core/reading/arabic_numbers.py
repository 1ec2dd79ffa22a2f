"""Arabic figures: digits of either kind, number words, duals, tens and hundreds of."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from casualties.core.reading.text import Token, words_of
from casualties.core.types import FIGURE_CEILING, Quantity
from casualties.core.words import Qualifier

_FOLD: Final = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629", "\u0627\u0627\u0627\u0627\u064a\u0647"
)


def folded(word: str) -> str:
    """Return a word as it is compared: alif without hamza, ya and ha for their final forms."""
    return word.translate(_FOLD)


def _folded(table: dict[str, int]) -> dict[str, int]:
    return {folded(word): number for word, number in table.items()}


_UNITS: Final = _folded(
    {
        "واحد": 1, "واحدة": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2,
        "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6,
        "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "تسعة": 9, "تسع": 9, "عشرة": 10, "عشر": 10,
        "أحد": 1, "إحدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2,
    }
)  # fmt: skip
_TENS: Final = _folded(
    {
        "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40, "أربعين": 40,
        "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70,
        "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90,
    }
)  # fmt: skip
_HUNDREDS: Final = _folded(
    {
        "مئة": 100, "مائة": 100, "مئتان": 200, "مئتي": 200, "مائتي": 200, "مئتين": 200,
        **{
            f"{unit}{hundred}": 100 * number
            for number, unit in enumerate(
                ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3
            )
            for hundred in ("مئة", "مائة")
        },
    }
)  # fmt: skip
_THOUSAND: Final = _folded({"ألف": 1000, "ألفا": 1000, "ألفي": 2000, "ألفين": 2000, "ألفان": 2000})
_THOUSANDS: Final = folded("آلاف")
_VAGUE: Final = {
    folded(w): c
    for w, c in {
        "عشرات": "tens",
        "العشرات": "tens",
        "مئات": "hundreds",
        "المئات": "hundreds",
        "آلاف": "thousands",
        "عدة": "several",
        "عدد": "number",
    }.items()
}
_TEEN: Final = {folded("عشر"), folded("عشرة")}

_BEFORE: Final = {
    tuple(map(folded, phrase.split())): qualifier
    for phrase, qualifier in {
        "ما لا يقل عن": Qualifier.AT_LEAST,
        "لا يقل عن": Qualifier.AT_LEAST,
        "أكثر من": Qualifier.MORE_THAN,
        "ما يصل إلى": Qualifier.AT_MOST,
        "نحو": Qualifier.ABOUT,
        "حوالي": Qualifier.ABOUT,
        "قرابة": Qualifier.ABOUT,
        "زهاء": Qualifier.ABOUT,
    }.items()
}
_AT_LEAST: Final = (folded("على"), folded("الأقل"))


class ArabicFigure(NamedTuple):
    """A quantity among tokens, from ``start`` up to ``end``."""

    start: int
    end: int
    quantity: Quantity


def figure_at(toks: Sequence[Token], i: int) -> ArabicFigure | None:
    """Return the quantity that begins at a token, its qualifier included, or None.

    Parameters
    ----------
    toks
        Tokens of a sentence.
    i
        The token it must begin at.

    Examples
    --------
    >>> from casualties.core.reading.text import Span, tokens
    >>> text = "\u0623\u0643\u062b\u0631 \u0645\u0646 \u0662\u0665 \u0645\u062f\u0646\u064a\u0627"
    >>> figure_at(tokens(text, Span(0, len(text))), 0).quantity.low
    25
    """
    pair = _between(toks, i)
    if pair:
        return pair
    qualifier, k = _qualifier(toks, i)
    if k >= len(toks):
        return None
    found = number_at(toks, k)
    vague = None if found else _VAGUE.get(folded(toks[k].low))
    if vague:
        quantity = Quantity.said(Qualifier.VAGUE, word=vague, expression=words_of(toks, i, k + 1))
        return ArabicFigure(i, k + 1, quantity)
    if found is None or found[0] > FIGURE_CEILING:
        return None
    number, end = found
    if qualifier is None and tuple(folded(t.low) for t in toks[end + 1 : end + 3]) == _AT_LEAST:
        qualifier = Qualifier.AT_LEAST
    said = words_of(toks, i, end)
    return ArabicFigure(
        i, end, Quantity.said(qualifier or Qualifier.EXACTLY, number, expression=said)
    )


_BETWEEN: Final = folded("بين")
_WHAT_IS: Final = folded("ما")
_AND: Final = "\u0648"
_TO: Final = ("-", "\N{EN DASH}")


def _between(toks: Sequence[Token], i: int) -> ArabicFigure | None:
    """Read "9-14" and "(what is) between 9 and 14"; a range that runs backwards has no figure."""
    words = [folded(token.low) for token in toks[i : i + 2]]
    led = _BETWEEN in words[:1] or words == [_WHAT_IS, _BETWEEN]
    start = i + 1 + words.index(_BETWEEN) if led else i
    first = number_at(toks, start) if start < len(toks) else None
    if first is None or first[1] + 1 >= len(toks):
        return None
    joined = toks[first[1]].low
    if joined not in (_AND, *_TO) if led else joined not in _TO:
        return None
    last = number_at(toks, first[1] + 1)
    if last is None or max(first[0], last[0]) > FIGURE_CEILING:
        return None
    said = words_of(toks, i, last[1])
    if first[0] > last[0]:
        quantity = Quantity.said(Qualifier.UNSTATED, expression=said)
    else:
        quantity = Quantity.said(Qualifier.BETWEEN, first[0], last[0], expression=said)
    return ArabicFigure(i, last[1], quantity)


def _qualifier(toks: Sequence[Token], i: int) -> tuple[Qualifier | None, int]:
    for phrase, qualifier in _BEFORE.items():
        if tuple(folded(token.low) for token in toks[i : i + len(phrase)]) == phrase:
            return qualifier, i + len(phrase)
    return None, i


def number_at(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the whole number that begins at a token and the token behind it, or None.

    "Five and twenty" is said units first: 25. Years (1900-2099) count no people.
    """
    word = toks[i].low
    plain = word.replace(",", "")
    if plain.isdecimal():
        number = int(plain)
        return None if len(plain) == 4 and 1900 <= number < 2100 else (number, i + 1)
    thousands, k = _thousands(toks, i)
    if not thousands:
        return _under_thousand(toks, i)
    rest = _and_more(toks, k)
    return (thousands + rest[0], k + rest[1]) if rest else (thousands, k)


def _and_more(toks: Sequence[Token], k: int) -> tuple[int, int] | None:
    """Return what follows thousands with "and", and how many words it has."""
    if k >= len(toks) or not toks[k].low.startswith("\u0648"):
        return None
    first = toks[k]._replace(low=toks[k].low.removeprefix("\u0648"))
    return _under_thousand([first, *toks[k + 1 : k + 5]], 0) if first.low else None


def _thousands(toks: Sequence[Token], i: int) -> tuple[int, int]:
    """Read "a thousand", "two thousand", "five thousands", "twelve thousand"."""
    alone = _THOUSAND.get(folded(toks[i].low))
    if alone is not None:
        return alone, i + 1
    count = _under_thousand(toks, i)
    if count is None or count[1] >= len(toks):
        return 0, i
    unit = folded(toks[count[1]].low)
    many = unit == _THOUSANDS or _THOUSAND.get(unit) == 1000
    return (count[0] * 1000, count[1] + 1) if many else (0, i)


def _under_thousand(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    total, k = _hundreds(toks, i)
    units = _UNITS.get(_bare(toks, k, joined=k > i)) if k < len(toks) else None
    if units is not None:
        total, k = total + units, k + 1
        if k < len(toks) and folded(toks[k].low) in _TEEN and units < 10:
            return total + 10, k + 1
    tens = _TENS.get(_bare(toks, k, joined=k > i)) if k < len(toks) else None
    if tens is not None:
        total, k = total + tens, k + 1
    return (total, k) if k > i else None


def _hundreds(toks: Sequence[Token], i: int) -> tuple[int, int]:
    hundreds = _HUNDREDS.get(folded(toks[i].low))
    return (0, i) if hundreds is None else (hundreds, i + 1)


def _bare(toks: Sequence[Token], k: int, *, joined: bool) -> str:
    """Return a number word without the "and" that joins it to the one before."""
    word = folded(toks[k].low)
    return word.removeprefix("\u0648") if joined and len(word) > 3 else word
