"""Facts never change and opinions only end: kept by the database, whatever road a change takes.

A refusal carries the code of an integrity violation, so Django raises IntegrityError.
"""

import uuid
from collections.abc import Sequence

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sources.models.columns import actor_check, actor_column

_REFUSE = "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def refuse(message: str) -> str:
    """Return the PL/pgSQL statement that refuses the change; ``%`` stands for the table's name."""
    return _REFUSE.format(message=message).replace("' USING", "', TG_TABLE_NAME USING")


def no_truncate() -> pgtrigger.Trigger:
    """Refuse TRUNCATE, except where a test database has lifted that for its own clean-up."""
    return pgtrigger.Trigger(
        name="never_truncated",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"""
            IF current_setting('corroborate.allow_truncate', true) = 'on' THEN
                RETURN NULL;
            END IF;
            {refuse("Rows of % are never removed.")}
        """,
    )


def no_delete() -> pgtrigger.Trigger:
    """Refuse DELETE."""
    return pgtrigger.Trigger(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=refuse("Rows of % are never deleted. End or withdraw it instead."),
    )


def only_changes(name: str, message: str, **ways: tuple[str, ...]) -> pgtrigger.Trigger:
    """Refuse every UPDATE but the ``ways``: each names what must hold (SQL), then its columns."""
    allowed = "".join(
        f"""
            IF ({condition}) AND ({_without("NEW", columns)}) = ({_without("OLD", columns)}) THEN
                RETURN NEW;
            END IF;"""
        for condition, *columns in ways.values()
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"{allowed}\n            {refuse(message)}",
    )


def _without(row: str, columns: Sequence[str]) -> str:
    return " - ".join([f"to_jsonb({row})", *(f"'{column}'" for column in columns)])


PROTECTS = ("OLD.protection <> NEW.protection", "protection")
"""The way in which protection is raised and lowered, whatever else of a row stays as it is."""


def only_ends(*more: str) -> pgtrigger.Trigger:
    """Refuse every UPDATE but the one that ends an opinion; ``more`` columns may say how."""
    return only_changes(
        "only_ends",
        "Rows of % only end, once. State a new opinion instead.",
        ends=("OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL", "ended_at", "ended_by", *more),
    )


class Fact(models.Model):
    """A row that is written once: no UPDATE, DELETE or TRUNCATE."""

    class Meta:
        abstract = True
        triggers = [
            no_truncate(),
            no_delete(),
            only_changes("never_changed", "Rows of % never change. Add a new one."),
        ]


class Opinion(models.Model):
    """Somebody's decision: made once, ended at most once, never edited."""

    by = actor_column()
    at = models.DateTimeField(db_default=Now(), help_text="When it was decided.")
    reason = models.TextField(blank=True, default="", help_text="Why, in a sentence.")
    operation = models.UUIDField(
        default=uuid.uuid4, help_text="What was decided together, and is undone together."
    )
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When it stopped being in force; empty while it is."
    )
    ended_by = actor_column(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            actor_check("%(app_label)s_%(class)s", "by"),
            actor_check("%(app_label)s_%(class)s", "ended_by"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="%(app_label)s_%(class)s_end_has_an_actor",
            ),
        ]
        triggers = [no_truncate(), no_delete(), only_ends()]
