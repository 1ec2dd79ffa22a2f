"""A reading for the eye and for programs."""

import textwrap
from typing import Any

from casualties.core.reading import ClaimDraft, Reading
from casualties.core.types import Quantity
from casualties.core.words import Qualifier, Stance

_COLOURS = {"quantity": "1;33", "harm": "1;31", "claimant": "1;36", "when": "35", "place": "32"}
_WIDTH = 96


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values, every field with its quote."""
    return {
        "reader": reading.reader,
        "read_to": reading.read_to,
        "drafts": [_draft(draft) for draft in reading.drafts],
        "unread": [list(span) for span in reading.unread],
        "refused": list(reading.refused),
    }


def _draft(draft: ClaimDraft) -> dict[str, Any]:
    quantity = draft.quantity
    when = draft.when
    return {
        "harm": draft.harm.value,
        "stance": draft.stance.value,
        "status": draft.status.value,
        "sub_group": draft.sub_group,
        "quantity": {
            "qualifier": quantity.qualifier.value,
            "low": quantity.low,
            "best": quantity.best,
            "high": quantity.high,
            "word": quantity.word,
            "share": quantity.share,
            "share_of": quantity.share_of,
            "expression": quantity.expression,
        },
        "scope": draft.scope.value,
        "claimant": draft.claimant,
        "carriers": list(draft.carriers),
        "alleged_party": draft.alleged_party,
        "cause": draft.cause,
        "place": draft.place,
        "when": when
        and {
            "first": when.first.isoformat(),
            "last": when.last.isoformat(),
            "precision": when.precision.value,
        },
        "relation": draft.relation and {"kind": draft.relation.value, "on": draft.on},
        "hedges": list(draft.hedges),
        "flags": list(draft.flags),
        "rule": draft.rule,
        "confidence": {name: word.value for name, word in draft.confidence.items()},
        "quotes": {
            name: {"start": quote.start, "end": quote.end, "words": quote.words}
            for name, quote in draft.quotes.items()
        },
    }


def as_table(reading: Reading) -> str:
    """Return a reading as a few lines for each draft."""
    lines = [line for number, draft in enumerate(reading.drafts) for line in _lines(number, draft)]
    if not reading.drafts:
        lines.append("No claims found.")
    count = len(reading.unread)
    if count:
        lines.append(f"{count} sentence{'s' * (count != 1)} with a casualty word and no draft.")
    lines += reading.refused
    return "\n".join([*lines, f"Read by {reading.reader}."])


def said(quantity: Quantity, stance: Stance) -> str:
    """Return a figure in short."""
    if stance is Stance.DENIES_HARM:
        return "nobody"
    if quantity.qualifier is Qualifier.UNSTATED:
        return "no figure"
    if quantity.word:
        return quantity.word
    figures = dict.fromkeys(f"{n:,}" for n in (quantity.low, quantity.high) if n is not None)
    exact = quantity.qualifier in (Qualifier.EXACTLY, Qualifier.BETWEEN)
    return "-".join(figures) if exact else f"{quantity.qualifier.label} {'-'.join(figures)}"


def _lines(number: int, draft: ClaimDraft) -> list[str]:
    head = f"{number + 1:>3}  {draft.harm.label}: {said(draft.quantity, draft.stance)}"
    head += f", {draft.status.label}" + (f" ({draft.sub_group})" if draft.sub_group else "")
    if draft.relation and draft.on is not None:
        head += f", {draft.relation.label} {draft.on + 1}"
    when = draft.when
    days = when and (str(when.first) if when.first == when.last else f"{when.first} to {when.last}")
    told = {
        "words": draft.quotes["quantity"].words if "quantity" in draft.quotes else None,
        "says": draft.claimant,
        "through": ", ".join(draft.carriers) or None,
        "by": draft.alleged_party,
        "cause": draft.cause,
        "place": draft.place,
        "when": days,
        "hedges": ", ".join(draft.hedges) or None,
        "flags": ", ".join(draft.flags) or None,
    }
    rest = [f"{name}: {' '.join(value.split())}" for name, value in told.items() if value]
    return [
        head,
        *textwrap.wrap("; ".join(rest), _WIDTH, initial_indent="     ", subsequent_indent="     "),
    ]


def highlighted(text: str, reading: Reading) -> str:
    """Return the text with the quoted words in colour, for a terminal."""
    marks: dict[int, tuple[int, str]] = {}
    for draft in reading.drafts:
        for name, colour in _COLOURS.items():
            quote = draft.quotes.get(name)
            if quote and quote.start not in marks:
                marks[quote.start] = (quote.end, colour)
    pieces, at = [], 0
    for start, (end, colour) in sorted(marks.items()):
        if start >= at:
            pieces += [text[at:start], f"\033[{colour}m{text[start:end]}\033[0m"]
            at = end
    return "".join([*pieces, text[at:]])
