"""How figures are shown: with what they count and who made them, never as bare numbers.

Ranges are isolated from the text around them, so that "9-14" reads 9-14 in right-to-left pages.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties import mapping
from casualties.core.estimation.derivation import ReadAs
from casualties.core.estimation.wording import DASH, isolated, openness, ranged
from casualties.core.types import Interval, Measure
from casualties.core.words import Outcome
from casualties.models import Claim, Estimate, SignOff


def measure(text: str) -> str:
    """Return a stored measure in words."""
    return Measure.parse(text).words


def interval(value: Interval) -> SafeString:
    """Return a range in figures, and its open sides in words."""
    if value.low is None:
        return format_html("{}", "no range")
    shown = '<bdi class="range" dir="ltr">{}</bdi>{}'
    return format_html(shown, ranged(value), openness(value))


def of_estimate(row: Estimate) -> SafeString:
    """Return an estimate's range, or why there is none."""
    if row.outcome == Outcome.NO_ESTIMATE:
        return format_html("no range: {}", row.reason)
    return interval(mapping.interval_of(row))


def of_sign_off(row: SignOff) -> SafeString:
    """Return the figures somebody signed."""
    return interval(mapping.interval_of(row))


def of_claim(row: Claim) -> SafeString:
    """Return a claim's figure as it was said, and what it counts."""
    part = f", {row.sub_group} only" if row.sub_group else ""
    return format_html("<bdi><bdi>{}</bdi> {}{}</bdi>", isolated(row.said), row.measure.words, part)


def reading(value: ReadAs | None) -> SafeString:
    """Return how a figure was read as numbers."""
    if value is None:
        return format_html("{}", "-")
    if (value.open_below and value.open_above) or value.low == value.high:
        text = str(value.low if value.low is not None else value.high)
    elif value.open_above:
        text = f"{value.low} or more"
    elif value.open_below:
        text = f"up to {value.high}"
    else:
        text = f"{value.low}{DASH}{value.high}"
    return format_html('<bdi dir="ltr">{}</bdi>', text)


def method(row: Estimate) -> str:
    """Return the method with its version, once where the version begins with the name."""
    if row.method_version.startswith(row.method):
        return row.method_version
    return f"{row.method} {row.method_version}"
