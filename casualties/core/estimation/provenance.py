"""From claims to provenance groups: what counts in one measure, once, and what does not."""

from collections.abc import Collection, Iterable

from casualties.core.coding import Scheme
from casualties.core.estimation import reasons
from casualties.core.estimation.early import is_early
from casualties.core.estimation.figures import read_part, read_quantity
from casualties.core.estimation.groups import Figure, Group, Member, Provenance
from casualties.core.estimation.reasons import Omission
from casualties.core.estimation.reliability import of_carriers, worst
from casualties.core.estimation.statements import Statements, resolve
from casualties.core.types import Evidence, EvidenceClaim, Measure
from casualties.core.words import LeftOut, Stance, Use

__all__ = ["Group", "Member", "Provenance", "provenance"]


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
    grouped by claimant, and exact duplicates in a group collapse.
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
    denials = [
        omission.claim
        for omission in omitted.values()
        if omission.code is LeftOut.DENIAL
        and omission.claim.stance is Stance.DENIES_HARM
        and omission.claim.key not in statements.parts
    ]
    voiced = _by_voice(counted, denials, statements)
    groups = [_group(*said, copies, statements, scheme) for said in voiced]
    left_out = [*omitted.values(), *_corrected(statements, asked)]
    left_out += [
        reasons.copy_left_out(copy, statements, omitted.get(statements.anchors[copy.key]), measure)
        for copy in copies
        if statements.anchors[copy.key] not in {figure.claim.key for figure in counted}
    ]
    return Provenance(
        groups=tuple(sorted((g for g in groups if g.members), key=lambda group: group.key)),
        left_out=tuple(sorted(left_out, key=lambda omission: omission.claim.key)),
        deniers=tuple(sorted((g for g in groups if not g.members), key=lambda group: group.key)),
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


def _by_voice(
    counted: Iterable[Figure], denials: Iterable[EvidenceClaim], statements: Statements
) -> list[tuple[list[Figure], list[EvidenceClaim]]]:
    """Return what each voice says: its figures, and its denials of harm."""
    said: dict[tuple[str, str], tuple[list[Figure], list[EvidenceClaim]]] = {}
    for figure in counted:
        said.setdefault(_voice(figure.claim, statements), ([], []))[0].append(figure)
    for claim in denials:
        said.setdefault(_voice(claim, statements), ([], []))[1].append(claim)
    return list(said.values())


def _group(
    figures: list[Figure],
    denials: list[EvidenceClaim],
    copies: list[EvidenceClaim],
    statements: Statements,
    scheme: Scheme,
) -> Group:
    members = [*_distinct(figures, statements)]
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


_CREDIBILITY = {1: 0, 2: 1, None: 2, 3: 2, 6: 2, 4: 3, 5: 4}


def _standing(figure: Figure) -> tuple[bool, int, str]:
    """Order exact duplicates: the one least in doubt stands for them, then the first by key."""
    claim = figure.claim
    return (is_early(claim), _CREDIBILITY[claim.credibility], claim.key)


def _alike(figure: Figure) -> tuple[object, ...]:
    quantity = figure.claim.quantity
    return (
        quantity.qualifier,
        figure.reading,
        figure.part,
        figure.claim.measure,
        quantity.name_list,
        quantity.share_of,
        figure.claim.stance,
    )


def _distinct(figures: list[Figure], statements: Statements) -> Iterable[Member]:
    """Yield every figure of a group, exact duplicates of the first in standing as copies."""
    first: dict[tuple[object, ...], EvidenceClaim] = {}
    for figure in sorted(figures, key=_standing):
        same = first.setdefault(_alike(figure), figure.claim)
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
