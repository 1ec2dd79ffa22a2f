"""Who may see which claims, and whatever speaks of them: the rules behind `visible_to`.

Drafts and the provisional basis are for those who may see drafts. A protected claim (by itself,
its report, its claimant or its publisher) keeps its figures and loses whatever leads to who said
it: names, addresses, keys. A closed row does not exist for others; its figures still count.
"""

from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from casualties import mapping
from casualties.core.estimation.wording import listed
from casualties.core.words import Basis, IncidentState, ReviewState, Use
from casualties.models import (
    Batch,
    Claim,
    Derivation,
    Estimate,
    Incident,
    Judgement,
    Place,
    ReportReading,
    Review,
    SignOff,
)
from sources.core.types import PROTECTED, Actor, Protection
from sources.models import AuditEvent, Report, Source
from sources.visibility import Audience, Row, open_to_all, rule_for, visible_to

PROTECTED_GROUP = "one further protected group"
PROTECTED_COUNTS = "A protected source's figure counts."
CHANGE_WITHHELD = "It names a source that is protected now, so the sentence is not shown."
WITHHELD = "A source was protected since; the explanation is being written anew."


def bases_for(audience: Audience) -> tuple[Basis, ...]:
    """Return the bases whose ranges the audience may see."""
    return tuple(Basis) if audience.drafts else (Basis.REVIEWED,)


def is_named(claim: Claim, audience: Audience) -> bool:
    """Return whether the audience may know who makes and who carries a claim."""
    return audience.identities or mapping.protection_of(claim) is Protection.PUBLIC


def exists_for(claim: Claim, audience: Audience) -> bool:
    """Return whether the claim is there at all for the audience, as far as protection goes."""
    return audience.identities or mapping.protection_of(claim) is not Protection.CLOSED


@rule_for(Claim)
def _named_claims(rows: QuerySet[Claim], audience: Audience) -> QuerySet[Claim]:
    """Keep the claims the audience may see under their names."""
    return rows if audience.identities else rows.filter(_PUBLIC)


@rule_for(Claim)
def _accepted(rows: QuerySet[Claim], audience: Audience) -> QuerySet[Claim]:
    """Without drafts: keep what was accepted."""
    if audience.drafts:
        return rows
    return rows.filter(reviews__ended_at=None, reviews__verdict=ReviewState.ACCEPTED)


def _public(claim: str = "") -> Q:
    """Return that a claim may be shown with who makes and carries it; ``claim`` leads to it.

    Of the sources only the protected ones are looked at, both at once: a join for each would take
    longer to plan than a page of rows takes to read.
    """
    bearers = Q(pk=OuterRef(f"{claim}claimant_id")) | Q(pk=OuterRef(f"{claim}report__publisher_id"))
    protected = Source.objects.exclude(protection=Protection.PUBLIC).filter(bearers)
    itself, report = f"{claim}protection", f"{claim}report__protection"
    return Q(~Exists(protected), **{itself: Protection.PUBLIC, report: Protection.PUBLIC})


_PUBLIC = _public()
_BEARERS = ("", "claimant__", "report__", "report__publisher__")
_CLOSED = reduce(or_, (Q(**{f"{who}protection": Protection.CLOSED}) for who in _BEARERS))


@rule_for(Report)
def _reports(rows: QuerySet[Report], audience: Audience) -> QuerySet[Report]:
    """Hide a report with a hidden claim: its text would tell who it is."""
    if not audience.identities:
        public = Protection.PUBLIC
        hidden = Claim.objects.filter(report=OuterRef("pk")).exclude(
            protection=public, claimant__protection=public
        )
        rows = rows.exclude(Exists(hidden))
    if not audience.drafts:
        shown = visible_to(audience, Claim.objects.filter(report=OuterRef("pk")))
        rows = rows.filter(Exists(shown))
    return rows


@rule_for(Incident)
def _incidents(rows: QuerySet[Incident], audience: Audience) -> QuerySet[Incident]:
    """Without drafts: keep those the desk confirmed or reviewed claims of."""
    if audience.drafts:
        return rows
    reviewed = Estimate.objects.filter(
        incident=OuterRef("pk"), basis=Basis.REVIEWED, ended_at=None, claims__gt=0
    )
    return rows.exclude(state=IncidentState.DISCARDED).filter(
        ~Q(state=IncidentState.PROVISIONAL) | Exists(reviewed)
    )


@rule_for(Estimate)
def _estimates(rows: QuerySet[Estimate], audience: Audience) -> QuerySet[Estimate]:
    return rows.filter(basis__in=bases_for(audience))


@rule_for(Review, Judgement)
def _about_a_claim(rows: QuerySet[Any], audience: Audience) -> QuerySet[Any]:
    return _of_claims(rows, audience, "claim")


@rule_for(Derivation)
def _about_two_claims(rows: QuerySet[Derivation], audience: Audience) -> QuerySet[Derivation]:
    return _of_claims(_of_claims(rows, audience, "claim"), audience, "on_claim")


def _of_claims(rows: QuerySet[Row], audience: Audience, claim: str) -> QuerySet[Row]:
    """Keep what is about claims the audience may see.

    Asked of the joined rows where that can be: a list of them is then read in its order, page by
    page, where `IN` would look up every visible claim first.
    """
    if not audience.drafts:
        return rows.filter(**{f"{claim}__in": claims_for(audience)})
    return rows if audience.identities else rows.filter(_public(f"{claim}__"))


@rule_for(AuditEvent)
def _of_relations(rows: QuerySet[AuditEvent], audience: Audience) -> QuerySet[AuditEvent]:
    """Leave out what was said of how a claim stands to one the audience may not see.

    Its details hold that one's key, and its reason may name who said it.
    """
    if audience.identities:
        return rows
    known = claims_for(audience).filter(pk=OuterRef("pk"))
    hidden = Claim.objects.filter(~Exists(known), key=OuterRef("on_key"))
    return rows.alias(on_key=KeyTextTransform("on", "detail")).filter(~Exists(hidden))


@rule_for(ReportReading)
def _readings(rows: QuerySet[ReportReading], audience: Audience) -> QuerySet[ReportReading]:
    """What was read of a report one may not read would tell what stands in it."""
    shown = visible_to(audience, Report.objects.filter(pk=OuterRef("report")))
    return rows.filter(Exists(shown))


open_to_all(Place, SignOff)


def claims_for(audience: Audience) -> QuerySet[Claim]:
    """Return the claims the audience may see under their names."""
    return visible_to(audience, Claim.objects.all())


def nameless_claims_for(audience: Audience) -> QuerySet[Claim]:
    """Return the claims whose figures the audience may see, and who makes them not."""
    if audience.identities:
        return Claim.objects.none()
    return _accepted(Claim.objects.exclude(_PUBLIC).exclude(_CLOSED), audience)


def incidents_for(audience: Audience) -> QuerySet[Incident]:
    """Return the incidents that are there for the audience."""
    return visible_to(audience, Incident.objects.all())


def batches_for(audience: Audience, sender: Actor) -> QuerySet[Batch]:
    """Return the batches somebody may see: their own, since others' lines may name anybody."""
    rows = Batch.objects.all()
    return rows if audience.identities else rows.filter(by=str(sender))


def names_hidden_from(audience: Audience, incident_ids: Collection[int]) -> frozenset[str]:
    """Return the names of these incidents' sources that the audience may not read."""
    return frozenset() if audience.identities else hidden_names(incident_ids)


def hidden_names(incident_ids: Collection[int]) -> frozenset[str]:
    """Return every name that protected sources of these incidents have or had.

    Also of claims that were rejected, withdrawn or unlinked: sentences of the past name them.
    """
    bore = Claim.objects.filter(judgements__incident__in=incident_ids).exclude(_PUBLIC)
    speakers = set(bore.values_list("claimant", flat=True))
    if not speakers:
        return frozenset()
    names = Source.objects.filter(pk__in=speakers).values_list("events__name", flat=True)
    return frozenset(name for name in names if name)


def change_for(estimate: Estimate, names: Collection[str]) -> str:
    """Return why a range moved, unless the sentence holds one of the names to hide."""
    return _nameless(estimate.change, names)


def _nameless(sentence: str, names: Collection[str]) -> str:
    """Return a sentence, unless it holds one of the names to hide."""
    return CHANGE_WITHHELD if any(name in sentence for name in names) else sentence


def explanation_for(
    audience: Audience,
    estimate: Estimate,
    protected: Collection[str],
    names: Collection[str] = (),
) -> dict[str, Any]:
    """Return an estimate's derivation as the audience may see it.

    ``protected`` holds the keys of the incident's claims whose speakers are hidden, ``names`` what
    `hidden_names` gave. Sentences were written with the protection of their time: where one was
    tightened since, they wait for the recompute.
    """
    if audience.identities:
        return {**estimate.derivation, "change": estimate.change}
    told = {**estimate.derivation, "change": change_for(estimate, names)}
    if posterior := told.get("posterior"):
        told["posterior"] = {**posterior, "reason": _nameless(posterior["reason"], names)}
    lines = [*_members(told), *told["left_out"]]
    if any(line["claim"] in protected and not line["protected"] for line in lines):
        nothing = {"low": None, "best": None, "high": None}
        return {**told, "groups": [], "left_out": [], "bounds": nothing, "change": WITHHELD}
    public = {line["claim"] for line in lines if not line["protected"]}
    parts = [[*_parts(group)] for group in told["groups"]]
    told_apart = zip(told["groups"], parts, strict=True)
    parted = {group["speaker"] for group, found in told_apart if len(found) > 1}
    return {
        **told,
        "groups": [_group(part, public) for found in parts for part in found],
        "left_out": [_line(line) for line in told["left_out"]],
        "bounds": {end: _bound(bound, public, parted) for end, bound in told["bounds"].items()},
    }


def _members(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [member for group in told["groups"] for member in group["members"]]


def _parts(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Part a group where a claimant's figures are public in one report and protected in another.

    Side by side they would say who it is. Copies say which of the two they repeat: they go.
    """
    counted = [member for member in group["members"] if member["use"] == Use.COUNTED]
    named = [member for member in counted if not member["protected"]]
    if not named or len(named) == len(counted):
        yield group
        return
    speaker = listed(sorted({member["speaker"] for member in named}))
    told = [{**member, "why": _first_clause(member["why"])} for member in named]
    yield {**group, "protected": False, "speaker": speaker, "members": told}
    hidden = [{**member, "why": PROTECTED_COUNTS} for member in counted if member["protected"]]
    yield {**group, "key": None, "root": None, "members": hidden}


_NUMBERS = ("weight", "shift", "influence")


def _first_clause(sentence: str) -> str:
    """Leave out the clauses that say who speaks with one voice, and how often."""
    return sentence.rstrip(".").partition(";")[0] + "."


def _group(group: dict[str, Any], public: Collection[str]) -> dict[str, Any]:
    hidden = all(member["protected"] for member in group["members"])
    # The same numbers would tell which named group a hidden one was parted from.
    withheld = dict.fromkeys(_NUMBERS) if hidden else {}
    return {
        **group,
        **withheld,
        "speaker": PROTECTED_GROUP if hidden else group["speaker"],
        "key": group["key"] if group["key"] in public else None,
        "root": group["root"] if group["root"] in public else None,
        "members": [_line(member) for member in group["members"]],
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    if not line["protected"]:
        return line
    # The term in the likelihood would tell on which side the speaker is.
    told = {name: value for name, value in line.items() if name != "term"}
    return {**told, "claim": None, "speaker": PROTECTED}


def _bound(
    bound: dict[str, Any] | None, public: Collection[str], parted: Collection[str]
) -> dict[str, Any] | None:
    """Leave out a hidden claim, and the clause that names the speakers of a parted group as one."""
    if bound is None:
        return None
    told = bound["sentence"]
    if any(speakers in told for speakers in parted):
        told = _first_clause(told)
    claim = bound["claim"] if bound["claim"] in public else None
    return {**bound, "claim": claim, "sentence": told}
