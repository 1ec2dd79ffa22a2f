"""Weekly flash figures of the West Bank against the figures verified later.

Data: `west_bank_daily.csv`, daily cumulative counts, of which the first 13 months were verified.
"""

import csv
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from casualties.core.coding import load_scheme
from casualties.core.estimation import Request, estimate_many
from casualties.core.estimation.posterior.constants import VERSION
from casualties.core.types import HEADLINE, Evidence
from sources.core.types import Reliability
from tests.benchmarks.simulation import scores
from tests.factories.evidence import claim, exactly

DAYS = 7


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--data", type=Path, required=True, help="Folder with the daily file.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Ask of each week how often the verified figure lies in the range of the flash figure."""
    weeks = read(options["data"] / "west_bank_daily.csv")
    say(f"{len(weeks)} weeks with a flash and a verified figure")
    figures = {"late": predicted(weeks, early=False), "early": predicted(weeks, early=True)}
    return {"version": VERSION, "weeks": len(weeks), **figures}


def read(path: Path) -> list[tuple[date, int, int]]:
    """Return (first day, flash figure, verified figure) of each week."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["verified.killed"].strip()]
    weeks, reached = [], 0
    for start in range(0, len(rows) - DAYS + 1, DAYS):
        days = rows[start : start + DAYS]
        flash = int(days[-1]["killed_cum"]) - reached
        reached += flash
        verified = sum(int(float(day["verified.killed"])) for day in days)
        if flash >= 0:
            weeks.append((date.fromisoformat(days[0]["report_date"]), flash, verified))
    return weeks


def predicted(weeks: list[tuple[date, int, int]], *, early: bool) -> dict[str, float]:
    """Return coverage, score and error; ``early`` takes the figures as under 72 hours old."""
    requests = []
    for day, flash, _ in weeks:
        said = claim(
            "flash",
            "Flash update",
            exactly(flash),
            reliability=Reliability.C,
            event_date=day,
            published_on=day + timedelta(days=1 if early else DAYS),
        )
        requests.append(
            Request(
                evidence=Evidence.of([said], []),
                measure=HEADLINE,
                method="posterior",
                scheme=load_scheme(),
            )
        )
    found = [value.interval for value in estimate_many(requests)]
    truths = [verified for _, _, verified in weeks]
    pairs = [(range_, truth) for range_, truth in zip(found, truths, strict=True)]
    return {
        "coverage_80": round(scores.mean([float(r.low <= t <= r.high) for r, t in pairs]), 3),
        "winkler": round(scores.mean([scores.of_persons(r.low, r.high, t) for r, t in pairs]), 3),
        "winkler_envelope": round(
            scores.mean(
                [scores.of_persons(f, f, t) for (_, f, _), t in zip(weeks, truths, strict=True)]
            ),
            3,
        ),
    }
