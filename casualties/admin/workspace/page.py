"""The workspace's content: one reading of the incident, then pictures and tables of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties import mapping
from casualties.admin import figures
from casualties.admin.charts.forest import forest
from casualties.admin.charts.growth import growth
from casualties.admin.charts.lineage import lineage
from casualties.admin.workspace import pictures, tables
from casualties.admin.workspace.places import as_json, places
from casualties.admin.workspace.proposals import proposals_panel
from casualties.admin.workspace.standing import standing
from casualties.admin.workspace.why import why_panels
from casualties.core.estimation import Derivation
from casualties.core.estimation.meaning import meaning
from casualties.core.estimation.words import Flag
from casualties.core.types import Measure
from casualties.core.words import Basis
from casualties.models import Incident
from casualties.queries import Links, change_request, incident_reading, links_on, root_of, series_of
from casualties.queries.readings import EstimateReading, IncidentReading
from casualties.visibility import exists_for
from sources.visibility import Audience, audience_of_user

Context = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the incident's ranges, to look at."""

    name: str
    figures: SafeString
    address: str
    chosen: bool


def workspace(user: Any, incident: Incident, asked: Mapping[str, str]) -> Context:
    """Return what the page shows; ``asked`` may name a measure and a basis."""
    root = root_of(incident)
    audience = audience_of_user(user)
    reading = incident_reading(root, audience)
    chosen = _chosen(reading, asked)
    found = places(root, reading.claims)
    context: Context = {
        "incident": incident,
        "root": root,
        "reading": reading,
        "asked": change_request(root),
        "choices": [_choice(incident, one, chosen) for one in reading.estimates],
        "places": found,
        "places_json": as_json(found),
        "lineage": lineage(pictures.nodes(reading.claims, _derivation(chosen))),
        "claims_panel": tables.claims_panel(reading, _closed(reading, audience)),
        "key": pictures.key_of(_kinds(reading)),
    }
    if chosen is None:
        return context
    links = links_on(reading.row, reading.judgements)
    return context | _range(chosen, reading, links) | _grown(links, chosen)


def _range(chosen: EstimateReading, reading: IncidentReading, links: Links) -> Context:
    """Return what is told of one range."""
    proposals = proposals_panel(reading, links, chosen.row)
    row, derivation = chosen.row, _derivation(chosen)
    kinds = pictures.kinds_of(reading.claims)
    known = {claim.row.key: claim.row for claim in reading.claims if claim.named}
    spans = derivation.posterior.intervals if derivation.posterior else ()
    interval = mapping.interval_of(row)
    return {
        "estimate": row,
        "measure": figures.measure(row.measure),
        "shown": figures.of_estimate(row),
        "method": figures.method(row),
        "meaning": meaning(Measure.parse(row.measure), interval, row.level),
        "change": (chosen.derivation or {}).get("change", ""),
        "flags": [(Flag(flag).label, Flag(flag).meaning) for flag in row.flags],
        "readings": derivation.posterior.readings if derivation.posterior else (),
        "standing": standing(chosen, reading.hidden) if row.basis == Basis.REVIEWED else None,
        "forest": forest(pictures.entries(derivation, kinds), intervals=spans, best=row.best),
        "why": [*why_panels(row, derivation, known), *([proposals] if proposals else [])],
        "past": tables.past_panel(reading, row),
        "grade": tables.grade_panel(reading),
        "sign_offs": tables.sign_offs_panel(row),
    }


def _grown(links: Links, chosen: EstimateReading) -> Context:
    measure, basis = Measure.parse(chosen.row.measure), Basis(chosen.row.basis)
    series = series_of(links, measure=measure, basis=basis)
    points = pictures.points(series)
    return {
        "growth": growth(points) if points else None,
        "growth_panel": tables.growth_panel(series),
        "undated": series.undated,
    }


def _derivation(chosen: EstimateReading | None) -> Derivation:
    told: Any = chosen and chosen.derivation
    return Derivation.from_json(told) if told else Derivation()


def _chosen(reading: IncidentReading, asked: Mapping[str, str]) -> EstimateReading | None:
    """Return the range asked for, or the first: the headline, reviewed, where there is one."""
    wanted = (asked.get("measure"), asked.get("basis", Basis.REVIEWED))
    for one in reading.estimates:
        if (one.row.measure, one.row.basis) == wanted:
            return one
    return next(iter(reading.estimates), None)


def _choice(incident: Incident, one: EstimateReading, chosen: EstimateReading | None) -> Choice:
    row = one.row
    page = reverse("admin:casualties_incident_workspace", args=[incident.pk])
    return Choice(
        name=f"{figures.measure(row.measure)}, {row.basis}",
        figures=format_html("{}", figures.of_estimate(row)),
        address=f"{page}?measure={row.measure}&basis={row.basis}",
        chosen=one is chosen,
    )


def _closed(reading: IncidentReading, audience: Audience) -> int:
    """Return how many claims are not there for this person; drafts only for who may see drafts."""
    if not audience.drafts:
        return 0
    return sum(not exists_for(row.claim, audience) for row in reading.judgements)


def _kinds(reading: IncidentReading) -> Sequence[str]:
    return [claim.row.claimant.kind if claim.named else pictures.HIDDEN for claim in reading.claims]
