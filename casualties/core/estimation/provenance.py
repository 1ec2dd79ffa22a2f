"""From claims to provenance groups: what counts in one measure, once, and what does not."""

from collections.abc import Collection
from dataclasses import dataclass

from casualties.core.coding import Scheme
from casualties.core.estimation import reasons
from casualties.core.estimation.figures import read_part, read_quantity
from casualties.core.estimation.groups import Figure, Group, Member, grouped
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.statements import Statements, resolve
from casualties.core.types import Evidence, EvidenceClaim, Measure
from casualties.core.words import LeftOut, Stance

__all__ = ["Group", "Member", "Provenance", "provenance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Every claim of a measure, exactly once: in a group or left out with a reason.

    Denials are left out, and are also in the ``denials`` of their voice's group or, where it
    gives no figure, of one of the ``deniers``: a method that weighs them finds them there.
    """

    groups: tuple[Group, ...]
    left_out: tuple[Omission, ...]
    deniers: tuple[Group, ...] = ()


def provenance(
    evidence: Evidence, measure: Measure, scheme: Scheme, also: Collection[Measure] = ()
) -> Provenance:
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
    also
        Further measures whose claims count beside it, where they are converted.

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
    grouped by claimant, and exact duplicates in a group collapse. Claims that carry a statement
    whose origin is not on file are one group; it takes the name of their claimant where they
    agree on one.

    Examples
    --------
    >>> from casualties.core.coding import load_scheme
    >>> from casualties.core.types import HEADLINE
    >>> provenance(Evidence(), HEADLINE, load_scheme()).groups
    ()
    """
    statements = resolve(evidence)
    asked = frozenset({measure, *also})
    omitted: dict[str, Omission] = {}
    figures: dict[str, Figure] = {}
    for claim in statements.anchored_in(asked):
        judged = _read(claim, statements, scheme)
        if isinstance(judged, Figure):
            figures[claim.key] = judged
        else:
            omitted[claim.key] = judged
    omitted |= _syntheses(figures, statements)
    omitted |= _outdone_parts([figures[key] for key in figures if key not in omitted])
    counted = [figure for key, figure in figures.items() if key not in omitted]
    copies = _copies(statements, asked)
    groups = grouped(counted, _denials(omitted, statements), copies, statements, scheme)
    left_out = [*omitted.values(), *_corrected(statements, asked)]
    left_out += [
        reasons.copy_left_out(copy, statements, omitted.get(statements.anchors[copy.key]), measure)
        for copy in copies
        if statements.anchors[copy.key] not in {figure.claim.key for figure in counted}
    ]
    return Provenance(
        groups=tuple(group for group in groups if group.members),
        left_out=tuple(sorted(left_out, key=lambda omission: omission.claim.key)),
        deniers=tuple(group for group in groups if not group.members),
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


def _denials(omitted: dict[str, Omission], statements: Statements) -> list[EvidenceClaim]:
    """Return the claims that deny harm to anybody at all."""
    return [
        omission.claim
        for key, omission in omitted.items()
        if omission.code is LeftOut.DENIAL
        and omission.claim.stance is Stance.DENIES_HARM
        and key not in statements.parts
    ]


def _corrected(statements: Statements, asked: Collection[Measure]) -> list[Omission]:
    return [
        reasons.corrected(statements.claims[key], statements.claims[by])
        for key, by in statements.corrections.items()
        if statements.claims[key].measure in asked
    ]


def _copies(statements: Statements, asked: Collection[Measure]) -> list[EvidenceClaim]:
    """Return the copies worded as what is asked, and those of statements made in it."""
    return [
        statements.claims[key]
        for key, anchor in sorted(statements.anchors.items())
        if key != anchor
        and {statements.claims[key].measure, statements.claims[anchor].measure} & set(asked)
    ]
