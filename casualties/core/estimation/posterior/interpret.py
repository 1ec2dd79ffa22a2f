"""From claims to terms: grade, credibility, role, conversion and rounding become numbers."""

import math
from collections.abc import Iterator

from casualties.core.estimation.early import is_early
from casualties.core.estimation.groups import Group, Member
from casualties.core.estimation.method import Case
from casualties.core.estimation.posterior.constants import ROUNDING_UNITS, constant
from casualties.core.estimation.posterior.terms import Floor, FloorKind, Kind, Term, Voice
from casualties.core.estimation.roles import Role
from casualties.core.types import EvidenceClaim, Quantity
from casualties.core.words import Harm, Qualifier, Stance, Status, Use
from sources.core.types import Reliability


def voice_of(group: Group, case: Case) -> Voice:
    """Return a provenance group as numbers: distinct terms, and floors."""
    terms = [term for _, term in terms_of(group, case)]
    return Voice.of(terms, floors_of(group, case))


def terms_of(group: Group, case: Case) -> Iterator[tuple[EvidenceClaim, Term]]:
    """Yield each claim that counts in a group with its term."""
    for member in group.counted:
        yield member.claim, _figure_term(member, group.reliability, case)
    for member in group.denials:
        if member.use is Use.COUNTED:
            yield member.claim, _denial_term(member.claim, group.reliability, case)


def floors_of(group: Group, case: Case) -> list[Floor]:
    """Return the floors of a group: lists of names a person verified, and figures conceded.

    A figure of another measure sets none: its people need not be killed civilians.
    """
    found = []
    for member in group.counted:
        n = _floor_figure(member)
        if n == 0 or member.claim.measure != case.measure:
            continue
        if member.claim.quantity.name_list and member.claim.reviewed:
            found.append(Floor(FloorKind.NAMES, n))
        if member.claim.stance is Stance.CONCEDES:
            found.append(Floor(FloorKind.CONCESSION, n))
    return found


def _floor_figure(member: Member) -> int:
    reading = member.reading
    return 0 if reading is None or reading.low is None else reading.low


def rounding_unit(figure: int) -> int:
    """Return what a figure may be rounded to: the coarsest unit that divides it, or 1.

    Units are 5, 10, 50, ... 10,000 and never above half the figure.

    Examples
    --------
    >>> [rounding_unit(figure) for figure in (0, 5, 12, 20, 64, 130, 370, 500, 5000)]
    [1, 1, 1, 10, 1, 10, 10, 100, 1000]
    """
    for unit in ROUNDING_UNITS:
        if figure % unit == 0 and constant("round.least_ratio") * unit <= figure:
            return unit
    return 1


def _rounding(figure: int) -> tuple[float, float]:
    """Return the variance of rounding, in log, and what it leaves of the chance of being exact."""
    unit = rounding_unit(figure)
    if unit == 1:
        return 0.0, 1.0
    coarseness = unit / figure
    return coarseness**2 / 12.0, max(0.0, 1.0 - constant("round.spike_loss") * coarseness)


def shifted(r: float, credibility: int | None) -> float:
    """Return r with its logit shifted by the information's credibility, 3 where not judged.

    Examples
    --------
    >>> round(shifted(0.85, 1), 3), shifted(0.85, None)
    (0.939, 0.85)
    """
    shift = constant(f"credibility.{credibility or 3}")
    if shift == 0:
        return r
    return 1.0 / (1.0 + (1.0 - r) / r * math.exp(-shift))


def _figure_term(member: Member, reliability: Reliability, case: Case) -> Term:
    claim, reading = member.claim, member.reading
    if reading is None:
        raise ValueError(f"The claim {claim.key} counts without a figure.")
    kind = _kind(member)
    if (
        claim.quantity.name_list
        and not claim.read_by_rule
        and kind in (Kind.EXACT, Kind.AT_LEAST)
        and reading.floor > 0
    ):
        kind, r, s = Kind.AT_LEAST, constant("names.r"), constant("names.s")
    else:
        r = shifted(constant(f"r.{reliability}"), claim.credibility)
        r *= constant("draft.read") if claim.read_by_rule else 1.0
        s = constant(f"s.{reliability}")
    role = case.role(claim)
    shift, conversion = _conversion(claim, case)
    rounding, exactness = _rounding(reading.floor) if _is_exact(member, kind) else (0.0, 0.0)
    if role is not Role.NEUTRAL or claim.measure != case.measure:
        exactness = 0.0
    return Term(
        kind=kind,
        low=reading.floor,
        high=reading.floor if kind is Kind.AT_LEAST else reading.ceiling,
        r=r,
        rho=constant(f"rho.{reliability}") * exactness,
        offset=constant(f"bias.{role}") + shift,
        variance=s**2
        + constant(f"bias.{role}_sd") ** 2
        + _spread(claim.quantity)
        + conversion
        + rounding
        + (constant("claim.early_sd") ** 2 if is_early(claim) else 0.0),
    )


def _kind(member: Member) -> Kind:
    reading = member.reading
    if reading is None or reading.low is None:
        return Kind.AT_MOST
    if reading.high is None or member.part:
        return Kind.AT_LEAST
    return Kind.EXACT if reading.low == reading.high else Kind.RANGE


def _is_exact(member: Member, kind: Kind) -> bool:
    return kind is Kind.EXACT and member.claim.quantity.qualifier is not Qualifier.ABOUT


def _spread(quantity: Quantity) -> float:
    """Return the extra variance of what was said: about, a vague word, a share of a total."""
    if quantity.qualifier is Qualifier.VAGUE:
        return constant("claim.vague_sd") ** 2
    if quantity.qualifier is not Qualifier.ABOUT:
        return 0.0
    total = quantity.share_of
    return constant("claim.about_sd") ** 2 + (_rounding(total)[0] if total else 0.0)


def _conversion(claim: EvidenceClaim, case: Case) -> tuple[float, float]:
    """Return shift and variance, in log, that make killed civilians of another measure."""
    if claim.measure == case.measure:
        return 0.0, 0.0
    steps = []
    if claim.measure.harm is Harm.KILLED_OR_INJURED:
        steps.append("convert.injured_too")
    if claim.measure.status is Status.UNKNOWN:
        steps.append("convert.mixed" if case.combatants else "convert.people")
    return (
        sum(constant(step) for step in steps),
        sum(constant(f"{step}_sd") ** 2 for step in steps),
    )


def _denial_term(claim: EvidenceClaim, reliability: Reliability, case: Case) -> Term:
    if case.role(claim) is Role.ACCUSED:
        return Term(Kind.DENIAL_BY_ACCUSED, 0, 0, constant("denial.accused"), 0.0, 0.0, 0.0)
    return Term(Kind.DENIAL, 0, 0, constant(f"denial.{reliability}"), 0.0, 0.0, 0.0)
