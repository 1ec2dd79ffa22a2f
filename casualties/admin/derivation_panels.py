"""An estimate's derivation as tables of sentences."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from casualties.admin import figures
from casualties.core.estimation import Bound, Derivation
from casualties.core.estimation.derivation import (
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
)
from casualties.core.estimation.derivation_json import DerivationJson
from casualties.core.estimation.wording import counted, spoken
from casualties.core.types import Interval
from casualties.models import Claim, Estimate
from casualties.queries import members_of
from casualties.visibility import (
    WITHHELD,
    claims_for,
    explanation_for,
    names_hidden_from,
)
from sources.admin.panels import Panel, link
from sources.core.types import PROTECTED
from sources.visibility import Audience, audience_of_user

Known = Mapping[str, Claim]

_ENDS = ("End", "Figure", "Where it comes from", "Claim")
_VOICE = ("Said", "Read as", "What was done with it", "Why", "Claim")
_OUT = ("Who", "Said", "Why it bears on nothing", "Claim")


def derivation_panels(user: Any, row: Estimate) -> list[Panel]:
    """Return the ends, a table for each independent voice, what was left out, other methods."""
    audience, keys = audience_of_user(user), _keys(row)
    known = _known(audience, keys)
    names = names_hidden_from(audience, members_of([row.incident_id]))
    told = explanation_for(audience, row, keys - known.keys(), names)
    moved = Panel(
        title="Why it moved, or did not", columns=(), rows=(), empty=told["change"] or "-"
    )
    if told["change"] == WITHHELD:
        return [moved]
    derivation = Derivation.from_json(cast(DerivationJson, told))
    counts = f"{figures.measure(row.measure)}, by {row.method}"
    return [
        moved,
        _ends(derivation, known, counts),
        *(_voice(group, known) for group in derivation.groups),
        Panel.of(
            "Left out",
            _OUT,
            derivation.left_out,
            lambda line: _omission_cells(line, known),
            empty="Nothing was left out.",
        ),
        _bench(row),
    ]


def _keys(row: Estimate) -> set[str]:
    derivation = Derivation.from_json(row.derivation)
    members = {member.claim for group in derivation.groups for member in group.members}
    return members | {line.claim for line in derivation.left_out}


def _known(audience: Audience, keys: Collection[str]) -> Known:
    """Return the claims of a derivation that the audience may know of, by key."""
    rows = claims_for(audience).filter(key__in=keys).select_related("claimant")
    return {claim.key: claim for claim in rows}


def _ends(derivation: Derivation, known: Known, counts: str) -> Panel:
    ends = (("low", derivation.low), ("best", derivation.best), ("high", derivation.high))
    rows = [_end_cells(name, bound, known) for name, bound in ends if bound]
    title = f"Where each end comes from: {counts}"
    return Panel(title=title, columns=_ENDS, rows=rows, empty="There is no range.")


def _end_cells(name: str, bound: Bound, known: Known) -> tuple[object, ...]:
    claim = known.get(bound.claim or "")
    return name, _isolated(bound.figure), bound.sentence, link(claim, "open") if claim else "-"


def _voice(group: DerivationGroup, known: Known) -> Panel:
    seen = [member for member in group.members if member.claim in known]
    hidden = len(group.members) - len(seen)
    title = f"Voice: {group.speaker} (reliability {group.reliability})"
    note = _not_shown(hidden) if seen and hidden else ""
    rows = [_member_cells(member, known) for member in seen]
    return Panel(title=title, columns=_VOICE, rows=rows, empty="Not shown.", note=note)


def _not_shown(number: int) -> str:
    verb = "is" if number == 1 else "are"
    return f"{counted(number, 'protected claim')} of this voice {verb} not shown."


def _member_cells(member: DerivationMember, known: Known) -> tuple[object, ...]:
    mark = mark_safe(' <span class="mark">protected</span>') if member.protected else ""
    return (
        format_html("<bdi>{}</bdi>{}", spoken(member.said), mark),
        figures.reading(member.read_as),
        member.use.label,
        member.why,
        link(known[member.claim], "open"),
    )


def _omission_cells(line: DerivationOmission, known: Known) -> tuple[object, ...]:
    if line.claim not in known:
        return PROTECTED, "-", "Not shown.", "-"
    said = format_html("<bdi>{}</bdi>", spoken(line.said))
    return line.speaker, said, line.sentence, link(known[line.claim], "open")


def _bench(row: Estimate) -> Panel:
    rows = [
        (method, figures.interval(Interval(**found))) for method, found in sorted(row.bench.items())
    ]
    title = f"What the other methods give: {figures.measure(row.measure)}"
    return Panel(title=title, columns=("Method", "Range"), rows=rows, empty="Nothing.")


def _isolated(figure: int) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', figure)
