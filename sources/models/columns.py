"""Columns and constraints that several models share."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from sources.core.words import Word


def word_column(word: type[Word], **options: Any) -> "models.CharField[Any, Any]":
    """Return a column for one of a set of words, its meanings as the help text."""
    options.setdefault("help_text", word.help())
    return models.CharField(max_length=24, choices=word.choices(), **options)


def word_check(model: str, column: str, word: type[Word]) -> CheckConstraint:
    """Refuse any other word in the database itself. NULL passes where the column allows it."""
    return CheckConstraint(
        condition=Q(**{f"{column}__in": [member.value for member in word]}),
        name=f"{model}_{column}_is_a_word",
    )


def globe_check(model: str) -> CheckConstraint:
    """Refuse half a coordinate and one that is on no map."""
    both = Q(latitude__isnull=False, longitude__isnull=False)
    return CheckConstraint(
        condition=Q(latitude=None, longitude=None)
        | both & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
        name=f"{model}_coordinates_on_the_globe",
    )


def actor_column(**options: Any) -> "models.CharField[Any, Any]":
    """Return a column for an actor, ``kind:name`` as text: it outlives the account."""
    options.setdefault("help_text", "Who, as user:name, token:name or rule:name.")
    return models.CharField(max_length=160, **options)


def actor_check(model: str, column: str) -> CheckConstraint:
    """Refuse a text that is no actor. NULL passes where the column allows it."""
    return CheckConstraint(
        condition=Q(**{f"{column}__regex": r"^(user|token|rule):\S.{0,149}$"}),
        name=f"{model}_{column}_is_an_actor",
    )
