"""Which incident is a claim about? Real reports fed one at a time, the answers hidden.

Data: MAVERICK event reports (van Baalen and Hoglund 2026, CC BY 4.0), `event_reports.csv`, or two
lists of drone strikes, `tbij_strikes.csv` and `dronestream_strikes.csv`. `--data` is the folder.
"""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from casualties.core.linking import DECLARED, Candidate, Course
from casualties.core.linking.days import gap_days
from tests.benchmarks.linkage import drone_strikes, maverick
from tests.benchmarks.linkage.case import Case
from tests.benchmarks.linkage.feed import Feed, Outcome, in_top, right
from tests.benchmarks.linkage.file import IncidentFile
from tests.benchmarks.linkage.measures import agreement, b_cubed, pairs

WEEK = 7  # days; two lists of one strike differ by one or two


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--data", type=Path, required=True, help="Folder of MAVERICK or strikes.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Run whichever data the folder holds."""
    folder: Path = options["data"]
    if (folder / "event_reports.csv").exists():
        return _maverick(maverick.read(folder / "event_reports.csv"), say)
    if (folder / "tbij_strikes.csv").exists():
        return _strikes(folder, say)
    raise CommandError(
        f"{folder} holds neither event_reports.csv (MAVERICK) nor tbij_strikes.csv beside "
        "dronestream_strikes.csv: give --data the folder of one of them."
    )


def _maverick(cases: Sequence[Case], say: Callable[[str], None]) -> dict[str, Any]:
    figures: dict[str, Any] = {"model": DECLARED.version, "reports": len(cases)}
    figures |= {"events": len({c.truth for c in cases})}
    for name, adopt in (("declared", False), ("refitted", True)):
        feed, started = Feed(IncidentFile(), {}, DECLARED), time.monotonic()
        outcomes = feed.run(cases, adopt=adopt)
        say(f"{name}: {len(cases) / (time.monotonic() - started):.0f} reports a second")
        figures[name] = _told(outcomes, feed.truth)
    days = [str(case.claim.when.first) for case in cases]
    cities = [
        (case.city, day) if case.city else None for case, day in zip(cases, days, strict=True)
    ]
    exact = [case.exact for case in cases]
    figures["same_city_same_day"] = _baseline(cities, cases, outcomes)
    figures["exact_matching"] = _baseline(exact, cases, outcomes)
    return figures


def _told(outcomes: Sequence[Outcome], truth: dict[str, str]) -> dict[str, Any]:
    codes, truths = [o.code for o in outcomes], [o.case.truth for o in outcomes]
    linked = [i for i, o in enumerate(outcomes) if o.decision.course is Course.LINK]
    by_rule = [i for i, o in enumerate(outcomes) if o.by_rule]
    made = pairs(codes, linked)
    links = [outcomes[i] for i in linked]
    return {
        "courses": dict(Counter(o.decision.course.value for o in outcomes)),
        "review_share": round(1 - len(by_rule) / len(outcomes), 4),
        "links_right": round(sum(right(o, truth) for o in links) / max(len(links), 1), 4),
        "auto_pairs": agreement(made, pairs(truths, by_rule)).told(),
        "auto_pairs_of_all": agreement(made, pairs(truths)).told(),
        "b_cubed_reviewed": b_cubed(codes, truths).told(),
        "true_in_top_3": round(in_top(outcomes, truth), 4),
    }


def _baseline(
    keys: Sequence[Any], cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    """Return a key's pairs over all reports, and over those the linker decided by rule."""
    truths = [case.truth for case in cases]
    by_rule = [i for i, outcome in enumerate(outcomes) if outcome.by_rule]
    filled = [key if key is not None else (number,) for number, key in enumerate(keys)]
    return {
        "pairs": agreement(pairs(keys), pairs(truths)).told(),
        "pairs_of_those_decided": agreement(pairs(keys, by_rule), pairs(truths, by_rule)).told(),
        "b_cubed": b_cubed(filled, truths).told(),
    }


def _strikes(folder: Path, say: Callable[[str], None]) -> dict[str, Any]:
    known, cases = drone_strikes.incidents(folder), drone_strikes.claims(folder)
    figures: dict[str, Any] = {"model": DECLARED.version, "incidents": len(known)}
    figures |= {"claims": len(cases)}
    for name, adopt in (("declared", False), ("refitted", True)):
        feed = Feed(IncidentFile(known.values()), {code: code for code in known}, DECLARED)
        outcomes = feed.run(cases, adopt=adopt)
        for country in ("PK", "YE", "SO"):
            chosen = [o for o in outcomes if o.case.claim.where.country == country]
            figures[f"{name}_{country}"] = _told_strikes(chosen, feed.truth, known)
    figures["same_town_same_day_PK"] = _window(known, cases)
    say("key_off: claims whose keyed strike is a week or more away in the other list, as where the")
    say("Bureau renumbered Yemen and Somalia after the key was made. Read Pakistan's figures.")
    return figures


def _told_strikes(
    outcomes: Sequence[Outcome], truth: dict[str, str], known: dict[str, Candidate]
) -> dict[str, Any]:
    links = [o for o in outcomes if o.decision.course is Course.LINK]
    keyed = [o for o in outcomes if o.case.truth in known]
    off = [o for o in keyed if _days_off(o.case, known) >= WEEK]
    return {
        "claims": len(outcomes),
        "key_off": round(len(off) / max(len(keyed), 1), 4),
        "courses": dict(Counter(o.decision.course.value for o in outcomes)),
        "true_in_top_3": round(in_top(outcomes, truth), 4),
        "auto_precision": round(sum(right(o, truth) for o in links) / max(len(links), 1), 4),
    }


def _days_off(case: Case, known: dict[str, Candidate]) -> int:
    return gap_days(case.claim.when, known[case.truth].when) or 0


def _window(known: dict[str, Candidate], cases: Sequence[Case]) -> dict[str, float]:
    """Return the fixed-window baseline: one incident of that day with the town's very name."""
    linked = correct = 0
    about = [case for case in cases if case.claim.where.country == "PK"]
    for case in about:
        same = [
            code
            for code, incident in known.items()
            if incident.when == case.claim.when and incident.where.names == case.claim.where.names
        ]
        linked += len(same) == 1
        correct += same == [case.truth]
    return {
        "precision": round(correct / max(linked, 1), 4),
        "recall": round(correct / max(len(about), 1), 4),
        "links": linked,
    }
