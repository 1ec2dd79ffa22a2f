"""Which incident is meant: codes, aliases and the roots of merges."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from casualties.models import Incident


def root_of(incident: Incident) -> Incident:
    """Return the incident that readers of this one see: the end of its chain of merges."""
    while incident.merged_into:
        incident = incident.merged_into
    return incident


def roots_of(incident_ids: Iterable[int]) -> set[int]:
    """Return the ids of the roots of these incidents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT casualties_root(id) FROM unnest(%s::bigint[]) AS id",
            [list(incident_ids)],
        )
        return {row[0] for row in cursor.fetchall()}


class Root(NamedTuple):
    """The incident that readers of another see."""

    pk: int
    code: str


def roots_by_member(incident_ids: Iterable[int]) -> dict[int, Root]:
    """Return {incident: its root}."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.id, root.id, root.code FROM unnest(%s::bigint[]) AS asked(id)
              JOIN casualties_incident AS root ON root.id = casualties_root(asked.id)
            """,
            [list(incident_ids)],
        )
        return {pk: Root(*root) for pk, *root in cursor.fetchall()}


def members_of(root_ids: Iterable[int]) -> dict[int, int]:
    """Return {incident: root} for the roots and all incidents merged into them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE member(id, root) AS (
                SELECT id, id FROM unnest(%s::bigint[]) AS id
                UNION ALL
                SELECT i.id, m.root FROM casualties_incident i
                  JOIN member m ON i.merged_into_id = m.id
            )
            SELECT id, root FROM member
            """,
            [list(root_ids)],
        )
        return dict(cursor.fetchall())


def incident_by_code(code: str) -> Incident | None:
    """Return the incident with this code, or with this alias where no code matches."""
    found = Incident.objects.select_related("merged_into").filter(
        Q(code=code) | Q(aliases__contains=[code])
    )
    return min(found, key=lambda incident: incident.code != code, default=None)
