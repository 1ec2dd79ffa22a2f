"""Provenance groups: claims that speak with one voice."""

from collections.abc import Iterable
from dataclasses import dataclass

from casualties.core.coding import Scheme
from casualties.core.estimation import reasons
from casualties.core.estimation.figures import Reading, read_quantity
from casualties.core.estimation.reliability import of_carriers, worst
from casualties.core.estimation.statements import Statements
from casualties.core.estimation.wording import listed_briefly
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use
from sources.core.types import Protection, Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A claim in a group: counted with its reading, or a copy that adds nothing.

    ``part`` is True where the figure counts a part of the victims and reads as 'at least'.
    """

    claim: EvidenceClaim
    use: Use
    why: str
    reading: Reading | None
    part: bool = False

    @property
    def protected(self) -> bool:
        """True where not everybody may see who said it."""
        return self.claim.protection is not Protection.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that trace to one voice: one root statement, or the statements of one claimant.

    ``key`` is the root claim's key, or the key its carriers name where the root is not on file;
    ``root`` is None then. ``reliability`` is the root's, never the best carrier's.
    """

    key: str
    root: str | None
    reliability: Reliability
    members: tuple[Member, ...]

    @property
    def counted(self) -> tuple[Member, ...]:
        """Return the members whose figures bear on the range."""
        return tuple(member for member in self.members if member.use is Use.COUNTED)

    @property
    def speaker(self) -> str:
        """Return who speaks, as readers may see it."""
        return listed_briefly(sorted({member.claim.speaker for member in self.counted}), "other")

    @property
    def protected(self) -> bool:
        """True where a figure of the group comes from a source not everybody may see."""
        return any(member.protected for member in self.counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claim's figure that may count: read as numbers, for all the victims or for a part."""

    claim: EvidenceClaim
    reading: Reading
    part: bool


def _voice(claim: EvidenceClaim, statements: Statements) -> tuple[str, str]:
    """Return what groups a claim: its claimant, or its statement where carriers disagree on it."""
    statement = statements.statement_of[claim.key]
    if statements.on_file(statement):
        return ("claimant", claim.claimant)
    carriers = {
        statements.claims[key].claimant
        for key, anchor in statements.anchors.items()
        if key == anchor and statements.statement_of[key] == statement
    }
    return ("claimant", claim.claimant) if len(carriers) == 1 else ("statement", statement)


def grouped(
    counted: Iterable[Figure], copies: list[EvidenceClaim], statements: Statements, scheme: Scheme
) -> tuple[Group, ...]:
    """Put figures that count into groups by voice, each with the copies of its claims."""
    voices: dict[tuple[str, str], list[Figure]] = {}
    for figure in counted:
        voices.setdefault(_voice(figure.claim, statements), []).append(figure)
    groups = [_group(figures, copies, statements, scheme) for figures in voices.values()]
    return tuple(sorted(groups, key=lambda group: group.key))


def _group(
    figures: list[Figure], copies: list[EvidenceClaim], statements: Statements, scheme: Scheme
) -> Group:
    keys = {figure.claim.key for figure in figures}
    members = [*_distinct(figures, statements)]
    members += [
        Member(
            claim=copy,
            use=Use.COPY,
            why=reasons.copy(copy, statements.claims[statements.anchors[copy.key]]),
            reading=read_quantity(copy.quantity, scheme),
        )
        for copy in copies
        if statements.anchors[copy.key] in keys
    ]
    roots = sorted(key for key in keys if statements.on_file(statements.statement_of[key]))
    return Group(
        key=roots[0] if roots else min(statements.statement_of[key] for key in keys),
        root=roots[0] if roots else None,
        reliability=(
            worst(statements.claims[key].claimant_reliability for key in roots)
            if roots
            else of_carriers(member.claim.publisher_reliability for member in members)
        ),
        members=tuple(sorted(members, key=lambda member: member.claim.key)),
    )


def _distinct(figures: list[Figure], statements: Statements) -> Iterable[Member]:
    """Yield every figure of a group, exact duplicates after the first by key as copies."""
    first: dict[tuple[str, Reading, bool], EvidenceClaim] = {}
    for figure in sorted(figures, key=lambda figure: figure.claim.key):
        same = first.setdefault(
            (figure.claim.quantity.qualifier, figure.reading, figure.part), figure.claim
        )
        counts = same is figure.claim
        yield Member(
            claim=figure.claim,
            use=Use.COUNTED if counts else Use.COPY,
            why=(
                reasons.counted(figure.claim, len(figures), statements, part=figure.part)
                if counts
                else reasons.duplicate(figure.claim, same)
            ),
            reading=figure.reading,
            part=figure.part,
        )
