"""What is on file about an incident: its ranges, its claims, who signed."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from casualties.admin import figures
from casualties.admin.claim_rows import described_claims
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Estimate, Incident, Judgement, SignOff, Staleness
from casualties.queries import computed_grade, grade_decision, members_of, root_of
from casualties.visibility import change_for, names_hidden_from
from sources.admin.panels import Panel, link
from sources.admin.protection import marked
from sources.visibility import audience_of_user

_RANGES = (
    *("Measure", "Basis", "Range", "Method", "Claims", "Independent voices"),
    *("Why it moved, or did not", "State"),
)
_CLAIMS = ("Claim", "Claimant", "State", "Link", "Published", "On")
_GRADE = ("Axis", "Grade", "Why", "By")
_SIGNED = ("Measure", "Signed range", "Why", "By", "At", "Ended")

SignOffs = Mapping[str, SignOff]


def incident_panels(user: Any, incident: Incident) -> list[Panel]:
    """Return ranges, claims and sign-offs; of a merged incident, those of where it leads."""
    root = root_of(incident)
    members = members_of([root.pk])
    return [
        _ranges(user, root, incident, members),
        _grade(root),
        _claims(user, members),
        _sign_offs(root),
    ]


def _grade(root: Incident) -> Panel:
    """Tell both axes, a person's before the computed one."""
    lines: list[tuple[object, ...]] = []
    if decision := grade_decision(root):
        words = (HarmGrade(decision.harm), Attribution(decision.attribution))
        lines += [
            (axis, word.label, decision.reason, decision.by)
            for axis, word in zip(("Harm", "Attribution"), words, strict=True)
        ]
    if computed := computed_grade(root):
        lines += [
            ("Harm", computed.harm.label, computed.harm_because, "computed"),
            ("Attribution", computed.attribution.label, computed.attribution_because, "computed"),
        ]
    return Panel(
        title="How well it is attested", columns=_GRADE, rows=lines, empty="Not graded yet."
    )


def _ranges(user: Any, root: Incident, incident: Incident, members: Mapping[int, int]) -> Panel:
    names = names_hidden_from(audience_of_user(user), members)
    rows = Estimate.objects.filter(incident=root, ended_at=None).defer("derivation", "bench")
    live = SignOff.objects.filter(incident=root, ended_at=None)
    signed = {row.measure: row for row in live}
    return Panel.of(
        "Its ranges now",
        _RANGES,
        rows.order_by("measure", "-basis"),
        lambda row: _range_cells(row, signed, names),
        empty="None computed yet.",
        note=_range_note(root, incident, members),
    )


def _range_note(root: Incident, incident: Incident, members: Mapping[int, int]) -> object:
    notes = []
    if root != incident:
        notes.append(format_html("Merged: these are the ranges of {}. ", link(root)))
    stale = Staleness.objects.filter(incident__in=members)
    if stale.filter(quarantined_at=None).exists():
        notes.append(format_html("{}", "Something changed: they are being recomputed. "))
    if stale.exclude(quarantined_at=None).exists():
        notes.append(format_html("{}", "A recomputation failed and was set aside: release it. "))
    return format_html("{}" * len(notes), *notes) if notes else ""


def _range_cells(row: Estimate, signed: SignOffs, names: Collection[str]) -> tuple[object, ...]:
    return (
        figures.measure(row.measure),
        row.basis,
        link(row, figures.of_estimate(row)),
        figures.method(row),
        row.claims,
        row.groups,
        change_for(row, names) or "-",
        _state(row, signed),
    )


def _state(row: Estimate, signed: SignOffs) -> SafeString | str:
    """Return whether somebody stands by the range, and by which one where it moved since."""
    sign_off = signed.get(row.measure)
    if row.basis != "reviewed":
        return "-"
    if sign_off is None:
        return "unsigned"
    word = "signed off" if sign_off.estimate_id == row.pk else "changed since"
    told = "{}: {} was signed by {}"
    return format_html(told, word, link(sign_off, figures.of_sign_off(sign_off)), sign_off.by)


def _claims(user: Any, members: Mapping[int, int]) -> Panel:
    rows = described_claims(user).filter(on_pk__in=list(members))
    total = Judgement.objects.filter(
        incident__in=list(members), verdict=JudgementVerdict.POSITIVE, ended_at=None
    ).count()
    hidden = total - rows.count()
    return Panel.of(
        "Claims linked to it",
        _CLAIMS,
        rows.order_by("report__published_on", "id"),
        _claim_cells,
        empty="None yet.",
        note=f"{hidden} further protected." if hidden else "",
    )


def _claim_cells(row: Any) -> tuple[object, ...]:
    claim: Claim = row
    return (
        link(claim, figures.of_claim(claim)),
        marked(claim.claimant, claim.claimant.protection),
        row.verdict or "draft",
        "confirmed" if row.link_confirmed else "by rule or sender, unconfirmed",
        claim.report.published_on or "not stated",
        row.on_code,
    )


def _sign_offs(root: Incident) -> Panel:
    rows = SignOff.objects.filter(incident=root).order_by("-at")
    return Panel.of("Sign-offs", _SIGNED, rows, _sign_off_cells, empty="Nobody signed yet.")


def _sign_off_cells(row: SignOff) -> tuple[object, ...]:
    ended = row.ended_at or "in force"
    shown = link(row, figures.of_sign_off(row))
    return figures.measure(row.measure), shown, row.reason or "-", row.by, row.at, ended
