"""Who says so: labels by row and offset, with none of the texts they belong to.

`claimants.csv` holds, for one draft a text, where its figure begins and where the words for the
claimant stand; no offsets for the claimant where the text names nobody for that figure. It was
labelled by reading sentences from the halves for tuning in which a claimant had been filled.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from casualties.core.reading import ClaimDraft, Document, Reader, read_with
from tests.benchmarks.texts.scores import share
from tests.benchmarks.texts.sets import rows

LABELS = Path(__file__).with_name("claimants.csv")


class Label(NamedTuple):
    """Where a figure begins in a text, and where its claimant stands, if it has one."""

    figure_start: int
    claimant: tuple[int, int] | None


def labels() -> dict[tuple[str, str], Label]:
    """Return the labels by set and row."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {(row["set"], row["id"]): _label(row) for row in csv.DictReader(file)}


def _label(row: dict[str, str]) -> Label:
    told = bool(row["claimant_start"])
    span = (int(row["claimant_start"]), int(row["claimant_end"])) if told else None
    return Label(int(row["figure_start"]), span)


def score(folder: Path, reader: Reader) -> dict[str, Any]:
    """Return how often a claimant is right where one is filled."""
    known = labels()
    seen = [
        (known[name, row["id"]], draft)
        for name in sorted({name for name, _ in known})
        for row in rows(folder, name)
        if (name, row["id"]) in known
        for draft in _at(row["text"], known[name, row["id"]], reader)
    ]
    filled = [(label, draft) for label, draft in seen if draft.claimant is not None]
    right = sum(_right(label, draft) for label, draft in filled)
    return {
        "precision": share(right, len(filled)),
        "filled": len(filled),
        "labelled": len(known),
    }


def _at(text: str, label: Label, reader: Reader) -> Iterator[ClaimDraft]:
    for draft in read_with(reader, Document(text=text)).drafts:
        quote = draft.quotes.get("quantity")
        if quote and quote.start == label.figure_start:
            yield draft
            return


def _right(label: Label, draft: ClaimDraft) -> bool:
    quote, span = draft.quotes["claimant"], label.claimant
    return span is not None and quote.start < span[1] and span[0] < quote.end
