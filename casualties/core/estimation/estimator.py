"""From evidence to estimates, one or ten thousand by the same road."""

from collections.abc import Iterable, Iterator, Sequence

from casualties.core.coding import Scheme
from casualties.core.estimation.derive import derive
from casualties.core.estimation.method import Case, Finding, Method
from casualties.core.estimation.posterior.parameter_sets import DEFAULT, ParameterSet
from casualties.core.estimation.registry import BENCH, METHODS
from casualties.core.estimation.reliability import WEAK
from casualties.core.estimation.request import Request
from casualties.core.estimation.values import EstimateValue, Reason
from casualties.core.estimation.words import Flag, NoEstimate
from casualties.core.types import HEADLINE, Evidence, Interval, Measure
from casualties.core.words import ActionStatus, LeftOut, Outcome, Qualifier, Stance

Bench = tuple[tuple[str, Interval], ...]


def measures_of(evidence: Evidence) -> tuple[Measure, ...]:
    """Return the measures an incident's claims speak of, sorted; the headline is always one.

    Examples
    --------
    >>> [str(measure) for measure in measures_of(Evidence())]
    ['killed:civilian']
    """
    return tuple(sorted({claim.measure for claim in evidence.claims} | {HEADLINE}))


def estimate(
    evidence: Evidence,
    measure: Measure,
    *,
    method: str,
    scheme: Scheme,
    parameters: ParameterSet = DEFAULT,
    action: ActionStatus = ActionStatus.UNKNOWN,
) -> EstimateValue:
    """Make the range of one measure from competing claims.

    Answers how many people the claims on file allow for, and why. Not for totals over several
    incidents: lows and highs must not be added up.

    Parameters
    ----------
    evidence, measure, method, scheme, parameters, action
        As in `Request`.

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
    estimates. Copies count once; see `provenance`. The field's methods leave denials out, the
    posterior weighs them.

    Examples
    --------
    >>> from casualties.core.coding import load_scheme
    >>> nothing = estimate(Evidence(), HEADLINE, method="envelope", scheme=load_scheme())
    >>> nothing.outcome.value, nothing.reason.code.value
    ('no_estimate', 'no_claims')
    """
    request = Request(
        evidence=evidence,
        measure=measure,
        method=method,
        scheme=scheme,
        parameters=parameters,
        action=action,
    )
    return estimate_many([request])[0]


def estimate_many(requests: Sequence[Request]) -> list[EstimateValue]:
    """Make many estimates at once, each equal to what `estimate` gives alone, in their order.

    Raises
    ------
    UnknownMethod
        Where a request names a method there is not.
    """
    found = _found(requests)
    benches = _benches(requests)
    return [_value(*parts) for parts in zip(requests, found, benches, strict=True)]


def _found(requests: Sequence[Request]) -> list[Finding | None]:
    """Return what each one's own method finds; None where the case holds too little."""
    found: dict[int, Finding] = {}
    for name in sorted({one.chosen.name for one in requests}):
        method = METHODS[name]
        rows = [
            row
            for row, one in enumerate(requests)
            if one.chosen.name == name and method.answers(one.case)
        ]
        found |= zip(rows, method.find_many([requests[row].case for row in rows]), strict=True)
    return [found.get(row) for row in range(len(requests))]


def _benches(requests: Sequence[Request]) -> Iterator[Bench]:
    """Yield the customary methods' ranges; none where figures stand in for another measure's."""
    found: list[dict[str, Interval]] = [{} for _ in requests]
    for name in BENCH:
        method = METHODS[name]
        rows = [row for row, one in enumerate(requests) if _benched(one, method)]
        ranges = method.find_many([requests[row].case for row in rows])
        for row, finding in zip(rows, ranges, strict=True):
            found[row][name] = finding.interval
    return (tuple(ranges.items()) for ranges in found)


def _benched(one: Request, method: Method) -> bool:
    return method.name != one.chosen.name and bool(one.case.groups) and not one.case.converted


def _value(one: Request, found: Finding | None, bench: Bench) -> EstimateValue:
    case = one.case
    return EstimateValue(
        measure=one.measure,
        outcome=Outcome.RANGE if found else Outcome.NO_ESTIMATE,
        reason=None if found else _reason(one),
        interval=found.interval if found else Interval(),
        level=found.level if found else None,
        method=one.chosen.name,
        method_version=one.chosen.version,
        scheme=one.scheme.name,
        claims=sum(len(group.members) for group in case.groups),
        groups=len(case.groups),
        flags=_flags(case, found, bench, one.chosen),
        bench=bench,
        grade=one.scope.grade,
        derivation=derive(
            case, found, weighs_denials=one.chosen.weighs_denials, grade=one.scope.grade
        ),
        digest=one.digest,
    )


def _flags(case: Case, found: Finding | None, bench: Bench, method: Method) -> tuple[Flag, ...]:
    if found is None:
        return ()
    counted = case.counted
    earned = {
        Flag.DENIED: not method.weighs_denials and _denied(case),
        Flag.ONLY_VAGUE: bool(counted)
        and all(member.claim.quantity.qualifier is Qualifier.VAGUE for member in counted),
        Flag.SINGLE_WEAK_SOURCE: _single_and_weak(case),
        Flag.METHODS_DIFFER: found.level is not None
        and any(_outside(interval.best, found.interval) for _, interval in bench),
    }
    return tuple(sorted({flag for flag, holds in earned.items() if holds} | found.flags))


def _denied(case: Case) -> bool:
    """Return whether a denial of harm that stands faces a figure above 0."""
    # a denial since replaced, or made of another measure, is not one that stands
    harm_denied = any(
        left.code is LeftOut.DENIAL and left.claim.stance is Stance.DENIES_HARM
        for left in case.left_out
    )
    return harm_denied and any(
        member.reading.ceiling > 0 for member in case.counted if member.reading
    )


def _single_and_weak(case: Case) -> bool:
    voices = case.groups or case.deniers
    return len(voices) == 1 and voices[0].reliability in WEAK


def _outside(figure: int | None, interval: Interval) -> bool:
    if figure is None or interval.low is None or interval.high is None:
        return False
    return not interval.low <= figure <= interval.high


def _codes(one: Request) -> Iterable[LeftOut]:
    return {omission.code for omission in one.scope.provenance.left_out}


def _reason(one: Request) -> Reason:
    """Say why there is no range."""
    codes = _codes(one)
    what = one.measure.words
    if not codes:
        if len(one.evidence.claims) == len(one.scope.near.claims):
            return Reason(code=NoEstimate.NO_CLAIMS, sentence="No claim is on file.")
        words = f"The claims on file count something else than {what}."
        return Reason(code=NoEstimate.OTHER_MEASURES, sentence=words)
    if codes == {LeftOut.OTHER_MEASURE}:
        words = f"The claims of {what} repeat statements on file that count something else."
        return Reason(code=NoEstimate.OTHER_MEASURES, sentence=words)
    if codes == {LeftOut.DENIAL}:
        words = "There is a denial on file and no figure; a denial alone makes no range."
        if one.chosen.weighs_denials and one.case.deniers:
            words = "Only the accused party speaks, and denies; its denial alone makes no range."
        return Reason(code=NoEstimate.ONLY_DENIALS, sentence=words)
    words = f"Claims of {what} are on file, and none gives a figure that counts."
    return Reason(code=NoEstimate.NO_FIGURE, sentence=words)
