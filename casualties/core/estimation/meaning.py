"""What a range says, in one sentence."""

from casualties.core.estimation.wording import openness
from casualties.core.types import Interval, Measure
from casualties.core.words import Harm, Status

_PEOPLE = {
    Status.CIVILIAN: "civilians",
    Status.PROTECTED: "protected persons",
    Status.COMBATANT: "combatants",
    Status.UNKNOWN: "people of unknown status",
}
_COUNTED = {Harm.BODIES_FOUND: "bodies of {} found"}


def meaning(measure: Measure, interval: Interval, level: float | None) -> str:
    """Say in a sentence what a range claims, and what it does not.

    Parameters
    ----------
    measure
        What is counted.
    interval
        Low and high in persons; best where there is one.
    level
        Probability that the interval holds the true count (0 to 1); None where the method claims
        none.

    Returns
    -------
    str
        One sentence; empty where there is no range.

    Examples
    --------
    >>> from casualties.core.types import HEADLINE
    >>> meaning(HEADLINE, Interval(low=64, high=131, open_above=True), None)
    'The claims that count give 64 to 131 civilians killed, no upper limit stated.'
    """
    if interval.low is None:
        return ""
    people = _COUNTED.get(measure.harm, f"{{}} {measure.harm.label}").format(
        _PEOPLE[measure.status]
    )
    ends = f"{interval.low} to {interval.high}"
    if level is None:
        return f"The claims that count give {ends} {people}{openness(interval)}."
    told = f"The number of {people} lies within {ends} with a probability of {level:.0%}"
    if interval.best is None:
        return f"{told}."
    return f"{told}; more and fewer than {interval.best} are about equally probable."
