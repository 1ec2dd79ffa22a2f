"""Provenance groups: claims that speak with one voice."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casualties.core.coding import Scheme
from casualties.core.estimation import reasons
from casualties.core.estimation.duplicates import distinct
from casualties.core.estimation.figures import read_quantity
from casualties.core.estimation.members import Figure, Member
from casualties.core.estimation.reliability import of_carriers, worst
from casualties.core.estimation.statements import Statements
from casualties.core.estimation.wording import listed_briefly
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use
from sources.core.types import Reliability

__all__ = ["Figure", "Group", "Member", "grouped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that trace to one voice: one root statement, or the statements of one claimant.

    ``key`` is the root claim's key, or the key its carriers name where the root is not on file;
    ``root`` is None then. ``reliability`` is the root's, never the best carrier's. ``denials``
    are the voice's denials of harm and their copies, for a method that weighs denials.
    """

    key: str
    root: str | None
    reliability: Reliability
    members: tuple[Member, ...] = ()
    denials: tuple[Member, ...] = ()
    counted: tuple[Member, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the members whose figures bear on the range at hand: every method asks for them."""
        counted = tuple(member for member in self.members if member.use is Use.COUNTED)
        object.__setattr__(self, "counted", counted)

    @property
    def speaker(self) -> str:
        """Return who speaks, as readers may see it."""
        heard = self.counted or self.denials
        return listed_briefly(sorted({member.claim.speaker for member in heard}), "other")

    @property
    def protected(self) -> bool:
        """True where a figure or denial of the group comes from a source not all may see."""
        return any(member.protected for member in (*self.counted, *self.denials))


def _voice(claim: EvidenceClaim, statements: Statements) -> tuple[str, str]:
    """Return what groups a claim: its claimant, or its statement where carriers disagree on it.

    What a publisher relays of unknown others is one voice, and not the publisher's own.
    """
    if claim.relayed:
        return ("relayed", claim.claimant)
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
    counted: Iterable[Figure],
    denials: Iterable[EvidenceClaim],
    copies: list[EvidenceClaim],
    statements: Statements,
    scheme: Scheme,
) -> list[Group]:
    """Put figures that count and denials of harm into groups by voice, each with its copies."""
    said: dict[tuple[str, str], tuple[list[Figure], list[EvidenceClaim]]] = {}
    for figure in counted:
        said.setdefault(_voice(figure.claim, statements), ([], []))[0].append(figure)
    for claim in denials:
        said.setdefault(_voice(claim, statements), ([], []))[1].append(claim)
    groups = [_group(*parts, copies, statements, scheme) for parts in said.values()]
    return sorted(groups, key=lambda group: group.key)


def _group(
    figures: list[Figure],
    denials: list[EvidenceClaim],
    copies: list[EvidenceClaim],
    statements: Statements,
    scheme: Scheme,
) -> Group:
    members = [*distinct(figures, statements)]
    members += _repeated({figure.claim.key for figure in figures}, copies, statements, scheme)
    denied = [_denial(claim) for claim in denials]
    denied += _repeated({claim.key for claim in denials}, copies, statements, scheme)
    # a voice that gives a figure is known by its figures
    keys = {figure.claim.key for figure in figures} or {claim.key for claim in denials}
    roots = sorted(key for key in keys if statements.on_file(statements.statement_of[key]))
    return Group(
        key=roots[0] if roots else min(statements.statement_of[key] for key in keys),
        root=roots[0] if roots else None,
        reliability=(
            worst(statements.claims[key].claimant_reliability for key in roots)
            if roots
            else of_carriers(member.claim.publisher_reliability for member in members or denied)
        ),
        members=tuple(sorted(members, key=lambda member: member.claim.key)),
        denials=tuple(sorted(denied, key=lambda member: member.claim.key)),
    )


def _repeated(
    keys: set[str], copies: list[EvidenceClaim], statements: Statements, scheme: Scheme
) -> list[Member]:
    return [
        Member(
            claim=copy,
            use=Use.COPY,
            why=reasons.copy(copy, statements.claims[statements.anchors[copy.key]]),
            reading=read_quantity(copy.quantity, scheme),
        )
        for copy in copies
        if statements.anchors[copy.key] in keys
    ]


def _denial(claim: EvidenceClaim) -> Member:
    return Member(claim=claim, use=Use.COUNTED, why=reasons.denial(claim), reading=None)
