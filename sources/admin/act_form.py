"""A form that does one thing: it reads what was typed and calls one action with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import IntegrityError, models, transaction
from django.utils.functional import cached_property

from sources.admin.panels import Panel
from sources.core.types import Actor
from sources.errors import Conflict, CorroborateError

Fieldsets = Sequence[tuple[str | None, dict[str, Any]]]

_AT_ONCE = "Somebody else changed this at the same moment. Look at it again before you decide."
_MEANWHILE = "This changed after you opened the page, and nothing was done. Decide again. {now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an act would change. It is carried out once this very ``mark`` was looked at."""

    panels: list[Panel]
    mark: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a decision rests on, as its page tells it. It is the same while its ``mark`` is."""

    mark: str
    told: str

    def __add__(self, other: Self) -> "Seen":
        """Return what a decision rests on that rests on both."""
        return Seen(f"{self.mark}/{other.mark}", f"{self.told} {other.told}")


class ActForm(forms.Form):
    """One decision, or one thing to be entered. ``act`` calls exactly one action.

    ``row`` is what is decided about; None while a form for many rows is only being filled in.
    ``known`` is the mark of what the page showed that was sent; None where none was opened.
    """

    verb: ClassVar[str]
    button: ClassVar[str]
    needs: ClassVar[str] = ""  # the permission it takes; empty: to change rows of the page's model
    also_needs: ClassVar[Sequence[str]] = ()  # further ones, where it does several things
    explains: ClassVar[str] = ""
    final: ClassVar[bool] = False  # it cannot be undone, and the page says so
    at_once: ClassVar[bool] = False  # in a list it needs no page of its own
    fieldsets: ClassVar[Fieldsets | None] = None

    def __init__(
        self,
        *args: Any,
        user: Any = None,
        row: models.Model | None = None,
        known: str | None = None,
        **options: Any,
    ) -> None:
        """Keep who asks, about what, and what they saw of it."""
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        self.user = user
        self.row = row
        self.known = known

    @classmethod
    def takes(cls, otherwise: str = "") -> list[str]:
        """Return every permission it takes: ``otherwise`` where it names none."""
        return [cls.needs or otherwise, *cls.also_needs]

    @classmethod
    def offered(cls, row: Any) -> bool:
        """Return whether the row is in a state in which this makes sense."""
        return row is not None

    @classmethod
    def seen(cls, row: Any) -> Seen | None:  # noqa: ARG003  (it is for others to override)
        """Return what on file the decision rests on; None where nothing can come in between."""
        return None

    @cached_property
    def stands(self) -> Seen | None:
        """What the decision rests on now, for the page to tell."""
        return None if self.row is None else self.seen(self.row)

    @property
    def mark(self) -> str:
        """The mark to send with the page: of what it tells, or told when it was first opened."""
        if self.known is not None:
            return self.known
        return self.stands.mark if self.stands else ""

    def check(self) -> None:
        """Refuse, by an error of ours, what this person may not do to this very row."""

    def act(self, by: Actor) -> Any:
        """Call the action; return a sentence, or the row that was made."""
        raise NotImplementedError

    def preview(self) -> Preview | None:
        """Return what it would change, where that is to be seen before it is done."""
        return None

    def field_of(self, path: str) -> str | None:
        """Return the form's field for an action's path, None where there is none."""
        name = path.rpartition(".")[2]
        return name if name in self.fields else None

    def carry_out(self, by: Actor) -> Any:
        """Call the action. Its refusal becomes errors beside the fields, and None is returned."""
        try:
            self.check()
            if self.known is None or self.stands is None:
                return self.act(by)
            with transaction.atomic():
                self._refuse_unseen()
                return self.act(by)
        except CorroborateError as error:
            self.tell(error)
        except IntegrityError:
            self.add_error(None, _AT_ONCE)
        return None

    def _refuse_unseen(self) -> None:
        """Refuse a decision that rests on what is no more; the form comes back knowing what is.

        The lock lets others refer to the row: they do at their commit, and would wait in a ring.
        """
        row: Any = self.row
        rows = type(row)._default_manager.select_for_update(no_key=True, of=("self",))
        now = self.seen(rows.get(pk=row.pk))
        if now and now.mark != self.known:
            self.stands, self.known = now, now.mark
            raise Conflict(_MEANWHILE.format(now=now.told))

    def tell(self, error: CorroborateError) -> None:
        """Show an action's refusal where it belongs."""
        told: dict[str, str] = error.detail.get("fields", {})
        for path, message in told.items():
            self.show(path, message)
        if not told:
            self.add_error(None, error.message)

    def show(self, path: str, message: str) -> None:
        """Show one message at its field, or above the form where it has none."""
        self.add_error(self.field_of(path), message)

    def described(self) -> AdminForm:
        """Return the form as the admin's own templates draw one."""
        whole = list(self.fieldsets or [(None, {"fields": list(self.fields)})])
        return AdminForm(self, whole, {})  # type: ignore[arg-type]  # it draws any form


def reason_field(*, required: bool, help_text: str = "") -> forms.CharField:
    """Return a field for a reason; where it is required, blanks do not do."""
    return forms.CharField(
        required=required,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=help_text or "A sentence; it is kept with the decision.",
    )
