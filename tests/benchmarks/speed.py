"""Incidents a second on one core: the posterior by itself, and whole estimates with derivation."""

import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from casualties.core.coding import load_scheme
from casualties.core.estimation import Request, estimate_many
from casualties.core.estimation.posterior.constants import constant
from casualties.core.estimation.posterior.parameter_sets import DEFAULT
from casualties.core.estimation.posterior.terms import Kind, Problem, Term, Voice
from casualties.core.types import HEADLINE

GRADES = "ABCDEF"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=20_000, help="Default: 20,000.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Time the arithmetic on incidents of two or three claims, and on one of 200 voices."""
    from casualties.core.estimation.posterior.solve import solve, solve_whole

    chance = random.Random(1)
    problems = [incident(chance, chance.choice([2, 2, 3])) for _ in range(options["incidents"])]
    crowd = incident(chance, 200)
    solve(problems[:50])
    say(f"{len(set(problems)):,} distinct of {len(problems):,} incidents")
    whole = len(problems) / seconds(lambda: solve_whole(problems, DEFAULT))
    complete = len(problems) / seconds(lambda: solve(problems))
    evidence = [spoken(chance, chance.choice([2, 2, 3])) for _ in range(2_000)]
    full = len(evidence) / seconds(lambda: estimate_many(evidence))
    return {
        "posterior_and_quantiles_per_s": round(whole),
        "with_leave_one_out_per_s": round(complete),
        "whole_estimates_per_s": round(full),
        "one_incident_ms": round(1000 * median(lambda n: solve([incident(chance, 3)]), 50), 2),
        "voices_200_ms": round(1000 * median(lambda n: solve([crowd]), 20), 2),
    }


def seconds(work: Callable[[], Any]) -> float:
    """Return the processor time of one piece of work: what a core of its own would take."""
    started = time.process_time()
    work()
    return time.process_time() - started


def median(work: Callable[[int], Any], times: int) -> float:
    """Return the median of repeated runs."""
    return sorted(seconds(lambda n=n: work(n)) for n in range(times))[times // 2]


def incident(chance: random.Random, voices: int) -> Problem:
    """Return a problem as the simulator's incidents look: mostly exact figures, some bounds."""
    n = min(int(1.5 * (chance.random() ** (-1 / 1.1) - 1)) + 1, 200_000)
    return tuple(sorted(Voice.of([_term(chance, n)], []) for _ in range(voices)))


def _term(chance: random.Random, n: int) -> Term:
    grade = chance.choice(GRADES)
    x = max(0, round(n * chance.lognormvariate(0, constant(f"s.{grade}"))))
    kind = chance.choices([Kind.EXACT, Kind.RANGE, Kind.AT_LEAST, Kind.AT_MOST], [6, 2, 3, 1])[0]
    high = x + 1 + x // 4 if kind is Kind.RANGE else x
    rho = constant(f"rho.{grade}") if kind is Kind.EXACT else 0.0
    variance = constant(f"s.{grade}") ** 2 + constant("bias.neutral_sd") ** 2
    return Term(kind, x, high, constant(f"r.{grade}"), rho, 0.0, variance)


def spoken(chance: random.Random, voices: int) -> Request:
    """Return a whole request of that kind."""
    from casualties.core.types import Evidence, Quantity
    from casualties.core.words import Qualifier
    from sources.core.types import Reliability
    from tests.factories.evidence import claim

    n = min(int(1.5 * (chance.random() ** (-1 / 1.1) - 1)) + 1, 200_000)
    claims = []
    for number in range(voices):
        figure = max(1, round(n * chance.lognormvariate(0, 0.3)))
        qualifier = chance.choice([Qualifier.EXACTLY, Qualifier.EXACTLY, Qualifier.AT_LEAST])
        grade = Reliability(chance.choice(GRADES))
        quantity = Quantity.said(qualifier, figure)
        claims.append(claim(f"c{number}", f"Source {number}", quantity, reliability=grade))
    return Request(
        evidence=Evidence.of(claims, []),
        measure=HEADLINE,
        method="posterior",
        scheme=load_scheme(),
    )
