"""Reports: read, and where somebody must not be found, redacted."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources.actions import reports
from sources.admin.act_form import ActForm, reason_field
from sources.admin.desk import BoundedInline, FactAdmin
from sources.admin.filters import DaysFilter, LatestValuesFilter
from sources.admin.panels import outward
from sources.admin.protection import Protect, marked
from sources.core.types import Actor
from sources.models import Citation, Report
from sources.visibility import audience_of_user, reports_for


class Redact(ActForm):
    """Remove the text for good."""

    verb, button, final = "redact", "Redact the text", True
    needs = "sources.redact_report"
    explains = (
        "The text is removed from the database for good; its digest, your reason and your name "
        "stay. Claims and ranges do not change."
    )
    row: Report
    reason = reason_field(required=True, help_text="Why, without repeating what must be hidden.")

    @classmethod
    def offered(cls, row: Report) -> bool:
        """Only where there is a text."""
        return row.text is not None

    def act(self, by: Actor) -> str:
        """Redact it."""
        reports.redact(report=self.row, reason=self.cleaned_data["reason"], by=by)
        return "The text is gone. Its digest, the reason and your name are kept."


class CitationInline(BoundedInline):
    """The reports it cites."""

    model = Citation
    fk_name = "report"
    fields = ["cited"]
    verbose_name_plural = "cites"


class LanguageFilter(LatestValuesFilter):
    """Reports by language; one that is not stated has a name too."""

    def choices(self, changelist: Any) -> Any:
        """Return the choices, none without words."""
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "not stated"}


class ReportAdmin(FactAdmin):
    """Reports, with their text as it was received."""

    list_display = ["title_or_address", "publisher_name", "published_on", "language", "received_at"]
    list_filter = [
        ("language", LanguageFilter),
        "protection",
        "publisher__kind",
        ("published_on", DaysFilter),
    ]
    list_select_related = ["publisher"]
    search_fields = ["title", "url", "key__startswith", "publisher__name"]
    ordering = ["-received_at"]
    autocomplete_fields = ["publisher", "earlier_version"]
    inlines = [CitationInline]
    fieldsets = [
        (None, {"fields": ["title", "publisher_name", "published_on", "language", "key"]}),
        ("Where it can be read", {"fields": ["address", "archive", "retrieved_on"]}),
        ("Text", {"fields": ["text_as_received", "sha256"]}),
        (
            "How it came in",
            {"fields": ["received_at", "received_by", "earlier_version", "protection"]},
        ),
        (
            "Redaction",
            {"fields": ["redacted_at", "redacted_by", "redaction_reason"], "classes": ["collapse"]},
        ),
    ]
    decisions = [Protect, Redact]
    summary = ["title_or_address", "publisher_name", "published_on", "key"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out what this person may not read; a list needs no texts."""
        rows = reports_for(audience_of_user(request.user)).select_related(
            "publisher", "earlier_version"
        )
        match = request.resolver_match
        in_list = match is not None and str(match.url_name).endswith("changelist")
        return rows.defer("text").order_by("-received_at") if in_list else rows

    @admin.display(description="report", ordering="title")
    def title_or_address(self, report: Report) -> SafeString:
        """Return what it is known by."""
        return marked(report, report.protection)

    @admin.display(description="publisher", ordering="publisher__name")
    def publisher_name(self, report: Report) -> SafeString:
        """Return who published it, with its mark."""
        return marked(report.publisher, report.publisher.protection)

    @admin.display(description="address")
    def address(self, report: Report) -> SafeString | str:
        """Return the address as a link, where it is one."""
        return outward(report.url)

    @admin.display(description="archived at")
    def archive(self, report: Report) -> SafeString | str:
        """Return the archived address as a link, where it is one."""
        return outward(report.archived_url)

    @admin.display(description="text")
    def text_as_received(self, report: Report) -> SafeString | str:
        """Return the text, its direction found from its own letters."""
        if report.redacted_at:
            return "Redacted; the digest is kept."
        if report.text is None:
            return "None was given."
        return format_html('<div class="report-text" dir="auto">{}</div>', report.text)

    def audit_subject(self, row: Report) -> str:
        """Return its key."""
        return row.key


admin.site.register(Report, ReportAdmin)
