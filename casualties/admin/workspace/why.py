"""Why the range is what it is: its ends, its voices, and what was left out."""

import math
from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.core.estimation import Derivation
from casualties.core.estimation.derivation import (
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
)
from casualties.core.estimation.wording import spoken
from casualties.core.types import Interval
from casualties.models import Claim, Estimate
from sources.admin.panels import Panel, link

Known = Mapping[str, Claim]

_ENDS = ("End", "Figure", "Where it comes from")
_VOICES = ("Voice", "Reliability", "Weight", "Without it", "By itself", "Agrees with the rest")
_CLAIMS = ("Who", "Said", "Read as", "What was done with it", "Why")
_OUT = ("Who", "Said", "Why it bears on nothing")


def why_panels(estimate: Estimate, derivation: Derivation, known: Known) -> list[Panel]:
    """Return the tables; ``known`` holds the claims whose pages this person may open."""
    ends = (("low", derivation.low), ("best", derivation.best), ("high", derivation.high))
    members = [member for group in derivation.groups for member in group.members]
    return [
        Panel(
            title="Where each end comes from",
            columns=_ENDS,
            rows=[(name, _isolated(end.figure), end.sentence) for name, end in ends if end],
            empty="There is no range.",
        ),
        Panel.of(
            "Independent voices",
            _VOICES,
            derivation.groups,
            lambda group: _voice_cells(group, estimate),
            empty="No voice counts.",
            note="Weight: its share of all that the voices tell. Without it: what the best "
            "figure would be. By itself: the range from its word alone.",
        ),
        Panel.of("What was done with each claim", _CLAIMS, members, lambda m: _member(m, known)),
        Panel.of(
            "Left out",
            _OUT,
            derivation.left_out,
            lambda line: _omission(line, known),
            empty="Nothing was left out.",
        ),
        Panel(
            title="What customary methods give",
            columns=("Method", "Range"),
            rows=[
                (name.replace("_", " "), figures.interval(Interval(**found)))
                for name, found in sorted(estimate.bench.items())
            ],
            empty="Nothing.",
        ),
    ]


def without(best: int | None, shift: float | None) -> int | None:
    """Return the best figure without a voice: its shift is of ln(n + 1/2)."""
    if best is None or shift is None:
        return None
    return max(round((best + 0.5) * math.exp(shift) - 0.5), 0)


def _voice_cells(group: DerivationGroup, estimate: Estimate) -> tuple[object, ...]:
    told = group.influence
    alone = Interval(low=told.low, best=told.best, high=told.high) if told else Interval()
    left = without(estimate.best, group.shift)
    return (
        format_html("<bdi>{}</bdi>", group.speaker),
        group.reliability.value,
        "-" if group.weight is None else f"{group.weight:.0%}",
        "-" if left is None else _isolated(left),
        figures.interval(alone) if told else "-",
        f"{told.overlap:.0%}" if told else "-",
    )


def _member(member: DerivationMember, known: Known) -> tuple[object, ...]:
    return (
        format_html("<bdi>{}</bdi>", member.speaker),
        _said(spoken(member.said), member.claim, known),
        figures.reading(member.read_as),
        member.use.label,
        member.why,
    )


def _omission(line: DerivationOmission, known: Known) -> tuple[object, ...]:
    speaker = format_html("<bdi>{}</bdi>", line.speaker)
    return speaker, _said(spoken(line.said), line.claim, known), line.sentence


def _said(words: str, key: str, known: Known) -> SafeString | str:
    shown = format_html('<bdi dir="auto">{}</bdi>', words)
    return link(known[key], shown) if key in known else shown


def _isolated(figure: int) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', figure)
