"""Reading: how right it is on coded texts beside a plain regular expression, and how fast."""

import os
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casualties.core.reading import DEFAULT_READER, reader_named
from tests.benchmarks.texts import baseline, claimants, mosul, pace, scores, sets


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    given = os.environ.get("CORROBORATE_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        default=given,
        required=given is None,
        help="Folder with mosul/ and text/; default: the variable CORROBORATE_DATA.",
    )
    parser.add_argument("--reader", default=DEFAULT_READER, help="Default: %(default)s.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Read every set, and time the news report on Mosul."""
    folder, reader = Path(options["data"]), reader_named(options["reader"])
    count = scores.reader_counter(reader)
    notes, incidents, news = sets.acled(folder), sets.airwars(folder), sets.us_news(folder)
    say(f"{len(notes):,} event notes, {len(incidents):,} incidents, {len(news):,} news texts")
    return {
        "reader": reader.identity,
        "mosul": mosul.score(folder, reader),
        "acled": scores.exact(notes, count),
        "acled_regex": scores.exact(notes, baseline.count),
        "airwars": scores.first_in_range(incidents, reader),
        "airwars_regex": {
            "first_claim_in_range": scores.share(
                sum(row.low <= baseline.count(row) <= row.high for row in incidents),
                len(incidents),
            )
        },
        "us_news": scores.exact(news, count),
        "us_news_regex": scores.exact(news, baseline.count),
        "claimants": claimants.score(folder, reader),
        "pace": pace.pace(mosul.article(folder), reader),
    }
