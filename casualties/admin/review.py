"""Reviews: what the desk decided about claims."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from casualties.admin.in_force import InForceFilter
from casualties.models import Review
from sources.admin.desk import FactAdmin
from sources.admin.filters import DaysFilter, LatestValuesFilter
from sources.admin.panels import link
from sources.visibility import audience_of_user, visible_to


@admin.register(Review)
class ReviewAdmin(FactAdmin):
    """Every decision, those ended too. Decide on the claim's own page."""

    list_display = ["about", "verdict", "credibility", "by", "at", "ended_at"]
    list_display_links = ["verdict"]
    list_filter = [
        InForceFilter,
        "verdict",
        ("credibility", LatestValuesFilter),
        ("at", DaysFilter),
    ]
    list_select_related = ["claim__claimant"]
    search_fields = ["claim__key__startswith", "by", "reason"]
    ordering = ["-id"]
    autocomplete_fields = ["claim"]
    fields = [
        *("about", "verdict", "credibility", "reason", "by", "at", "operation"),
        *("ended_at", "ended_by"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out decisions on claims this person may not know of."""
        rows = super().get_queryset(request).select_related("claim__claimant")
        return visible_to(audience_of_user(request.user), rows)

    @admin.display(description="claim")
    def about(self, review: Review) -> SafeString | str:
        """Return the claim."""
        return link(review.claim)

    def audit_subject(self, row: Review) -> str:
        """Return the claim's key."""
        return row.claim.key
