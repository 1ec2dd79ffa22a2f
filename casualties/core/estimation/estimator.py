"""From evidence to an estimate."""

from casualties.core.coding import Scheme
from casualties.core.estimation.derive import derive
from casualties.core.estimation.digest import digest
from casualties.core.estimation.method import Case, Finding, Method
from casualties.core.estimation.provenance import Provenance, provenance
from casualties.core.estimation.registry import METHODS, method_named
from casualties.core.estimation.reliability import WEAK
from casualties.core.estimation.statements import relevant
from casualties.core.estimation.values import EstimateValue, Reason
from casualties.core.estimation.wording import named
from casualties.core.estimation.words import Flag, NoEstimate
from casualties.core.types import HEADLINE, Evidence, Interval, Measure
from casualties.core.words import LeftOut, Outcome, Qualifier, Stance


def measures_of(evidence: Evidence) -> tuple[Measure, ...]:
    """Return the measures an incident's claims speak of, sorted; the headline is always one.

    Examples
    --------
    >>> [str(measure) for measure in measures_of(Evidence())]
    ['killed:civilian']
    """
    return tuple(sorted({claim.measure for claim in evidence.claims} | {HEADLINE}))


def fingerprint(evidence: Evidence, measure: Measure, *, method: str, scheme: Scheme) -> str:
    """Return the digest that `estimate` would give, without making the estimate.

    Answers whether a stored estimate still holds, at a small part of the cost.

    Raises
    ------
    UnknownMethod
        Where no method has that name.
    """
    near = relevant(evidence, measure)
    return digest(
        near,
        measure,
        method=method_named(method).name,
        scheme=scheme,
        elsewhere=len(evidence.claims) > len(near.claims),
    )


def estimate(evidence: Evidence, measure: Measure, *, method: str, scheme: Scheme) -> EstimateValue:
    """Make the range of one measure from competing claims.

    Answers how many people the claims on file allow for, and why. Not for totals over several
    incidents: lows and highs must not be added up.

    Parameters
    ----------
    evidence
        The incident's claims and confirmed ties, in any order.
    measure
        What is counted, `killed:civilian` for the headline.
    method
        Name of a method in the registry.
    scheme
        Gives vague words their numbers.

    Returns
    -------
    EstimateValue
        Figures in persons. `no_estimate` with a reason where no claim gives a figure that counts.

    Raises
    ------
    UnknownMethod
        Where no method has that name.

    Notes
    -----
    A pure function: the order of claims and ties never matters, and equal digests mean equal
    estimates. Copies count once, denials never; see `provenance`.

    Examples
    --------
    >>> from casualties.core.coding import load_scheme
    >>> nothing = estimate(Evidence(), HEADLINE, method="envelope", scheme=load_scheme())
    >>> nothing.outcome.value, nothing.reason.code.value
    ('no_estimate', 'no_claims')
    """
    chosen = method_named(method)
    near = relevant(evidence, measure)
    sorted_out = provenance(near, measure, scheme)
    case = Case(
        measure=measure, scheme=scheme, groups=sorted_out.groups, left_out=sorted_out.left_out
    )
    found = chosen.find(case) if case.groups else None
    elsewhere = len(evidence.claims) > len(near.claims)
    return EstimateValue(
        measure=measure,
        outcome=Outcome.RANGE if found else Outcome.NO_ESTIMATE,
        reason=None if found else _reason(sorted_out, measure, elsewhere=elsewhere),
        interval=found.interval if found else Interval(),
        level=found.level if found else None,
        method=chosen.name,
        method_version=chosen.version,
        scheme=scheme.name,
        claims=sum(len(group.members) for group in case.groups),
        groups=len(case.groups),
        flags=_flags(case, found),
        bench=_bench(case, chosen),
        derivation=derive(sorted_out, found),
        digest=fingerprint(evidence, measure, method=method, scheme=scheme),
    )


def _bench(case: Case, chosen: Method) -> tuple[tuple[str, Interval], ...]:
    if not case.groups:
        return ()
    others = [method for name, method in sorted(METHODS.items()) if name != chosen.name]
    return tuple((method.name, method.find(case).interval) for method in others)


def _flags(case: Case, found: Finding | None) -> tuple[Flag, ...]:
    if found is None:
        return ()
    figures = [member.reading for member in case.counted if member.reading]
    # a denial since replaced, or made of another measure, is not one that stands
    harm_denied = any(
        left.code is LeftOut.DENIAL and left.claim.stance is Stance.DENIES_HARM
        for left in case.left_out
    )
    earned = {
        Flag.DENIED: harm_denied and any(figure.ceiling > 0 for figure in figures),
        Flag.ONLY_VAGUE: all(
            member.claim.quantity.qualifier is Qualifier.VAGUE for member in case.counted
        ),
        Flag.SINGLE_WEAK_SOURCE: len(case.groups) == 1 and case.groups[0].reliability in WEAK,
    }
    return tuple(sorted({flag for flag, holds in earned.items() if holds} | found.flags))


def _reason(sorted_out: Provenance, measure: Measure, *, elsewhere: bool) -> Reason:
    """Say why there is no range."""
    codes = {omission.code for omission in sorted_out.left_out}
    what = named(measure)
    if not codes:
        if not elsewhere:
            return Reason(code=NoEstimate.NO_CLAIMS, sentence="No claim is on file.")
        words = f"The claims on file count something else than {what}."
        return Reason(code=NoEstimate.OTHER_MEASURES, sentence=words)
    if codes == {LeftOut.OTHER_MEASURE}:
        words = f"The claims of {what} repeat statements on file that count something else."
        return Reason(code=NoEstimate.OTHER_MEASURES, sentence=words)
    if codes == {LeftOut.DENIAL}:
        words = "There is a denial on file and no figure; a denial alone makes no range."
        return Reason(code=NoEstimate.ONLY_DENIALS, sentence=words)
    words = f"Claims of {what} are on file, and none gives a figure that counts."
    return Reason(code=NoEstimate.NO_FIGURE, sentence=words)
