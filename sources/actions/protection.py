"""Raising and lowering protection afterwards: somebody turned out to be in danger, or agreed."""

from typing import Any

from django.db import models, transaction

from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor, Protection
from sources.errors import Conflict


@transaction.atomic
def protect(
    *, row: models.Model, subject: str, protection: Protection, reason: str, by: Actor
) -> None:
    """Set who may see a source, a report or a claim from now on.

    ``subject`` is the slug or key under which the audit trail knows the row. Lists, pages and the
    feed of changes follow at once, explanations with the recompute that this asks for; public
    files that were built before are served no more. Raises Conflict where it is protected like
    that already, and InvalidInput without a reason.
    """
    reason = said(reason)
    stored: Any = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if stored.protection == protection:
        raise Conflict(f"Its protection is {protection.value!r} already. Choose another.")
    detail = {"from": stored.protection, "to": protection.value}
    stored.protection = protection
    stored.save(update_fields=["protection"])
    verb = f"{row._meta.model_name}.protect"
    audit.record(verb=verb, subject=subject, by=by, reason=reason, detail=detail)
