"""Figures as the desk writes them."""

from django import template
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.models import Claim, Estimate
from sources.admin.panels import outward

register = template.Library()
register.simple_tag(outward)


@register.simple_tag
def shown_range(row: Estimate | None) -> SafeString | str:
    """Return a range in words."""
    return figures.of_estimate(row) if row else "no range yet"


@register.simple_tag
def said_by(claim: Claim) -> SafeString:
    """Return a claim's figure in words."""
    return figures.of_claim(claim)
