"""From claims to provenance groups: what counts in one measure, once, and what does not."""

from collections.abc import Iterable
from dataclasses import dataclass

from casualties.core.coding import Scheme
from casualties.core.estimation import reasons
from casualties.core.estimation.figures import Reading, read_part, read_quantity
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.reliability import of_carriers, worst
from casualties.core.estimation.statements import Statements, resolve
from casualties.core.estimation.wording import listed_briefly
from casualties.core.types import Evidence, EvidenceClaim, Measure
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Every claim of a measure, exactly once: in a group or left out with a reason."""

    groups: tuple[Group, ...]
    left_out: tuple[Omission, ...]


def provenance(evidence: Evidence, measure: Measure, scheme: Scheme) -> Provenance:
    """Sort the claims of one measure into independent groups.

    Answers how many voices there are behind the reports, and which claims add nothing.

    Parameters
    ----------
    evidence
        The incident's claims and confirmed ties, in any order.
    measure
        What is counted.
    scheme
        Gives vague words their numbers.

    Returns
    -------
    Provenance
        Groups by key, left-out claims by key. Every claim of the measure is in it exactly once,
        and so is every copy of such a claim that words it as another measure.

    Notes
    -----
    In this order: corrected claims go; copies follow their root; retired statements go, with
    their copies; denials and claims without a readable figure go; a synthesis goes where what it
    rests on counts; a part goes where a figure for all is at least as high. What is left is
    grouped by claimant, and exact duplicates in a group collapse.
    """
    statements = resolve(evidence)
    omitted: dict[str, Omission] = {}
    figures: dict[str, Figure] = {}
    for claim in statements.anchored_in(measure):
        judged = _read(claim, statements, scheme)
        if isinstance(judged, Figure):
            figures[claim.key] = judged
        else:
            omitted[claim.key] = judged
    omitted |= _syntheses(figures, statements)
    omitted |= _outdone_parts([figures[key] for key in figures if key not in omitted])
    counted = [figure for key, figure in figures.items() if key not in omitted]
    copies = _copies(statements, measure)
    groups = _groups(counted, copies, statements, scheme)
    left_out = [*omitted.values(), *_corrected(statements, measure)]
    left_out += [
        reasons.copy_left_out(copy, statements, omitted.get(statements.anchors[copy.key]), measure)
        for copy in copies
        if statements.anchors[copy.key] not in {figure.claim.key for figure in counted}
    ]
    return Provenance(
        groups=groups, left_out=tuple(sorted(left_out, key=lambda omission: omission.claim.key))
    )


def _read(claim: EvidenceClaim, statements: Statements, scheme: Scheme) -> Figure | Omission:
    """Read one claim that copies none; say why where it cannot count by itself."""
    newer = statements.newer.get(statements.statement_of[claim.key])
    if newer is not None:
        return reasons.superseded(claim, newer, statements)
    part = claim.key in statements.parts
    whole = read_quantity(claim.quantity, scheme)
    reading = read_part(claim, scheme) if part else whole
    if reading is not None:
        return Figure(claim=claim, reading=reading, part=part)
    return reasons.no_reading(claim, scheme, unreadable=whole is None)


def _syntheses(figures: dict[str, Figure], statements: Statements) -> dict[str, Omission]:
    """Leave out what is built from figures that count. A part never displaces a whole."""
    found = {}
    for key, figure in figures.items():
        basis = statements.rests_on.get(statements.statement_of[key], frozenset())
        pillars = [
            other.claim
            for other in figures.values()
            if statements.statement_of[other.claim.key] in basis and (figure.part or not other.part)
        ]
        if pillars:
            found[key] = reasons.synthesis(figure.claim, pillars)
    return found


def _outdone_parts(figures: list[Figure]) -> dict[str, Omission]:
    """Leave out parts that say no more than the figures for all already do."""
    wholes = [figure for figure in figures if not figure.part]
    if not wholes:
        return {}
    greatest = max(wholes, key=lambda figure: figure.reading.ceiling)
    return {
        figure.claim.key: reasons.part(figure.claim, greatest.claim, greatest.reading.ceiling)
        for figure in figures
        if figure.part and figure.reading.floor <= greatest.reading.ceiling
    }


def _corrected(statements: Statements, measure: Measure) -> list[Omission]:
    return [
        reasons.corrected(statements.claims[key], statements.claims[by])
        for key, by in statements.corrections.items()
        if statements.claims[key].measure == measure
    ]


def _copies(statements: Statements, measure: Measure) -> list[EvidenceClaim]:
    """Return the copies worded as this measure, and those of statements made in it."""
    return [
        statements.claims[key]
        for key, anchor in sorted(statements.anchors.items())
        if key != anchor
        and measure in (statements.claims[key].measure, statements.claims[anchor].measure)
    ]


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


def _groups(
    counted: Iterable[Figure], copies: list[EvidenceClaim], statements: Statements, scheme: Scheme
) -> tuple[Group, ...]:
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
