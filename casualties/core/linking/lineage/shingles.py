"""How much of one text is in another, by runs of words."""

from functools import lru_cache

from casualties.core.linking.folding import fold

RUN_WORDS = 5
"""Words a run has: five in a row are seldom written twice by chance (Broder 1997 uses runs of
words so)."""

LEAST_RUNS = 12
"""A text of fewer runs, under 16 words, is too short to tell a copy from a common sentence."""


@lru_cache(maxsize=4_096)
def runs(text: str) -> frozenset[int]:
    """Return the runs of a text, folded, as numbers."""
    words = fold(text).split()
    return frozenset(hash(tuple(words[at : at + RUN_WORDS])) for at in range(len(words) - 4))


def contained(one: str, other: str) -> float:
    """Return which share (0 to 1) of the shorter text's runs is in the longer one.

    0 where either is too short to tell. A dispatch carried inside a longer article counts as a
    copy, so the shorter one is the measure.

    References
    ----------
    .. [1] Broder, A. Z. (1997). On the resemblance and containment of documents.
    """
    left, right = runs(one), runs(other)
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter >= LEAST_RUNS else 0.0
