"""The grade of an incident: how well the harm is attested, and who is held to have done it.

Two axes, computed and explained; a person may decide otherwise with a reason, as where the harm
had another cause. A grade is about how well something is known, a range about how many: neither
is made from the other.
"""

from dataclasses import dataclass

from casualties.core.estimation.reliability import WEAK
from casualties.core.estimation.wording import counted, listed, sentence
from casualties.core.estimation.words import Attribution, HarmGrade
from casualties.core.words import ActionStatus
from sources.core.types import Reliability

CREDIBLE = frozenset(Reliability) - WEAK
"""Reliabilities whose independent agreement attests harm: A, B and C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """One independent voice: how reliable it is and which parties it names.

    ``positive`` is False where it denies harm or counts nobody; it still may name a party.
    """

    reliability: Reliability
    parties: frozenset[str] = frozenset()
    positive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Both axes, a sentence on each."""

    harm: HarmGrade
    attribution: Attribution
    harm_because: str
    attribution_because: str


def grade(
    attestations: tuple[Attestation, ...],
    *,
    action: ActionStatus,
    conceded: bool = False,
    only_combatants: bool = False,
) -> Grade:
    """Grade an incident.

    Answers how far a reader may lean on an incident, whatever its range. Not a measure of how
    many: a well attested incident may have a wide range.

    Parameters
    ----------
    attestations
        The independent voices, copies collapsed.
    action
        Whether a party acted there.
    conceded
        Whether a party accepts responsibility for the harm.
    only_combatants
        Whether all those harmed were combatants.

    Returns
    -------
    Grade
        The first that holds of discounted, confirmed, contested, fair, weak. No voice at all is
        weak, attributed to none.

    Examples
    --------
    >>> two = (Attestation(reliability=Reliability.B, parties=frozenset({"coalition"})),) * 2
    >>> grade(two, action=ActionStatus.LIKELY).harm.value
    'fair'
    """
    harm, why = _harm(attestations, action, conceded, only_combatants)
    attribution, because = _attribution(attestations, action, conceded=conceded)
    return Grade(
        harm=harm,
        attribution=attribution,
        harm_because=sentence(why),
        attribution_because=sentence(because),
    )


def _harm(
    attestations: tuple[Attestation, ...],
    action: ActionStatus,
    conceded: bool,
    only_combatants: bool,
) -> tuple[HarmGrade, str]:
    named = _named(attestations)
    credible = sum(1 for one in attestations if one.positive and one.reliability in CREDIBLE)
    if only_combatants:
        return HarmGrade.DISCOUNTED, "all those harmed are said to be combatants"
    if conceded:
        return HarmGrade.CONFIRMED, "a party accepts responsibility"
    if action is ActionStatus.CONTESTED or len(named) > 1:
        return HarmGrade.CONTESTED, _disputed(named)
    if not any(one.positive for one in attestations):
        return HarmGrade.WEAK, "no voice on file attests harm"
    if not named and action is not ActionStatus.DECLARED:
        return HarmGrade.CONTESTED, "whose doing it was is open"
    voices = counted(credible, "independent credible voice")
    if credible >= 2 and action in (ActionStatus.DECLARED, ActionStatus.LIKELY):
        return HarmGrade.FAIR, f"{voices}, and the action is {action.label}"
    if credible >= 2:
        return HarmGrade.WEAK, f"{voices}, but whether a party acted is {action.label}"
    return HarmGrade.WEAK, f"{voices}; two are needed"


def _attribution(
    attestations: tuple[Attestation, ...], action: ActionStatus, *, conceded: bool
) -> tuple[Attribution, str]:
    named = _named(attestations)
    if conceded or action is ActionStatus.DECLARED:
        return Attribution.DECLARED, "a party said itself that it acted there"
    if action is ActionStatus.CONTESTED or len(named) > 1:
        return Attribution.CONTESTED, _disputed(named)
    if not named:
        return Attribution.NONE, "nobody names a party"
    naming = sum(1 for one in attestations if one.parties)
    if naming == 1:
        return Attribution.SINGLE_SOURCE, f"one voice names {named[0]}"
    return Attribution.LIKELY, f"{naming} independent voices name {named[0]}"


def _named(attestations: tuple[Attestation, ...]) -> list[str]:
    return sorted({party for one in attestations for party in one.parties})


def _disputed(named: list[str]) -> str:
    if len(named) > 1:
        return f"different parties are accused: {listed(named)}"
    return "the desk holds that it is disputed who did it"
