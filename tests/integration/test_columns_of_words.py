"""Columns of words and of actors take nothing else: each there is, found by looking."""

import re
from collections.abc import Callable

import pytest
from django.db import models
from django.db.models import Model

from tests.factories import rows
from tests.factories.database import models_under, raw_copy, refused, sql

pytestmark = pytest.mark.django_db


def _columns(marked: Callable[[models.CharField], object]) -> list[tuple[type[Model], str]]:
    return [
        (model, field.column)
        for model in models_under(Model)
        if not hasattr(model, "pgh_obj")
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField) and marked(field)
    ]


WORDS = _columns(lambda field: field.choices)
ACTORS = _columns(lambda field: "user:name" in field.help_text)


@pytest.mark.parametrize(("model", "column"), WORDS)
def test_a_column_of_words_takes_these_words_alone(model, column):
    ((condition,),) = sql(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND conname LIKE %s",
        model._meta.db_table,
        f"%\\_{column}\\_is\\_a\\_word",
    )
    words = {word for word, _ in model._meta.get_field(column).choices}
    assert set(re.findall(r"'([\w:]+)'", condition)) == words


@pytest.mark.parametrize(("model", "column"), WORDS)
def test_a_column_of_words_takes_no_other_word(one_of_each, model, column):
    with refused("violates check constraint"):
        raw_copy(rows.latest(model), **{column: "no such word"})


@pytest.mark.parametrize(("model", "column"), ACTORS)
@pytest.mark.parametrize("text", ["", "editor", "user:", "user: editor", "robot:editor"])
def test_a_column_of_actors_takes_no_other_text(one_of_each, model, column, text):
    ended = {"ended_at": "2026-01-01"} if column == "ended_by" else {}
    with refused("violates check constraint"):
        raw_copy(rows.latest(model), **{column: text, **ended})
