"""Figures as the desk writes them."""

from django import template
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.core.words import Outcome
from casualties.models import Claim, Estimate
from sources.admin.panels import outward

register = template.Library()
register.simple_tag(outward)


@register.simple_tag
def shown_range(row: Estimate | None) -> SafeString | str:
    """Return a range in words, within a sentence: where there is none, not why."""
    return figures.of_estimate(row) if row and row.outcome == Outcome.RANGE else "no range yet"


@register.simple_tag
def said_by(claim: Claim) -> SafeString:
    """Return a claim's figure in words."""
    return figures.of_claim(claim)
