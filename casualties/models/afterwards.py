"""What follows from a statement by itself, whatever its road: triggers over the rows it touched.

They see ``new_rows``, ``old_rows`` or both; the ids they hand on are SQL over these.
"""

import pgtrigger

_OPERATIONS = {
    "insert": (pgtrigger.Insert, pgtrigger.Referencing(new="new_rows")),
    "update": (pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows")),
    "delete": (pgtrigger.Delete, pgtrigger.Referencing(old="old_rows")),
}

FRESH, EDITED, WIDE = 10, 5, 1
"""How soon a range is made anew: after a fresh report or decision, an edit, a wide change."""


def after(operation: str, name: str, *statements: str) -> pgtrigger.Trigger:
    """Run statements once, after an insert, update or delete of however many rows."""
    event, referencing = _OPERATIONS[operation]
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=event,
        referencing=referencing,
        func="\n".join([*statements, "RETURN NULL;"]),
    )


def claims_stale(claims: str, cause: str, priority: int = FRESH) -> str:
    """Return the statement that marks stale what these claims bear on."""
    return f"PERFORM casualties_mark_claims_stale(ARRAY({claims}), '{cause}', {priority});"


def incidents_stale(incidents: str, cause: str, priority: int = FRESH) -> str:
    """Return the statement that marks these incidents stale."""
    return f"PERFORM casualties_mark_incidents_stale(ARRAY({incidents}), '{cause}', {priority});"


def noted_on(operation: str, **touched: str) -> pgtrigger.Trigger:
    """Note for the feed what changed: by resource the ids."""
    notes = (f"PERFORM casualties_note('{name}', ARRAY({ids}));" for name, ids in touched.items())
    return after(operation, f"noted_on_{operation}", *notes)


def noted_of_incident() -> list[pgtrigger.Trigger]:
    """Note the incident of an opinion on one, when it is made and when it ends."""
    touched = "SELECT incident_id FROM new_rows"
    return [noted_on("insert", incident=touched), noted_on("update", incident=touched)]


def queued_on(operation: str, claims: str) -> pgtrigger.Trigger:
    """Let the review queue follow what was decided on these claims."""
    keep = f"PERFORM casualties_keep_waiting(ARRAY({claims}));"
    return after(operation, f"queue_on_{operation}", keep)
