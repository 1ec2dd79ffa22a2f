"""Giving changes their place in the feed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from casualties.core.words import Resource
from casualties.models import ChangeNote
from casualties.queries import shown

MOST_NOTES = 20_000
"""Notes numbered at one go: a long import does not hold up who reads meanwhile."""

_TAKE = """
    DELETE FROM casualties_changenote
     WHERE id IN (SELECT id FROM casualties_changenote ORDER BY id LIMIT %s)
    RETURNING id, resource, subject
"""

# Counted on from the highest under a lock: a sequence would leave numbers to be filled in later.
_PLACE = """
    INSERT INTO casualties_change (resource, subject, seq, at, public, inside)
    SELECT resource, subject, row_number() OVER (ORDER BY place)
               + (SELECT COALESCE(max(seq), 0) FROM casualties_change), clock_timestamp(),
           public, inside
      FROM unnest(%s::text[], %s::bigint[], %s::bool[], %s::bool[])
           WITH ORDINALITY AS noted(resource, subject, public, inside, place)
        ON CONFLICT (resource, subject) DO UPDATE
       SET seq = excluded.seq, at = excluded.at,
           public = casualties_change.public OR excluded.public,
           inside = casualties_change.inside OR excluded.inside
"""


def number() -> int:
    """Number the changes noted so far, and return how many rows they concern.

    One at a time: who comes second waits, and then finds nothing left to do. A note is seen here
    only when its transaction was committed, so whatever is numbered later comes after whatever
    any reader has seen.
    """
    if not ChangeNote.objects.exists():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('casualties_change'))")
        cursor.execute(_TAKE, [MOST_NOTES])
        noted: dict[Resource, dict[int, None]] = defaultdict(dict)
        for _, resource, subject in sorted(cursor.fetchall()):  # a plan may return them anyhow
            noted[Resource(resource)][subject] = None
        rows = _placed({resource: list(subjects) for resource, subjects in noted.items()})
        if rows:
            cursor.execute(_PLACE, [list(column) for column in zip(*rows, strict=True)])
    return len(rows)


def _placed(noted: Mapping[Resource, Sequence[int]]) -> list[tuple[str, int, bool, bool]]:
    """Return the rows of the feed, what others refer to first."""
    rows = []
    for resource in Resource:
        subjects = noted.get(resource, ())
        public, inside = shown(resource, subjects) if subjects else (set(), set())
        rows += [(resource.value, pk, pk in public, pk in inside) for pk in subjects]
    return rows
