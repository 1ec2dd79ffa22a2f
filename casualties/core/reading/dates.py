"""Days in words: on Sunday, in June 2014, the first week of March, last October."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from casualties.core.reading.calendar_words import MONTH_NUMBERS, RESOLVERS, since
from casualties.core.reading.english import DAYS
from casualties.core.reading.text import Span
from casualties.core.reading.types import EventTime

_LONGEST_FIRST: Final = sorted(map(str.capitalize, MONTH_NUMBERS), key=len, reverse=True)
_MONTH: Final = rf"(?P<month>{'|'.join(_LONGEST_FIRST)})\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR: Final = rf"(?:,?\s+(?:of\s+)?{_YEAR})?"
_TH: Final = r"(?:st|nd|rd|th)?"
_DAY: Final = rf"(?P<day>\d{{1,2}}){_TH}"
_COUNT: Final = r"(?P<count>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten"
_SEASON: Final = r"(?:the\s+(?:summer|spring|autumn|winter|fall|year)\s+(?:of\s+)?)?"

_PATTERNS: Final = {
    "between": rf"(?:between|from)\s+{_DAY}\s*(?:and|to|-|\u2013)\s*(?P<to>\d{{1,2}}){_TH}\s+"
    rf"{_MONTH}{_OF_YEAR}",
    "day_month": rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}",
    "month_day": rf"{_MONTH}\s+{_DAY}\b(?!,?\d){_OF_YEAR}",
    "iso": r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
    "week": r"(?P<nth>first|second|third|fourth|last)\s+(?P<unit>week|half)\s+of\s+"
    rf"(?:the\s+month\s+of\s+)?{_MONTH}{_OF_YEAR}",
    "part_month": rf"(?:early|mid|late)[\s-]+{_MONTH}{_OF_YEAR}",
    "month_year": rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    "last_month_name": rf"(?P<which>last|this|in|since|during|by|of)\s+{_MONTH}(?!\s+\d)\b",
    "weekday": rf"(?:(?P<which>last|this|next)\s+)?(?P<weekday>{'|'.join(DAYS)})\b",
    "relative": r"(?P<word>yesterday|today|last night|overnight|this morning|tonight"
    r"|the previous day|the day before)\b",
    "ago": rf"{_COUNT}|a)\s+(?P<unit>days?|weeks?|months?|years?)\s+(?:ago|earlier)\b",
    "last_unit": r"(?:(?:over|in|during|for)\s+)?(?:the\s+)?(?P<which>last|past|this)\s+"
    rf"(?:{_COUNT})\s+)?(?P<unit>days|weeks|months|years|week|month|year)\b(?!\s+of\s+[A-Z])",
    "that_year": r"(?P<that>that year|the same year)\b",
    "year": rf"(?:in|during|of|since|by)\s+{_SEASON}{_YEAR}\b(?!-\d\d-\d)"
    r"(?!\s+(?:people|civilians|fighters|soldiers))",
}
_STRETCHES: Final = frozenset({"week", "between", "last_unit"})


def _named(name: str, pattern: str) -> str:
    """Give the groups of a pattern its name, so that all patterns make one expression."""
    return f"(?P<k_{name}>{pattern.replace('?P<', f'?P<{name}_')})"


_ANY: Final = re.compile("|".join(_named(name, pattern) for name, pattern in _PATTERNS.items()))
_WORDS: Final = "yesterday|today|night|morning|ago|earlier|last|past|this|previous|before|same year"
_QUICK: Final = re.compile(
    rf"{'|'.join(DAYS)}|{'|'.join(_LONGEST_FIRST)}|\b(?:19|20)\d\d\b|that year|{_WORDS}"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression: where it stands, the days it means, and what kind of words it is.

    ``time`` is None where the words need a publication date or a year nobody gave.
    ``stretch`` marks a period that was named as one ("in the past two months"), ``since`` one
    that runs to the day of publication.
    """

    span: Span
    time: EventTime | None
    kind: str
    stretch: bool = False
    since: bool = False
    explicit: bool = False


def dates_in(
    text: str, span: Span, published_on: date | None, year: int | None = None
) -> list[Dated]:
    """Return the date expressions of a sentence, in order.

    Parameters
    ----------
    text, span
        The cleaned text, and the stretch to look through.
    published_on
        What relative days are counted from; None leaves them unresolved.
    year
        The year of dates without one, where the text has given it.

    Returns
    -------
    list of Dated
        Days that no calendar has, such as the 31st of June, are left out.

    Examples
    --------
    >>> text = "in the first week of March"
    >>> dates_in(text, Span(0, len(text)), date(2017, 3, 14))[0].time.last
    datetime.date(2017, 3, 7)
    """
    if not _QUICK.search(text, span.start, span.end):
        return []
    found = []
    for match in _ANY.finditer(text, span.start, span.end):
        kind = (match.lastgroup or "")[2:]
        if kind not in _PATTERNS:
            kind = next(name for name in _PATTERNS if match.group(f"k_{name}") is not None)
        dated = _dated(kind, match, published_on, year)
        if dated:
            found.append(dated)
    return found


def _dated(
    kind: str, match: re.Match[str], published: date | None, year: int | None
) -> Dated | None:
    groups = {
        name.removeprefix(f"{kind}_"): value
        for name, value in match.groupdict().items()
        if name.startswith(f"{kind}_") and value is not None
    }
    try:
        resolved = RESOLVERS[kind](groups, published, year)
    except (ValueError, OverflowError):  # the 31st of June, the year 0
        return None
    span = Span(match.start(), match.end())
    before = match.string[max(match.start() - 7, 0) : match.start()].lower()
    is_since = before.rstrip().endswith("since")
    if is_since and resolved:
        resolved = since(resolved.first, published)
    is_since = is_since or match[0].lower().startswith("since")
    stretch = is_since or kind in _STRETCHES
    explicit = "year" in groups or kind in ("iso",)
    return Dated(span, resolved, kind, stretch=stretch, since=is_since, explicit=explicit)
