"""Who may see what. Lists, pages, counts and explanations all ask here, so that they agree.

Drafts and the provisional basis are for those who may see drafts. A protected claim (by itself,
its report, its claimant or its publisher) keeps its figures and loses whatever leads to who said
it: names, addresses, keys. A closed row does not exist for others; its figures still count.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from casualties import mapping
from casualties.core.estimation.wording import listed
from casualties.core.words import Basis, IncidentState, ReviewState, Use
from casualties.models import Claim, Estimate, Incident
from sources.core.types import PROTECTED, Protection
from sources.models import Report, Source

PROTECTED_GROUP = "one further protected group"
PROTECTED_COUNTS = "A protected source's figure counts."
CHANGE_WITHHELD = "It names a source that is protected now, so the sentence is not shown."
WITHHELD = "A source was protected since; the explanation is being written anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """What somebody may see besides what everyone may."""

    drafts: bool = False
    identities: bool = False

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Return the bases whose ranges it may see."""
        return tuple(Basis) if self.drafts else (Basis.REVIEWED,)


EVERYONE = Audience()


def is_named(claim: Claim, audience: Audience) -> bool:
    """Return whether the audience may know who makes and who carries a claim."""
    return audience.identities or mapping.protection_of(claim) is Protection.PUBLIC


def exists_for(claim: Claim, audience: Audience) -> bool:
    """Return whether the claim is there at all for the audience, as far as protection goes."""
    return audience.identities or mapping.protection_of(claim) is not Protection.CLOSED


def sources_for(audience: Audience) -> QuerySet[Source]:
    """Return the sources that are there for the audience: of a protected one nothing is left."""
    rows = Source.objects.all()
    return rows if audience.identities else rows.filter(protection=Protection.PUBLIC)


def claims_for(audience: Audience) -> QuerySet[Claim]:
    """Return the claims the audience may see under their names."""
    rows = Claim.objects.all()
    if not audience.identities:
        rows = rows.filter(_PUBLIC)
    return rows if audience.drafts else _accepted(rows)


def nameless_claims_for(audience: Audience) -> QuerySet[Claim]:
    """Return the claims whose figures the audience may see, and who makes them not."""
    if audience.identities:
        return Claim.objects.none()
    rows = Claim.objects.exclude(_PUBLIC).exclude(_CLOSED)
    return rows if audience.drafts else _accepted(rows)


_BEARERS = ("", "claimant__", "report__", "report__publisher__")
_PUBLIC = reduce(and_, (Q(**{f"{who}protection": Protection.PUBLIC}) for who in _BEARERS))
_CLOSED = reduce(or_, (Q(**{f"{who}protection": Protection.CLOSED}) for who in _BEARERS))


def _accepted(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.filter(reviews__ended_at=None, reviews__verdict=ReviewState.ACCEPTED)


def reports_for(audience: Audience) -> QuerySet[Report]:
    """Return the reports the audience may see: without drafts, those with a claim it may see."""
    rows = Report.objects.all()
    if not audience.identities:
        public = Protection.PUBLIC
        rows = rows.filter(protection=public, publisher__protection=public)
        hidden = Claim.objects.filter(report=OuterRef("pk")).exclude(
            protection=public, claimant__protection=public
        )
        rows = rows.exclude(Exists(hidden))  # its text would tell who it is
    if not audience.drafts:
        rows = rows.filter(Exists(claims_for(audience).filter(report=OuterRef("pk"))))
    return rows


def incidents_for(audience: Audience) -> QuerySet[Incident]:
    """Return the incidents: without drafts, those the desk confirmed or reviewed claims of."""
    rows = Incident.objects.all()
    if audience.drafts:
        return rows
    reviewed = Estimate.objects.filter(
        incident=OuterRef("pk"), basis=Basis.REVIEWED, ended_at=None, claims__gt=0
    )
    return rows.exclude(state=IncidentState.DISCARDED).filter(
        ~Q(state=IncidentState.PROVISIONAL) | Exists(reviewed)
    )


def hidden_names(incident_ids: Collection[int]) -> frozenset[str]:
    """Return every name that protected sources of these incidents have or had.

    Also of claims that were rejected, withdrawn or unlinked: sentences of the past name them.
    """
    bore = Claim.objects.filter(judgements__incident__in=incident_ids)
    open_ones = claims_for(Audience(drafts=True)).filter(pk__in=bore)
    hidden = bore.exclude(pk__in=open_ones).values("claimant")
    names = Source.objects.filter(pk__in=hidden).values_list("events__name", flat=True)
    return frozenset(name for name in names if name)


def change_for(estimate: Estimate, names: Collection[str]) -> str:
    """Return why a range moved, unless the sentence holds one of the names to hide."""
    return CHANGE_WITHHELD if any(name in estimate.change for name in names) else estimate.change


def explanation_for(
    audience: Audience,
    estimate: Estimate,
    protected: Collection[str],
    names: Collection[str] = (),
) -> dict[str, Any]:
    """Return an estimate's derivation as the audience may see it.

    ``protected`` holds the keys of the incident's claims whose speakers are hidden, ``names`` what
    `hidden_names` gave. Sentences
    were written with the protection of their time: where one was tightened since, they wait for
    the recompute.
    """
    if audience.identities:
        return {**estimate.derivation, "change": estimate.change}
    told = {**estimate.derivation, "change": change_for(estimate, names)}
    lines = [*_members(told), *told["left_out"]]
    if any(line["claim"] in protected and not line["protected"] for line in lines):
        nothing = {"low": None, "best": None, "high": None}
        return {**told, "groups": [], "left_out": [], "bounds": nothing, "change": WITHHELD}
    public = {line["claim"] for line in lines if not line["protected"]}
    return {
        **told,
        "groups": [_group(part, public) for group in told["groups"] for part in _parts(group)],
        "left_out": [_line(line) for line in told["left_out"]],
        "bounds": {end: _bound(bound, public) for end, bound in told["bounds"].items()},
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


def _first_clause(sentence: str) -> str:
    """Leave out the clause that says with how many figures this one speaks with one voice."""
    return sentence.rstrip(".").partition(";")[0] + "."


def _group(group: dict[str, Any], public: Collection[str]) -> dict[str, Any]:
    hidden = all(member["protected"] for member in group["members"])
    return {
        **group,
        "speaker": PROTECTED_GROUP if hidden else group["speaker"],
        "key": group["key"] if group["key"] in public else None,
        "root": group["root"] if group["root"] in public else None,
        "members": [_line(member) for member in group["members"]],
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "claim": None, "speaker": PROTECTED} if line["protected"] else line


def _bound(bound: dict[str, Any] | None, public: Collection[str]) -> dict[str, Any] | None:
    if bound is None:
        return None
    return {**bound, "claim": bound["claim"] if bound["claim"] in public else None}
