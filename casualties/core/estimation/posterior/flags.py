"""What a reader should know before using a range."""

from collections.abc import Sequence

from casualties.core.estimation.groups import Group
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.results import Answer, Influence
from casualties.core.estimation.posterior.terms import Problem, Voice
from casualties.core.estimation.words import Flag


def flags(
    groups: Sequence[Group], problem: Problem, answer: Answer, *, converted: bool
) -> frozenset[Flag]:
    """Return the flags that need the posterior. ``groups`` are in the order of ``problem``."""
    earned = {
        Flag.SOURCES_DIFFER: _sources_differ(groups, problem, answer),
        Flag.TWO_READINGS: bool(answer.readings),
        Flag.DENIED: _denied(groups, answer),
        Flag.CONVERTED: converted,
    }
    return frozenset(flag for flag, holds in earned.items() if holds)


def _sources_differ(groups: Sequence[Group], problem: Problem, answer: Answer) -> bool:
    """Return whether positive voices hardly fit together.

    One with r >= .5 overlaps the rest by less than .2, or the medians of the highest and the
    lowest voice, each heard alone, differ by a factor of 2 or more.
    """
    heard = [
        (voice, influence)
        for group, voice, influence in zip(groups, problem, answer.voices, strict=True)
        if _positive(group)
    ]
    if len(heard) < 2:
        return False
    medians = [influence.median for _, influence in heard]
    apart = max(medians) >= constant("differ.factor") * max(min(medians), 0.5)
    return apart or any(_stands_apart(voice, influence) for voice, influence in heard)


def _stands_apart(voice: Voice, influence: Influence) -> bool:
    trusted = max(term.r for term in voice.terms) >= constant("differ.r")
    return trusted and influence.overlap < constant("differ.overlap")


def _positive(group: Group) -> bool:
    return any(member.reading and member.reading.ceiling > 0 for member in group.counted)


def _denied(groups: Sequence[Group], answer: Answer) -> bool:
    """Return whether somebody denies harm that is well attested without the denial."""
    if not any(_positive(group) for group in groups):
        return False
    return any(
        group.denials and influence.positive_without > constant("denied.positive")
        for group, influence in zip(groups, answer.voices, strict=True)
    )
