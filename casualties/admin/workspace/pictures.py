"""What the page's charts are drawn from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casualties.admin.charts.forest import Entry
from casualties.admin.charts.growth import Point
from casualties.admin.charts.lineage import Node
from casualties.core.estimation import Derivation
from casualties.core.estimation.derivation import (
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
)
from casualties.core.estimation.wording import spoken
from casualties.core.words import DerivationVerdict, Relation, Use
from casualties.queries import PublishedSeries
from casualties.queries.readings import ClaimReading
from sources.core.types import PROTECTED, SourceKind

HIDDEN = "protected"

Kinds = Mapping[str, str]


def kinds_of(claims: Iterable[ClaimReading]) -> dict[str, str]:
    """Return the kind of each named claim's source, by key."""
    return {claim.row.key: claim.row.claimant.kind for claim in claims if claim.named}


def entries(derivation: Derivation, kinds: Kinds) -> list[Entry]:
    """Return a row of the forest plot for each claim: what counts, copies, what was left out."""
    counted = [
        _counted(group, member, kinds) for group in derivation.groups for member in group.members
    ]
    return [
        *(entry for entry in counted if entry.counts),
        *(entry for entry in counted if not entry.counts),
        *(_left_out(line, kinds) for line in derivation.left_out),
    ]


def _counted(group: DerivationGroup, member: DerivationMember, kinds: Kinds) -> Entry:
    read = member.read_as
    within = member.term.weight if member.term else 1.0
    counts = member.use is Use.COUNTED
    return Entry(
        speaker=member.speaker,
        said=spoken(member.said),
        kind=kinds.get(member.claim, HIDDEN),
        low=read.low if read else None,
        best=read.best if read else None,
        high=read.high if read else None,
        weight=(group.weight or 0.0) * within if counts else 0.0,
        counts=counts,
        use="" if counts else member.use.label,
    )


def _left_out(line: DerivationOmission, kinds: Kinds) -> Entry:
    return Entry(
        speaker=line.speaker,
        said=spoken(line.said),
        kind=kinds.get(line.claim, HIDDEN),
        low=line.said.low,
        best=line.said.best,
        high=line.said.high,
        counts=False,
        use=f"left out: {line.code.label}",
    )


def points(series: PublishedSeries) -> list[Point]:
    """Return the steps of how knowledge grew."""
    return [
        Point(day=day, low=value.interval.low, best=value.interval.best, high=value.interval.high)
        for day, value in series.points
    ]


def nodes(claims: Sequence[ClaimReading], derivation: Derivation | None) -> list[Node]:
    """Return the claims with what each derives from."""
    counting = set(_counting(derivation)) if derivation else set()
    return [
        Node(
            key=claim.row.key,
            speaker=speaker_of(claim),
            said=f"{claim.row.said} {claim.row.measure.harm.label}",
            kind=claim.row.claimant.kind if claim.named else HIDDEN,
            counts=claim.row.key in counting,
            ties=[
                (tie.verdict, tie.on)
                for tie in claim.ties
                if tie.on and tie.verdict != DerivationVerdict.REFUSED
            ],
        )
        for claim in claims
    ]


def ties_told(claim: ClaimReading, names: Mapping[str, str]) -> str:
    """Return in words what a claim derives from."""
    told = (
        f"{Relation(tie.relation).label} {names.get(tie.on or '', 'a claim not shown here')}"
        f"{'' if tie.verdict == DerivationVerdict.CONFIRMED else f' ({tie.verdict})'}"
        for tie in claim.ties
    )
    return "; ".join(told)


def names_of(claims: Iterable[ClaimReading]) -> dict[str, str]:
    """Return what each claim is called in a sentence, by key: whose figure it is."""
    return {
        claim.row.key: f"{speaker_of(claim)}'s \N{LEFT SINGLE QUOTATION MARK}{claim.row.said}"
        "\N{RIGHT SINGLE QUOTATION MARK}"
        for claim in claims
    }


def speaker_of(claim: ClaimReading) -> str:
    """Return who says it, as far as the reader may know."""
    return claim.row.claimant.name if claim.named else PROTECTED


def key_of(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return the kinds in use with their names, for the chart's key."""
    labels = {**{kind.value: kind.label for kind in SourceKind}, HIDDEN: PROTECTED}
    used = set(kinds)
    return [(kind, label) for kind, label in labels.items() if kind in used]


def _counting(derivation: Derivation) -> Iterator[str]:
    for group in derivation.groups:
        yield from (member.claim for member in group.members if member.use is Use.COUNTED)
