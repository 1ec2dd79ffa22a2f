"""Where the ends of a range come from, in sentences."""

import math
from collections.abc import Sequence

from casualties.core.estimation.groups import Group
from casualties.core.estimation.method import Bound
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.results import Answer
from casualties.core.estimation.wording import counted, possessive, sentence

_SIGHT = 0.05
"""A change of the median below 5 % is not worth a reader's time."""


def bounds(groups: Sequence[Group], answer: Answer) -> tuple[Bound, Bound, Bound]:
    """Return low, best and high with a sentence each. ``groups`` in the order of the answer."""
    level = constant("summary.level")
    span, tail = answer.span(level), round(100 * (1 - level) / 2)
    voices = counted(len(groups), "independent voice")
    low = f"fewer than {span.low} has a probability of {tail} % at most"
    if span.low == 0:
        low = f"nobody harmed has a probability of {_percent(answer.zero)}"
    high = f"more than {span.high} has a probability of {tail} % at most"
    best = f"more and fewer than {answer.best} are about equally probable, given {voices}"
    return (
        Bound(figure=span.low, claim=None, sentence=sentence(low)),
        Bound(figure=answer.best, claim=None, sentence=sentence(best + _strongest(groups, answer))),
        Bound(figure=span.high, claim=None, sentence=sentence(high)),
    )


def _percent(probability: float) -> str:
    return "under 1 %" if probability < 0.005 else f"{round(100 * probability)} %"


def _strongest(groups: Sequence[Group], answer: Answer) -> str:
    """Name the voice without which the best would move most."""
    if len(groups) < 2:
        return ""
    pairs = zip(answer.voices, groups, strict=True)
    influence, group = max(pairs, key=lambda pair: (abs(pair[0].shift), pair[1].key))
    if abs(influence.shift) < _SIGHT:
        return "; no one of them moves it by much"
    without = round((answer.best + 0.5) * math.exp(influence.shift) - 0.5)
    return f"; without {possessive(group.speaker)} word it would be about {without}"
