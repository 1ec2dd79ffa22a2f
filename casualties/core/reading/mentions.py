"""The same dead, mentioned again: what a text says twice becomes one draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from casualties.core.reading.claims import Found
from casualties.core.reading.scenes import BACKGROUND
from casualties.core.reading.sums import same_figure
from casualties.core.reading.types import ClaimDraft
from casualties.core.words import Harm, Qualifier, Stance, Status

COMPETING: Final = "competing"
"""Flag of a figure that differs from an earlier one for what seem to be the same victims."""

AGAIN: Final = "told_again"
"""Flag of a figure that another speaker gives too, for what seem to be the same victims."""

TOTAL: Final = "total_so_far"
"""Flag of a later figure that takes in those counted before it in the same text."""

_DEATHS: Final = frozenset({Harm.KILLED, Harm.BODIES_FOUND})
_MALE: Final = frozenset({"man", "boy", "father", "son", "brother", "husband", "male", "boyfriend"})
_FEMALE: Final = frozenset(
    {"woman", "girl", "mother", "daughter", "sister", "wife", "female", "girlfriend"}
)


@dataclass(slots=True)
class _Kept:
    """A draft that stays, with the names of those it counts."""

    draft: ClaimDraft
    found: Found
    parts: list[ClaimDraft]
    names: set[str] = field(default_factory=set)
    named: int = 0

    @property
    def count(self) -> int:
        """Its figure, 0 for words without one."""
        return count_of(self.draft)


def count_of(draft: ClaimDraft) -> int:
    """Return the figure a draft stands for when mentions are compared; 0 for none."""
    quantity = draft.quantity
    stated = (quantity.best, quantity.low, quantity.high)
    return next((figure for figure in stated if figure is not None), 0)


def gathered(found: Iterable[Found]) -> tuple[ClaimDraft, ...]:
    """Return the drafts of a text, each victim in one of them as far as the text tells.

    A later mention ("the man", a name, the same figure again) is folded into the draft it
    repeats; a figure that differs is kept and marked as competing; "two others" are added.
    """
    kept: list[_Kept] = []
    for one in found:
        rivals = [k for k in kept if _comparable(k.draft, one.draft)]
        verdict, same = _verdict(rivals, one)
        if same is not None:
            _fold(same, one)
        else:
            flags = one.draft.flags if verdict == "new" else (*one.draft.flags, verdict)
            kept.append(_new(replace(one, draft=replace(one.draft, flags=flags))))
    return _numbered(kept)


def _comparable(a: ClaimDraft, b: ClaimDraft) -> bool:
    deaths = a.harm in _DEATHS and b.harm in _DEATHS
    denials = (a.stance is Stance.DENIES_HARM) == (b.stance is Stance.DENIES_HARM)
    asides = BACKGROUND in a.flags and BACKGROUND not in b.flags
    return (deaths or a.harm is b.harm) and denials and not asides


def _verdict(rivals: Sequence[_Kept], one: Found) -> tuple[str, _Kept | None]:
    """Return whether a draft is new or competing, or else the draft it repeats."""
    if not rivals or any(people.more for people in one.people):
        return "new", None
    if one.draft.stance is Stance.DENIES_HARM:
        return "new", next((k for k in rivals if _one_voice(k.draft, one.draft)), None)
    if any(people.hurt and people.definite for people in one.people):
        return "new", None
    if all(people.pronoun or people.definite for people in one.people):
        return "new", None if _beside(rivals[-1], one) else rivals[-1]
    if all(people.name for people in one.people):
        return "new", _same_person(rivals, one)
    if all(k.draft.sentence == one.draft.sentence for k in rivals):
        return _verdict_beside(rivals, one), None
    return _same_figure(rivals, one)


def _beside(k: _Kept, one: Found) -> bool:
    """Whether two of one sentence are spoken of: "the soldier died … and the policeman died"."""
    heads = {people.head for people in k.found.people}
    nouns = [people.head for people in one.people if not people.pronoun]
    return k.draft.sentence == one.draft.sentence and bool(nouns) and not heads & set(nouns)


def _verdict_beside(rivals: Sequence[_Kept], one: Found) -> str:
    """Tell another speaker's figure for the same victims from more victims, in one sentence."""
    first = rivals[0].draft
    other = one.draft.claimant is not None and one.draft.claimant != first.claimant
    same = count_of(first) != count_of(one.draft) and _status_fits(first.status, one.draft.status)
    return COMPETING if other and same else "new"


def _one_voice(a: ClaimDraft, b: ClaimDraft) -> bool:
    return a.claimant is None or b.claimant is None or a.claimant == b.claimant


def _same_person(rivals: Sequence[_Kept], one: Found) -> _Kept | None:
    names = _names(one)
    known = next((k for k in rivals if k.names & names), None)
    if known:
        return known
    return next(
        (
            k
            for k in rivals
            if k.named + len(one.people) <= max(k.count, k.draft.quantity.word is not None)
        ),
        None,
    )


def _names(one: Found) -> set[str]:
    words = one.draft.quotes["quantity"].words.split()
    return {word.strip(".,'") for word in words if word[:1].isupper() and len(word) > 2}


def _same_figure(rivals: Sequence[_Kept], one: Found) -> tuple[str, _Kept | None]:
    alike = [
        k
        for k in rivals
        if _status_fits(k.draft.status, one.draft.status) and not _apart(k.draft, one.draft)
    ]
    if not alike or _other_person(alike, one):
        return "new", None
    count = count_of(one.draft)
    word = one.draft.quantity.word
    equal = next((k for k in alike if (k.count, k.draft.quantity.word) == (count, word)), None)
    if _says_total(one) and count > max((k.count for k in alike), default=0):
        return TOTAL, None
    if equal or count == sum(k.count for k in alike):
        voice = equal or alike[-1]
        return ("new", voice) if _one_voice(voice.draft, one.draft) else (AGAIN, None)
    counted = [k for k in alike if k.draft.quantity.word is None]
    if one.draft.quantity.qualifier is Qualifier.VAGUE and word == "plural":
        return "new", alike[-1]
    if counted and 0 < count < counted[0].count and _one_voice(counted[0].draft, one.draft):
        return "new", counted[0]  # some of those counted already
    return COMPETING, None


def _says_total(one: Found) -> bool:
    """Whether a later figure is the total so far: "bringing the total to six"."""
    return one.frame.rule == "tally" or one.frame.total


def _status_fits(a: Status, b: Status) -> bool:
    fighters = (a is Status.COMBATANT, b is Status.COMBATANT)
    return a is b or Status.UNKNOWN in (a, b) or not any(fighters)


def _apart(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Whether the text dates two drafts to different days."""
    if a.when is None or b.when is None:
        return False
    return a.when.last < b.when.first or b.when.last < a.when.first


def _other_person(alike: Sequence[_Kept], one: Found) -> bool:
    """Whether a man follows a woman: one person each, and not the same."""
    heads = {people.head for k in alike for people in k.found.people if people.single}
    own = {people.head for people in one.people if people.single}
    men, women = bool(heads & _MALE), bool(heads & _FEMALE)
    return bool((own & _FEMALE and men and not women) or (own & _MALE and women and not men))


def _new(one: Found) -> _Kept:
    named = [people for people in one.people if people.name]
    return _Kept(one.draft, one, list(one.parts), _names(one) if named else set(), len(named))


def _fold(same: _Kept, one: Found) -> None:
    """Let a draft take from a later mention what it lacks: who says so, where, when."""
    named = [people for people in one.people if people.name]
    if named:
        fresh = not same.names & _names(one)
        same.names |= _names(one)
        same.named += len(one.people) * fresh
    if not same.parts and one.parts and count_of(one.draft) == same.count:
        same.parts = list(one.parts)
    same.draft = _completed(same.draft, one.draft, speaks_of=_states_again(same, one))


def _states_again(same: _Kept, one: Found) -> bool:
    """Whether a mention states the figure itself: only then its speaker speaks for the draft."""
    known = all(p.definite or p.pronoun or p.name for p in one.people)
    return not known and same_figure(one.draft.quantity, same.draft.quantity)


def _completed(draft: ClaimDraft, later: ClaimDraft, *, speaks_of: bool) -> ClaimDraft:
    """Return a draft with what a later mention adds: where and when; who says so, if it does."""
    fields = ("when", "place", "alleged_party", *(("claimant",) if speaks_of else ()))
    taken = {
        name: getattr(later, name)
        for name in fields
        if getattr(draft, name) is None
        and getattr(later, name) is not None
        and name in later.quotes
    }
    if not taken:
        return draft
    quotes = {**draft.quotes, **{name: later.quotes[name] for name in taken}}
    confidence = {**draft.confidence, **{n: c for n, c in later.confidence.items() if n in taken}}
    return replace(
        draft, **taken, quotes=MappingProxyType(quotes), confidence=MappingProxyType(confidence)
    )


def _numbered(kept: Sequence[_Kept]) -> tuple[ClaimDraft, ...]:
    """Lay the drafts and their parts in a row, each part behind its total and tied to it."""
    row: list[ClaimDraft] = []
    for k in kept:
        total = len(row)
        row.append(k.draft)
        row += [replace(part, on=total) for part in k.parts]
    return tuple(row)
