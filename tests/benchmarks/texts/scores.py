"""Scores: what a reader's drafts say in all, against what coders made of the same text."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from casualties.core.coding import Scheme, load_scheme
from casualties.core.reading import ClaimDraft, Document, Reader, read_with
from casualties.core.words import Harm, Relation, Scope, Stance
from tests.benchmarks.texts.sets import Coded

DEATHS = frozenset({Harm.KILLED, Harm.BODIES_FOUND})
STALE = timedelta(days=60)
"""Deaths dated so long before publication belong to another event than the text's own."""

_BESIDE = frozenset({"competing", "told_again"})
"""Flags of figures for victims counted already."""

Counter = Callable[[Coded], int]


def deaths(draft: ClaimDraft) -> bool:
    """Return whether a draft asserts deaths, and of its own: no part of another draft."""
    own = draft.relation is not Relation.PART_OF
    return draft.harm in DEATHS and own and draft.stance is not Stance.DENIES_HARM


def figure(draft: ClaimDraft, scheme: Scheme) -> int:
    """Return the one number a coder would write for a draft."""
    quantity = draft.quantity
    stated = (quantity.best, quantity.low, quantity.high)
    number = next((n for n in stated if n is not None), None)
    if number is not None:
        return number
    coded = scheme.range_of(quantity.word) if quantity.word else None
    return coded.low if coded else int(quantity.word is not None)


def killed(drafts: Sequence[ClaimDraft], published_on: date | None, scheme: Scheme) -> int:
    """Return the dead of a text's own event: its drafts' figures, added.

    Left out are parts, harm mentioned in passing or long past, totals of a period, and figures
    that compete with an earlier one or tell it again; a total so far takes in those before it.
    """
    own = [d for d in drafts if deaths(d) and "background" not in d.flags]
    if published_on:
        own = [d for d in own if d.when is None or d.when.last >= published_on - STALE]
    totals = [figure(d, scheme) for d in own if "total_so_far" in d.flags]
    if totals:
        return max(totals)
    single = [d for d in own if d.scope is Scope.INCIDENT and not _BESIDE & set(d.flags)]
    return sum(figure(d, scheme) for d in single)


def reader_counter(reader: Reader) -> Counter:
    """Return a function that counts the dead of a text with a reader."""
    scheme = load_scheme("acled")

    def count(row: Coded) -> int:
        reading = read_with(reader, Document(text=row.text, published_on=row.published_on))
        return killed(reading.drafts, row.published_on, scheme)

    return count


def exact(rows: Sequence[Coded], count: Counter) -> dict[str, Any]:
    """Return how often the count is exact where people died, and not zero where none did."""
    counts = [(row.low, count(row)) for row in rows]
    died = [(coded, read) for coded, read in counts if coded > 0]
    none = [(coded, read) for coded, read in counts if coded == 0]
    given = [(coded, read) for coded, read in counts if read > 0]
    return {
        "exact": share(sum(coded == read for coded, read in died), len(died)),
        "with_deaths": len(died),
        "false_positives": share(sum(read > 0 for _, read in none), len(none)),
        "without_deaths": len(none),
        "right_where_read": share(sum(coded == read for coded, read in given), len(given)),
    }


def first_in_range(rows: Sequence[Coded], reader: Reader) -> dict[str, Any]:
    """Return how often the first claim of deaths lies in the coders' range."""
    scheme = load_scheme("airwars")
    hits = 0
    for row in rows:
        reading = read_with(reader, Document(text=row.text, published_on=row.published_on))
        first = next((draft for draft in reading.drafts if deaths(draft)), None)
        hits += first is not None and _in_range(first, row, scheme)
    return {"first_claim_in_range": share(hits, len(rows)), "texts": len(rows)}


def _in_range(draft: ClaimDraft, row: Coded, scheme: Scheme) -> bool:
    coded = scheme.range_of(draft.quantity.word) if draft.quantity.word else None
    if coded is None:
        return row.low <= figure(draft, scheme) <= row.high
    return coded.low <= row.high and (coded.high is None or coded.high >= row.low)


def share(hits: int, of: int) -> float | None:
    """Return a share to three places; None of nothing."""
    return round(hits / of, 3) if of else None
