"""Claims: read and decided about. They never change; a correction is a new one."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties.admin import days, figures
from casualties.admin.claim_decisions import (
    Accept,
    Correct,
    Link,
    Reject,
    Relate,
    Reopen,
    Unlink,
    Withdraw,
)
from casualties.admin.claim_panels import claim_panels
from casualties.admin.claim_rows import (
    DRAFT,
    LINK_CONFIRMED,
    LINKED_BY_RULE,
    ON_NONE,
    described_claims,
)
from casualties.admin.queue.pages import urls as queue_urls
from casualties.core.words import ReviewState
from casualties.models import Claim
from sources.admin.desk import FactAdmin, in_bulk
from sources.admin.filters import DaysFilter
from sources.admin.panels import Panel, link
from sources.admin.protection import Protect, marked


class StateFilter(admin.SimpleListFilter):
    """Claims by what was decided about them."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the states; a draft has no decision."""
        return [("draft", "draft"), *ReviewState.choices()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those in one state."""
        if self.value() is None:
            return queryset
        if self.value() == "draft":
            return queryset.filter(DRAFT)
        return queryset.filter(verdict=self.value())


class LinkFilter(admin.SimpleListFilter):
    """Claims by whether they are on an incident."""

    title = "incident"
    parameter_name = "link"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the ways a claim may stand to an incident."""
        return [("none", "on none"), ("rule", "link unconfirmed"), ("confirmed", "link confirmed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those linked in that way."""
        kept = {"none": ON_NONE, "rule": LINKED_BY_RULE, "confirmed": LINK_CONFIRMED}
        return queryset.filter(kept.get(self.value() or "", Q()))


@admin.register(Claim)
class ClaimAdmin(FactAdmin):
    """Claims with their state and incident."""

    list_display = [
        "said_words",
        "claimant_name",
        "state",
        "on_incident",
        "in_report",
        "when",
    ]
    list_filter = [
        StateFilter,
        LinkFilter,
        "harm",
        "status",
        "stance",
        "scope",
        "protection",
        ("event_date", DaysFilter),
    ]
    list_select_related = ["claimant", "report__publisher"]
    search_fields = [
        "key__startswith",
        "expression",
        "claimant__name",
        "place_name",
        "report__title",
    ]
    ordering = ["-id"]
    autocomplete_fields = ["report", "claimant", "place"]
    actions = [in_bulk(Accept), in_bulk(Reject), in_bulk(Withdraw), in_bulk(Reopen)]
    decisions = [Accept, Reject, Withdraw, Reopen, Correct, Link, Unlink, Relate, Protect]
    summary = ["said_words", "claimant_name", "state", "on_incident", "in_report", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("said_words", "claimant_name", "state", "on_incident", "stance"),
                    *("harm", "status", "sub_group"),
                ]
            },
        ),
        (
            "Figure as stored",
            {
                "fields": [
                    *("qualifier", ("low", "best", "high"), "word", ("share", "share_of")),
                    *("name_list", "expression", "scheme"),
                ],
                "classes": ["collapse"],
            },
        ),
        (
            "When, where, by whom",
            {
                "fields": [
                    *("scope", ("period_first", "period_last"), ("event_date", "date_precision")),
                    *(("place_name", "location_precision"), ("latitude", "longitude")),
                    *("parties", "cause"),
                ],
                "classes": ["collapse"],
            },
        ),
        (
            "How it was entered",
            {
                "fields": [
                    *("key", "entered_at", "entered_by", "read_by", "flag_list", "note"),
                    "protection",
                ],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]
        """Give the review queue its pages beside the claims'."""
        return [*queue_urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read what was decided along with each claim."""
        return described_claims(request.user).order_by("-id")

    def panels(self, request: HttpRequest, row: Claim) -> list[Panel]:
        """Return report, reviews, relations and links."""
        return claim_panels(request.user, row)

    def audit_subject(self, row: Claim) -> str:
        """Return its key."""
        return row.key

    @admin.display(description="claim", ordering="id")
    def said_words(self, claim: Claim) -> SafeString:
        """Return the figure's words and what they count."""
        return figures.of_claim(claim)

    @admin.display(description="claimant", ordering="claimant__name")
    def claimant_name(self, claim: Claim) -> SafeString:
        """Return who asserts it, with its mark."""
        return marked(claim.claimant, claim.claimant.protection)

    @admin.display(description="state")
    def state(self, claim: Any) -> SafeString | str:
        """Return what was decided, and whether another claim stands in its place."""
        state = claim.verdict or "draft"
        if not claim.corrected_by:
            return state
        return format_html("corrected by <bdi>{}</bdi> ({} before)", claim.corrected_by, state)

    @admin.display(description="incident")
    def on_incident(self, claim: Any) -> SafeString | str:
        """Return the incident it is on, and whether anybody confirmed that."""
        if claim.on_pk is None:
            return "-"
        address = reverse("admin:casualties_incident_change", args=[claim.on_pk])
        mark = "" if claim.link_confirmed else " (unconfirmed)"
        return format_html('<a href="{}">{}</a>{}', address, claim.on_code, mark)

    @admin.display(description="report")
    def in_report(self, claim: Claim) -> SafeString | str:
        """Return the report, with its mark."""
        return link(claim.report, marked(claim.report, claim.report.protection))

    @admin.display(description="day", ordering="event_date")
    def when(self, claim: Claim) -> str:
        """Return the day it speaks of, as exactly as that is known; of a total, its period."""
        if claim.event_date:
            return days.in_words(claim.event_date, precision=claim.date_precision)
        return days.in_words(claim.period_first, claim.period_last) if claim.period_first else "-"

    @admin.display(description="alleged parties")
    def parties(self, claim: Claim) -> str:
        """Return who is said to have done it."""
        return ", ".join(party.name for party in claim.alleged_parties.all()) or "-"

    @admin.display(description="flags")
    def flag_list(self, claim: Claim) -> str:
        """Return what an import had to mend."""
        return ", ".join(claim.flags) or "-"
