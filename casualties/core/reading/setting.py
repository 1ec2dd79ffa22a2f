"""Where it happened, by whom and by what means, and which words weaken it."""

from collections.abc import Sequence
from typing import Final

from casualties.core.reading.elements import NAME, Element
from casualties.core.reading.english import CALENDAR, LINKS, words
from casualties.core.reading.framing import Frame
from casualties.core.reading.heads import name_end
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.text import Token

_TAKEN: Final = words(
    "seized captured overran shelled bombed struck hit attacked raided took retook"
)
_MODIFIERS: Final = 5


def place_of(lexicon: Lexicon, toks: Sequence[Token], frame: Frame) -> tuple[int, int] | None:
    """Return the tokens of the place nearest an outcome word, or None where none is named."""
    best: tuple[int, int] | None = None
    at = frame.trigger.start
    for i in range(len(toks)):
        found = _place_at(lexicon, toks, i)
        if (
            found
            and not _within_people(found, frame)
            and (best is None or _distance(found, at) < _distance(best, at))
        ):
            best = found
    return best


def _distance(span: tuple[int, int], at: int) -> int:
    return span[0] - at if span[0] > at else (at - span[1]) * 2


def _within_people(span: tuple[int, int], frame: Frame) -> bool:
    return any(p.start <= span[0] < p.end for p in (*frame.totals, *frame.parts))


def _place_at(lexicon: Lexicon, toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Read "in Mosul", "at the Badush prison", "seized Mosul", "Kalo village"."""
    start = i + 1
    if toks[i].low not in lexicon.lists["places.before"] and toks[i].low not in _TAKEN:
        return None
    if toks[i].low == "of" and not (i and toks[i - 1].low in lexicon.lists["places.kinds"]):
        return None
    if start < len(toks) and toks[start].low == "the":
        start += 1
    end = name_end(lexicon, toks, start)
    if end == start or toks[start].low in CALENDAR or toks[end - 1].low.endswith("-led"):
        return None
    kind = end < len(toks) and toks[end].low in lexicon.lists["places.kinds"]
    if toks[i].low in ("of", "on", "from") and not kind and toks[i].low != "of":
        return None
    return (start, end + kind)


def cause_of(lexicon: Lexicon, toks: Sequence[Token], frame: Frame) -> tuple[str, int, int] | None:
    """Return the canonical cause named nearest an outcome word, and its tokens."""
    best: tuple[str, int, int] | None = None
    at = frame.trigger.start
    for i in range(len(toks)):
        hit = lexicon.causes.at(toks, i)
        if hit and (best is None or abs(i - at) < abs(best[1] - at)):
            best = (hit[0], i, i + hit[1])
    return best


def party_of(
    lexicon: Lexicon,
    toks: Sequence[Token],
    row: Sequence[Element],
    frame: Frame,
    speaker: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """Return the tokens of whoever is said to have done it, or None."""
    after = _by(lexicon, toks, row, frame)
    if after:
        return after
    found = _agent(lexicon, toks, row, frame, speaker) if frame.active else None
    return found or _known_party(lexicon, toks, frame, speaker)


def _by(
    lexicon: Lexicon, toks: Sequence[Token], row: Sequence[Element], frame: Frame
) -> tuple[int, int] | None:
    k = frame.at + 1
    while k < len(row) and k - frame.at < 8 and row[k].kind in ("r", "w", "p", NAME, "Y"):
        if row[k].kind == "Y":
            return _actor(lexicon, toks, row[k].end)
        k += 1
    return None


def _actor(lexicon: Lexicon, toks: Sequence[Token], start: int) -> tuple[int, int] | None:
    known = lexicon.parties.at(toks, start) if start < len(toks) else None
    if known:
        start_end = start + known[1]
        while start_end < len(toks) and toks[start_end].low in lexicon.lists["parties.nouns"]:
            start_end += 1
        return start, start_end
    end = start
    while (
        end < len(toks)
        and end - start < 8
        and (toks[end].low not in LINKS or toks[end].low in ("a", "an", "the"))
    ):
        if not toks[end].low[0].isalnum() and toks[end].low not in ("-", "/", "'"):
            break
        end += 1
    actors = any(
        t.low in lexicon.lists["parties.nouns"] or (t.text[0].isupper() and t.low not in CALENDAR)
        for t in toks[start:end]
    )
    first = start + (start < end and toks[start].low in ("a", "an", "the"))
    named = any(t.text[0].isupper() for t in toks[first:end])
    cause = next(
        (
            k
            for k in range(first, end)
            if lexicon.causes.at(toks, k) and toks[k].low not in lexicon.lists["parties.nouns"]
        ),
        None,
    )
    if cause is not None and named:
        return (first, cause) if cause > first else None
    return (first, end) if actors and first < end and cause is None else None


def _agent(
    lexicon: Lexicon,
    toks: Sequence[Token],
    row: Sequence[Element],
    frame: Frame,
    speaker: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """Find the doer before an active outcome word: "Russian forces shelled …, killing three"."""
    victims = {k for element in row if _counts(element) for k in range(element.start, element.end)}
    for k in range(frame.trigger.start - 1, -1, -1):
        if k in victims or (speaker and speaker[0] <= k < speaker[1]):
            continue
        known = _known_at(lexicon, toks, k)
        if known:
            return known
        if toks[k].low in lexicon.lists["parties.nouns"]:
            start = k
            while (
                start > 0
                and k - start < _MODIFIERS
                and toks[start - 1].low not in LINKS
                and toks[start - 1].low[0].isalnum()
                and not lexicon.triggers.at(toks, start - 1)
            ):
                start -= 1
            return start, k + 1
    return None


def _counts(element: Element) -> bool:
    return element.people is not None and element.people.counted


def _known_at(lexicon: Lexicon, toks: Sequence[Token], k: int) -> tuple[int, int] | None:
    hit = lexicon.parties.at(toks, k)
    return (k, k + hit[1]) if hit else None


def _known_party(
    lexicon: Lexicon, toks: Sequence[Token], frame: Frame, speaker: tuple[int, int] | None
) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    at = frame.trigger.start
    for k in range(len(toks)):
        hit = _known_at(lexicon, toks, k) or _striker(lexicon, toks, k)
        if not hit or _within_people(hit, frame) or (speaker and speaker[0] <= k < speaker[1]):
            continue
        if best is None or abs(hit[0] - at) < abs(best[0] - at):
            best = hit
    return best


def _striker(lexicon: Lexicon, toks: Sequence[Token], k: int) -> tuple[int, int] | None:
    """Read a people's name before a means: "Israeli" in "an Israeli airstrike"."""
    if not (
        toks[k].text[0].isupper() and lexicon.has("people.demonyms", toks[k].low)
    ) or k + 1 >= len(toks):
        return None
    end = k + 1
    while end < len(toks) and end - k < 3 and toks[end].low in lexicon.lists["parties.nouns"]:
        end += 1
    if end > k + 1 or lexicon.causes.at(toks, end):
        return k, end
    return None


def hedges_of(lexicon: Lexicon, toks: Sequence[Token], frame: Frame) -> tuple[str, ...]:
    """Return the words near an outcome that weaken it."""
    first = min([frame.trigger.start, *(p.start for p in frame.totals)])
    last = max([frame.trigger.end, *(p.end for p in frame.totals)])
    near = toks[max(first - 6, 0) : last + 3]
    return tuple(dict.fromkeys(t.low for t in near if t.low in lexicon.lists["hedges.words"]))
