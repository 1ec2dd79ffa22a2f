"""Who says so, and through whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casualties.core.reading.english import words
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.numbers import number_at
from casualties.core.reading.text import Token

_BOUNDARY: Final = frozenset(
    {",", ";", ":", ".", "(", ")", "[", "]", "\u2013", "\u2014", "!", "?", "|"}
)
_CLAUSE: Final = words(
    """
    and but that while as when after where why how which who because although though since however
    if before whether
    """
)
_TIMES: Final = words(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday last week month year
    night morning evening afternoon early late also later have has had initially reportedly then
    however on earlier this both
    """
)
_LONGEST: Final = 14
_ABBREVIATED: Final = 4
_IN_PASSING: Final = 5
"""Words of a speaker before "claiming" at most: longer phrases hold a verb of their own."""
_TAIL: Final = 6
"""Words behind "said" at most where the statement stands before it: "said in a statement"."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement: the speaker's tokens, the tokens it covers, and the word that says so."""

    start: int
    end: int
    scope: tuple[int, int]
    verb: int
    carrier: bool = False
    pronoun: bool = False
    concedes: bool = False
    told: tuple[int, int] | None = None

    def covers(self, i: int) -> bool:
        """Whether a token lies in what is said."""
        return self.scope[0] <= i < self.scope[1] and not self.start <= i < self.end


def speeches(lexicon: Lexicon, toks: Sequence[Token], spoken_of: Sequence[int]) -> list[Speech]:
    """Return the statements of a sentence.

    Parameters
    ----------
    lexicon, toks
        The words known, and the sentence's tokens.
    spoken_of
        Tokens of outcome words: a statement without one behind it looks back.
    """
    found: list[Speech] = []
    for i, token in enumerate(toks):
        size = _according(lexicon, toks, i)
        if size:
            found += _source(lexicon, toks, i, size)
        elif token.low in lexicon.lists["speech.carry"]:
            found += _passed_on(lexicon, toks, i)
        elif token.low in lexicon.lists["speech.verbs"] and _speaks(lexicon, toks, i):
            found += _said(lexicon, toks, i, spoken_of)
    return found


def claimant_of(found: Sequence[Speech], at: int) -> tuple[Speech | None, list[Speech]]:
    """Return who asserts what stands at a token, and those who pass it on, nearest first.

    The innermost speaker asserts: in "the agency cited the mayor, who said" it is the mayor.
    """
    over = [speech for speech in found if speech.covers(at)]
    named = [speech for speech in over if not speech.pronoun]
    before = sorted((s for s in named if s.verb < at), key=lambda s: -s.verb)
    after = sorted((s for s in named if s.verb >= at), key=lambda s: s.verb)
    ranked = sorted((*before, *after), key=lambda s: s.carrier)
    words_once = {(speech.start, speech.end): speech for speech in reversed(ranked)}
    first = ranked[0] if ranked else None
    if first is None or first.carrier:
        return None, ranked
    return first, [s for s in reversed(words_once.values()) if s.start != first.start]


def _according(lexicon: Lexicon, toks: Sequence[Token], i: int) -> int:
    """Return the length of "according to" and its like at a token; 0 for none."""
    hit = lexicon.according.at(toks, i)
    if hit is None or (hit[0] == "per" and i > 0 and toks[i - 1].low != "as"):
        return 0
    return hit[1]


def _passed_on(lexicon: Lexicon, toks: Sequence[Token], i: int) -> list[Speech]:
    """Read "the agency cited the mayor": the agency carries what the mayor says."""
    if i + 1 < len(toks) and toks[i + 1].low == "by":  # "as quoted by the mayor"
        return _source(lexicon, toks, i, 2)
    before = _subject(lexicon, toks, i)
    carrier = [Speech(*before, (i + 1, len(toks)), i, carrier=True)] if before else []
    return [*carrier, *_source(lexicon, toks, i, 1)]


def _source(lexicon: Lexicon, toks: Sequence[Token], i: int, size: int) -> list[Speech]:
    start = i + size
    if start < len(toks) and toks[start].low == "to":
        start += 1
    end = _phrase_end(lexicon, toks, start)
    if not _may_speak(lexicon, toks, start, end, after=True):
        return []
    return [Speech(start, end, _reach(toks, i), i)]


def _reach(toks: Sequence[Token], i: int) -> tuple[int, int]:
    """Return what "according to" covers: its sentence, or the brackets it stands in."""
    opened = next((k for k in range(i - 1, -1, -1) if toks[k].low in "()"), None)
    if opened is None or toks[opened].low == ")":
        return 0, len(toks)
    closed = next((k for k in range(i, len(toks)) if toks[k].low == ")"), len(toks))
    return opened, closed


def _phrase_end(lexicon: Lexicon, toks: Sequence[Token], start: int) -> int:
    k = start
    while k < len(toks) and k - start < _LONGEST:
        word = toks[k].low
        if word in _BOUNDARY and not (
            word == "."
            and k + 1 < len(toks)
            and toks[k - 1].end == toks[k].start
            and len(toks[k - 1].text) <= 3
            and toks[k + 1].text[0].isupper()
        ):
            break
        if word in _CLAUSE - {"and"} or (word == "and" and not _joins_speakers(lexicon, toks, k)):
            break
        if k > start and (
            word in lexicon.lists["signs.be"]
            or word in lexicon.lists["signs.have"]
            or lexicon.triggers.at(toks, k)
        ):
            break
        if (
            k > start
            and word in lexicon.lists["speech.verbs"]
            and word not in ("report", "reports", "claims", "estimates", "posts", "found")
        ):
            break
        if k > start and (
            word in _TIMES - {"on", "early", "late", "last", "this"}
            or (word in ("in", "at", "on") and k + 1 < len(toks) and toks[k + 1].low in _TIMES)
        ):
            break
        k += 1
    return k


def _joins_speakers(lexicon: Lexicon, toks: Sequence[Token], k: int) -> bool:
    follow = toks[k + 1 : k + 4]
    return any(t.low in lexicon.lists["speech.speakers"] for t in follow) or bool(
        follow and follow[0].text[0].isupper() and toks[k - 1].text[0].isupper()
    )


_NOUNS_TOO: Final = words(
    "report reports reporting claim claims estimate estimates posted reported say"
)
_NO_SUBJECT: Final = words(
    """
    to the a this its their these not of some been his her initial other local media conflicting
    """
)
_PARTICIPLES: Final = words("reported confirmed believed found declared recorded")


def _speaks(lexicon: Lexicon, toks: Sequence[Token], i: int) -> bool:
    """Whether a word of saying is a verb with a speaker here."""
    word = toks[i].low
    before = toks[i - 1].low if i else ""
    after = toks[i + 1].low if i + 1 < len(toks) else ""
    if before in lexicon.lists["speech.passive"] or (before in _NO_SUBJECT and word in _NOUNS_TOO):
        return False
    if word in _PARTICIPLES and (after == "to" or (after and lexicon.triggers.at(toks, i + 1))):
        return False  # "reported killed", "believed to be"
    if word in ("claimed", "claims") and after in ("responsibility", "credit"):
        return False
    if word not in lexicon.lists["speech.weak"]:
        return True
    put = after == "the" and word in ("put", "puts")
    return after == "that" or put or number_at(toks, i + 1) is not None


def _said(
    lexicon: Lexicon, toks: Sequence[Token], i: int, spoken_of: Sequence[int]
) -> list[Speech]:
    before = _subject(lexicon, toks, i) or _shared_subject(lexicon, toks, i)
    scope_after = (i + 1, len(toks))
    told = _told(toks, i)
    if before:
        start, end = before
        pronoun = toks[start].low in lexicon.lists["speech.nobody"] and end - start == 1
        looks_back = _looks_back(toks, i, start, spoken_of)
        in_passing = toks[i].low.endswith("ing") and end - start > _IN_PASSING
        if in_passing or (not pronoun and not _may_speak(lexicon, toks, start, end)):
            return []
        scope = (0, start) if looks_back else scope_after
        concedes = toks[i].low in lexicon.lists["speech.concede"]
        return [Speech(start, end, scope, i, pronoun=pronoun, concedes=concedes, told=told)]
    if i and toks[i - 1].low in (",", "'", "?", "!"):  # "…, said the mayor"
        end = _phrase_end(lexicon, toks, i + 1)
        if _may_speak(lexicon, toks, i + 1, end, after=True):
            return [Speech(i + 1, end, (0, i), i)]
    return []


def _looks_back(toks: Sequence[Token], i: int, start: int, spoken_of: Sequence[int]) -> bool:
    behind = any(at > i for at in spoken_of)
    if start == 0:
        return False
    if not behind:
        return (
            toks[start - 1].low in (",", "-", "\u2013", "\u2014", "'", "as")
            or len(toks) - i <= _TAIL
        )
    closes = i + 1 < len(toks) and toks[i + 1].low in (",", ".")
    return closes and toks[start - 1].low == "," and any(at < start for at in spoken_of)


def _subject(lexicon: Lexicon, toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the speaker's tokens before a verb of saying, asides skipped."""
    end = _before_aside(toks, _before_adverbs(toks, i), toks[i].low)
    if end is None:
        return None
    if end > 0 and toks[end - 1].low == "who":  # "the mayor, who said"
        end -= 1 + (end > 1 and toks[end - 2].low == ",")
    start = end
    while start > 0 and end - start < _LONGEST and not _begins(lexicon, toks, start, end):
        start -= 1
    start = _without_time(toks, start, end)
    return (start, end) if start < end else None


def _before_adverbs(toks: Sequence[Token], end: int) -> int:
    while end > 0:
        word = toks[end - 1].low
        if word not in _TIMES and (not word.endswith("ly") or word in ("family", "daily")):
            break
        end -= 1
    return end


_NO_ASIDE: Final = words("saying claiming reporting citing stating added")


def _before_aside(toks: Sequence[Token], end: int, verb: str) -> int | None:
    """Pass "…, a monitor of air strikes," before the verb; None where there is no speaker."""
    if end == 0 or toks[end - 1].low != ",":
        return end
    farthest = max(end - 2 - 2 * _LONGEST, -1)
    opened = next((k for k in range(end - 2, farthest, -1) if toks[k].low == ","), None)
    return None if verb in _NO_ASIDE else opened


def _begins(lexicon: Lexicon, toks: Sequence[Token], start: int, end: int) -> bool:
    """Whether a speaker's phrase begins at a token: what stands before it is another clause."""
    word = toks[start - 1].low
    if word == "." and start < end and start > 1 and _is_initial(toks, start - 1):
        return False
    if word == "and" and start > 1:
        return not _both_speak(lexicon, toks, start, end)
    if word in ("report", "reports", "claims"):
        return False
    lists = lexicon.lists
    ends = word in _BOUNDARY or word in _CLAUSE or word in lists["speech.carry"]
    is_verb = word in lists["signs.be"] and toks[start - 1].text != "IS"  # Islamic State
    return ends or word in lists["speech.verbs"] or is_verb


def _is_initial(toks: Sequence[Token], k: int) -> bool:
    """Whether a stop ends an abbreviation: "Lt.", "J."."""
    return len(toks[k - 1].text) <= _ABBREVIATED and toks[k - 1].end == toks[k].start


def _shared_subject(lexicon: Lexicon, toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the speaker of an earlier verb that "and said" shares."""
    if i == 0 or toks[i - 1].low != "and":
        return None
    verbs = lexicon.lists["speech.verbs"]
    earlier = next((k for k in range(i - 2, -1, -1) if toks[k].low in verbs), None)
    return _subject(lexicon, toks, earlier) if earlier else None


def _both_speak(lexicon: Lexicon, toks: Sequence[Token], start: int, end: int) -> bool:
    """Whether "and" joins two speakers: "the mayor and police", "Safa News and @Gaza"."""
    before, behind = toks[start - 2], toks[start]
    named = before.text[0].isupper() and (behind.text[0].isupper() or behind.text == "@")
    return before.low in lexicon.lists["speech.speakers"] or (named and end - start <= _BOTH)


_BOTH: Final = 6


def _without_time(toks: Sequence[Token], start: int, end: int) -> int:
    """Drop "On Sunday" and "Later" before the speaker."""
    while start < end and (
        toks[start].low in _TIMES
        or (
            toks[start].low in ("meanwhile", "-", "additionally", "furthermore", "but", "so", "an")
            and toks[start].low != "an"
        )
    ):
        start += 1
    if start < end and toks[start].low in (
        "in",
        "at",
        "from",
        "for",
        "with",
        "by",
        "after",
        "near",
    ):
        return end  # a place or time, not a speaker
    return start


def _told(toks: Sequence[Token], i: int) -> tuple[int, int] | None:
    if toks[i].low not in ("told", "tells") or i + 1 >= len(toks):
        return None
    end = i + 1
    while end < len(toks) and (toks[end].text[0].isupper() or toks[end].low in ("the", "of")):
        end += 1
    named = any(token.text[0].isupper() for token in toks[i + 1 : end])
    return (i + 1, end) if named else None


def _may_speak(
    lexicon: Lexicon, toks: Sequence[Token], start: int, end: int, *, after: bool = False
) -> bool:
    """Whether a phrase can be a speaker: somebody named, or a noun of those who speak."""
    words = toks[start:end]
    if (
        not words
        or words[0].low[0].isdigit()
        or (words[0].low in lexicon.lists["speech.nobody"] and len(words) == 1)
    ):
        return False
    if any(lexicon.triggers.at(toks, k) for k in range(start, end)):
        return False
    if any(token.low in lexicon.lists["speech.speakers"] for token in words):
        return True
    names = [token for token in words if token.text[0].isupper() and token.low not in _TIMES]
    if not after and names and names[0] is words[0] and len(words) == 1 and start == 0:
        return len(words[0].text) > 2 and not lexicon.signs.at(toks, start)
    return bool(names) and words[-1].low not in ("he", "she", "they", "it")
