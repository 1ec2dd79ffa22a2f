"""Bad input in any form: the page comes back, the words are kept, the error stands at its field."""

from typing import Any

import pytest
from django import forms
from django.contrib import admin

from casualties.actions import batches
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.factories import people, rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db

WORDS = "Kept words \N{LATIN SMALL LETTER E WITH ACUTE} <b>7</b>"
HUGE = "99999999999999999999"


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
def every_form(one_of_each) -> list[tuple[str, forms.BaseForm]]:
    """Each decision that is offered on some row, and each form for a new row."""
    desk = people.at_the_desk(people.superuser())
    batches.send(lines=[(1, {})], by=rows.EDITOR, may_review=False)
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)
    found = []
    for model, page in admin.site._registry.items():
        addresses = [address(model, "add")] if page.add_view.__func__ else []
        row = model._default_manager.last()
        addresses += [address(row, form.verb) for form in page.decisions] if row else []
        for where in addresses:
            answer = desk.client.get(where)
            form = (answer.context or {}).get("form") if answer.status_code == 200 else None
            if form is None and answer.status_code == 200:
                form = answer.context["adminform"].form
            if form is not None:
                found.append((where, form))
    return found


def sent(form: forms.BaseForm, value_of) -> dict[str, Any]:
    whole = {form.add_prefix(name): value_of(field) for name, field in form.fields.items()}
    return {name: value for name, value in whole.items() if value is not None}


def test_nonsense_in_any_form_comes_back_with_its_words_and_an_error_at_its_field(
    every_form, editor: Desk
):
    editor.client.raise_request_exception = False
    wrong = {}
    for where, form in every_form:
        typed = sent(form, nonsense)
        bad = {name for name, value in typed.items() if value != WORDS}
        if not bad:
            continue
        page = editor.client.post(where, typed)
        if page.status_code != 200:
            wrong[where] = page.status_code
            continue
        context = page.context
        back = context.get("form") or context["adminform"].form
        missing = bad - {back.add_prefix(name) for name in back.errors}
        words = WORDS in typed.values() and "Kept words" not in page.content.decode()
        if missing or words or "<b>7</b>" in page.content.decode():
            wrong[where] = (missing, words)
    assert wrong == {}


def test_an_empty_form_says_what_is_missing(every_form, editor: Desk):
    wrong = {}
    for where, form in every_form:
        required = {name for name, field in form.fields.items() if field.required}
        if not required:
            continue
        page = editor.client.post(where, {"_seen": "", "sent": "1"})
        context = page.context or {}
        back = context.get("form") or getattr(context.get("adminform"), "form", None)
        if page.status_code != 200 or required - set(back.errors):
            wrong[where] = page.status_code
    assert wrong == {}


@pytest.mark.parametrize("figure", [HUGE, "-1", "2147483648"])
def test_a_figure_beyond_all_bounds_is_refused_in_a_sentence(figure, every_form, editor: Desk):
    editor.client.raise_request_exception = False
    wrong = {}
    for where, form in every_form:
        figures = {name for name, field in form.fields.items() if type(field) is forms.IntegerField}
        if figures:
            first = {n: f.widget for n, f in form.fields.items()}
            typed = {form.add_prefix(name): figure for name in figures}
            chosen = {
                form.add_prefix(name): form.fields[name].choices[0][0]
                for name in first
                if type(form.fields[name]) is forms.ChoiceField and form.fields[name].choices
            }
            page = editor.client.post(where, typed | chosen | {"reason": "A reason."})
            if page.status_code != 200:
                wrong[where] = page.status_code
    assert wrong == {}


def test_characters_no_database_takes_are_refused_at_their_field(every_form, editor: Desk):
    editor.client.raise_request_exception = False
    wrong = {}
    for where, form in every_form:
        typed = sent(form, lambda field: "a\0b" if nonsense(field) == WORDS else None)
        if typed and (page := editor.client.post(where, typed)).status_code != 200:
            wrong[where] = page.status_code
    assert wrong == {}
