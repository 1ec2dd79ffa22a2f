"""What every list and page of the desk has in common: bounds, panels, decisions."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import label_for_field, lookup_field, unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse

from sources.admin.act_form import ActForm
from sources.admin.history import history_panels
from sources.admin.lists import BoundedPaginator, NarrowList, found
from sources.admin.panels import LIMIT, Panel, address_of
from sources.core.types import Actor, ActorKind

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _InlineFormSet = BaseInlineFormSet[Any, Any, Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin, _InlineFormSet = admin.ModelAdmin, BaseInlineFormSet
    _TabularInline = admin.TabularInline

MOST_AT_ONCE = 200
"""Rows one list action may decide on: what a person can have looked at."""


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor a logged-in person's decisions are recorded under."""
    return Actor(ActorKind.USER, request.user.get_username())


def saved(answer: HttpResponse) -> HttpResponse:
    """Tell the browser that what was typed is stored, by the address it is led on to.

    The address is read by the very tab that sent the form, whatever other tabs do meanwhile:
    `keep.js` then forgets what it kept, and takes the word off the address again.
    """
    if "Location" in answer:
        answer["Location"] += "#saved"
    return answer


class DeskAdmin(_ModelAdmin):
    """Lists of bounded length, pages with panels, decisions as buttons. Nothing is deleted."""

    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/desk/change_form.html"
    decisions: ClassVar[Sequence[type[ActForm]]] = ()
    summary: ClassVar[Sequence[str]] = ()
    panels_first: ClassVar[bool] = False
    home: ClassVar[str] = "change"  # the page on which a row is read, and decisions lead back to

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[NarrowList]:
        """Read whole rows only of the page that is shown."""
        return NarrowList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find rows by the words typed, each in any of the searched columns."""
        fields = self.get_search_fields(request)
        return found(queryset, self.model, fields, search_term) if fields else queryset, False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted: things are ended, withdrawn or merged."""
        return False

    def may_take(self, request: HttpRequest, kind: type[ActForm]) -> bool:
        """Return whether this person may take a decision of that kind here."""
        change = f"{self.opts.app_label}.{get_permission_codename('change', self.opts)}"
        return request.user.has_perms(kind.takes(change))

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer the list actions this person may take."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if self._may_act(request, getattr(action and action[0], "kind", None))
        }

    def _may_act(self, request: HttpRequest, kind: type[ActForm] | None) -> bool:
        return kind is None or self.may_take(request, kind)

    def panels(self, request: HttpRequest, row: Any) -> list[Panel]:
        """Return the tables beside a row."""
        return []

    def audit_subject(self, row: Any) -> str:
        """Return the key or code under which the audit trail knows the row; empty: none."""
        return ""

    def get_urls(self) -> list[URLPattern | URLResolver]:  # type: ignore[override]
        """Give each decision its page."""
        own = [
            path(
                f"<path:object_id>/{form.verb}/",
                self.admin_site.admin_view(self._page_of(form)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{form.verb}",
            )
            for form in self.decisions
        ]
        return [*own, *super().get_urls()]

    def _page_of(self, form: type[ActForm]) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            return self.decide(request, object_id, form)

        return page

    def decide(self, request: HttpRequest, object_id: str, kind: type[ActForm]) -> HttpResponse:
        """Show a decision's form, and on POST carry it out."""
        row = self.get_object(request, unquote(object_id))
        if not self.may_take(request, kind):
            raise PermissionDenied
        if row is None:
            raise Http404
        if not kind.offered(row):
            messages.error(request, f"{kind.button}: not possible here, or done before.")
            return redirect(address_of(row))
        sent = request.method == "POST"
        form = kind(
            request.POST if sent else None,
            user=request.user,
            row=row,
            known=request.POST.get("_known", "") if sent else None,
            initial=self.begun(request, row, kind),
        )
        if form.is_bound and form.is_valid():
            ahead = form.preview()
            if ahead and request.POST.get("_seen") != ahead.mark:
                more = {"panels": ahead.panels, "seen": ahead.mark}
                return self.form_page(request, form, title=kind.button, original=row, **more)
            done = form.carry_out(actor_of(request))
            if done is not None:
                messages.success(request, done)
                return saved(redirect(self.afterwards(request, row)))
        return self.form_page(request, form, title=kind.button, original=row)

    def begun(self, request: HttpRequest, row: Any, kind: type[ActForm]) -> dict[str, Any]:
        """Return what a decision's form begins with."""
        return {}

    def afterwards(self, request: HttpRequest, row: Any) -> str:
        """Return where a decision leads: to the row it was about."""
        return address_of(row)

    def form_page(
        self, request: HttpRequest, form: ActForm, *, title: str, original: Any = None, **more: Any
    ) -> TemplateResponse:
        """Render a form that calls an action, with the summary of what it is about."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "original": original,
            "summary": self.summary_of(original) if original else [],
            "form": form,
            "home": self._home_of(original),
            "media": self.media + form.media,
            "is_popup": "_popup" in request.GET or "_popup" in request.POST,
            **more,
        }
        return TemplateResponse(request, more.get("template", "admin/desk/act.html"), context)

    def _home_of(self, row: Model | None) -> str:
        lists = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return address_of(row) if row else reverse(lists)

    def summary_of(self, row: Model) -> list[tuple[str, object]]:
        """Return label and value of the columns that tell what a row is."""
        return [
            (str(label_for_field(name, self.model, self)), self._value_of(row, name))
            for name in self.summary or ["__str__"]
        ]

    def _value_of(self, row: Model, name: str) -> object:
        """Return a column's value; of one of a few words, as it is written."""
        in_words = getattr(row, f"get_{name}_display", None)
        return in_words() if in_words else lookup_field(name, row, self)[2]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Add panels and the decisions this person may take here."""
        row = options.get("obj")
        if row is not None:
            context["panels"] = self.panels(request, row)
            context["panels_first"] = self.panels_first
            context["decisions"] = self._offered(request, row)
            context["audit_url"] = self._audit_url(request, row)
        return super().render_change_form(request, context, *args, **options)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what was done to a row, and what changed in it by whatever road."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self._may_see_history(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "media": self.media,
            "title": f"History: {row}",
            "panels": history_panels(request.user, row, self.audit_subject(row)),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)

    def _may_see_history(self, request: HttpRequest, row: Model) -> bool:
        seen = self.has_view_or_change_permission(request, row)
        return seen and request.user.has_perm("sources.view_auditevent")

    def response_add(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Say to the browser, too, that the row was saved."""
        return saved(super().response_add(request, *args, **options))

    def response_change(self, request: HttpRequest, *args: Any) -> HttpResponse:
        """Say to the browser, too, that the row was saved."""
        return saved(super().response_change(request, *args))

    def log_addition(self, request: HttpRequest, *args: Any) -> None:  # type: ignore[override]
        """Write nothing: the one history is the audit trail, which every action writes."""

    log_change = log_deletions = log_addition  # type: ignore[assignment]

    def _offered(self, request: HttpRequest, row: Model) -> list[tuple[str, str]]:
        offered = [
            form for form in self.decisions if self.may_take(request, form) and form.offered(row)
        ]
        return [(address_of(row, form.verb), form.button) for form in offered]

    def _audit_url(self, request: HttpRequest, row: Model) -> str:
        return address_of(row, "history") if self._may_see_history(request, row) else ""

    def decide_many(
        self, request: HttpRequest, rows: QuerySet[Any], kind: type[ActForm]
    ) -> HttpResponse | None:
        """Carry one decision out on every selected row; ask first where it needs a word.

        Left out, and counted, is what was decided on before or left the list meanwhile.
        """
        if len(shown := list(rows[: MOST_AT_ONCE + 1])) > MOST_AT_ONCE:
            messages.error(request, f"Choose {MOST_AT_ONCE} at most: each should have been read.")
            return None
        chosen = [row for row in shown if kind.offered(row)]
        wanted = max(len(shown), len(set(request.POST.getlist(ACTION_CHECKBOX_NAME))))
        if left := wanted - len(chosen):
            were = "1 was" if left == 1 else f"{left} were"
            messages.warning(request, f"{were} left: decided on before, or no longer in this list.")
        if not chosen:
            return None
        decided = kind.at_once or "_decided" in request.POST
        form = kind(request.POST if decided else None, user=request.user)
        if not (decided and form.is_valid()):
            more = {"rows": chosen, "checkbox": ACTION_CHECKBOX_NAME}
            return self.form_page(request, form, title=kind.button, **more)
        done = self._carry_out_each(request, chosen, kind, wanted)
        return saved(redirect(request.get_full_path())) if done else None

    def _carry_out_each(
        self, request: HttpRequest, rows: Sequence[Model], kind: type[ActForm], wanted: int
    ) -> int:
        done = 0
        for row in rows:
            form = kind(request.POST, user=request.user, row=row)
            if form.is_valid() and form.carry_out(actor_of(request)) is not None:
                done += 1
            else:
                told = " ".join(str(error) for errors in form.errors.values() for error in errors)
                messages.error(request, f"{row}: {told}")
        if done:
            messages.success(request, f"{kind.button}: {done} of {wanted} done.")
        return done


def in_bulk(kind: type[ActForm]) -> Callable[..., HttpResponse | None]:
    """Return the list action that takes a decision on every selected row."""

    @admin.action(description=f"{kind.button} the selected rows")
    def act(desk: DeskAdmin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return desk.decide_many(request, queryset, kind)

    act.__name__ = kind.verb
    act.kind = kind  # type: ignore[attr-defined]  # by which `get_actions` knows whom to offer it
    return act


class FactAdmin(DeskAdmin):
    """Rows that are looked at and decided about, but never typed over."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come in by the actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They do not change."""
        return False


class BoundedFormSet(_InlineFormSet):
    """The first rows of an inline; ``more`` is true where there are others."""

    more = False

    def get_queryset(self) -> Any:
        """Return the first `LIMIT` rows."""
        if not hasattr(self, "_first"):
            first = list(super().get_queryset()[: LIMIT + 1])
            self.more = len(first) > LIMIT
            self._first = first[:LIMIT]
        return self._first


class BoundedInline(_TabularInline):
    """A read-only table of related rows inside a page, of bounded length."""

    extra = 0
    max_num = LIMIT
    formset = BoundedFormSet
    template = "admin/desk/bounded_inline.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are added by a decision on the page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They do not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted."""
        return False
