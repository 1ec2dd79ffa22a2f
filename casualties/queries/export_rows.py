"""The rows of the public files: what anonymous readers may see, and nothing else."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet

from casualties.core.exports import ExportedRows, coarse
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, DerivationVerdict, JudgementVerdict, Relation
from casualties.models import (
    Claim,
    ClaimParty,
    Derivation,
    Estimate,
    GradeDecision,
    Incident,
    IncidentParty,
    SignOff,
)
from casualties.queries.incidents import members_of
from casualties.queries.readings import SignOffState
from casualties.visibility import claims_for, incidents_for, nameless_claims_for
from sources.core.types import PROTECTED
from sources.visibility import EVERYONE, reports_for

CHUNK = 5_000  # rows fetched at a time
Fields = dict[str, Any]

_RANGE = (
    *("outcome", "low", "best", "high", "open_below", "open_above"),
    *("level", "method", "basis", "flags"),
)
_INCIDENT = (
    *("code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision", "action_status", "cause"),
)
_CLAIM = (
    *("key", "report_id", "claimant_id", "stance", "harm", "status", "sub_group", "qualifier"),
    *("low", "best", "high", "word", "share", "share_of", "name_list", "expression", "scheme"),
    *("scope", "period_first", "period_last", "event_date", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision", "cause"),
)
_OF_REPORT = ("title", "url", "published_on", "publisher_id")
_WHO = ("key", "report", "claimant", "claimant_kind", "publisher", "title", "url")
_ONE_TIE = (Relation.REPEATS, Relation.REVISES, Relation.CORRECTS)
_TIES = (Relation.BASED_ON, Relation.PART_OF)


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
            yield self._signed(_placed({**row, **told, **self._grade(row)}))

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
        yield from self._named_claims()
        # In an order that says nothing of their keys, whose neighbours would give them away.
        hidden = _linked(nameless_claims_for(EVERYONE))
        told = ("link__incident__code", "harm", "status", "low", "best", "high", "expression")
        for row in _claim_values(hidden.order_by(*told, "report__published_on")):
            if row["linked_to"] in self._roots:
                yield _placed(self._without_names(row), protected=True)

    def _named_claims(self) -> Iterator[Fields]:
        for row in _claim_values(_linked(claims_for(EVERYONE)).order_by("key")):
            incident = self._roots.get(row["linked_to"])
            if incident or row["report_id"] in self._reports:
                self.named |= {row["claimant_id"], row["publisher_id"]}
                yield _placed({**row, **self._ties_of(row["key"]), "incident": incident})

    def _without_names(self, row: Fields) -> Fields:
        nobody = dict.fromkeys(_WHO, None)
        names = {"claimant_name": PROTECTED, "publisher_name": PROTECTED, "protected": True}
        incident = self._roots[row["linked_to"]]
        return {**row, **nobody, **names, **_NO_TIES, "incident": incident}

    def _ties_of(self, key: str) -> Fields:
        ties = self._ties.get(key)
        if not ties:
            return _NO_TIES
        one = {name.value: next(iter(ties[name]), None) for name in _ONE_TIE}
        return one | {name.value: ties[name] for name in _TIES}

    @cached_property
    def _ties(self) -> dict[str, dict[str, list[str]]]:
        """The confirmed relations between claims that are both shown under their names."""
        named = claims_for(EVERYONE)
        rows = Derivation.objects.filter(
            ended_at=None,
            verdict=DerivationVerdict.CONFIRMED,
            claim__in=named,
            on_claim__in=named,
        )
        ties: dict[str, dict[str, list[str]]] = {}
        told = rows.order_by("on_claim__key").values_list("claim__key", "relation", "on_claim__key")
        for claim, relation, on in told.iterator(CHUNK):
            ties.setdefault(claim, defaultdict(list))[relation].append(on)
        return ties

    @cached_property
    def _roots(self) -> dict[int | None, str]:
        """The code under which each incident is shown, merged ones too."""
        codes = dict(_shown_incidents().values_list("pk", "code"))
        return {member: codes[root] for member, root in members_of(codes).items()}

    @cached_property
    def _reports(self) -> set[int]:
        return set(reports_for(EVERYONE).values_list("pk", flat=True))


_NO_TIES: Fields = {name.value: None for name in _ONE_TIE} | {name.value: [] for name in _TIES}


def _shown_incidents() -> QuerySet[Incident]:
    return incidents_for(EVERYONE).filter(merged_into=None)


def _linked(rows: QuerySet[Claim]) -> QuerySet[Claim, Any]:
    """Add the incident that a confirmed link in force puts each claim on."""
    link = Q(judgements__ended_at=None, judgements__verdict=JudgementVerdict.POSITIVE)
    return rows.annotate(
        link=FilteredRelation("judgements", condition=link & Q(judgements__confirmed=True)),
        linked_to=F("link__incident_id"),
    )


def _claim_values(rows: QuerySet[Claim, Any]) -> Iterator[Fields]:
    parties = ClaimParty.objects.filter(claim=OuterRef("pk")).order_by("party__slug")
    told = rows.annotate(**{name: F(f"report__{name}") for name in _OF_REPORT}).values(
        *_CLAIM,
        *_OF_REPORT,
        "linked_to",
        report_key=F("report__key"),
        claimant_slug=F("claimant__slug"),
        claimant_name=F("claimant__name"),
        claimant_kind=F("claimant__kind"),
        publisher=F("report__publisher__slug"),
        publisher_name=F("report__publisher__name"),
        parties=ArraySubquery(parties.values("party__slug")),
    )
    for row in told.iterator(CHUNK):
        yield {
            **row,
            "report": row["report_key"],
            "claimant": row["claimant_slug"],
            "alleged_parties": row["parties"],
            "protected": False,
        }


def _placed(row: Fields, *, protected: bool = False) -> Fields:
    latitude, longitude = coarse(
        row["latitude"], row["longitude"], row["location_precision"], protected=protected
    )
    return {**row, "place": row["place_name"], "latitude": latitude, "longitude": longitude}
