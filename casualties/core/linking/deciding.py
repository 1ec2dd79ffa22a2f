"""What to do with a claim, given how well each candidate fits."""

from collections.abc import Collection, Sequence

from casualties.core.linking.bad_input import flaws
from casualties.core.linking.crowding import with_crowd
from casualties.core.linking.scope import aggregate_reason
from casualties.core.linking.types import Candidate, Decision, LinkClaim, Ranked, Scored, Thresholds
from casualties.core.linking.weights import Weights
from casualties.core.linking.words import Course, LinkFlag

DESK = Thresholds()
"""When the desk lets a rule act."""

SAFE_BITS = 60.0  # 2**60 to 1 is certain in a double; beyond it sums would overflow


def probabilities(scored: Sequence[Scored]) -> tuple[list[float], float]:
    """Return each candidate's probability and that of a new incident; together they make 1.

    Notes
    -----
    p_i = 2**s_i / (1 + sum_j 2**s_j): the candidates compete, and 1 stands for none of them.
    """
    odds = [2.0 ** max(-SAFE_BITS, min(SAFE_BITS, each.bits)) for each in scored]
    total = 1.0 + sum(sorted(odds))
    return [each / total for each in odds], 1.0 / total


def decide(
    claim: LinkClaim,
    scored: Sequence[Scored],
    refused: Collection[str],
    weights: Weights,
    thresholds: Thresholds = DESK,
    *,
    dense: bool = False,
) -> Decision:
    """Decide whether a claim is linked, reviewed, given a provisional incident or set aside.

    Parameters
    ----------
    claim
        The claim.
    scored
        Its candidates in any order, from `score`; empty where blocking found none.
    refused
        Codes of incidents a live negative judgement keeps it from. They do not compete. Where
        there is one, no rule links the claim any more: it goes to review at most.
    weights, thresholds
        The model in force and when it may act.
    dense
        Blocking found more incidents near than it could tell apart: flagged, never linked by rule.

    Returns
    -------
    Decision
        Probabilities p_i = 2**s_i / (1 + sum 2**s_j), where 1 stands for a new incident.
    """
    total = aggregate_reason(claim)
    if total:
        return Decision(course=Course.SET_ASIDE, reason=total, model=weights.version)
    open_to_it = [each for each in scored if each.candidate.code not in refused]
    ranked, new = rank(open_to_it, weights)
    flags = (
        *flaws(claim),
        *([LinkFlag.DENSE_AREA] if dense else []),
        *([LinkFlag.REFUSED_BEFORE] if refused else []),
        *_flags_of_the_best(ranked, thresholds),
    )
    course, reason = _course(ranked, flags, thresholds)
    return Decision(
        course=course, reason=reason, ranked=ranked, new=new, flags=flags, model=weights.version
    )


def rank(scored: Sequence[Scored], weights: Weights) -> tuple[tuple[Ranked, ...], float]:
    """Return the possible candidates, the most probable first, and the probability of none.

    Equal ones stand in the order of their codes, so that the order of arrival never shows.
    """
    possible = sorted(
        with_crowd([each for each in scored if each.impossible is None], weights),
        key=lambda each: (-each.bits, each.candidate.code),
    )
    chances, new = probabilities(possible)
    return tuple(
        Ranked(scored=each, probability=chance)
        for each, chance in zip(possible, chances, strict=True)
    ), new


def _flags_of_the_best(ranked: Sequence[Ranked], thresholds: Thresholds) -> list[LinkFlag]:
    if not ranked or ranked[0].probability < thresholds.review:
        return []
    best = ranked[0].scored.candidate
    fits = [each for each in ranked[1:] if each.scored.bits > 0]
    return [
        *(flag for flag in flaws(best) if flag in _BARRED),
        *([LinkFlag.SIGNED_OFF] if best.signed_off else []),
        *(
            [LinkFlag.CONFLICTING_MATCH]
            if ranked[0].scored.bits > 0
            and any(_judged_different(best, each.scored.candidate) for each in fits)
            else []
        ),
    ]


def _judged_different(one: Candidate, other: Candidate) -> bool:
    return other.code in one.distinct_from or one.code in other.distinct_from


_BARRED = {
    # Flags that keep a rule from linking, and what the analyst is told.
    LinkFlag.IMPOSSIBLE_COORDINATES: "the coordinates are on no map",
    LinkFlag.SWAPPED_COORDINATES: "latitude and longitude look exchanged",
    LinkFlag.IMPLAUSIBLE_DATE: "the date cannot be right",
    LinkFlag.IMPLAUSIBLE_SPAN: "it lasts longer than one incident does",
    LinkFlag.NO_DATE: "no day is stated",
    LinkFlag.DENSE_AREA: "too many incidents are near",
    LinkFlag.REFUSED_BEFORE: "a person refused an incident for it",
    LinkFlag.SIGNED_OFF: "the incident is signed off",
    LinkFlag.CONFLICTING_MATCH: "it fits two incidents that were judged different",
}


def _course(
    ranked: Sequence[Ranked], flags: Sequence[LinkFlag], thresholds: Thresholds
) -> tuple[Course, str]:
    """Return the course and its reason, once it is known to be about one incident."""
    if not ranked:
        return Course.PROVISIONAL, "No incident on file is near in place and time."
    best, code = ranked[0].probability, ranked[0].code
    if best < thresholds.review:
        return Course.PROVISIONAL, f"The nearest, {code}, fits with {best:.1%} only."
    second = ranked[1].probability if len(ranked) > 1 else 0.0
    if best < thresholds.link:
        return Course.REVIEW, f"{code} fits with {best:.0%}: not enough for a rule."
    if best < thresholds.margin * second:
        return Course.REVIEW, f"{code} and {ranked[1].code} fit about as well."
    barred = next((_BARRED[flag] for flag in flags if flag in _BARRED), None)
    if barred:
        return Course.REVIEW, f"{code} fits with {best:.0%}, but {barred}."
    return Course.LINK, f"{code} fits with {best:.1%}, the next with {second:.1%}."
