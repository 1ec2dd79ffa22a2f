"""The claims of the public files: who says what, and of whom only what was said is shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet

from casualties.core.exports import coarse
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation
from casualties.models import Claim, ClaimParty, Derivation
from casualties.visibility import claims_for, nameless_claims_for
from sources.core.types import PROTECTED
from sources.visibility import EVERYONE, reports_for

CHUNK = 5_000  # rows fetched at a time
Fields = dict[str, Any]

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


_NO_TIES: Fields = {name.value: None for name in _ONE_TIE} | {name.value: [] for name in _TIES}


class ClaimRows:
    """The rows of the claims' file, given the code under which each incident is shown.

    ``named`` gathers the sources that were named.
    """

    def __init__(self, codes: Mapping[int | None, str]) -> None:
        self.codes = codes
        self.named: set[int] = set()

    def __iter__(self) -> Iterator[Fields]:
        yield from self._named_claims()
        # In an order that says nothing of their keys, whose neighbours would give them away.
        hidden = _linked(nameless_claims_for(EVERYONE))
        told = ("link__incident__code", "harm", "status", "low", "best", "high", "expression")
        for row in _claim_values(hidden.order_by(*told, "report__published_on")):
            if row["linked_to"] in self.codes:
                yield placed(self._without_names(row), protected=True)

    def _named_claims(self) -> Iterator[Fields]:
        for row in _claim_values(_linked(claims_for(EVERYONE)).order_by("key")):
            incident = self.codes.get(row["linked_to"])
            if incident or row["report_id"] in self._reports:
                self.named |= {row["claimant_id"], row["publisher_id"]}
                yield placed({**row, **self._ties_of(row["key"]), "incident": incident})

    def _without_names(self, row: Fields) -> Fields:
        nobody = dict.fromkeys(_WHO, None)
        names = {"claimant_name": PROTECTED, "publisher_name": PROTECTED, "protected": True}
        incident = self.codes[row["linked_to"]]
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
    def _reports(self) -> set[int]:
        return set(reports_for(EVERYONE).values_list("pk", flat=True))


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


def placed(row: Fields, *, protected: bool = False) -> Fields:
    """Round the place to what is known, and to what may be known."""
    latitude, longitude = coarse(
        row["latitude"], row["longitude"], row["location_precision"], protected=protected
    )
    return {**row, "place": row["place_name"], "latitude": latitude, "longitude": longitude}
