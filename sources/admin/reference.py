"""Reference rows: entered and described at the desk, every save through an action."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from sources.actions import editing
from sources.admin.act_form import ActForm
from sources.admin.desk import DeskAdmin, actor_of
from sources.queries import last_editor

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
    _Field = models.Field[Any, Any]
else:
    _ModelForm, _Field = forms.ModelForm, models.Field

_MEANWHILE = (
    "{who} changed this to {now!r} after you opened the page. Yours still stands in the field: "
    "save again to put it in place of theirs, or copy what of theirs should stay."
)


class ReferenceForm(_ModelForm):
    """A form that knows what its reader saw, so that an old page never undoes a newer edit."""

    subject_of: Any = str  # how the audit trail names a row; its page says

    def clean(self) -> dict[str, Any] | None:
        """Hold a change to a column that somebody else changed since the page was opened.

        Both texts are shown; the next save knows of theirs, and so may put this one in its place.
        """
        cleaned = super().clean()
        for name in self.changed_data:
            field = self.fields[name]
            now = _texts(field.prepare_value(self.initial.get(name)))
            if field.show_hidden_initial and self.instance.pk and self._seen(name) != now:
                verb = f"{self.instance._meta.model_name}.edit"
                who = last_editor(verb=verb, subject=self.subject_of(self.instance), column=name)
                told = _MEANWHILE.format(who=who or "Somebody", now=self._told(name))
                self.add_error(name, told)
                known = {self.add_initial_prefix(name): now}
                self.data = MultiValueDict({**dict(cast(Any, self.data).lists()), **known})
        return cleaned

    def _seen(self, name: str) -> list[str]:
        """Return what the column held when the page was opened."""
        widget, field = self.fields[name].hidden_widget(), self.fields[name]
        prefixed = self.add_initial_prefix(name)
        typed = widget.value_from_datadict(self.data, self.files, prefixed)
        try:
            return _texts(field.prepare_value(field.to_python(typed)))
        except forms.ValidationError:
            return _texts(None)

    def _told(self, name: str) -> str:
        """Return what the column holds now, in words."""
        now = self.initial.get(name)
        value = self.fields[name].prepare_value(now)
        named = isinstance(value, list)  # of links the names, not the keys
        return ", ".join(_texts(now if named else value))


def _texts(value: object) -> list[str]:
    """Return a column's value as a page sends it: one text, or for links a key each, sorted."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return ["" if value is None else str(value)]


class ReferenceAdmin(DeskAdmin):
    """A list and a form of reference rows. New ones come by ``add_form`` where there is one."""

    form = ReferenceForm
    add_form: ClassVar[type[ActForm] | None] = None
    kept: ClassVar[Sequence[str]] = ()  # columns that only an action of their own changes

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """Let the form name a row as the audit trail does."""
        kind: Any = super().get_form(request, obj, change, **options)
        kind.subject_of = staticmethod(self.audit_subject)
        return kind

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show, but do not offer, what has an action of its own."""
        return [*super().get_readonly_fields(request, obj), *(self.kept if obj else ())]

    def formfield_for_dbfield(
        self, db_field: _Field, request: HttpRequest | None, **options: Any
    ) -> forms.Field | None:
        """Send along what the reader saw, so that only real changes are saved."""
        field = super().formfield_for_dbfield(db_field, request, **options)  # type: ignore[arg-type]
        if field:
            field.show_hidden_initial = True
        return field

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Enter a new row by its action."""
        if self.add_form is None:
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.add_form(request.POST if request.method == "POST" else None, user=request.user)
        if form.is_bound and form.is_valid():
            row = form.carry_out(actor_of(request))
            if row is not None:
                return self.response_add(request, row)
        return self.form_page(request, form, title=f"Add {self.opts.verbose_name}")

    def save_model(self, request: HttpRequest, obj: Any, form: _ModelForm, change: bool) -> None:
        """Store only what was changed, with an audit event."""
        by, subject = actor_of(request), self.audit_subject(obj)
        if not change:
            editing.add(row=obj, subject=subject, by=by)
            return
        many = {field.name for field in self.opts.many_to_many}
        columns = [name for name in form.changed_data if name not in many]
        links = {name: form.cleaned_data[name] for name in form.changed_data if name in many}
        editing.save(row=obj, subject=subject, columns=columns, links=links, by=by)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Tell what was changed in the form alone: inlines are read-only."""
        return super().construct_change_message(request, form, [], add)

    def save_related(
        self, request: HttpRequest, form: _ModelForm, formsets: Any, change: bool
    ) -> None:
        """Leave the rest alone: links were stored with the row, and inlines are read-only."""
