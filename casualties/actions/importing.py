"""Filing whole tables: parties, sources, incidents and reports with their claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from casualties.actions import incidents, intake, places
from casualties.core.gazetteer import KnownPlace
from casualties.core.intake import NewClaim, NewReport
from casualties.core.tabular import FiledIncident, GradedSource, NewParty
from casualties.core.words import IncidentState
from casualties.models import Incident
from sources.actions import parties, sources
from sources.core.types import Actor, Reliability

FOREIGN = "@"
"""How a table names a claim of another report in it: ``@`` and that claim's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What is to be filed, in the order in which it can be."""

    places: Sequence[KnownPlace] = ()
    parties: Sequence[NewParty] = ()
    sources: Sequence[GradedSource] = ()
    incidents: Sequence[FiledIncident] = ()
    reports: Sequence[NewReport] = ()


@transaction.atomic
def file_tables(*, tables: Tables, by: Actor, may_review: bool) -> dict[str, str]:
    """File everything, or nothing; return the stable key of each claim by its id in the table.

    What is on file already is left as it is, so filing the same tables again adds nothing.
    """
    places.file_places(places=tables.places, by=by)
    for party in tables.parties:
        parties.register(slug=party.slug, name=party.name, by=by)
    for party in tables.parties:
        parties.register(slug=party.slug, name=party.name, hostile_to=party.hostile_to, by=by)
    for graded in tables.sources:
        _source(graded, by)
    for filed in tables.incidents:
        _incident(filed, by)
    keys: dict[str, str] = {}
    for report in tables.reports:
        receipt = intake.receive(
            report=resolve(report, keys), by=by, may_review=may_review, link=False
        )
        keys |= {claim.key.rpartition("/")[2]: claim.key for claim in receipt.claims}
    return keys


def resolve(report: NewReport, keys: dict[str, str]) -> NewReport:
    """Return the report with ``@id`` mentions replaced by stable keys."""
    return replace(report, claims=tuple(_resolve(claim, keys) for claim in report.claims))


def _resolve(claim: NewClaim, keys: dict[str, str]) -> NewClaim:
    def stable(mention: str) -> str:
        return keys.get(mention.removeprefix(FOREIGN), mention)

    def stable_or_none(mention: str | None) -> str | None:
        return stable(mention) if mention and mention.startswith(FOREIGN) else mention

    return replace(
        claim,
        repeats=stable_or_none(claim.repeats),
        revises=stable_or_none(claim.revises),
        based_on=tuple(stable_or_none(key) or key for key in claim.based_on),
        part_of=tuple(stable_or_none(key) or key for key in claim.part_of),
    )


def _source(graded: GradedSource, by: Actor) -> None:
    source = sources.register(source=graded.source, by=by)
    if source.reliability == Reliability.F != graded.reliability:
        sources.regrade(source=source, reliability=graded.reliability, reason=graded.reason, by=by)


def _incident(filed: FiledIncident, by: Actor) -> None:
    if Incident.objects.filter(code=filed.incident.code).exists():
        return
    incidents.open_incident(
        new=filed.incident,
        by=by,
        state=IncidentState.OPEN,
        aliases=filed.aliases,
        action_status=filed.action_status,
    )
