"""The news report on Mosul: four claims to find, seven figures that must not become claims."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from casualties.core.reading import ClaimDraft, Document, Reader, read_with
from casualties.core.words import Qualifier, Status

PUBLISHED = date(2017, 3, 14)
_STATUS = {"detainee": Status.CIVILIAN, "civilian": Status.CIVILIAN, "combatant": Status.COMBATANT}
_KIND = {
    "exact": Qualifier.EXACTLY,
    "vague": Qualifier.VAGUE,
    "approx_fraction": Qualifier.ABOUT,
}


def article(folder: Path) -> Document:
    """Return the report with its date."""
    text = (folder / "mosul" / "article.txt").read_text(encoding="utf-8")
    return Document(text=text, published_on=PUBLISHED)


def score(folder: Path, reader: Reader) -> dict[str, Any]:
    """Return the claims found of four, and what was read that must not be."""
    gold = json.loads((folder / "mosul" / "article_gold.json").read_text(encoding="utf-8"))
    drafts = read_with(reader, article(folder)).drafts
    found = [any(agrees(draft, claim) for draft in drafts) for claim in gold["claims"]]
    wrong = [one["text"] for one in gold["must_not_extract"] if _taken(drafts, one["span"])]
    return {
        "claims_found": sum(found),
        "of": len(found),
        "drafts": len(drafts),
        "must_not_extract_taken": len(wrong),
        "of_must_not": len(gold["must_not_extract"]),
    }


def agrees(draft: ClaimDraft, claim: dict[str, Any]) -> bool:
    """Return whether a draft says what a claim of the gold says, field by field."""
    quantity = draft.quantity
    figure = quantity.word or quantity.low
    expected = claim["quantity"] if claim["kind"] == "vague" else claim["low"]
    shared = (quantity.share, quantity.share_of) == (0.5, 5000)
    return (
        draft.harm == claim["outcome"]
        and figure == expected
        and quantity.qualifier is _KIND[claim["kind"]]
        and (shared or claim["kind"] != "approx_fraction")
        and draft.status is _STATUS[claim["population"]]
        and draft.claimant == claim["claimant"]
        and draft.alleged_party == claim.get("perpetrator")
        and _days(draft) == (claim["period"] if claim["id"] != 4 else None)
    )


def _days(draft: ClaimDraft) -> list[str] | None:
    when = draft.when
    return [when.first.isoformat(), when.last.isoformat()] if when else None


def _taken(drafts: tuple[ClaimDraft, ...], span: list[int]) -> bool:
    """Whether a figure or date was read from a stretch of the text that holds neither."""
    quotes = [
        draft.quotes[name]
        for draft in drafts
        for name in ("quantity", "when", "harm")
        if name in draft.quotes
    ]
    return any(quote.start < span[1] and span[0] < quote.end for quote in quotes)
