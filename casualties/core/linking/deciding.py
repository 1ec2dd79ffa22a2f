"""What to do with a claim, given how well each candidate fits."""

from collections.abc import Collection, Sequence

from casualties.core.linking.types import Decision, LinkClaim, Scored, Thresholds
from casualties.core.linking.weights import Weights

DESK = Thresholds()
"""When the desk lets a rule act."""


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
    raise NotImplementedError
