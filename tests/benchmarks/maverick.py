"""Successive real reports of electoral violence: hide the latest, predict it from the earlier.

Data: the MAVERICK event reports (van Baalen and Hoglund 2026, CC BY 4.0), `event_reports.csv`.
"""

import csv
import math
import re
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from casualties.core.coding import load_scheme
from casualties.core.estimation import METHODS, Request
from casualties.core.estimation.method import Case
from casualties.core.estimation.posterior.arrays import Floats
from casualties.core.estimation.posterior.combination import whole_masses
from casualties.core.estimation.posterior.constants import VERSION
from casualties.core.estimation.posterior.grid import the_grid
from casualties.core.estimation.posterior.likelihood import log_likelihood
from casualties.core.estimation.posterior.method import Heard
from casualties.core.estimation.posterior.summary import intervals, medians, rounded_counts
from casualties.core.estimation.posterior.terms import Kind, Term
from casualties.core.types import HEADLINE, Evidence, EvidenceClaim, Quantity
from casualties.core.words import Qualifier
from sources.core.types import Reliability
from tests.benchmarks.simulation import scores
from tests.factories.evidence import claim

GRADES = {
    "Special commission": "A",
    "International news agency": "B",
    "Human rights commission": "B",
    "International civil society organization": "B",
    "International organization": "B",
    "International news media": "C",
    "National news media": "C",
    "National civil society organization": "C",
    "National government agency": "D",
    "Other": "D",
}
BENCH = ("envelope", "majority", "conservative", "informative", "median_of_claims")
PUBLISHED = re.compile(r"\((\d{4})-(\d{2})-(\d{2})\)")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--data", type=Path, required=True, help="Folder with event_reports.csv.")
    parser.add_argument("--early", action="store_true", help="Widen figures under 72 hours old.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of an event: when it was published and what it counts."""

    published: date
    claim: EvidenceClaim
    low: int
    best: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An event whose latest report was hidden."""

    truth: int
    earlier: int
    best: dict[str, int]
    ends: dict[str, tuple[float, float]]
    next_95: tuple[float, float]

    @property
    def any_dead(self) -> bool:
        """Return whether any report, hidden or not, gives a figure above 0."""
        return self.truth > 0 or self.earlier > 0


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Predict the latest report of each event and score the prediction."""
    events = read(options["data"] / "event_reports.csv", early=options["early"])
    guesses = predict(events)
    say(f"{len(events)} events with two reports that give a figure, or more")
    sets = {
        "all": guesses,
        "any_dead": [guess for guess in guesses if guess.any_dead],
        "all_zero": [guess for guess in guesses if not guess.any_dead],
        "earlier_3_or_more": [guess for guess in guesses if guess.earlier >= 3],
    }
    return {"version": VERSION, **{name: summary(chosen) for name, chosen in sets.items()}}


def read(path: Path, *, early: bool) -> list[list[Report]]:
    """Return the events with two figures or more, each event's reports by publication date."""
    events: dict[str, list[Report]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            report = _report(row, number, early=early)
            if report is not None:
                events[row["event_id"]].append(report)
    kept = [reports for reports in events.values() if len(reports) > 1]
    return [sorted(reports, key=lambda r: (r.published, r.claim.key)) for reports in kept]


def _report(row: dict[str, str], number: int, *, early: bool) -> Report | None:
    figures = [row[f"deaths_{end}"] for end in ("low", "best", "high")]
    stated = [int(float(figure)) for figure in figures if figure.strip()]
    day = PUBLISHED.search(row["source"])
    if not stated or day is None:
        return None
    low, high = min(stated), max(stated)
    best = int(float(figures[1])) if figures[1].strip() else stated[0]
    published = date(*map(int, day.groups()))
    quantity = Quantity.said(Qualifier.BETWEEN, low, high)
    if low == high:
        quantity = Quantity.said(Qualifier.EXACTLY, low)
    made = claim(
        f"r{number:05}",
        f"{row['source_author']} {number}",
        quantity,
        reliability=Reliability(GRADES[row["source_type"]]),
        published_on=published,
        event_date=date.fromisoformat(row["date_end"]) if early and row["date_end"] else None,
    )
    return Report(published=published, claim=made, low=low, best=best, high=high)


def predict(events: Sequence[Sequence[Report]]) -> list[Guess]:
    """Return what each method says of the latest report, given the earlier ones."""
    cases = [_case([report.claim for report in reports[:-1]]) for reports in events]
    mass = whole_masses([Heard.of(case).problem for case in cases])
    ours = [(span.low, span.high) for (span,) in intervals(mass, [0.8])]
    best = rounded_counts(medians(mass)).tolist()
    next_report, next_95 = predictive(mass, 0.8), predictive(mass, 0.95)
    guesses = []
    for row, (case, reports) in enumerate(zip(cases, events, strict=True)):
        bests, ends = {"posterior": best[row]}, {"posterior": ours[row], "next": next_report[row]}
        for name in BENCH:
            interval = METHODS[name].find(case).interval
            ends[name] = (interval.low, interval.high)
            if interval.best is not None:
                bests[name] = interval.best
        guesses.append(
            Guess(
                truth=reports[-1].best,
                earlier=max(report.high for report in reports[:-1]),
                best=bests,
                next_95=(math.log(next_95[row][0] + 1), math.log(next_95[row][1] + 1)),
                ends={name: (math.log(a + 1), math.log(b + 1)) for name, (a, b) in ends.items()},
            )
        )
    return guesses


def _case(claims: list[EvidenceClaim]) -> Case:
    request = Request(
        evidence=Evidence.of(claims, []),
        measure=HEADLINE,
        method="posterior",
        scheme=load_scheme(),
    )
    return request.case


def predictive(mass: Floats, level: float) -> list[tuple[int, int]]:
    """Return the interval of a further exact report of grade C, for each row."""
    grid = the_grid()
    terms = [Term(Kind.EXACT, int(a), int(a), 0.85, 0.4, 0.0, 0.25**2 + 0.05**2) for a in grid.a]
    # report density per unit log x width of the bin in log = probability of a report in the bin
    widths = np.log((grid.b + 1.0) / np.maximum(grid.a, 0.35))
    channel = np.exp(log_likelihood(terms)) * widths[:, None]
    channel /= channel.sum(axis=0, keepdims=True)
    found = mass @ channel.T
    return [(span.low, span.high) for (span,) in intervals(found, [level])]


def summary(guesses: Sequence[Guess]) -> dict[str, Any]:
    """Return Winkler scores, coverages and errors of best, by method."""
    if not guesses:
        return {"events": 0}
    truths = [math.log(guess.truth + 1) for guess in guesses]
    names = sorted(guesses[0].ends)
    ends = {name: [guess.ends[name] for guess in guesses] for name in names}
    ends["envelope_widened"] = widened([guess.ends["envelope"] for guess in guesses], truths)
    return {
        "events": len(guesses),
        "winkler": {name: round(_winkler(ends[name], truths), 3) for name in sorted(ends)},
        "coverage": {name: round(_coverage(ends[name], truths), 3) for name in sorted(ends)},
        "coverage_next_95": round(_coverage([guess.next_95 for guess in guesses], truths), 3),
        "error": {name: round(_error(guesses, name), 3) for name in ("posterior", *BENCH[1:])},
    }


def widened(ends: Sequence[tuple[float, float]], truths: Sequence[float]) -> list[Any]:
    """Widen an interval by one constant on both sides, fitted on the other four of five folds."""
    choices = [0.05 * step for step in range(60)]
    found: list[Any] = [None] * len(ends)
    for fold in range(5):
        inside = [row for row in range(len(ends)) if row % 5 != fold] or list(range(len(ends)))
        kept = [ends[row] for row in inside]
        aims = [truths[row] for row in inside]
        best = min(choices, key=lambda by: _winkler(_wider(kept, by), aims))
        for row in range(fold, len(ends), 5):
            found[row] = _wider([ends[row]], best)[0]
    return found


def _wider(ends: Sequence[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    return [(max(0.0, low - by), high + by) for low, high in ends]


def _winkler(ends: Sequence[tuple[float, float]], truths: Sequence[float]) -> float:
    return scores.mean([scores.winkler(*pair, t) for pair, t in zip(ends, truths, strict=True)])


def _coverage(ends: Sequence[tuple[float, float]], truths: Sequence[float]) -> float:
    held = [low - 1e-9 <= t <= high + 1e-9 for (low, high), t in zip(ends, truths, strict=True)]
    return sum(held) / len(held)


def _error(guesses: Sequence[Guess], name: str) -> float:
    told = [guess for guess in guesses if name in guess.best]
    return scores.mean(
        [abs(math.log(guess.best[name] + 1) - math.log(guess.truth + 1)) for guess in told]
    )
