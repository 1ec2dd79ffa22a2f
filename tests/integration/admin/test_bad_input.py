"""Bad input in any form: the page comes back, the words are kept, the error stands at its field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape

from casualties.actions import (
    batches,
    change_requests,
    derivations,
    incidents,
    reverting,
    splitting,
    staleness,
)
from casualties.admin.queue.deciding import DECISIONS
from casualties.api.batch_bodies import read_body
from casualties.core.intake import NewIncident
from casualties.core.words import QueueKind, Relation
from casualties.models import Claim, Derivation, ReportReading, Staleness
from sources.actions import tokens
from sources.admin.act_form import ActForm
from sources.core.types import TokenScope
from tests.factories import people, rows
from tests.integration.admin.desk import Desk, address, filled

pytestmark = pytest.mark.django_db

WORDS = "Kept words \N{LATIN SMALL LETTER E WITH ACUTE} <b>7</b>"
HUGE = "99999999999999999999"
Form = forms.BaseForm


@dataclass(frozen=True)
class Page:
    """A form at an address; ``always`` is sent along whatever is typed."""

    where: str
    form: Form
    always: dict[str, Any] = field(default_factory=dict)

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Every field by the name under which it is sent, with those of the first claim."""
        for form in whole(self.form):
            yield from ((form.add_prefix(name), one) for name, one in form.fields.items())

    def typed(self, value_of: Callable[[forms.Field], Any]) -> dict[str, Any]:
        typed = {name: value_of(one) for name, one in self.fields()}
        return {name: value for name, value in typed.items() if value is not None}

    def sent(self, desk: Desk, typed: dict[str, Any]) -> HttpResponse:
        return desk.client.post(self.where, self.always | typed)


def whole(form: Form) -> list[Form]:
    """A form, and of a report's the one of its first claim."""
    return [form, *list(getattr(form, "claims", []))[:1]]


def back_on(page: HttpResponse) -> Form | None:
    """The form that an answer shows: a row's own, or that of a decision."""
    context = page.context or {}
    return getattr(context.get("adminform"), "form", None) or context.get("form")


def errors_on(page: HttpResponse) -> set[str]:
    """The fields at which an answer shows an error, by the name under which they are sent."""
    back = back_on(page)
    each = whole(back) if back is not None else []
    return {form.add_prefix(name) for form in each for name in form.errors if name in form.fields}


def nonsense(field: forms.Field) -> Any:
    """Something that the field cannot take; words where it takes any."""
    kinds: list[tuple[type[forms.Field], Any]] = [
        (forms.FileField, None),
        (forms.SplitDateTimeField, None),
        (forms.ModelMultipleChoiceField, ["987654321"]),
        (forms.MultipleChoiceField, ["nonsense"]),
        (forms.ModelChoiceField, "987654321"),
        (forms.ChoiceField, "nonsense"),
        (forms.BooleanField, None),
        (forms.IntegerField, "many"),
        (forms.FloatField, "far"),
        (forms.DateField, "no day"),
        (forms.URLField, "no address"),
        (forms.EmailField, "no address"),
    ]
    return next((value for kind, value in kinds if isinstance(field, kind)), WORDS)


@pytest.fixture(scope="module")
def everything(one_of_each) -> None:
    """Rows in every state in which something can be decided about them."""
    staleness.drain()
    merged, split, asked = (rows.an_incident(f"IQ-2017-10{number:02}") for number in range(3))
    incidents.merge(incident=merged, into=one_of_each, by=rows.EDITOR, reason="One strike.")
    claims = [rows.on_file(figure, key=f"split-{figure}", incident=split.code) for figure in (3, 5)]
    day = date(2017, 3, 6)
    new = NewIncident(title="Another strike", country="IQ", first_day=day, last_day=day)
    splitting.split(incident=split, claims=claims[:1], new=new, by=rows.EDITOR, reason="Two days.")
    change_requests.request(incident=asked, by=rows.EDITOR, reason="A source is missing.")
    derivations.propose(
        claim=claims[0], on_claim=claims[1], relation=Relation.REPEATS, by=rows.LINKER
    )
    rows.taken_in(rows.a_report(rows.a_claim(2), text="A text.", title="With a text"))
    aside = {"cause": "reconcile", "attempts": 5, "quarantined_at": asked.opened_at}
    Staleness.objects.create(incident=asked, **aside)
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)
    _batches()


def _batches() -> None:
    """Three that were looked at, of which one was filed and one taken back besides."""
    made = []
    for number in range(3):
        sent = {"publisher": "airwars", "title": f"Sent {number}", "text": "Nothing."}
        made.append(
            batches.send(lines=[(1, sent)], by=rows.EDITOR, may_review=True, to_file=number > 0)
        )
    batches.work(read=read_body)
    made[2].refresh_from_db()
    reverting.revert(batch=made[2], by=rows.EDITOR, reason="The wrong file.", may_review=True)


@pytest.fixture(scope="module")
def desk(everything) -> Desk:
    desk = people.at_the_desk(people.superuser())
    desk.client.raise_request_exception = False
    return desk


@pytest.fixture(scope="module")
def pages(desk) -> list[Page]:
    """Each form for a new row, each that changes one, each decision, and those of lists."""
    found = []
    for model, page in admin.site._registry.items():
        some = list(page.get_queryset(_asking()).order_by("-pk")[:20])
        decided = ((first_offered(form, some), form.verb) for form in page.decisions)
        wanted = [(model, "add"), *((row, "change") for row in some[:1]), *decided]
        found += [shown(desk, address(row, verb)) for row, verb in wanted if row is not None]
        found += [many(page, kind) for kind in kinds_of_actions(page)]
    return [page for page in found if page is not None]


def _asking() -> Any:
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = people.superuser()
    return request


def first_offered(form: type[ActForm], some: list[Any]) -> Any:
    return next((row for row in some if form.offered(row)), None)


def shown(desk: Desk, where: str) -> Page | None:
    """The form at an address, None where there is none to fill in."""
    answer = desk.client.get(where)
    form = back_on(answer) if answer.status_code == 200 else None
    if form is None or not form.fields:
        return None
    sets = [each.formset for each in answer.context.get("inline_admin_formsets") or []]
    sets += [form.claims] if hasattr(form, "claims") else []
    always = {name: value for each in sets for name, value in filled(each.management_form).items()}
    hidden = {name: value for name, value in filled(form).items() if name.startswith("initial-")}
    return Page(where, form, always | hidden | {"_known": getattr(form, "mark", "")})


def kinds_of_actions(page: Any) -> list[type[ActForm]]:
    kinds = [getattr(action, "kind", None) for action in page.actions or ()]
    return [kind for kind in kinds if kind and not kind.at_once]


def many(page: Any, kind: type[ActForm]) -> Page:
    """A decision about several rows, as a list offers it."""
    chosen = list(page.model._default_manager.values_list("pk", flat=True)[:2])
    sent = {"action": kind.verb, "_selected_action": chosen, "_decided": "1"}
    return Page(address(page.model, "changelist"), kind(user=people.superuser()), sent)


def test_no_decision_is_left_out(pages):
    """What these tests do not walk would be tried by nobody."""
    every = {form for page in admin.site._registry.values() for form in page.decisions}
    walked = {type(page.form) for page in pages}
    simple = {form for form in every if not form.base_fields}  # nothing can be typed in them
    assert every - walked - simple == set()


def test_nonsense_in_any_form_comes_back_with_its_words_and_an_error_at_its_field(pages, desk):
    wrong = {}
    for page in pages:
        typed = page.typed(nonsense)
        bad = {name for name, value in typed.items() if value != WORDS}
        if not bad:
            continue
        answer = page.sent(desk, typed)
        text = answer.content.decode()
        told = {
            "status": answer.status_code != 200,
            "no error at": bad - errors_on(answer),
            "words lost": WORDS in typed.values() and "Kept words" not in text,
            "not escaped": "<b>7</b>" in text,
        }
        if any(told.values()):
            wrong[page.where, type(page.form).__name__] = told
    assert wrong == {}


def test_an_empty_form_says_what_is_missing(pages, desk):
    wrong = {}
    for page in pages:
        required = {name for name, one in page.form.fields.items() if one.required}
        if not required:
            continue
        answer = page.sent(desk, {page.form.add_prefix(name): "" for name in required})
        if answer.status_code != 200 or required - errors_on(answer):
            wrong[page.where] = (answer.status_code, required - errors_on(answer))
    assert wrong == {}


@pytest.mark.parametrize("figure", [HUGE, "-1", "2147483648"])
def test_a_figure_beyond_all_bounds_is_refused_in_a_sentence(figure, pages, desk):
    wrong = {}
    for page in pages:
        figures = {name: figure for name, one in page.fields() if type(one) is forms.IntegerField}
        if figures:
            chosen = {
                name: one.choices[0][0]
                for name, one in page.fields()
                if type(one) is forms.ChoiceField and one.choices
            }
            answer = page.sent(desk, figures | chosen | {"reason": "A reason."})
            if answer.status_code != 200 or figures.keys() - errors_on(answer):
                wrong[page.where] = (answer.status_code, figures.keys() - errors_on(answer))
    assert wrong == {}


def test_characters_no_database_takes_are_refused_at_their_field(pages, desk):
    wrong = {}
    for page in pages:
        typed = page.typed(lambda one: "a\0b" if nonsense(one) == WORDS else None)
        if typed and (answer := page.sent(desk, typed)).status_code != 200:
            wrong[page.where] = answer.status_code
    assert wrong == {}


def waiting(kind: QueueKind) -> Any:
    """A row of the queue about which every decision of its kind is offered."""
    found = {
        QueueKind.CLAIM: Claim.objects.filter(key__endswith="/alone"),
        QueueKind.RELATION: Derivation.objects.filter(verdict="proposed", ended_at=None),
        QueueKind.UNREAD: ReportReading.objects.filter(decisions=None),
    }
    return found[kind].latest("pk")


TYPED = {"claim": ["reject", "open", "link", "repeat"], "relation": ["refuse"]}
"""What a queue's page sends more than a press of: words, days, the incident on a card."""


@pytest.mark.parametrize(
    ("kind", "verb"), [(kind, verb) for kind, verbs in TYPED.items() for verb in verbs]
)
def test_the_queue_shows_an_item_again_with_what_was_typed(kind, verb, everything, desk):
    row = waiting(QueueKind(kind))
    form = DECISIONS[QueueKind(kind)][verb](user=people.superuser(), row=row)
    page = Page(reverse("admin:review_queue_decide", args=[kind, row.pk, verb]), form)
    words = "reason" in form.fields and verb not in ("link", "repeat")  # no such field there
    answer = page.sent(desk, page.typed(nonsense) | {"reason": f"{WORDS}\0"} if words else {})
    text = answer.content.decode()
    assert (answer.status_code, "Kept words" in text, "<b>7</b>" in text) == (200, words, False)
    errors = answer.context["form"].errors
    assert errors
    assert all(escape(told) in text for each in errors.values() for told in each)
