"""Pages of incidents with their headline ranges."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from casualties.core.estimation.words import Flag, HarmGrade
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, Resource
from casualties.models import Estimate, GradeDecision, Incident, IncidentParty
from casualties.queries.conditions import Conditions, changed_since, holds, matching, within
from casualties.queries.incident_readings import pending_in
from casualties.queries.incidents import roots_of
from casualties.queries.keyset import Page, cut
from casualties.queries.past import AsOf, estimates_of, grades_of
from casualties.queries.readings import IncidentReading
from casualties.visibility import bases_for, claims_for, incidents_for
from sources.visibility import Audience

_ESTIMATE = (
    *("pk", "measure", "outcome", "low", "best", "high", "open_above", "open_below"),
    *("level", "method", "basis"),
)
_COLUMNS = (
    *("pk", "code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision", "parties", "action_status"),
    *("cause", "state"),
    *(f"reviewed__{column}" for column in _ESTIMATE),
    *("reviewed__harm_grade", "reviewed__attribution"),
    *("decided__pk", "decided__harm", "decided__attribution"),
    *("signed__estimate_id", "signed__low", "signed__best", "signed__high"),
    *("signed__open_below", "signed__open_above"),
    *(f"provisional__{column}" for column in _ESTIMATE),
)


def incident_rows(asked: Mapping[str, Any], audience: Audience) -> Page[dict[str, Any]]:
    """Return a page of incidents as they stand, as plain columns: this page is asked for most."""
    rows = incidents_for(audience).filter(_wanted(asked, audience))
    page = cut(_with_headlines(rows).values(*_COLUMNS), asked, key="code")
    pending = pending_in([row["pk"] for row in page.rows], audience)
    for row in page.rows:
        row["pending"] = pending(row["pk"])
    return page


def incident_readings(
    asked: Mapping[str, Any], audience: Audience, as_of: AsOf
) -> Page[IncidentReading]:
    """Return a page of incidents with the headline ranges of a day or time."""
    rows = incidents_for(audience).filter(_wanted(asked, audience))
    page = cut(rows.prefetch_related("alleged_parties"), asked, key="code")
    ids = [row.pk for row in page.rows]
    estimates = estimates_of(ids, audience, as_of, measure=str(HEADLINE))
    graded, pending = grades_of(ids, as_of), pending_in(ids, audience)
    readings = [
        IncidentReading(
            row=row,
            estimates=estimates[row.pk],
            graded=graded.get(row.pk),
            pending=pending(row.pk),
        )
        for row in page.rows
    ]
    return Page(rows=readings, after=page.after)


def _with_headlines(rows: QuerySet[Incident]) -> QuerySet[Incident, Any]:
    parties = IncidentParty.objects.filter(incident=OuterRef("pk")).order_by("party__slug")
    return rows.annotate(
        reviewed=FilteredRelation("estimates", condition=_headline_in(Basis.REVIEWED)),
        provisional=FilteredRelation("estimates", condition=_headline_in(Basis.PROVISIONAL)),
        signed=FilteredRelation(
            "sign_offs", condition=Q(sign_offs__measure=str(HEADLINE), sign_offs__ended_at=None)
        ),
        decided=FilteredRelation("grade_decisions", condition=Q(grade_decisions__ended_at=None)),
        parties=ArraySubquery(parties.values("party__slug")),
    )


def _headline_in(basis: Basis) -> Q:
    return Q(estimates__measure=str(HEADLINE), estimates__basis=basis, estimates__ended_at=None)


def _wanted(asked: Mapping[str, Any], audience: Audience) -> Q:
    return Q(merged_into=None) & matching(_CONDITIONS, asked, audience)


def _of_codes(codes: Sequence[str], _: Audience) -> Q:
    named = Q(code__in=codes) | Q(aliases__overlap=list(codes))
    return Q(pk__in=roots_of(Incident.objects.filter(named).values_list("pk", flat=True)))


def _named(text: str, audience: Audience) -> Q:
    return holds("code", "title", "place_name")(text, audience) | Q(aliases__contains=[text])


def _estimated(audience: Audience, **wanted: Any) -> Q:
    """Look for a range in force, of any measure, that this reader may see."""
    rows = Estimate.objects.filter(
        incident=OuterRef("pk"), ended_at=None, basis__in=bases_for(audience), **wanted
    )
    return Q(Exists(rows))


def _headline(**wanted: Any) -> Q:
    rows = Estimate.objects.filter(
        incident=OuterRef("pk"),
        ended_at=None,
        basis=Basis.REVIEWED,
        measure=str(HEADLINE),
        **wanted,
    )
    return Q(Exists(rows))


def _measured(measure: tuple[str | None, str | None], audience: Audience) -> Q:
    harm, status = measure
    like = f"^{harm or '[a-z_]+'}:{status or '[a-z_]+'}$"
    return _estimated(audience, measure__regex=like, claims__gt=0)


def _graded(grade: HarmGrade, _: Audience) -> Q:
    decisions = GradeDecision.objects.filter(incident=OuterRef("pk"), ended_at=None)
    decided = Q(Exists(decisions.filter(harm=grade)))
    return decided | ~Q(Exists(decisions)) & _headline(harm_grade=grade)


def _told_by(audience: Audience, claims: Q) -> Q:
    """Look for a claim on the incident or one merged into it, that this reader may see."""
    links = Q(judgements__verdict="positive", judgements__ended_at=None)
    if not audience.drafts:
        links &= Q(judgements__confirmed=True)
    told = claims_for(audience)
    direct = told.filter(links & claims & Q(judgements__incident=OuterRef("pk")))
    merged = told.filter(links & claims & Q(judgements__incident__merged_into=OuterRef("pk")))
    return Q(Exists(direct)) | Q(Exists(merged))


def _flagged(flag: Flag, _: Audience) -> Q:
    return _headline(flags__contains=[flag])


def _by_source(slug: str, audience: Audience) -> Q:
    return _told_by(audience, Q(claimant__slug=slug) | Q(report__publisher__slug=slug))


_CONDITIONS: Conditions = {
    "code": _of_codes,
    "country": lambda country, _: Q(country=country),
    "bbox": lambda box, _: within(box),
    "near": lambda circle, _: within(circle),
    "date_from": lambda day, _: Q(last_day__gte=day),
    "date_to": lambda day, _: Q(first_day__lte=day),
    "updated_since": changed_since(Resource.INCIDENT),
    "party": lambda slug, _: Q(
        Exists(IncidentParty.objects.filter(incident=OuterRef("pk"), party__slug=slug))
    ),
    "source": _by_source,
    "source_kind": lambda kind, audience: _told_by(audience, Q(claimant__kind=kind)),
    "measure": _measured,
    "killed_low_min": lambda low, _: _headline(low__gte=low),
    "grade": _graded,
    "flag": _flagged,
    "method": lambda method, _: _headline(method=method),
    "review_state": lambda state, _: Q(state=state),
    "q": _named,
}
