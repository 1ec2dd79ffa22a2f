"""Sources: registered, described and graded."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Case, QuerySet, When
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path, reverse_lazy
from django.utils.safestring import SafeString

from sources.actions import sources
from sources.admin.act_form import ActForm, Seen, reason_field
from sources.admin.panels import Panel, address_of, link
from sources.admin.protection import Protect, marked
from sources.admin.reference import ReferenceAdmin
from sources.core.types import Actor, NewSource, Protection, Reliability, SourceKind
from sources.models import AuditEvent, Party, Report, Source
from sources.queries import known_sources
from sources.visibility import audience_of_user, reports_for, sources_for


class RegisterSource(ActForm):
    """A new source, at reliability F until somebody grades it."""

    verb, button = "register", "Register"
    explains = "It starts at reliability F, which cannot be judged; grade it afterwards."
    known_url = reverse_lazy("admin:sources_source_known")
    name = forms.CharField(max_length=200, help_text="As readers know it.")
    slug = forms.SlugField(max_length=50, help_text="Short stable name, such as mosul-eye.")
    kind = forms.ChoiceField(choices=SourceKind.choices(), help_text=SourceKind.help())
    party = forms.ModelChoiceField(
        Party.objects.all(),
        required=False,
        widget=AutocompleteSelect(Source._meta.get_field("party"), admin.site),
        help_text="The party to the conflict it speaks for, if any.",
    )
    country = forms.CharField(max_length=2, required=False, help_text="ISO 3166 code.")
    language = forms.CharField(max_length=8, required=False, help_text="ISO 639 code.")
    url = forms.URLField(max_length=2000, required=False, assume_scheme="https")
    protection = forms.ChoiceField(choices=Protection.choices(), help_text=Protection.help())

    class Media:
        js = [Script("sources/source_form.js", defer=True)]

    def clean_slug(self) -> str:
        """Refuse a slug that is taken: the form is for new ones."""
        slug: str = self.cleaned_data["slug"]
        if Source.objects.filter(slug=slug).exists():
            raise forms.ValidationError("A source with this short name is on file.")
        return slug

    def act(self, by: Actor) -> Source:
        """Register it."""
        said = self.cleaned_data
        new = NewSource(
            slug=said["slug"],
            name=said["name"],
            kind=SourceKind(said["kind"]),
            party=said["party"].slug if said["party"] else None,
            country=said["country"].upper(),
            language=said["language"],
            url=said["url"],
            protection=Protection(said["protection"]),
        )
        return sources.register(source=new, by=by)


class Regrade(ActForm):
    """Another grade, with its reason."""

    verb, button = "regrade", "Regrade"
    explains = "The former grade stays in the history. Ranges that rest on this source follow."
    row: Source
    reliability = forms.ChoiceField(choices=Reliability.choices(), widget=forms.RadioSelect)
    reason = reason_field(required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Begin at the present grade, and say what each letter means."""
        super().__init__(*args, **options)
        self.fields["reliability"].choices = [  # type: ignore[attr-defined]
            (grade.value, f"{grade.value} - {grade.meaning}") for grade in Reliability
        ]
        self.fields["reliability"].initial = self.row.reliability

    @classmethod
    def seen(cls, row: Source) -> Seen:
        """It rests on the present grade."""
        last = _regradings(row).order_by("-id").values_list("pk", flat=True).first()
        return Seen(f"{row.reliability} {last or ''}", f"Its grade is {row.reliability}.")

    def act(self, by: Actor) -> str:
        """Regrade it."""
        grade = Reliability(self.cleaned_data["reliability"])
        reason = self.cleaned_data["reason"]
        sources.regrade(source=self.row, reliability=grade, reason=reason, by=by)
        return f"{self.row} is graded {grade} now. Its ranges are being recomputed."


@admin.register(Source)
class SourceAdmin(ReferenceAdmin):
    """Sources with their grade and its reasons."""

    list_display = ["shown_name", "kind", "party", "reliability", "country", "language"]
    list_filter = ["kind", "reliability", "protection"]
    list_select_related = ["party"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    autocomplete_fields = ["party"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "party", "protection"]}),
        ("Reliability", {"fields": ["reliability", "reliability_reason"]}),
        ("Where", {"fields": ["country", "language", "url", "note", "registered_at"]}),
    ]
    readonly_fields = ["registered_at"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    kept = ["slug", "reliability", "reliability_reason", "protection"]
    add_form = RegisterSource
    decisions = [Regrade, Protect]
    summary = ["shown_name", "kind", "party", "reliability", "reliability_reason"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out what this person may not know of."""
        return sources_for(audience_of_user(request.user)).order_by("name")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Offer first, where one is picked, the names that begin as was typed."""
        rows, twice = super().get_search_results(request, queryset, search_term)
        match = request.resolver_match
        if search_term and match and match.url_name == "autocomplete":
            begins = Case(When(name__istartswith=search_term.strip(), then=0), default=1)
            rows = rows.order_by(begins, "name")
        return rows, twice

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]
        """Add what the form asks while somebody names a source."""
        view = self.admin_site.admin_view(self.find_known)
        return [path("add/known/", view, name="sources_source_known"), *super().get_urls()]

    def find_known(self, request: HttpRequest) -> JsonResponse:
        """Return the sources on file under a name like the one being typed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        found = known_sources(
            self.get_queryset(request),
            name=request.GET.get("name", "")[:200],
            slug=request.GET.get("slug", "")[:50],
        )
        told = [{"name": str(row), "address": address_of(row)} for row in found]
        return JsonResponse({"sources": told})

    @admin.display(description="name", ordering="name")
    def shown_name(self, source: Source) -> SafeString:
        """Return the name with its mark."""
        return marked(source.name, source.protection)

    def audit_subject(self, row: Source) -> str:
        """Return its slug."""
        return row.slug

    def panels(self, request: HttpRequest, row: Source) -> list[Panel]:
        """Return how its grade changed and what it published."""
        reports = reports_for(audience_of_user(request.user)).filter(publisher=row).defer("text")
        return [
            Panel.of("How its grade changed", _GRADES, _regradings(row), _grade_cells),
            Panel.of("Reports it published", _REPORTS, reports, _report_cells),
        ]


def _regradings(source: Source) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(verb="source.regrade", subject=source.slug)


_GRADES = ("When", "From", "To", "Why", "By")
_REPORTS = ("Report", "Published")


def _grade_cells(event: AuditEvent) -> tuple[object, ...]:
    return event.at, event.detail["from"], event.detail["to"], event.reason, event.by


def _report_cells(report: Report) -> tuple[object, ...]:
    return link(report), report.published_on or "not stated"
