"""Pages of incidents with their headline ranges."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from casualties.core.estimation.words import Flag, HarmGrade
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, Resource
from casualties.models import Estimate, GradeDecision, Incident, IncidentParty
from casualties.queries.conditions import Conditions, changed_since, holds, matching, within
from casualties.queries.incident_readings import pending_in
from casualties.queries.incidents import roots_of
from casualties.queries.keyset import Cutting, Page, cut, page_of
from casualties.queries.past import AsOf, estimates_of, grades_of
from casualties.queries.readings import IncidentReading
from casualties.visibility import bases_for, claims_for, incidents_for
from sources.visibility import Audience


class IncidentRow(NamedTuple):
    """An incident as it stands, as plain columns, with its headline ranges."""

    id: int
    code: str
    aliases: list[str]
    title: str
    country: str
    first_day: date
    last_day: date
    date_precision: str
    place: str
    latitude: float | None
    longitude: float | None
    location_precision: str
    alleged_parties: list[str]
    action_status: str
    cause: str
    state: str
    grade: tuple[str | None, str | None, bool]
    reviewed: tuple[Any, ...]
    provisional: tuple[Any, ...]
    signed: tuple[Any, ...]


FIGURE = (
    *("id", "outcome", "low", "best", "high", "open_above", "open_below", "level"),
    *("method",),
)
"""The columns of a range in a row; the first is None where there is none."""

SIGNED = ("estimate_id", "low", "best", "high", "open_below", "open_above")
"""The columns of signed figures; the first is None where nobody signed."""

_OWN = (
    *("id", "code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision"),
)

# Written out, because to have Django write it takes longer than to run it. The page itself, who
# may see it and what was asked for, is Django's.
_ROWS = f"""SELECT {", ".join(f"i.{column}" for column in _OWN)},
           ARRAY(SELECT p.slug FROM casualties_incidentparty l JOIN sources_party p
                     ON p.id = l.party_id WHERE l.incident_id = i.id ORDER BY p.slug COLLATE "C"),
           i.action_status, i.cause, i.state, g.id, g.harm, g.attribution,
           r.harm_grade, r.attribution,
           {", ".join(f"r.{column}" for column in FIGURE)},
           {", ".join(f"d.{column}" for column in FIGURE)},
           {", ".join(f"s.{column}" for column in SIGNED)}
      FROM (SELECT id FROM ({{there}}) AS there(id, code, first_day)
             {{place}} ORDER BY {{order}} LIMIT %s) AS page
      JOIN casualties_incident i USING (id)
      LEFT JOIN casualties_estimate r ON r.incident_id = i.id AND r.ended_at IS NULL
       AND r.measure = '{HEADLINE}' AND r.basis = 'reviewed'
      LEFT JOIN casualties_estimate d ON d.incident_id = i.id AND d.ended_at IS NULL
       AND d.measure = '{HEADLINE}' AND d.basis = 'provisional' AND %s
      LEFT JOIN casualties_signoff s ON s.incident_id = i.id AND s.ended_at IS NULL
       AND s.measure = '{HEADLINE}'
      LEFT JOIN casualties_gradedecision g ON g.incident_id = i.id AND g.ended_at IS NULL
     ORDER BY {{order}}"""
_SIZE = len(FIGURE)
_NOTHING = "SELECT id, code, first_day FROM casualties_incident WHERE false"


def incident_rows(
    asked: Mapping[str, Any], audience: Audience
) -> tuple[Page[IncidentRow], Callable[[int], bool | None]]:
    """Return a page of incidents as they stand, and which wait to be recomputed.

    This page is asked for most, and so goes from columns to its reader without models between.
    """
    there, given = _there(asked, audience)
    cutting = Cutting.of(Incident, asked, key="code")
    drafts = Basis.PROVISIONAL in bases_for(audience)
    statement = _ROWS.format(there=there, place=cutting.place, order=cutting.order)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *cutting.given, cutting.most, drafts])
        found = [_row(columns) for columns in cursor.fetchall()]
    turned = page_of(found, asked, key="code")
    return turned, pending_in([row.id for row in turned.rows], audience)


def _there(asked: Mapping[str, Any], audience: Audience) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of who may see what and of what was asked for."""
    if asked.keys().isdisjoint(_CONDITIONS):
        return _everything(audience)
    rows = incidents_for(audience).filter(_wanted(asked, audience))
    try:
        return rows.order_by().values_list("pk", "code", "first_day").query.sql_with_params()
    except EmptyResultSet:  # such as a code that is nobody's: Django sees that without asking
        return _NOTHING, ()


@lru_cache
def _everything(audience: Audience) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of all incidents that an audience may see: the same for each reader."""
    rows = incidents_for(audience).filter(_wanted({}, audience))
    return rows.order_by().values_list("pk", "code", "first_day").query.sql_with_params()


def _row(columns: tuple[Any, ...]) -> IncidentRow:
    decided, harm, attribution, *computed = columns[16:21]
    grade = (harm, attribution, True) if decided else (*computed, False)
    ranges = columns[21:]
    parts = ranges[:_SIZE], ranges[_SIZE : 2 * _SIZE], ranges[2 * _SIZE :]
    return IncidentRow._make((*columns[:16], grade, *parts))


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
