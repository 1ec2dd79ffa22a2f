"""Which claims state, which repeat, which correct or replace another: the ties, resolved.

A statement is one assertion by one claimant, however many reports carry it. It is known by the
key of its root claim where that is on file, else by the key its carriers name.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from casualties.core.estimation.graph import (
    Arrow,
    reachable,
    reversed_arrows,
    walk,
    without_circles,
)
from casualties.core.types import Evidence, EvidenceClaim, Measure, Tie
from casualties.core.words import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Every claim's place in the provenance of an incident.

    ``corrections``: a corrected claim to the correction that stands for it.
    ``anchors``: a live claim to the claim on file it goes back to (itself, where it copies none).
    ``statement_of``: a live claim to its statement. ``newer``: a retired statement to the one
    that revises it. ``rests_on``: a statement to all it is built from, however indirectly.
    ``parts``: claims that count a part of what another claim in the same measure counts.
    """

    claims: Mapping[str, EvidenceClaim]
    corrections: Mapping[str, str]
    anchors: Mapping[str, str]
    statement_of: Mapping[str, str]
    newer: Mapping[str, str]
    rests_on: Mapping[str, frozenset[str]]
    parts: frozenset[str]

    def on_file(self, statement: str) -> bool:
        """Return whether the root of a statement is itself in the evidence.

        Of a relayed claim it is not: somebody said it first, and nobody knows who.
        """
        return statement in self.anchors and not self.claims[statement].relayed

    def anchored_in(self, measures: Collection[Measure]) -> list[EvidenceClaim]:
        """Return the live claims of some measures that copy no claim on file, by key."""
        return [
            self.claims[key]
            for key, anchor in sorted(self.anchors.items())
            if key == anchor and self.claims[key].measure in measures
        ]


def relevant(evidence: Evidence, measures: Collection[Measure]) -> Evidence:
    """Return what bears on some measures: their claims and whatever is tied to them, in order.

    Ties stated by a claim that is not in the evidence have no effect and are left out, so that
    a withdrawn claim leaves no trace.
    """
    present = {claim.key for claim in evidence.claims}
    ties = [tie for tie in evidence.ties if tie.claim in present]
    both_ways: dict[str, tuple[str, ...]] = {}
    for tie in ties:
        both_ways[tie.claim] = (*both_ways.get(tie.claim, ()), tie.on)
        both_ways[tie.on] = (*both_ways.get(tie.on, ()), tie.claim)
    asked = {claim.key for claim in evidence.claims if claim.measure in measures}
    near = asked | reachable("", both_ways | {"": tuple(asked)})
    return Evidence.of(
        [claim for claim in evidence.claims if claim.key in near],
        [tie for tie in ties if tie.claim in near],
        evidence.hostile,
    )


def resolve(evidence: Evidence) -> Statements:
    """Resolve the ties of an incident's evidence.

    Notes
    -----
    A correction hides what it corrects and takes over its ties; a draft's correction hides
    drafts only. A correction's own `repeats` replaces the one it would take over. A claim that
    copies several is taken as a copy of one that is on file, the first by key.
    """
    claims = {claim.key: claim for claim in evidence.claims}
    ties = sorted(tie for tie in evidence.ties if tie.claim in claims)
    corrections = _corrections(claims, ties)
    sources = _copied_from(claims, ties, corrections)
    live = [key for key in sorted(claims) if key not in corrections]
    paths = {key: walk(key, sources) for key in live}
    statement_of = {key: path[-1] for key, path in paths.items()}

    def statement(key: str) -> str:
        stands = corrections.get(key, key)
        return statement_of.get(stands, stands)

    newer = reversed_arrows(without_circles(_between(ties, Relation.REVISES, statement)))
    return Statements(
        claims=claims,
        corrections=corrections,
        anchors={key: _last_on_file(path, claims) for key, path in paths.items()},
        statement_of=statement_of,
        newer={older: min(revisers) for older, revisers in newer.items()},
        rests_on=_foundations(_between(ties, Relation.BASED_ON, statement), newer),
        parts=_parts(claims, ties, corrections),
    )


def _between(ties: Iterable[Tie], relation: Relation, end: Callable[[str], str]) -> list[Arrow]:
    """Return the sorted arrows of one relation, each end put through ``end``."""
    return sorted({(end(tie.claim), end(tie.on)) for tie in ties if tie.relation is relation})


def _last_on_file(path: list[str], claims: Mapping[str, EvidenceClaim]) -> str:
    return path[-1] if path[-1] in claims else path[-2]


def _corrections(claims: Mapping[str, EvidenceClaim], ties: list[Tie]) -> dict[str, str]:
    arrows = _between(ties, Relation.CORRECTS, str)
    by = reversed_arrows(without_circles(arrow for arrow in arrows if arrow[1] in claims))
    hiding = {
        key: [c for c in reachable(key, by) if claims[c].reviewed or not claims[key].reviewed]
        for key in by
    }
    hidden = {key for key, hiders in hiding.items() if hiders}

    def reviewed_first(key: str) -> tuple[bool, str]:
        return (not claims[key].reviewed, key)

    return {key: min(set(hiding[key]) - hidden, key=reviewed_first) for key in sorted(hidden)}


def _copied_from(
    claims: Mapping[str, EvidenceClaim], ties: list[Tie], corrections: Mapping[str, str]
) -> dict[str, str]:
    """Return the one claim each live copy goes back to, directly."""
    own: dict[str, set[str]] = {}
    taken_over: dict[str, set[str]] = {}
    for tie in ties:
        if tie.relation is Relation.REPEATS:
            copier, copied = (corrections.get(key, key) for key in (tie.claim, tie.on))
            kept = own if copier == tie.claim else taken_over
            if copier != copied:
                kept.setdefault(copier, set()).add(copied)
    named = taken_over | own
    chosen = [(key, min(on, key=lambda on: (on not in claims, on))) for key, on in named.items()]
    return {key: on for key, (on,) in without_circles(sorted(chosen)).items()}


def _foundations(
    based: list[Arrow], newer: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Return what each statement rests on; on a retired one means on what replaced it."""
    revised = sorted((older, reviser) for older in newer for reviser in newer[older])
    arrows = without_circles([*based, *revised])
    return {start: reachable(start, arrows) for start, _ in based}


def _parts(
    claims: Mapping[str, EvidenceClaim], ties: list[Tie], corrections: Mapping[str, str]
) -> frozenset[str]:
    found: set[str] = set()
    for tie in ties:
        part, whole = (corrections.get(key, key) for key in (tie.claim, tie.on))
        if tie.relation is Relation.PART_OF and whole in claims and part != whole:
            found |= {part} if claims[part].measure == claims[whole].measure else set()
    return frozenset(found | {key for key, claim in claims.items() if claim.sub_group})
