"""Batches: a file is uploaded, looked at line by line, filed as far as it is wanted, taken back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from casualties import rights
from casualties.actions import batches, reverting
from casualties.admin.batch_lines import PAGE, lines_panel, told
from casualties.core.words import BatchState, LineState
from casualties.models import Batch
from casualties.queries import batch_reading, state_of
from casualties.visibility import batches_for
from sources.admin.act_form import ActForm, reason_field
from sources.admin.desk import FactAdmin, actor_of, saved
from sources.admin.filters import DaysFilter
from sources.admin.panels import address_of
from sources.core.types import Actor
from sources.errors import CorroborateError
from sources.visibility import audience_of_user

MOST_BYTES = 10_000_000


class Upload(ActForm):
    """A file of reports."""

    verb, button = "upload", "Look at it"
    explains = (
        "Nothing is filed yet: each report is looked at first, and you choose on the next page. "
        "A table has the columns told in fixtures/README.md; JSON Lines hold one report a line, "
        "in the shape in which the API takes it."
    )
    file = forms.FileField(
        help_text="CSV (UTF-8) or JSON Lines (.jsonl, .ndjson), 10 MB and 5,000 reports at most.",
        widget=forms.FileInput(attrs={"accept": ".csv,.jsonl,.ndjson,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large or of another kind."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB: part it in two.")
        if not file.name.lower().endswith((".csv", ".jsonl", ".ndjson", ".json")):
            raise forms.ValidationError("Choose a .csv, .jsonl or .ndjson file.")
        return file

    def act(self, by: Actor) -> Batch:
        """Put it in the workers' queue."""
        file = self.cleaned_data["file"]
        table = file.name.lower().endswith(".csv")
        return batches.send(
            lines=batches.read_file(file.read(), table=table),
            by=by,
            may_review=rights.counts_at_once(self.user),
            to_file=False,
            name=file.name[:200],
        )

    def show(self, path: str, message: str) -> None:
        """Show what is wrong with the file at its field, with the place in it."""
        self.add_error("file", message if path == "file" else f"{path}: {message}")


class FileAll(ActForm):
    """Take in what fits."""

    verb, button = "file", "File all that fit"
    needs = "casualties.add_claim"
    explains = "Every line that fits is filed as a report. It can be taken back as a whole."
    row: Batch

    @classmethod
    def offered(cls, row: Batch) -> bool:
        """Once it was looked at."""
        return state_of(row) is BatchState.LOOKED_AT

    def act(self, by: Actor) -> str:
        """File it."""
        batches.file(batch=self.row, by=by)
        return "Being filed: the page shows how far it is."


class Revert(ActForm):
    """Take it back."""

    verb, button = "revert", "Take it back"
    needs = "casualties.add_claim"
    explains = (
        "The claims it brought in are withdrawn; reports that were on file before stay. Without "
        "the right to review, what somebody decided on stands too."
    )
    row: Batch
    reason = reason_field(required=True)

    @classmethod
    def offered(cls, row: Batch) -> bool:
        """Once it was filed."""
        return state_of(row) is BatchState.DONE

    def act(self, by: Actor) -> str:
        """Revert it."""
        may_review = self.user.has_perm("casualties.add_review")
        reason = self.cleaned_data["reason"]
        done = reverting.revert(batch=self.row, by=by, reason=reason, may_review=may_review)
        told = "Taken back. Ranges that rested on it follow."
        return f"{told} {_left(done.left)}" if done.left else told


def _left(claims: int) -> str:
    if claims == 1:
        return "1 claim stands, for it was decided on: ask a reviewer to withdraw it."
    return f"{claims} claims stand, for they were decided on: ask a reviewer to withdraw them."


class Restore(ActForm):
    """Bring it back."""

    verb, button = "restore", "Bring it back"
    needs = "casualties.add_claim"
    explains = "Its claims stand as before, except where somebody decided on one since."
    row: Batch
    reason = reason_field(required=False)

    @classmethod
    def offered(cls, row: Batch) -> bool:
        """Once it was taken back."""
        return state_of(row) is BatchState.REVERTED

    def act(self, by: Actor) -> str:
        """Restore it."""
        reverting.restore(batch=self.row, by=by, reason=self.cleaned_data["reason"])
        return "Brought back. Ranges follow."


@admin.register(Batch)
class BatchAdmin(FactAdmin):
    """Uploaded files and posted batches. Each person sees their own; an auditor sees all."""

    list_display = ["name_or_key", "by", "sent_at", "how_far", "lines_told"]
    search_fields = ["name", "key", "by"]
    list_filter = [("sent_at", DaysFilter)]
    ordering = ["-id"]
    fields = ["key", "name", "by", "sent_at", "how_far"]
    decisions = [FileAll, Revert, Restore]
    summary = ["name_or_key", "by", "sent_at", "how_far"]
    change_form_template = "admin/desk/batch.html"
    panels_first = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Keep a person to their own batches: others' lines may name protected sources."""
        rows = batches_for(audience_of_user(request.user), actor_of(request)).order_by("-pk")
        counts = {state.value: Count("lines", filter=Q(lines__state=state)) for state in LineState}
        return rows.annotate(**counts)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Files are uploaded by whoever may type reports with claims."""
        return request.user.has_perms(["sources.add_report", "casualties.add_claim"])

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Take a file in, to be looked at."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = Upload(*sent, user=request.user)
        if form.is_bound and form.is_valid():
            row = form.carry_out(actor_of(request))
            if row is not None:
                return saved(redirect(address_of(row)))
        return self.form_page(request, form, title="Upload reports")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the lines; on POST file the chosen ones."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            self._file_chosen(request, row)
            return redirect(address_of(row))
        after = request.GET.get("after", "")
        more = self._lines(row, int(after) if after.isdecimal() else 0)
        answer = super().change_view(
            request, object_id, form_url, {**more, **(extra_context or {})}
        )
        if more["state"] is BatchState.WORKED_OFF:
            answer["Refresh"] = "3"
        return answer

    def _lines(self, row: Batch, after: int) -> dict[str, Any]:
        reading = batch_reading(row)
        lines = list(row.lines.filter(number__gt=after).order_by("number")[: PAGE + 1])
        choosing = reading.state is BatchState.LOOKED_AT
        return {
            "state": reading.state,
            "told": told(reading),
            "choosing": choosing and reading.counts[LineState.FIT],
            "lines": lines_panel(lines[:PAGE], choosing=choosing),
            "next_after": lines[PAGE - 1].number if len(lines) > PAGE else None,
        }

    def _file_chosen(self, request: HttpRequest, row: Batch) -> None:
        if not self.may_take(request, FileAll):
            raise PermissionDenied
        asked = [int(one) for one in request.POST.getlist("number") if one.isdecimal()]
        fit = row.lines.filter(number__in=asked, state=LineState.FIT)
        numbers = list(fit.values_list("number", flat=True))
        if not numbers:
            messages.error(request, "Choose at least one line, or file all that fit.")
            return
        try:
            batches.file(batch=row, by=actor_of(request), numbers=numbers)
        except CorroborateError as error:
            messages.error(request, error.message)
            return
        messages.success(request, f"{len(numbers)} chosen, being filed.")

    def audit_subject(self, row: Batch) -> str:
        """Return its key."""
        return row.key

    @admin.display(description="file")
    def name_or_key(self, row: Batch) -> str:
        """Return what it is known by."""
        return row.name or row.key

    @admin.display(description="state")
    def how_far(self, row: Batch) -> str:
        """Return how far it is."""
        state = state_of(row)
        return f"{state.label}: {state.meaning}"

    @admin.display(description="lines")
    def lines_told(self, row: Any) -> str:
        """Return how many lines stand where."""
        counts = [(getattr(row, state.value), state.label) for state in LineState]
        return ", ".join(f"{number} {label}" for number, label in counts if number) or "-"
