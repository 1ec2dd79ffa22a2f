"""Reading what nobody wrote: mutated articles and random text, looking for a crash or a hang."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casualties.core.reading import DEFAULT_READER, reader_named
from tests.benchmarks.texts import fuzz, mutations

_TABLES = Path(__file__).parents[1] / "unit" / "reading"
OWN = tuple(_TABLES / name for name in ("sentences.txt", "sentences_ar.txt"))
SHOWN = 5


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--count", type=int, default=100_000, help="Texts. Default: 100,000.")
    parser.add_argument("--seed", type=int, default=1, help="Another seed, other texts.")
    parser.add_argument(
        "--articles",
        type=Path,
        help="Folder whose .txt files are mutated beside our own sentences.",
    )


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Read them all; say what broke."""
    paths = sorted(options["articles"].rglob("*.txt")) if options["articles"] else []
    seeds = [path.read_text(encoding="utf-8") for path in (*paths, *OWN)]
    texts = mutations.texts(seeds, options["count"], options["seed"])
    outcome = fuzz.run(texts, reader_named(DEFAULT_READER))
    for why, text in outcome.broken[:SHOWN]:
        say(f"{why}: {text!r}")
    return {
        "texts": options["count"],
        "read": outcome.read,
        "refused": outcome.refused,
        "drafts": outcome.drafts,
        "broken": len(outcome.broken),
        "slowest_s": round(outcome.slowest_s, 3),
    }
