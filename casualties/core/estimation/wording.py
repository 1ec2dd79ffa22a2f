"""How claims, ranges and lists are put into sentences. Speakers only, never slugs or keys."""

import re
from collections.abc import Sequence
from typing import Protocol

from casualties.core.types import EvidenceClaim, Interval
from casualties.core.words import Qualifier, Stance

DASH = "\N{EN DASH}"
ISOLATE = "\N{FIRST STRONG ISOLATE}"
END_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RANGE = re.compile(rf"\d+ ?[-{DASH}] ?\d+")
_LONGEST = 80
_NAMED_AT_MOST = 3

_SPOKEN = {
    Qualifier.EXACTLY: "{low}",
    Qualifier.AT_LEAST: "at least {low}",
    Qualifier.MORE_THAN: "more than {low}",
    Qualifier.AT_MOST: "up to {high}",
    Qualifier.ABOUT: "about {best}",
    Qualifier.BETWEEN: "{low}" + DASH + "{high}",
    Qualifier.VAGUE: "{word}",
    Qualifier.UNSTATED: "no figure",
}


class Sayable(Protocol):
    """A figure as it was said, on a claim or in a stored derivation."""

    @property
    def qualifier(self) -> Qualifier:
        """How it is meant."""

    @property
    def low(self) -> int | None:
        """The lower figure said."""

    @property
    def best(self) -> int | None:
        """The best figure said."""

    @property
    def high(self) -> int | None:
        """The upper figure said."""

    @property
    def word(self) -> str | None:
        """The vague word said."""

    @property
    def expression(self) -> str:
        """The very words."""


def spoken(quantity: Sayable) -> str:
    """Return a quantity as it was said, or as one would say it, in quotation marks.

    Examples
    --------
    >>> from casualties.core.types import Quantity
    >>> spoken(Quantity.said(Qualifier.MORE_THAN, 130))
    "'more than 130'"
    """
    words = quantity.expression or _SPOKEN[quantity.qualifier].format(
        low=quantity.low, best=quantity.best, high=quantity.high, word=quantity.word
    )
    return f"'{isolated(words if len(words) <= _LONGEST else words[: _LONGEST - 3] + '...')}'"


def isolated(words: str) -> str:
    """Return words so that a sentence in another direction around them leaves them in order.

    Of words that run from right to left, a range in figures reads as it is written: 9-14 is not
    turned into 14-9. Others are returned as they are.

    Examples
    --------
    >>> isolated("9-14 killed")
    '9-14 killed'
    """
    if not _RIGHT_TO_LEFT.search(words):
        return words
    return f"{ISOLATE}{_RANGE.sub(_as_written, words)}{END_ISOLATE}"


def _as_written(found: re.Match[str]) -> str:
    return f"{_LEFT_TO_RIGHT}{found[0]}{END_ISOLATE}"


def possessive(name: str) -> str:
    """Return ``Yaqein's``, ``Locals'``."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def voiced(claim: EvidenceClaim) -> str:
    """Return whose figure it is and which: ``Yaqein's '64'``, ``the Coalition's denial``."""
    if claim.stance in (Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY):
        return f"{possessive(claim.speaker)} denial"
    if not claim.quantity.has_figure:
        return f"{possessive(claim.speaker)} claim without a figure"
    return f"{possessive(claim.speaker)} {spoken(claim.quantity)}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    Examples
    --------
    >>> listed(["Yaqein", "Mosul Eye", "AP"])
    'Yaqein, Mosul Eye and AP'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def listed_briefly(names: Sequence[str], rest: str) -> str:
    """Name three at most and count the rest, each of which is a ``rest``.

    Examples
    --------
    >>> listed_briefly(["A", "B", "C", "D", "E"], "other")
    'A, B, C and 2 others'
    """
    if len(names) <= _NAMED_AT_MOST + 1:
        return listed(names)
    further = counted(len(names) - _NAMED_AT_MOST, rest)
    return listed([*names[:_NAMED_AT_MOST], further])


def counted(number: int, one: str) -> str:
    """Return ``1 claim``, ``2 claims``."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def sentence(words: str) -> str:
    """Begin with a capital letter and end with one full stop."""
    return words[:1].upper() + words[1:].rstrip(".") + "."


def openness(interval: Interval) -> str:
    """Return the open sides in words, led by a comma; empty where both limits are stated."""
    match (interval.open_below, interval.open_above):
        case (True, True):
            return ", no lower and no upper limit stated"
        case (True, False):
            return ", no lower limit stated"
        case (False, True):
            return ", no upper limit stated"
        case _:
            return ""


def ranged(interval: Interval) -> str:
    """Return a range in figures: ``64-131`` with an en dash, the best between where there is one.

    Examples
    --------
    >>> ranged(Interval(low=64, high=64)) == "64" + DASH + "64"
    True
    """
    ends = f"{interval.low}{DASH}{interval.high}"
    return ends if interval.best is None else f"{ends} (best {interval.best})"
