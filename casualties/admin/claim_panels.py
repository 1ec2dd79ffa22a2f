"""What is on file about a claim besides its own words."""

from typing import Any

from django.db.models import Q
from django.utils.html import format_html

from casualties.models import Claim, Derivation, Judgement, Review
from sources.admin.panels import Panel, link
from sources.visibility import audience_of_user, visible_to

_DECIDED = ("Verdict", "Credibility", "Why", "By", "At", "Ended")
_RELATED = ("Claim", "", "Other claim", "Verdict", "Why", "By", "Ended")
_JUDGED = ("Incident", "Verdict", "Confirmed", "Why", "By", "At", "Ended")


def claim_panels(user: Any, claim: Any) -> list[Panel]:
    """Return the report, the reviews, the relations and the links of a claim."""
    return [
        _report(claim),
        Panel.of(
            "What the desk decided",
            _DECIDED,
            claim.reviews.order_by("-at"),
            _review_cells,
            empty="Nothing yet: it is a draft.",
        ),
        _relations(user, claim),
        Panel.of(
            "Which incident it is about",
            _JUDGED,
            claim.judgements.select_related("incident").order_by("-at"),
            _judgement_cells,
            empty="On no incident, and judged for none.",
        ),
    ]


def _report(claim: Claim) -> Panel:
    report = claim.report
    day = report.published_on or "not stated"
    row = (link(report), report.publisher, day, report.url or "-", report.archived_url or "-")
    columns = ("Report", "Publisher", "Published", "Address", "Archived at")
    return Panel(title="Its report", columns=columns, rows=[row])


def _relations(user: Any, claim: Claim) -> Panel:
    rows = (
        Derivation.objects.filter(Q(claim=claim) | Q(on_claim=claim))
        .select_related("claim__claimant", "on_claim__claimant")
        .order_by("-at")
    )
    rows = visible_to(audience_of_user(user), rows)
    return Panel.of("How it stands to other claims", _RELATED, rows, _derivation_cells)


def _review_cells(row: Review) -> tuple[object, ...]:
    return row.verdict, row.credibility or "-", row.reason or "-", row.by, row.at, _ended(row)


def _derivation_cells(row: Derivation) -> tuple[object, ...]:
    return (
        link(row.claim),
        row.get_relation_display(),
        link(row.on_claim),
        link(row, row.verdict),
        row.reason or "-",
        row.by,
        _ended(row),
    )


def _judgement_cells(row: Judgement) -> tuple[object, ...]:
    confirmed = "yes" if row.confirmed else "no"
    if row.probability is not None:
        confirmed = format_html("{} (probability {})", confirmed, f"{row.probability:.2f}")
    return (
        link(row.incident),
        link(row, row.verdict),
        confirmed,
        row.reason or "-",
        row.by,
        row.at,
        _ended(row),
    )


def _ended(row: Any) -> object:
    return format_html("{} by {}", row.ended_at, row.ended_by) if row.ended_at else "in force"
