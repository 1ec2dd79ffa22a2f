"""The page's tables: claims, what was known when, ranges of the past, sign-offs."""

from collections.abc import Mapping
from datetime import date

from django.utils.html import format_html

from casualties.admin import figures
from casualties.admin.workspace.pictures import names_of, ties_told
from casualties.core.estimation import Attribution, Derivation, EstimateValue, HarmGrade
from casualties.core.words import Basis
from casualties.models import Estimate, SignOff
from casualties.queries import PublishedSeries, past_estimates
from casualties.queries.readings import ClaimReading, IncidentReading, LinkState
from casualties.visibility import change_for
from sources.admin.panels import Panel, link
from sources.admin.protection import marked
from sources.core.types import PROTECTED, SourceKind

_CLAIMS = ("Claim", "Claimant", "Kind", "Published", "State", "Link", "Derives from")
_PAST = ("From", "Until", "Range", "Why it moved, or did not")
_GROWN = ("By the end of", "Range", "Claims", "Independent voices")
_GRADE = ("Axis", "Grade", "Why", "By")
_SIGNED = ("Signed range", "Why", "By", "At", "Ended")


def claims_panel(reading: IncidentReading, closed: int) -> Panel:
    """Return every claim on the incident, by day of publication; ``closed`` ones are counted."""
    names = names_of(reading.claims)
    ordered = sorted(reading.claims, key=_by_day)
    return Panel.of(
        "Claims",
        _CLAIMS,
        ordered,
        lambda claim: _claim_cells(claim, names),
        empty="No claim is linked to it yet. Link one from the list of claims.",
        note=f"{closed} further protected." if closed else "",
    )


def _by_day(claim: ClaimReading) -> tuple[date, str]:
    return claim.row.report.published_on or date.max, claim.row.key


def _claim_cells(claim: ClaimReading, names: Mapping[str, str]) -> tuple[object, ...]:
    row = claim.row
    confirmed = claim.link is LinkState.CONFIRMED
    told = (
        claim.state.label,
        "confirmed" if confirmed else "unconfirmed",
        format_html('<span dir="auto">{}</span>', ties_told(claim, names) or "-"),
    )
    if not claim.named:
        return figures.of_claim(row), PROTECTED, "-", "-", *told
    return (
        link(row, figures.of_claim(row)),
        marked(format_html("<bdi>{}</bdi>", row.claimant), row.claimant.protection),
        SourceKind(row.claimant.kind).label,
        row.report.published_on or "not stated",
        *told,
    )


def growth_panel(series: PublishedSeries) -> Panel:
    """Return the range of each day of publication."""
    return Panel.of("Range by day of publication", _GROWN, series.points, _grown_cells)


def _grown_cells(point: tuple[date, EstimateValue]) -> tuple[object, ...]:
    day, value = point
    shown: object = figures.interval(value.interval)
    if value.reason:
        shown = f"no range: {value.reason.sentence}"
    return day, shown, value.claims, value.groups


def past_panel(reading: IncidentReading, row: Estimate) -> Panel:
    """Return the ranges this measure has had, the latest first."""
    return Panel.of(
        "Ranges so far",
        _PAST,
        past_estimates(reading.row, row.measure, row.basis),
        lambda one: (
            one.at,
            one.ended_at or "in force",
            link(one, figures.of_estimate(one)),
            change_for(one, reading.hidden) or "-",
        ),
    )


def grade_panel(reading: IncidentReading) -> Panel:
    """Return both axes of the grade, a person's before the computed one."""
    lines: list[tuple[object, ...]] = []
    if decision := reading.graded:
        words = (HarmGrade(decision.harm), Attribution(decision.attribution))
        lines += [
            (axis, word.label, decision.reason, decision.by)
            for axis, word in zip(("Harm", "Attribution"), words, strict=True)
        ]
    headline = reading.headline(Basis.REVIEWED)
    if headline and (computed := Derivation.from_json(headline.row.derivation).grade):
        lines += [
            ("Harm", computed.harm.label, computed.harm_because, "computed"),
            ("Attribution", computed.attribution.label, computed.attribution_because, "computed"),
        ]
    return Panel(
        title="How well it is attested", columns=_GRADE, rows=lines, empty="Not graded yet."
    )


def sign_offs_panel(row: Estimate) -> Panel:
    """Return who stood by this measure's range, the latest first."""
    found = SignOff.objects.filter(incident=row.incident_id, measure=row.measure).order_by("-at")
    return Panel.of("Sign-offs", _SIGNED, found, _sign_off_cells, empty="Nobody signed yet.")


def _sign_off_cells(row: SignOff) -> tuple[object, ...]:
    shown = link(row, figures.of_sign_off(row))
    return shown, row.reason or "-", row.by, row.at, row.ended_at or "in force"
