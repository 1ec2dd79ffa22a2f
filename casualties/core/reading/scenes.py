"""What a sentence says around an outcome: who says so, who did it, where, when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from casualties.core.reading.attribution import Speech, claimant_of, speeches
from casualties.core.reading.background import is_background
from casualties.core.reading.dates import Dated
from casualties.core.reading.elements import Element
from casualties.core.reading.framing import Frame
from casualties.core.reading.lexicon import Lexicon
from casualties.core.reading.setting import cause_of, hedges_of, party_of, place_of
from casualties.core.reading.text import Document, Sentence, words_of
from casualties.core.reading.types import ClaimDraft, Quote
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Scope, Stance

BACKGROUND: Final = "background"
"""Flag of harm mentioned in passing, of another event than the text's own."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence laid out: its elements, statements and dates."""

    document: Document
    lexicon: Lexicon
    sentence: Sentence
    row: Sequence[Element]
    speeches: Sequence[Speech]
    dates: Sequence[Dated]

    def quote(self, start: int, end: int) -> Quote:
        """Quote a run of tokens."""
        toks = self.sentence.tokens
        first, last = toks[start].start, toks[end - 1].end
        plain = self.document.plain
        if first and plain[first - 1] == '"' and plain.count('"', first, last) % 2:
            first -= 1  # both marks of a quoted word, or none
        return Quote.of(self.document, first, last)

    def words(self, start: int, end: int) -> str:
        """Return a run of tokens as one line of text."""
        return words_of(self.sentence.tokens, start, end)

    def with_words(self, draft: ClaimDraft, name: str, span: tuple[int, int] | None) -> ClaimDraft:
        """Return a draft with the words of a field and their place; unchanged for no span."""
        if span is None:
            return draft
        value = self.words(*span) if name in ("claimant", "alleged_party", "place") else None
        quotes = MappingProxyType({**draft.quotes, name: self.quote(*span)})
        if value is None:
            return replace(draft, quotes=quotes)
        return replace(draft, quotes=quotes, **{name: value})  # type: ignore[arg-type]


def scene_of(
    document: Document,
    lexicon: Lexicon,
    sentence: Sentence,
    row: Sequence[Element],
    dates: Sequence[Dated],
) -> Scene:
    """Lay a sentence out."""
    spoken_of = [element.start for element in row if element.triggers]
    found = speeches(lexicon, sentence.tokens, spoken_of)
    return Scene(document, lexicon, sentence, row, found, dates)


def setting_of(scene: Scene, frame: Frame) -> ClaimDraft:
    """Return a draft with all that an outcome's people have in common, and no figure yet."""
    toks, lexicon = scene.sentence.tokens, scene.lexicon
    speech, carriers = claimant_of(scene.speeches, frame.trigger.start)
    speaker = (speech.start, speech.end) if speech else None
    cause = cause_of(lexicon, toks, frame)
    dated = _when(scene, frame)
    draft = ClaimDraft(
        harm=frame.harm,
        stance=Stance.CONCEDES if speech and speech.concedes else Stance.ASSERTS,
        quantity=Quantity(qualifier=Qualifier.UNSTATED),
        scope=_scope(frame, dated),
        carriers=_carriers(scene, speech, carriers),
        cause=cause[0] if cause else None,
        hedges=hedges_of(lexicon, toks, frame),
        flags=(BACKGROUND,) if is_background(lexicon, toks, scene.row, frame) else (),
        rule=frame.rule,
        sentence=scene.sentence.number,
    )
    spans = {
        "harm": (frame.trigger.start, frame.trigger.end),
        "claimant": speaker,
        "alleged_party": party_of(lexicon, toks, scene.row, frame, speaker)
        or (speaker if speech and speech.concedes else None),
        "cause": cause[1:] if cause else None,
        "place": place_of(lexicon, toks, frame),
    }
    for name, span in spans.items():
        draft = scene.with_words(draft, name, span)
    return _dated_by(scene, draft, dated)


def _scope(frame: Frame, dated: Dated | None) -> Scope:
    """Tell a total of a period from an event: one man killed last week is no week's total."""
    if dated is None or not dated.stretch:
        return Scope.INCIDENT
    one = len(frame.totals) == 1 and frame.totals[0].single
    return Scope.INCIDENT if one and not dated.since else Scope.AGGREGATE


def _dated_by(scene: Scene, draft: ClaimDraft, dated: Dated | None) -> ClaimDraft:
    if dated is None or dated.time is None:
        return draft
    quote = Quote.of(scene.document, dated.span.start, dated.span.end)
    quotes = MappingProxyType({**draft.quotes, "when": quote})
    return replace(draft, when=dated.time, quotes=quotes)


def _carriers(scene: Scene, speech: Speech | None, others: Sequence[Speech]) -> tuple[str, ...]:
    told = [scene.words(*speech.told)] if speech and speech.told else []
    return (*told, *(scene.words(other.start, other.end) for other in others))


def _when(scene: Scene, frame: Frame) -> Dated | None:
    """Return the date of the event: nearest the outcome, not the date it was reported on."""
    at = scene.sentence.tokens[frame.trigger.start].start
    own = [d for d in scene.dates if not _reports(scene, d) and not _of_strength(scene, frame, d)]
    usable = [dated for dated in own if dated.time] or own
    behind = [dated for dated in usable if dated.span.start > at]
    before = [dated for dated in usable if dated.span.start <= at]
    if behind and (not before or behind[0].span.start - at < 2 * (at - before[-1].span.end)):
        return behind[0]
    return before[-1] if before else None


_SPEECH_REACH: Final = 3
"""Words between a verb of saying and its date at most: "said late on Sunday"."""


def _reports(scene: Scene, dated: Dated) -> bool:
    """Whether a date tells when something was said: "said on Sunday", "a 2014 report"."""
    toks = scene.sentence.tokens
    first = next((k for k, token in enumerate(toks) if token.end > dated.span.start), len(toks))
    verbs = scene.lexicon.lists["speech.verbs"]
    spoken = any(token.low in verbs for token in toks[max(first - _SPEECH_REACH, 0) : first])
    behind = next((token.low for token in toks if token.start >= dated.span.end), "")
    return spoken or behind in ("report", "statement", "said")


def _of_strength(scene: Scene, frame: Frame, dated: Dated) -> bool:
    """Whether a date tells of the total a share was taken of, not of the harm."""
    shared = any(people.quantity.share is not None for people in frame.totals)
    return shared and dated.span.end <= scene.sentence.tokens[frame.trigger.start].start
