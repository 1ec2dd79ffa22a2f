"""From the outcomes of a sentence to drafts of claims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from casualties.core.reading.framing import Frame
from casualties.core.reading.people import People
from casualties.core.reading.scenes import Scene, setting_of
from casualties.core.reading.sums import by_status, status_together, summed
from casualties.core.reading.types import ClaimDraft, Confidence
from casualties.core.types import InvalidValue, Quantity
from casualties.core.words import Qualifier, Relation, Scope, Stance

_RULES: Final[Mapping[str, Confidence]] = MappingProxyType(
    {
        "passive": Confidence.HIGH,
        "active": Confidence.HIGH,
        "gerund": Confidence.HIGH,
        "died": Confidence.HIGH,
        "noun_of": Confidence.MEDIUM,
        "noun_count": Confidence.MEDIUM,
        "reduced": Confidence.MEDIUM,
        "state": Confidence.MEDIUM,
        "left_dead": Confidence.MEDIUM,
        "tally": Confidence.MEDIUM,
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """A draft with what the text around it needs to know: whom it counts, and its parts."""

    draft: ClaimDraft
    people: tuple[People, ...]
    frame: Frame
    parts: tuple[ClaimDraft, ...] = ()


def drafts_of(scene: Scene, frame: Frame) -> list[Found]:
    """Return the drafts of one outcome: one for fighters and one for all others."""
    setting = setting_of(scene, frame)
    if frame.negated:
        return list(_denials(scene, frame, setting))
    groups = by_status(frame.totals)
    found = [one for group in groups if (one := _found(scene, frame, group, setting))]
    if found and frame.parts:
        found[0] = replace(found[0], parts=tuple(_parts(scene, frame, setting)))
    return found


def _found(
    scene: Scene, frame: Frame, group: Sequence[People], setting: ClaimDraft
) -> Found | None:
    try:
        quantity, summands = summed(group)
    except InvalidValue:  # a sum above any figure a claim may carry
        return None
    quantity = replace(quantity, name_list=all(people.name for people in group))
    draft = _counted(scene, setting, group, quantity)
    parts = tuple(scene.quote(p.start, p.end) for p in summands) if len(group) > 1 else ()
    return Found(replace(draft, status=status_together(group), parts=parts), tuple(group), frame)


def _counted(
    scene: Scene, setting: ClaimDraft, group: Sequence[People], quantity: Quantity
) -> ClaimDraft:
    """Return the setting with a figure, its words, and how far each field may be trusted."""
    draft = replace(setting, quantity=quantity, confidence=_confidence(setting, group))
    if quantity.share is not None:
        draft = replace(draft, scope=Scope.AGGREGATE)
    span = (group[0].start, max(people.end for people in group))
    return scene.with_words(draft, "quantity", span)


def _parts(scene: Scene, frame: Frame, setting: ClaimDraft) -> Iterator[ClaimDraft]:
    for people in frame.parts:
        if people.quantity.qualifier is Qualifier.UNSTATED or people.name:
            continue
        draft = _counted(scene, setting, [people], people.quantity)
        yield replace(
            draft,
            status=people.status,
            sub_group=people.sub_group,
            relation=Relation.PART_OF,
            rule="part",
        )


def _denials(scene: Scene, frame: Frame, setting: ClaimDraft) -> Iterator[Found]:
    """Yield the claim that nobody was harmed; "was not killed" of somebody is no claim."""
    nobody = next((people for people in frame.totals if people.zero), None)
    if nobody is None:
        return
    words = scene.words(nobody.start, nobody.end)
    quantity = Quantity.said(Qualifier.UNSTATED, expression=words)
    draft = _counted(scene, setting, [nobody], quantity)
    denial = replace(draft, stance=Stance.DENIES_HARM, status=nobody.status, rule="denial")
    yield Found(denial, (nobody,), frame)


def _confidence(setting: ClaimDraft, group: Sequence[People]) -> Mapping[str, Confidence]:
    rule = _RULES.get(setting.rule, Confidence.LOW)
    plain = all(people.known or people.counted for people in group)
    fields = {"harm": rule, "quantity": rule if plain else Confidence.LOW}
    others = {
        "claimant": Confidence.HIGH,
        "when": Confidence.MEDIUM,
        "place": Confidence.LOW,
    }
    fields |= {name: word for name, word in others.items() if name in setting.quotes}
    return MappingProxyType(fields)
