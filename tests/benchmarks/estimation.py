"""Calibration, coverage and scores of the posterior on simulated incidents, beside baselines."""

import math
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from casualties.core.coding import load_scheme
from casualties.core.estimation import Request
from casualties.core.estimation.method import Case
from casualties.core.estimation.posterior.combination import whole_masses
from casualties.core.estimation.posterior.constants import VERSION
from casualties.core.estimation.posterior.method import Heard, PosteriorMethod
from casualties.core.estimation.posterior.summary import intervals, medians, rounded_counts
from casualties.core.estimation.registry import METHODS
from casualties.core.types import HEADLINE, Evidence
from tests.benchmarks.simulation import scores
from tests.benchmarks.simulation.baselines import dersimonian_laird
from tests.benchmarks.simulation.calibration import calibration
from tests.benchmarks.simulation.world import SCENARIOS, Scenario, World

LARGE = 10
"""Coverage and width are looked at where at least so many died."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=4_000, help="A scenario. Default: 4,000.")
    parser.add_argument(
        "--worlds",
        type=int,
        default=20,
        help="How often a scenario's sixty sources are drawn: widths depend on who speaks. "
        "1: one set of sources for the whole scenario. Default: 20.",
    )
    parser.add_argument("--draws", type=int, default=20_000, help="Calibration. Default: 20,000.")
    parser.add_argument("--oracle", type=int, default=200, help="Incidents. Default: 200; 0: none.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One incident: the truth, and what each method made of it. Intervals in ln(N + 1)."""

    truth: int
    best: int
    ninety: tuple[int, int]
    ours: tuple[float, float]
    envelope: tuple[float, float]
    laird: tuple[float, float]
    laird_at_least_one: tuple[float, float]
    median: int


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Run every scenario, the calibration, and the comparison with the slow oracle."""
    figures: dict[str, Any] = {"version": VERSION}
    if options["draws"]:
        figures["calibration"] = calibration(options["draws"])
        say(f"calibration {figures['calibration']}")
    for number, scenario in enumerate(SCENARIOS):
        if options["incidents"]:
            size = (options["incidents"], options["worlds"])
            found = list(outcomes(scenario, *size, seed=100 + number))
            figures[scenario.name] = summary(found)
            say(f"{scenario.name}: {figures[scenario.name]}")
    if options["oracle"]:
        from tests.oracles.test_posterior import worst_difference

        worst, differing = worst_difference(options["oracle"])
        figures["oracle"] = {"worst_mass_difference": worst, "ranges_differing": differing}
        say(f"oracle {figures['oracle']}")
    return figures


def outcomes(scenario: Scenario, count: int, worlds: int, seed: int) -> Iterator[Outcome]:
    """Yield what the methods make of incidents that have a figure."""
    told: list[tuple[int, Case]] = []
    for truth, evidence in simulated(scenario, count, worlds, seed):
        request = Request(
            evidence=evidence, measure=HEADLINE, method="posterior", scheme=load_scheme()
        )
        case = request.case
        if case.groups and PosteriorMethod().answers(case):
            told.append((truth, case))
    for start in range(0, len(told), 500):
        yield from _outcomes(told[start : start + 500])


def simulated(
    scenario: Scenario, count: int, worlds: int, seed: int
) -> Iterator[tuple[int, Evidence]]:
    """Yield incidents, an equal part from each of several worlds of sixty sources."""
    for number in range(worlds):
        world = World.of(scenario, 1000 * seed + number)
        yield from world.incidents(count * (number + 1) // worlds - count * number // worlds)


def _outcomes(told: Sequence[tuple[int, Case]]) -> Iterator[Outcome]:
    mass = whole_masses([Heard.of(case).problem for _, case in told])
    best = rounded_counts(medians(mass)).tolist()
    spans = intervals(mass, (0.8, 0.9))
    for (truth, case), figure, (eighty, ninety) in zip(told, best, spans, strict=True):
        envelope = METHODS["envelope"].find(case).interval
        middle = METHODS["median_of_claims"].find(case).interval.best
        yield Outcome(
            truth=truth,
            best=figure,
            ninety=(ninety.low, ninety.high),
            ours=(math.log(eighty.low + 1), math.log(eighty.high + 1)),
            envelope=(math.log((envelope.low or 0) + 1), math.log((envelope.high or 0) + 1)),
            laird=_laird(case, least_one=False),
            laird_at_least_one=_laird(case, least_one=True),
            median=middle or 0,
        )


def _laird(case: Case, *, least_one: bool) -> tuple[float, float]:
    """Return the interval in ln(N + 1), which a log figure of N + 1/2 becomes."""
    ends = dersimonian_laird(case, least_one=least_one) or (0.0, 0.0)
    low, high = (math.log(max(math.exp(min(end, 40.0)) - 0.5, 0.0) + 1) for end in ends)
    return low, high


def summary(found: Sequence[Outcome]) -> dict[str, float]:
    """Return the figures the acceptance list asks for."""
    large = [one for one in found if one.truth >= LARGE]
    ours = scores.mean([_score(one, one.ours) for one in found])
    error = scores.mean([_error(one.best, one.truth) for one in found])

    def less(name: str) -> float:
        return 1 - ours / scores.mean([_score(one, getattr(one, name)) for one in found])

    return {
        "incidents": len(found),
        "large": len(large),
        "coverage_90": _share(one.ninety[0] <= one.truth <= one.ninety[1] for one in large),
        "coverage_80_envelope": _share(_held(one, one.envelope) for one in found),
        "winkler": round(ours, 3),
        "below_envelope": round(less("envelope"), 3),
        "below_laird": round(less("laird"), 3),
        "below_laird_at_least_one": round(less("laird_at_least_one"), 3),
        "error": round(error, 3),
        "error_below_median": round(
            1 - error / scores.mean([_error(one.median, one.truth) for one in found]), 3
        ),
        "ratio": round(scores.median([_ratio(one) for one in large]), 2),
        "ratio_n_plus_1": round(scores.median([_width(one) for one in large]), 2),
    }


def _score(one: Outcome, ends: tuple[float, float]) -> float:
    return scores.winkler(*ends, math.log(one.truth + 1))


def _held(one: Outcome, ends: tuple[float, float]) -> bool:
    return ends[0] - 1e-9 <= math.log(one.truth + 1) <= ends[1] + 1e-9


def _error(best: int, truth: int) -> float:
    return abs(math.log(best + 1) - math.log(truth + 1))


def _width(one: Outcome) -> float:
    """Return high over low of N + 1, the scale on which Winkler's score is taken."""
    return math.exp(one.ours[1] - one.ours[0])


def _ratio(one: Outcome) -> float:
    low, high = (math.exp(end) - 1 for end in one.ours)
    return high / max(low, 0.5)


def _share(held: Any) -> float:
    told = list(held)
    return round(float(np.mean(told)), 3)
