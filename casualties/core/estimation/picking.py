"""Picking figures out of what several voices say: the small tools of the field methods."""

from collections.abc import Callable, Iterable, Sequence

from casualties.core.estimation.figures import Reading
from casualties.core.estimation.method import Bound, Voice
from casualties.core.estimation.reliability import rank
from casualties.core.estimation.wording import listed_briefly, sentence, voiced

Voices = Sequence[Voice]
Reader = Callable[[Reading], int | None]


def floor_of(reading: Reading) -> int | None:
    """Return the stated low, or what stands for it."""
    return reading.floor


def ceiling_of(reading: Reading) -> int | None:
    """Return the stated high, or what stands for it."""
    return reading.ceiling


def single_of(reading: Reading) -> int | None:
    """Return the best or the only figure, None where there is neither."""
    return reading.single


def most_frequent(voices: Voices, read: Reader) -> int | None:
    """Return the figure most groups state; ties to the better graded, then to the smaller."""
    groups: dict[int, set[str]] = {}
    grades: dict[int, int] = {}
    for voice in voices:
        figure = read(voice.reading)
        if figure is not None:
            groups.setdefault(figure, set()).add(voice.group)
            grades[figure] = min(grades.get(figure, 9), rank(voice.reliability))
    if not groups:
        return None
    return min(groups, key=lambda figure: (-len(groups[figure]), grades[figure], figure))


def least_figure(reading: Reading) -> int:
    """Return the single figure, or the low where there is none."""
    return reading.floor if reading.single is None else reading.single


def middle_of(reading: Reading) -> float:
    """Return the single figure, or the mid-point where there is none."""
    if reading.single is not None:
        return reading.single
    return (reading.floor + reading.ceiling) / 2


def greatest_first(voice: Voice) -> tuple[int, int, int, str]:
    """Sort by the greatest high, then low, then the better grade, then the key."""
    reading = voice.reading
    return (-reading.ceiling, -reading.floor, rank(voice.reliability), voice.claim.key)


def half_or_more(sides: Iterable[bool]) -> bool:
    """Return whether at least half of the sides are open."""
    told = list(sides)
    return 2 * sum(told) >= len(told)


def at_floor(voices: Voices, figure: int) -> list[Voice]:
    """Return the voices whose low is a figure."""
    return [voice for voice in voices if voice.reading.floor == figure]


def at_ceiling(voices: Voices, figure: int) -> list[Voice]:
    """Return the voices whose high is a figure."""
    return [voice for voice in voices if voice.reading.ceiling == figure]


def stating(voices: Voices, figure: int) -> list[Voice]:
    """Return the voices that state a figure, as low, best or high."""
    return [
        voice
        for voice in voices
        if figure in (voice.reading.floor, voice.reading.single, voice.reading.ceiling)
    ]


def best_stated(figure: int | None, voices: Voices, why: str) -> Bound | None:
    """Return where a best comes from; None where there is none."""
    if figure is None:
        return None
    return stated(figure, stating(voices, figure), why)


def stated(figure: int, by: Voices, why: str) -> Bound:
    """Return a bound that claims state; the first by key is named as its claim."""
    names = listed_briefly([voiced(voice.claim) for voice in by], "further claim")
    words = sentence(f"{figure} is {why}: {names}")
    return Bound(figure=figure, claim=by[0].claim.key, sentence=words)
