"""What the range would be if a relation that was proposed between its claims holds."""

from collections.abc import Iterator

from django.utils.html import format_html

from casualties import mapping
from casualties.actions.previews import with_each
from casualties.admin import figures
from casualties.admin.workspace.pictures import names_of
from casualties.core.types import Tie
from casualties.core.words import Basis, DerivationVerdict, Relation
from casualties.models import Estimate
from casualties.queries import Links
from casualties.queries.readings import IncidentReading
from sources.admin.panels import Panel

MOST = 10
"""Proposals whose ranges a page works out: each is an estimate of its own."""

_COLUMNS = ("If", "The range", "Becomes")


def proposals_panel(reading: IncidentReading, links: Links, row: Estimate) -> Panel | None:
    """Return a line a proposal between claims the reader knows of; None where there is none."""
    proposed = list(_proposed(reading))
    if not proposed:
        return None
    shown, names = proposed[:MOST], names_of(reading.claims)
    ranges = with_each(links, shown, (row.measure, Basis(row.basis)))
    now = mapping.interval_of(row)
    more = len(proposed) - len(shown)
    return Panel(
        title="If a proposal holds",
        columns=_COLUMNS,
        rows=[
            (
                format_html('<span dir="auto">{}</span>', _told(tie, names)),
                figures.interval(now),
                "stays" if then == now else figures.interval(then),
            )
            for tie, then in zip(shown, ranges, strict=True)
        ],
        note=f"{more} more are proposed: see the list of relations." if more else "",
    )


def _proposed(reading: IncidentReading) -> Iterator[Tie]:
    known = {claim.row.key for claim in reading.claims}
    for claim in reading.claims:
        for tie in claim.ties:
            if tie.verdict == DerivationVerdict.PROPOSED and tie.on in known:
                yield Tie(claim=claim.row.key, relation=Relation(tie.relation), on=tie.on)


def _told(tie: Tie, names: dict[str, str]) -> str:
    return f"{names[tie.claim]} {tie.relation.label} {names[tie.on]}"
