"""Arabic, experimental: outcomes with their figures and speakers. No native reader checked it."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from casualties.core.reading.arabic_numbers import figure_at, folded
from casualties.core.reading.text import Document, Sentence, Span, Token, plain, tokens, words_of
from casualties.core.reading.types import ClaimDraft, Confidence, Quote
from casualties.core.types import Quantity
from casualties.core.words import Harm, Qualifier, Status

EXPERIMENTAL: Final = "experimental"
"""Flag of every draft read from Arabic until a native reader has checked the words."""

_LETTERS: Final = re.compile(r"[\u0600-\u06ff]")
_PREFIXES: Final = ("\u0648", "\u0641", "\u0628", "\u0644", "\u0648\u0628")  # and, so, by, to
_DUAL: Final = ("\u0627\u0646", "\u064a\u0646")
_WERE: Final = "\u0648\u0627"  # -uu, of verbs of several
_NUMBER: Final = folded("\u0639\u062f\u062f")
_TO: Final = folded("\u0625\u0644\u0649")
_REACH: Final = 6
"""Words between an outcome and its figure at most."""

_SPEAKER: Final = 6
"""Words of a speaker at most."""


def is_arabic(document: Document) -> bool:
    """Return whether a text is Arabic: by its language, or by most of its letters."""
    if document.language:
        return document.language.startswith("ar")
    sample = document.text[:4_000]
    letters = sum(map(str.isalpha, sample))
    return len(_LETTERS.findall(sample)) * 2 > letters > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArabicWords:
    """The Arabic lexicon, folded. It answers the validator as the English one does."""

    identity: str
    before: dict[str, Harm]
    counted: dict[str, Harm]
    people: dict[str, tuple[Status, str | None]]
    lists: dict[str, frozenset[str]]
    harms: dict[Harm, tuple[str, ...]]
    stems: re.Pattern[str]
    language: str = "ar"

    def harm_stems(self, harm: Harm) -> tuple[str, ...]:
        """Return the words that may stand for a harm."""
        return self.harms[harm]


@cache
def arabic_words() -> ArabicWords:
    """Return the Arabic lexicon."""
    raw = (Path(__file__).parent / "lexicons" / "ar.toml").read_bytes()
    content: dict[str, Any] = tomllib.loads(raw.decode())
    pairs = [
        (Harm(name), w)
        for part in ("before", "counted")
        for name, ws in content[part].items()
        for w in ws
    ]
    harms = {harm: tuple(word for known, word in pairs if known is harm) for harm in Harm}
    return ArabicWords(
        identity=hashlib.sha256(raw).hexdigest()[:8],
        before=_by_word(content["before"]),
        counted=_by_word(content["counted"]),
        people={
            folded(word): (Status(status), None if group == "words" else group)
            for status, groups in content["people"].items()
            for group, words in groups.items()
            for word in words
        },
        lists={
            f"{section}.{name}": frozenset(map(folded, words))
            for section in ("between", "speech", "denial", "forms")
            for name, words in content[section].items()
        },
        harms=harms,
        stems=re.compile(
            "|".join(sorted({re.escape(word) for _, word in pairs}, key=len, reverse=True))
        ),
    )


def _by_word(table: dict[str, list[str]]) -> dict[str, Harm]:
    return {folded(word): Harm(harm) for harm, words in table.items() for word in words}


def read_arabic(document: Document) -> tuple[ClaimDraft, ...]:
    """Return the drafts of an Arabic text."""
    known = arabic_words()
    found = [
        draft
        for number, span in enumerate(document.spans)
        if known.stems.search(document.plain, span.start, span.end)
        for draft in _sentence(document, known, document.sentence(number))
    ]
    return tuple(found)


def _sentence(document: Document, known: ArabicWords, sentence: Sentence) -> Iterator[ClaimDraft]:
    toks = sentence.tokens
    taken = 0
    for i, token in enumerate(toks):
        harm = known.before.get(_stem(known, token.low))
        counted = known.counted.get(folded(token.low))
        if i < taken or _denied(known, toks, i):
            continue
        hit = None
        if counted is not None:
            hit, harm = _noun(known, toks, i), counted
        if hit is None and harm is not None:
            hit = _object(known, toks, i) or _subject(known, toks, i)
        if hit is None or harm is None:
            continue
        start, end, quantity, status = hit
        taken = end
        yield _draft(
            document, sentence, (harm, quantity, status), (i, start, end), _speaker(known, toks, i)
        )


def _stem(known: ArabicWords, word: str) -> str:
    """Return an outcome word without "and", "by" and "to" before it."""
    whole = folded(word)
    if whole in known.before:
        return whole
    bare = (whole.removeprefix(p) for p in _PREFIXES if whole.startswith(p))
    return next((stem for stem in bare if stem in known.before), whole)


_Hit = tuple[int, int, Quantity, Status]


def _object(known: ArabicWords, toks: Sequence[Token], i: int) -> _Hit | None:
    """Find who is counted behind an outcome word: a figure, a dual, or one person."""
    for k in range(i + 1, min(i + 1 + _REACH, len(toks))):
        figure = figure_at(toks, k)
        if figure and _counts_outcome(known, toks, figure.end):
            return None  # "3 wounded fell": the noun tells the outcome
        if figure:
            return k, figure.end, figure.quantity, _status(known, toks, figure.end)
        person = known.people.get(folded(toks[k].low))
        if person:
            one = _one_or_two(known, toks[k])
            return k, k + 1, _UNSAID if _and_others(known, toks, k + 1) else one, person[0]
        if folded(toks[k].low) in known.counted:
            return None
    return None


_UNSAID: Final = Quantity.said(Qualifier.UNSTATED)


def _and_others(known: ArabicWords, toks: Sequence[Token], k: int) -> bool:
    """Whether others are joined to one person: lists are not added up, so no figure is given."""
    word = folded(toks[k].low) if k < len(toks) else ""
    return word.startswith("\u0648") and word[1:] in known.people


def _counts_outcome(known: ArabicWords, toks: Sequence[Token], k: int) -> bool:
    return k < len(toks) and folded(toks[k].low) in known.counted


_BEFORE_VERB: Final = 4


def _subject(known: ArabicWords, toks: Sequence[Token], i: int) -> _Hit | None:
    """Find who is counted before a plural verb: "40 people were killed"."""
    if not folded(toks[i].low).endswith(_WERE):
        return None
    for k in range(max(i - _BEFORE_VERB, 0), i):
        figure = figure_at(toks, k)
        between = toks[figure.end : i] if figure else ()
        if figure and len(between) == 1 and folded(between[0].low) in known.people:
            return k, figure.end, figure.quantity, _status(known, toks, figure.end)
    return None


def _noun(known: ArabicWords, toks: Sequence[Token], i: int) -> _Hit | None:
    """Read "12 killed", "tens of wounded", or a dual such as "two martyrs"."""
    for k in range(max(i - 5, 0), i):
        figure = figure_at(toks, k)
        if figure and figure.end == i and figure.quantity.word != "number":
            return k, i + 1, figure.quantity, Status.UNKNOWN
    if i and folded(toks[i - 1].low) == _NUMBER:
        return _toll(toks, i)
    if folded(toks[i].low).endswith(_DUAL):
        return i, i + 1, _one_or_two(known, toks[i]), Status.UNKNOWN
    return None


def _toll(toks: Sequence[Token], i: int) -> _Hit | None:
    """Read "the number of dead rose to 45": the figure behind "to"."""
    for k in range(i + 1, min(i + _REACH, len(toks) - 1)):
        figure = figure_at(toks, k + 1) if folded(toks[k].low) == _TO else None
        if figure:
            end = figure.end + _counts_outcome(arabic_words(), toks, figure.end)
            return k + 1, end, figure.quantity, Status.UNKNOWN
    return None


def _one_or_two(known: ArabicWords, token: Token) -> Quantity:
    """Return 2 for a dual, 1 for a singular, a plural word for the rest."""
    word = folded(token.low)
    if word.endswith(_DUAL[0]) or word in known.lists["forms.dual"]:
        return Quantity.said(Qualifier.EXACTLY, 2, expression=token.text)
    if word.endswith((_DUAL[1], "\u0648\u0646")) or word in known.lists["forms.plural"]:
        return Quantity.said(Qualifier.VAGUE, word="plural", expression=token.text)
    return Quantity.said(Qualifier.EXACTLY, 1, expression=token.text)


def _status(known: ArabicWords, toks: Sequence[Token], k: int) -> Status:
    near = (known.people.get(folded(token.low)) for token in toks[k : k + 3])
    return next((person[0] for person in near if person), Status.UNKNOWN)


def _denied(known: ArabicWords, toks: Sequence[Token], i: int) -> bool:
    return any(
        folded(token.low) in known.lists["denial.words"] for token in toks[max(i - 2, 0) : i]
    )


def _speaker(known: ArabicWords, toks: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Find who says so: "said X that", "according to X"."""
    for k, token in enumerate(toks[:-1]):
        word = folded(token.low)
        if word in known.lists["speech.verbs"] and k < at:
            end = _until(toks, k + 1, known.lists["speech.that"])
            return (k + 1, end) if k + 1 < end <= at + 1 and end < len(toks) else None
        if word in known.lists["speech.according"]:
            start = k + 1 + (folded(toks[k + 1].low) == folded("عن"))
            return start, _until(toks, start, frozenset())
    return None


def _until(toks: Sequence[Token], start: int, ends: frozenset[str]) -> int:
    k = start
    while k < min(start + _SPEAKER, len(toks)):
        if folded(toks[k].low) in ends or not toks[k].low[0].isalnum():
            break
        k += 1
    return k


def _draft(
    document: Document,
    sentence: Sentence,
    said: tuple[Harm, Quantity, Status],
    at: tuple[int, int, int],
    speaker: tuple[int, int] | None,
) -> ClaimDraft:
    toks = sentence.tokens
    harm, quantity, status = said
    trigger, start, end = at

    def quote(first: int, last: int) -> Quote:
        return Quote.of(document, toks[first].start, toks[last - 1].end)

    quotes = {"harm": quote(trigger, trigger + 1), "quantity": quote(start, end)}
    confidence = dict.fromkeys(("harm", "quantity"), Confidence.LOW)
    if speaker and speaker[1] > speaker[0]:
        quotes["claimant"] = quote(*speaker)
        confidence["claimant"] = Confidence.LOW
    return ClaimDraft(
        harm=harm,
        quantity=quantity,
        status=status,
        claimant=words_of(toks, *speaker) if "claimant" in quotes and speaker else None,
        flags=(EXPERIMENTAL,),
        rule="arabic",
        confidence=MappingProxyType(confidence),
        quotes=MappingProxyType(quotes),
        sentence=sentence.number,
    )


def quantity_in_arabic(words: str) -> Quantity | None:
    """Return what a quoted Arabic phrase counts, or None."""
    toks = tokens(plain(words), Span(0, len(words)))
    if not toks:
        return None
    figure = figure_at(toks, 0)
    if figure:
        return figure.quantity
    known = arabic_words()
    word = folded(toks[0].low)
    return _one_or_two(known, toks[0]) if word in known.people or word in known.counted else None
