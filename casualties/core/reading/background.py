"""Harm mentioned in passing: a rally for somebody killed before, a trial, an anniversary."""

import re
from collections.abc import Sequence
from typing import Final

from casualties.core.reading.elements import Element
from casualties.core.reading.english import MONTHS, SHORT_MONTHS, words
from casualties.core.reading.framing import Frame
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.text import Token

_LINK: Final = words("after over against following for about of to with in from on")


def is_background(
    lexicon: Lexicon, toks: Sequence[Token], row: Sequence[Element], frame: Frame
) -> bool:
    """Return whether an outcome is only what another event is about.

    A word such as "protested" or "accused" stands before it, and what leads from there to the
    outcome is a noun ("the killing of"), a clause about people ("who was killed") or a
    preposition ("after two men were shot dead").
    """
    if _known_event(toks, frame.trigger.end) or _since_event(toks, frame.trigger.start):
        return True
    first = frame.first if frame.first < len(row) else frame.at
    start = min(row[first].start, frame.trigger.start)
    cue = _cue(lexicon, toks, start)
    relative = _in_clause(row, first, frame.at)
    if relative and cue is None:
        cue = _cue(lexicon, toks, len(toks))
        if cue is not None and cue > start:
            return not frame.active
    if cue is None:
        return _long_ago(lexicon, toks) or _blamed(toks, frame)
    if frame.rule in ("noun_of", "noun_count"):
        return True
    if frame.rule == "gerund":
        return frame.trigger.start > 0 and toks[frame.trigger.start - 1].low in _LINK
    if relative or (frame.rule == "reduced" and "," not in [t.low for t in toks[cue:start]]):
        return True
    between = [t.low for t in toks[cue + 1 : start]]
    if "," in between[-3:] and not frame.active:
        return False
    return any(word in _LINK - {"in", "to", "on", "from", "with"} for word in between) or _blamed(
        toks, frame
    )


_EVENTS: Final = words("shooting shootings attack attacks massacre bombing bombings raid siege war")
_NAMED_WITHIN: Final = 6


def _known_event(toks: Sequence[Token], k: int) -> bool:
    """Whether an event behind the outcome is one readers know: "in the Feb. 14 mass shooting"."""
    for i in range(k, len(toks)):
        if toks[i].low != "the":
            continue
        named = [token.low for token in toks[i + 1 : i + 1 + _NAMED_WITHIN]]
        event = next((n for n, word in enumerate(named) if word in _EVENTS), 0)
        if any(_is_date(word) for word in named[:event]):
            return "," not in named[:event]
    return False


_SINCE_WITHIN: Final = 14


def _since_event(toks: Sequence[Token], k: int) -> bool:
    """Whether time is counted from the event: "since the market bombing that killed 17"."""
    before = [token.low for token in toks[max(k - _SINCE_WITHIN, 0) : k]]
    if before[-1:] != ["that"] or "since" not in before:
        return False
    between = before[before.index("since") + 1 :]
    return between[:1] == ["the"] and bool(_EVENTS & set(between))


def _is_date(word: str) -> bool:
    year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
    return year or word in MONTHS or word in SHORT_MONTHS


def _blamed(toks: Sequence[Token], frame: Frame) -> bool:
    """Whether a deed is only somebody's reason: "beaten for killing his neighbour"."""
    before = [t.low for t in toks[max(frame.trigger.start - 3, 0) : frame.trigger.start]]
    return (
        frame.rule == "gerund"
        and before[-1:] in (["for"], ["of"])
        and "responsibility" not in before
    )


def _in_clause(row: Sequence[Element], first: int, at: int) -> bool:
    """Whether the outcome's own clause is one about its people: "who were killed"."""
    clause = next((k for k in range(at - 1, first, -1) if row[k].kind == "R"), None)
    return clause is not None and sum(element.kind in "BVP" for element in row[clause:at]) <= 1


def _cue(lexicon: Lexicon, toks: Sequence[Token], start: int) -> int | None:
    words = lexicon.lists["signs.background"]
    return next((k for k in range(min(start, len(toks)) - 1, -1, -1) if toks[k].low in words), None)


_DECADE: Final = re.compile(r"\bthe (?:19|20)\d0s\b")


def _long_ago(lexicon: Lexicon, toks: Sequence[Token]) -> bool:
    words = " ".join(token.low for token in toks)
    return bool(_DECADE.search(words)) or any(
        phrase in words for phrase in lexicon.lists["signs.other_time"]
    )
