"""The sets of coded texts, read from a folder that is never part of the project."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A text with what its coders made of it: persons killed, from low to high."""

    key: str
    text: str
    published_on: date | None
    low: int
    high: int


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a set: of every .jsonl file in its folder."""
    for path in sorted((folder / "text" / name).glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def acled(folder: Path) -> list[Coded]:
    """Return event notes; those whose figure coders estimated or appended are left out."""
    return [
        _coded(row, date.fromisoformat(row["date"]), row["fatalities"], row["fatalities"])
        for row in rows(folder, "acled_sample")
        if not row["coder_trailer"] and not row["coded_estimate"]
    ]


def airwars(folder: Path) -> list[Coded]:
    """Return incident texts with a coded range of civilians killed."""
    return [
        _coded(row, None, row["killed_low"], row["killed_high"])
        for row in rows(folder, "airwars_gaza")
        if row["killed_low"] is not None and row["killed_high"]
    ]


def us_news(folder: Path) -> list[Coded]:
    """Return news of shootings with the number killed."""
    return [
        _coded(row, date.fromisoformat(row["publish_date"]), row["killed"], row["killed"])
        for row in rows(folder, "gva_news")
    ]


def _coded(row: dict[str, Any], published_on: date | None, low: int, high: int) -> Coded:
    title = f"{row['title']}\n\n" if row.get("title") else ""
    return Coded(
        key=row["id"], text=title + row["text"], published_on=published_on, low=low, high=high
    )
