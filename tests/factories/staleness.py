"""What waits in the staleness log, and rows that bear on an incident."""

from casualties.models import Claim, Derivation, Staleness
from tests.factories import rows

BY = "user:editor"


def settled() -> None:
    """Forget what the preparation of a test made stale."""
    Staleness.objects.all().delete()


def stale() -> set[tuple[str, str]]:
    """What waits in the log, as (incident, cause)."""
    return set(Staleness.objects.values_list("incident__code", "cause"))


def a_linked_claim(code: str = "IQ-1", **said: object) -> Claim:
    """A draft on an incident of its own, nothing stale."""
    rows.an_incident(code)
    claim = rows.on_file(64, incident=code, by=rows.SENDER, **said)
    settled()
    return claim


def a_derivation(claim: Claim, other: Claim) -> Derivation:
    return Derivation(claim=claim, on_claim=other, relation="repeats", verdict="confirmed", by=BY)
