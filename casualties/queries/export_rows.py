"""The rows of the public files: what anonymous readers may see, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet

from casualties.core.exports import ExportedRows
from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import (
    Estimate,
    GradeDecision,
    Incident,
    IncidentParty,
    SignOff,
)
from casualties.queries.export_claims import CHUNK, ClaimRows, Fields, placed
from casualties.queries.incidents import members_of
from casualties.queries.readings import SignOffState
from casualties.visibility import incidents_for
from sources.visibility import EVERYONE

_RANGE = (
    *("outcome", "low", "best", "high", "open_below", "open_above"),
    *("level", "method", "basis", "flags"),
)
_INCIDENT = (
    *("code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision", "action_status", "cause"),
)


@contextmanager
def snapshot() -> Iterator[datetime]:
    """Read one state of the database throughout the block, whatever is written meanwhile.

    Yields the moment of that state. Writes are refused inside.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT now()")
        (moment,) = cursor.fetchone()
        yield moment


class PublicRows:
    """The rows of each file. One object reads one snapshot.

    ``named`` gathers the sources that were named: files that name somebody who is protected later
    must not be served any more.
    """

    def __init__(self) -> None:
        self.named: set[int] = set()

    def of(self, what: ExportedRows) -> Iterator[Fields]:
        """Return the rows of a sort, in the order of their codes or keys."""
        return {
            ExportedRows.INCIDENTS: self._incidents,
            ExportedRows.CLAIMS: self._claims,
            ExportedRows.ESTIMATES: self._estimates,
        }[what]()

    def _incidents(self) -> Iterator[Fields]:
        headline = Q(estimates__ended_at=None, estimates__basis=Basis.REVIEWED)
        parties = IncidentParty.objects.filter(incident=OuterRef("pk")).order_by("party__slug")
        rows = _shown_incidents().annotate(
            headline=FilteredRelation(
                "estimates", condition=headline & Q(estimates__measure=str(HEADLINE))
            )
        )
        values = rows.order_by("code").values(
            *_INCIDENT,
            **{name: F(f"headline__{name}") for name in _RANGE},
            parties=ArraySubquery(parties.values("party__slug")),
            desk_state=F("state"),
            incident=F("pk"),
            estimate=F("headline__pk"),
            harm=F("headline__harm_grade"),
            attribution=F("headline__attribution"),
        )
        for row in values.iterator(CHUNK):
            told = {"measure": str(HEADLINE), "alleged_parties": row["parties"]}
            yield self._signed(placed({**row, **told, **self._grade(row)}))

    def _grade(self, row: Fields) -> Fields:
        """Return the grade somebody decided on, or else the computed one."""
        decided = self._decisions.get(row["incident"])
        if decided:
            harm, attribution = decided.harm, decided.attribution
            return {"grade": harm, "attribution": attribution, "grade_decided": True}
        known = None if row["harm"] is None else False
        return {"grade": row["harm"], "grade_decided": known}

    @cached_property
    def _decisions(self) -> dict[int, GradeDecision]:
        return {row.incident_id: row for row in GradeDecision.objects.filter(ended_at=None)}

    def _estimates(self) -> Iterator[Fields]:
        rows = Estimate.objects.filter(
            ended_at=None, basis=Basis.REVIEWED, incident__in=_shown_incidents()
        )
        told = rows.order_by("incident__code", "measure").values(
            *_RANGE,
            *("measure", "reason", "claims", "groups", "method_version", "scheme"),
            incident_code=F("incident__code"),
            incident_pk=F("incident"),
            estimate=F("pk"),
            estimated_at=F("at"),
        )
        for row in told.iterator(CHUNK):
            row["incident"] = row["incident_pk"]
            yield {**self._signed(row), "incident": row["incident_code"]}

    def _signed(self, row: Fields) -> Fields:
        """Add whether somebody stands by the range, and by which figures."""
        nothing: Fields = {"estimate_id": None, "low": None, "best": None, "high": None}
        signed = self._sign_offs.get((row["incident"], row["measure"]), nothing)
        state = row["estimate"] and SignOffState.of(row["estimate"], signed["estimate_id"])
        shown = signed if state else nothing
        ends = {f"signed_{end}": shown[end] for end in ("low", "best", "high")}
        return {**row, **ends, "state": state}

    @cached_property
    def _sign_offs(self) -> dict[tuple[int, str], Fields]:
        rows = SignOff.objects.filter(ended_at=None).values(
            "incident_id", "measure", "estimate_id", "low", "best", "high"
        )
        return {(row["incident_id"], row["measure"]): {**row} for row in rows.iterator(CHUNK)}

    def _claims(self) -> Iterator[Fields]:
        rows = ClaimRows(self._roots)
        yield from rows
        self.named |= rows.named

    @cached_property
    def _roots(self) -> dict[int | None, str]:
        """The code under which each incident is shown, merged ones too."""
        codes = dict(_shown_incidents().values_list("pk", "code"))
        return {member: codes[root] for member, root in members_of(codes).items()}


def _shown_incidents() -> QuerySet[Incident]:
    return incidents_for(EVERYONE).filter(merged_into=None)
