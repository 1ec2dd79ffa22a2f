"""Describing a reference row better: parties, sources, places, incidents."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import models, transaction

from sources.actions import audit
from sources.core.types import Actor

Links = Mapping[str, Iterable[models.Model]]


@transaction.atomic
def add(*, row: models.Model, subject: str, by: Actor) -> None:
    """Put a new descriptive row on file."""
    row.save(force_insert=True)
    audit.record(verb=f"{row._meta.model_name}.add", subject=subject or str(row), by=by)


@transaction.atomic
def save(
    *,
    row: models.Model,
    subject: str,
    columns: Sequence[str],
    by: Actor,
    links: Links | None = None,
) -> None:
    """Store the columns somebody changed, and those alone.

    Two people who edit other columns of one row so keep both edits. The audit event holds what
    each column was before and after.
    """
    stored = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    changed = {name: [str(getattr(stored, name)), str(getattr(row, name))] for name in columns}
    if columns:
        row.save(update_fields=columns)
    for name, rows in (links or {}).items():
        former, latter = getattr(stored, name), list(rows)
        changed[name] = [_listed(former.all()), _listed(latter)]
        former.set(latter)
    if changed:
        verb = f"{row._meta.model_name}.edit"
        audit.record(verb=verb, subject=subject, by=by, detail={"changed": changed})


def _listed(rows: Iterable[models.Model]) -> str:
    return ", ".join(sorted(str(row) for row in rows))
