"""Whether a claim is about one incident, a part of one, or a period or wider area."""

import re
from dataclasses import dataclass

from casualties.core.linking.days import written
from casualties.core.linking.types import LinkClaim
from casualties.core.words import LocationPrecision
from casualties.core.words import Scope as ClaimScope

LONGEST_PERIOD_DAYS = 3
"""A figure over more days than a night and its aftermath is a total, unless one event is named."""

_TOTALS = (
    # what the words say, and the reason an analyst is told; English first, then Arabic
    (r"\bsince\b", "counts since a day"),
    (r"\b(?:in|a|the)\s+(?:grand\s+)?total\b|\btotall?ing\b|\boverall\b", "gives a total"),
    (r"\bcumulative(?:ly)?\b|\bso far\b|\bto date\b", "is a running total"),
    (
        r"\b(?:first|last|past|previous|second|third)\s+(?:\w+\s+)?"
        r"(?:days|weeks?|months?|years?)\b",
        "counts over a stretch of time",
    ),
    (
        r"\bover the (?:course of|past|last)\b|\bduring (?:the )?"
        r"(?:month|week|year|campaign|offensive|battle|siege|war)\b",
        "counts over a stretch of time",
    ),
    (
        r"\bbetween \d{1,2}(?:st|nd|rd|th)? \w+ and \d{1,2}\b|\bfrom \w+ to \w+ \d{4}\b",
        "counts between two days",
    ),
    (
        r"\b(?:each|every|per) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|annual)\b",
        "is a rate or a periodic count",
    ),
    (
        r"\b(?:across|throughout|all over|whole of|entire)\b|\bnationwide\b|\bcountry-?wide\b",
        "counts over a wider area",
    ),
    (
        r"\b(?:several|various|many|some|different) "
        r"(?:districts|neighbou?rhoods|villages|towns|cities|areas|provinces)\b",
        "counts over several places",
    ),
    ("منذ", "counts since a day"),
    ("إجمالي|اجمالي|حصيلة|مجموع", "gives a total"),
    ("خلال (?:شهر|أسبوع|اسبوع|عام|سنة)", "counts over a stretch of time"),
)
_RULES = tuple((re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in _TOTALS)

_WIDE = (LocationPrecision.GOVERNORATE, LocationPrecision.COUNTRY)

_PARTS = (
    (r"\b(?:one|two|three|four|[1-4]) of (?:the|them|these|its)\b", "one place of several"),
    (
        r"\bamong (?:them|those|the dead|the victims|the killed)\b|\bof (?:them|whom)\b",
        "some of the victims",
    ),
    (
        r"\b(?:one|another|a second|the other|the first) (?:house|home|strike|site|grave)\b",
        "one place of several",
    ),
    ("من بينهم|بينهم|منهم", "some of the victims"),
)
_PART_RULES = tuple((re.compile(pattern, re.IGNORECASE), what) for pattern, what in _PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a claim's figure covers, and the sentence that says how one can tell."""

    scope: ClaimScope
    part: bool = False
    reason: str = ""


def coverage(claim: LinkClaim) -> Coverage:
    """Return whether the figure covers one incident, a part of one, or a period or wider area.

    An aggregate is on no incident. A part is on its incident, as `part_of` the whole where the
    whole is on file (`casualties.core.linking.lineage`), else by its sub-group or place.

    Parameters
    ----------
    claim
        Its stated scope, period, days, place and words are read; a scope stated as aggregate
        always holds, an aggregate is recognised even where the claim was entered as an incident's.
    """
    total = aggregate_reason(claim)
    if total:
        return Coverage(scope=ClaimScope.AGGREGATE, reason=total)
    part = part_reason(claim)
    return Coverage(scope=ClaimScope.INCIDENT, part=bool(part), reason=part)


def aggregate_reason(claim: LinkClaim) -> str:
    """Return why the claim is about a period or a wider area; empty where it is not."""
    if claim.scope is ClaimScope.AGGREGATE:
        return "It was entered as a figure for a period or a wider area."
    length = claim.period.length if claim.period else None
    if claim.period and length and length > LONGEST_PERIOD_DAYS:
        return f"It covers {length} days, {written(claim.period)}."
    for rule, reason in _RULES:
        found = rule.search(claim.words)
        if found and not _dates_one_event(claim):
            return f"It {reason}: '{found[0]}'."
    if claim.where.precision in _WIDE and not _dates_one_event(claim) and claim.when.first:
        return f"It covers a {claim.where.precision.label}, on no one day."
    return ""


def _dates_one_event(claim: LinkClaim) -> bool:
    """Return whether it names one day and a spot: "the deadliest since June" is then no total."""
    spot = claim.where.precision not in (*_WIDE, LocationPrecision.UNKNOWN)
    return claim.when.length == 1 and spot


def part_reason(claim: LinkClaim) -> str:
    """Return why the claim counts only a part of an incident's victims; empty where it does not."""
    groups = {count.sub_group for count in claim.counts if count.sub_group}
    if groups:
        return f"It counts {', '.join(sorted(groups))} alone."
    for rule, what in _PART_RULES:
        found = rule.search(claim.words)
        if found:
            return f"It counts {what}: '{found[0]}'."
    return ""
