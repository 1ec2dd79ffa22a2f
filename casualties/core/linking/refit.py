"""New weights from what reviewers decided, by counting."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from casualties.core.estimation.posterior.arrays import Floats
from casualties.core.linking.comparators import CEILING_BITS
from casualties.core.linking.deciding import SAFE_BITS
from casualties.core.linking.weights import Weights

PRIOR = "prior"
TRUST = 20.0
"""How many judgements the weights in force are worth: a day's answers move them little."""

SHARPENING = 1.2
"""Weights fitted to counts are timid at the ends. Fitted on one half of the MAVERICK reports and
Pakistani drone strikes and tried on the other, both ways: as they are 43 links reach .98, none
wrong; times 1.3, 190 and 2 wrong; times 2, 427 and 11 wrong. Times 1.2 is the careful side."""

ROUNDS = 100  # the counts agree to a hundredth of a link well before
STEP = 0.3  # of the way to where one weight alone would settle; ten of them move at once
MOST_BITS = 20.0  # a million to one: as much as any declared weight
LN_2 = math.log(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim a person decided on: its candidates' findings, and which one it is about.

    ``candidates`` holds the ``feature.level`` keys of each possible candidate, ``chosen`` the
    index of the one accepted, None where the claim was about none of them.
    """

    candidates: tuple[tuple[str, ...], ...]
    chosen: int | None = None


def refit(judged: Sequence[Judged], base: Weights, version: str) -> Weights:
    """Return new weights under which the judgements' counts are what one would expect.

    For each finding two numbers are counted: in how many true links it was found, and in how many
    the weights expect it (the sum of the probabilities of the candidates that show it). More found
    than expected: the finding weighs more; fewer: less.

    Parameters
    ----------
    judged
        Decisions by people alone, spot checks included; a rule must not learn from itself.
    base
        The weights in force; they count as `TRUST` judgements on each finding.
    version
        Name of the new weights. A person adopts them.

    Returns
    -------
    Weights
        Rounded to 3 decimals; figures' weights stay within `CEILING_BITS`, so that the linker
        never learns to prefer claims that agree.

    Notes
    -----
    Each round moves bits_f by STEP * (found_f - expected_f - trust_f) / (spread_f + trust), the
    damped Newton step of a conditional logit with a normal prior around the base [1]_. Without
    judgements nothing moves; a finding that never occurs keeps its base.

    References
    ----------
    .. [1] McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior.
    """
    table = _Table(judged)
    if not len(table.claim):
        return Weights(version=version, bits=dict(base.bits))
    start = np.array([base.bits[key] for key in table.keys]) / SHARPENING
    limit = np.array([_limit(key) for key in table.keys])
    bits = start
    for _ in range(ROUNDS):
        chances = table.chances(bits)
        missed = (table.true - chances) @ table.shows - TRUST * (bits - start) * LN_2
        spread = (chances * (1 - chances)) @ table.shows + TRUST
        bits = np.clip(bits + STEP * missed / spread / LN_2, -limit, limit)
    sharp = np.clip(bits * SHARPENING, -limit, limit).round(3)
    moved = dict(zip(table.keys, sharp.tolist(), strict=True))
    return Weights(version=version, bits={**base.bits, **moved})


def _limit(key: str) -> float:
    return CEILING_BITS if key.startswith("counts.") else MOST_BITS


class _Table:
    """The judgements as arrays: a row a candidate, a column a finding, the prior first."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        shown = [each for each in judged if each.candidates]
        rows = [keys for each in shown for keys in each.candidates]
        self.keys = [PRIOR, *sorted({key for keys in rows for key in keys})]
        column = {key: number for number, key in enumerate(self.keys)}
        self.shows = np.zeros((len(rows), len(self.keys)))
        for number, keys in enumerate(rows):
            self.shows[number, [0, *(column[key] for key in keys)]] = 1.0
        sizes = [len(each.candidates) for each in shown]
        self.claim = np.repeat(np.arange(len(shown)), sizes)
        self.starts = np.cumsum([0, *sizes])[:-1].astype(int)
        self.true = np.zeros(len(rows))
        for start, each in zip(self.starts, shown, strict=True):
            if each.chosen is not None:
                self.true[start + each.chosen] = 1.0

    def chances(self, bits: Floats) -> Floats:
        """Return each candidate's probability, claim by claim."""
        odds = np.exp2(np.clip(self.shows @ bits, -SAFE_BITS, SAFE_BITS))
        totals: Floats = 1.0 + np.add.reduceat(odds, self.starts)
        chances: Floats = odds / totals[self.claim]
        return chances
