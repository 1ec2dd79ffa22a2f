"""How right a reader's drafts were, by rule and field, as people decided on them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from casualties.core.reading.types import Confidence
from casualties.core.types import ClaimValue

ENOUGH: Final = 30
"""Decisions before a share means something: at 30 of 30 the rate is above .9 (one-sided 95 %)."""

HIGH: Final = 0.9
MEDIUM: Final = 0.7


class Outcome(NamedTuple):
    """Whether one field of one draft was right."""

    reader: str
    rule: str
    field: str
    right: bool


def field_outcomes(
    *, reader: str, rule: str, draft: ClaimValue, mended: Any, accepted: bool
) -> list[Outcome]:
    """Return which fields of a draft were right.

    Accepted: all of them. Mended: those the correction left. Rejected: none.

    Examples
    --------
    >>> from casualties.core.types import Quantity
    >>> from casualties.core.words import Harm, Qualifier, Status
    >>> ten = Quantity.said(Qualifier.EXACTLY, 10)
    >>> draft = ClaimValue(
    ...     key="r1", claimant="yaqein", harm=Harm.KILLED, status=Status.CIVILIAN, quantity=ten
    ... )
    >>> {o.right for o in field_outcomes(
    ...     reader="rules-1", rule="passive", draft=draft, mended=None, accepted=True)}
    {True}
    """
    own = _fields(draft)
    told = _fields(mended) if isinstance(mended, ClaimValue) else None
    return [
        Outcome(reader, rule, name, accepted if told is None else said == told[name])
        for name, said in own.items()
    ]


def _fields(value: ClaimValue) -> dict[str, object]:
    quantity = value.quantity
    figure = (quantity.qualifier, quantity.low, quantity.best, quantity.high, quantity.word)
    return {
        "harm": value.harm,
        "status": value.status,
        "quantity": figure,
        "claimant": value.claimant,
        "alleged_party": value.alleged_parties,
        "when": (value.event_date, value.date_precision, value.period),
        "place": value.location.name,
        "cause": value.cause,
    }


def counted(outcomes: Iterable[Outcome]) -> dict[str, list[dict[str, Any]]]:
    """Return, by reader, one line for each rule and field: decisions, and how many were right."""
    right: Counter[tuple[str, str, str]] = Counter()
    of: Counter[tuple[str, str, str]] = Counter()
    for outcome in outcomes:
        key = (outcome.reader, outcome.rule, outcome.field)
        of[key] += 1
        right[key] += outcome.right
    table: dict[str, list[dict[str, Any]]] = {}
    for reader, rule, name in sorted(of):
        key = (reader, rule, name)
        line = {"rule": rule, "field": name, "right": right[key], "of": of[key]}
        table.setdefault(reader, []).append(line)
    return table


def confidence_words(
    lines: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, str], Confidence]:
    """Return a word for each rule and field with enough decisions; the others keep their own."""
    return {
        (line["rule"], line["field"]): word_for(line["right"], line["of"])
        for line in lines
        if line["of"] >= ENOUGH
    }


def word_for(right: int, of: int) -> Confidence:
    """Return the word for a share of right readings.

    Examples
    --------
    >>> word_for(29, 30).value
    'high'
    """
    share = right / of if of else 0.0
    if share >= HIGH:
        return Confidence.HIGH
    return Confidence.MEDIUM if share >= MEDIUM else Confidence.LOW
