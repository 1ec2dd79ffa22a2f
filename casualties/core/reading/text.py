"""Texts as they come: cleaned without moving an offset, cut into sentences and tokens."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

SENTENCE_CEILING: Final = 1_500
"""Characters a sentence is read in at most: longer ones are cut, or time grows with the square."""

PARAGRAPH_FLOOR: Final = 60
"""A line shorter than this with no full stop is a headline or caption: it ends at its line."""

READING_CEILING: Final = 400_000
"""Characters read of one text, a hundred-page report: what lies behind is marked as unread."""


class UnreadableText(ValueError):
    """The text cannot be read as prose; the message says why and what to do."""


class Span(NamedTuple):
    """A stretch of a text: characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int


class Token(NamedTuple):
    """A word, number or sign with where it stands, and the word in lower case."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A text to be read.

    Parameters
    ----------
    text
        As published. Tags and entities of HTML are blanked, never removed: offsets hold.
    published_on
        What "on Sunday" is counted from; None leaves such days unresolved.
    language
        ISO 639-1 code; empty: told from the script.

    Raises
    ------
    UnreadableText
        Where the text is binary, or was decoded in a wrong character set.
    """

    text: str
    published_on: date | None = None
    language: str = ""
    _sentences: dict[int, "Sentence"] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no prose."""
        check_readable(self.text)

    @cached_property
    def plain(self) -> str:
        """The text cleaned, as long as the text itself, up to the ceiling."""
        return plain(self.text[:READING_CEILING])

    @cached_property
    def lower(self) -> str:
        """The cleaned text in lower case, at the same offsets."""
        return self.plain.lower()

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The sentences, in order."""
        return sentence_spans(self.plain)

    def sentence(self, number: int) -> "Sentence":
        """Return a sentence with its tokens; each is made once."""
        if number not in self._sentences:
            span = self.spans[number]
            self._sentences[number] = Sentence(number, span, tokens(self.plain, span))
        return self._sentences[number]

    def number_at(self, offset: int) -> int:
        """Return the number of the sentence an offset lies in, or before which it lies."""
        starts = [span.start for span in self.spans]
        return max(bisect_right(starts, offset) - 1, 0)


class Sentence(NamedTuple):
    """A sentence of a document with its tokens."""

    number: int
    span: Span
    tokens: tuple[Token, ...]


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def check_readable(text: str) -> None:
    """Refuse binary and wrongly decoded text.

    Raises
    ------
    UnreadableText
        Where it holds a NUL, or control and replacement characters make one in fifty.
    """
    if "\0" in text:
        raise UnreadableText("The text holds NUL bytes: it is binary. Give the words of the file.")
    if len(_CONTROL.findall(text[:READING_CEILING])) * 50 > len(text[:READING_CEILING]):
        raise UnreadableText(
            "One character in fifty is no letter: save the file as UTF-8 text and read it again."
        )


_SAME_LENGTH: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e", " "),
        **dict.fromkeys("\u2066\u2067\u2068\u2069\ufeff\u00ad", " "),
        "\u2026": ".",
        "\u0130": "I",  # its small form has two characters
    }
)
_TAGGED = re.compile(r"<(?:!--|/?[a-zA-Z])")
_HIDDEN = re.compile(
    r"<!--[^>]{0,20000}?-->|<(script|style|head)\b[^>]{0,2000}>.{0,200000}?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|table|tr|td|th|title|section)\b[^<>]{0,2000}>", re.I
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:nbsp|amp|quot|apos|lt|gt|rsquo|lsquo|rdquo|ldquo|ndash|mdash|#\d{2,6});")
_MEANT: Final = {
    "&nbsp;": " ",
    "&amp;": "&",
    "&quot;": '"',
    "&apos;": "'",
    "&rsquo;": "'",
    "&lsquo;": "'",
    "&rdquo;": '"',
    "&ldquo;": '"',
    "&ndash;": "\u2013",
    "&mdash;": "\u2014",
    "&#39;": "'",
    "&#8217;": "'",
}


def plain(text: str) -> str:
    r"""Return the text with one kind of quotes and spaces and no tags, at the same offsets.

    Examples
    --------
    >>> plain("<b>Ten</b>&nbsp;\u2018dead\u2019")
    "   Ten          'dead'"
    """
    if _TAGGED.search(text):
        text = _HIDDEN.sub(lambda match: " " * len(match[0]), text)
        text = _BLOCK.sub(lambda match: "\n\n" + " " * (len(match[0]) - 2), text)
        text = _TAG.sub(lambda match: " " * len(match[0]), text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _MEANT.get(match[0], " ").ljust(len(match[0])), text)
    return text.translate(_SAME_LENGTH)


_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Lt|Col|Gen|Maj|Capt|Sgt|Det|Sr|Jr|St|Rev|Gov|Sen|Rep|Prof|Cpl|Pvt|Brig"
    r"|Hon|No|Nos|vs|approx|ca|Co|Inc|Ltd|Corp|Dept|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Ala|Ariz|Ark|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Mich|Minn|Miss|Mo|Okla|Ore|Pa"
    r"|Penn|Tenn|Tex|Va|Wash|Wis)|(?<![A-Za-z])[A-Za-z]|\b[ap]\.m|\b(?:e\.g|i\.e))$"
)
_END = re.compile(
    r"[.!?]+[\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9@])"  # a stop, a space, a capital or a figure
    r"|(?<=[a-z)\d])[.!?]+(?=[A-Z][a-z])"  # "on Tuesday.Police said": a space was lost
    r"|[.!?]+[\"')\]]*(?=\s*(?:\n|$))"
    r"|(?<=[\u0600-\u06ff])[.!\u061f]+(?=\s)"
    r"|\s*\n\s*\n\s*"
    r"|\s--+\s|\s*\|\s*"
    r"|\n"
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences: at stops, blank lines and the ends of headlines.

    Examples
    --------
    >>> [tuple(span) for span in sentence_spans("Dr. Ali died. Two fled.")]
    [(0, 13), (14, 23)]
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _goes_on(text, start, match):
            continue
        stop = match.end() if match[0].strip() not in ("", "|", "--") else match.start()
        _add(found, text, start, stop)
        start = match.end()
    _add(found, text, start, len(text))
    return _headline_apart(found, text)


_SHORTEST_ECHO: Final = 30


def _headline_apart(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Part a headline without a stop from the first sentence, where the body says that again."""
    if len(spans) > 1:
        first, again = spans[0], spans[1]
        cut = first.end - (again.end - again.start)
        echoed = again.end - again.start >= _SHORTEST_ECHO and cut > first.start
        if echoed and text[cut : first.end] == text[again.start : again.end]:
            headline = text[first.start : cut].rstrip()
            spans[:1] = [Span(first.start, first.start + len(headline)), Span(cut, first.end)]
    return tuple(spans)


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    sign = match[0]
    if sign == "\n":  # a wrapped line goes on; a short line without a stop is a headline
        return match.start() - start > PARAGRAPH_FLOOR
    return sign.startswith(".") and bool(
        _ABBREVIATION.search(text, max(start, match.start() - 8), match.start())
    )


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > SENTENCE_CEILING:
        cut = _cut(text, start)
        found.append(Span(start, cut))
        start = cut
    if end > start:
        found.append(Span(start, end))


def _cut(text: str, start: int) -> int:
    limit = start + SENTENCE_CEILING
    for sign in (";", ",", " "):
        cut = text.rfind(sign, start + SENTENCE_CEILING // 2, limit)
        if cut > 0:
            return cut + 1
    return limit


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s|km|kg|m|mm)\b)?(?:-(?:year|month|day|week|hour)s?-olds?\b"
    r"|[- ](?:year|month|day|week)[- ]olds?\b)?"
    r"|[^\W\d_]+(?:[.](?=[A-Za-z][.]))?(?:['-][^\W_]+)*"
    r"|\S"
)


def tokens(text: str, span: Span) -> tuple[Token, ...]:
    """Return the tokens of a stretch of text, double quotes left out.

    Examples
    --------
    >>> [token.text for token in tokens("1,200 'ex-fighters'", Span(0, 19))]
    ['1,200', "'", 'ex-fighters', "'"]
    """
    found = _TOKEN.finditer(text, span.start, span.end)
    return tuple(Token(m.start(), m.end(), m[0], m[0].lower()) for m in found if m[0] != '"')


def words_of(toks: Sequence[Token], start: int, end: int) -> str:
    """Return the words of a run of tokens, single spaces between those that stood apart."""
    pieces = [toks[start].text]
    for last, token in zip(toks[start : end - 1], toks[start + 1 : end], strict=True):
        pieces += [" "] * (last.end < token.start) + [token.text]
    return "".join(pieces)
