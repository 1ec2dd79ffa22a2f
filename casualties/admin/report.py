"""Reports together with their claims: typed in, read, withdrawn."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse

from casualties.actions import claims
from casualties.admin import figures
from casualties.admin.added_claim import AddClaim, said_in
from casualties.admin.claim_rows import described_claims
from casualties.admin.reading_panel import reading_panels
from casualties.admin.report_form import MOST_SLOTS, SLOTS, ReportForm
from casualties.admin.typed import fields_of_words, told
from casualties.admin.work import with_unread_sentences
from casualties.core.words import ReviewState
from casualties.queries import known_reports
from sources.admin.act_form import ActForm, reason_field
from sources.admin.desk import actor_of, saved
from sources.admin.filters import OneChoiceFilter
from sources.admin.panels import Panel, address_of, link
from sources.admin.protection import marked
from sources.admin.report import ReportAdmin
from sources.core.types import Actor
from sources.models import Report

_CLAIMS = ("Claim", "Claimant", "State", "Incident", "Key")


class WithdrawReport(ActForm):
    """Take all its claims back."""

    verb, button = "withdraw", "Withdraw"
    needs = "casualties.add_review"
    explains = (
        "Every claim of the report is withdrawn under one operation: they stay on file and bear "
        "on nothing. Ranges that rest on them follow."
    )
    row: Report
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Report) -> bool:
        """Only while a claim of it stands."""
        withdrawn = {"reviews__verdict": ReviewState.WITHDRAWN, "reviews__ended_at": None}
        standing = row.claims.exclude(pk__in=row.claims.filter(**withdrawn).values("pk"))
        return bool(standing.exists())

    def act(self, by: Actor) -> str:
        """Withdraw it."""
        claims.withdraw_report(report=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Its claims are withdrawn. Ranges that rest on them follow."


class UnreadFilter(OneChoiceFilter):
    """Reports by whether sentences of their text wait to be looked at."""

    title, parameter_name = "unread sentences", "unread"
    choice = ("yes", "some wait")
    narrow = staticmethod(with_unread_sentences)


admin.site.unregister(Report)


@admin.register(Report)
class ReportWithClaimsAdmin(ReportAdmin):
    """Reports, the claims each carries, and the form to type one in."""

    list_filter = [UnreadFilter, *ReportAdmin.list_filter]
    decisions = [AddClaim, WithdrawReport, *ReportAdmin.decisions]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reports are typed in by whoever may add reports and claims."""
        return request.user.has_perms(["sources.add_report", "casualties.add_claim"])

    def begun(self, request: HttpRequest, row: Any, kind: type[ActForm]) -> dict[str, Any]:
        """Begin a claim with the unread sentence it is typed from."""
        return said_in(row, request.GET.get("sentence", "")) if kind is AddClaim else {}

    def afterwards(self, request: HttpRequest, row: Any) -> str:
        """Go back to the queue, where the sentence came from there."""
        queue = reverse("admin:review_queue")
        return queue if "sentence" in request.GET else super().afterwards(request, row)

    def panels(self, request: HttpRequest, row: Report) -> list[Panel]:
        """Return its claims, and what was read from its text."""
        rows = described_claims(request.user).filter(report=row).order_by("id")
        return [Panel.of("Its claims", _CLAIMS, rows, _claim_cells), *reading_panels(row, rows)]

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]
        """Add what the form asks while somebody types."""
        asked = [("words", self.read_words), ("known", self.find_known)]
        own = [
            path(
                f"add/{name}/",
                self.admin_site.admin_view(view),
                name=f"sources_report_{name}",
            )
            for name, view in asked
        ]
        return [*own, *super().get_urls()]

    def read_words(self, request: HttpRequest) -> JsonResponse:
        """Return what typed words say, as the fields of a claim."""
        self._may_type(request)
        found = fields_of_words(request.GET.get("words", "")[:300])
        return JsonResponse({"figures": [{"told": told(one), "fields": one} for one in found]})

    def find_known(self, request: HttpRequest) -> JsonResponse:
        """Return the reports on file that a typed one may be over again."""
        self._may_type(request)
        publisher = request.GET.get("publisher", "")
        found = known_reports(
            self.get_queryset(request),
            url=request.GET.get("url", "")[:2000],
            title=request.GET.get("title", "")[:500],
            publisher=int(publisher) if publisher.isdecimal() else None,
        )
        told = [{"title": str(row), "address": address_of(row), "why": why} for row, why in found]
        return JsonResponse({"reports": told})

    def _may_type(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Take in a typed report with its claims."""
        self._may_type(request)
        typed = request.POST if request.method == "POST" else None
        form = ReportForm(typed, user=request.user, slots=_slots(request))
        if "_read" in request.POST:
            form = form.with_words_read()
        elif form.is_bound and form.is_valid():
            row = form.carry_out(actor_of(request))
            if row is not None:
                for note in form.notes:
                    messages.info(request, note)
                return saved(redirect(address_of(row)))
        more = {"template": "admin/desk/report.html", "most_slots": MOST_SLOTS}
        return self.form_page(request, form, title="Add a report with its claims", **more)


def _slots(request: HttpRequest) -> int:
    """Return for how many claims there is room."""
    asked = request.GET.get("claims", "")
    if not asked.isdecimal():
        return SLOTS
    return min(int(asked), MOST_SLOTS) if len(asked) <= len(str(MOST_SLOTS)) else MOST_SLOTS


def _claim_cells(row: Any) -> tuple[object, ...]:
    return (
        link(row, figures.of_claim(row)),
        marked(row.claimant, row.claimant.protection),
        row.verdict or "draft",
        row.on_code or "-",
        row.key,
    )
