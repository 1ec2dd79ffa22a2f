"""How right a partition of claims is: pairs, and B-cubed."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple


class Agreement(NamedTuple):
    """Precision and recall (0 to 1), rounded to 4 decimals, and on how many they rest."""

    precision: float
    recall: float
    made: int
    true: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean; 0 where both are 0."""
        total = self.precision + self.recall
        return round(2 * self.precision * self.recall / total, 4) if total else 0.0

    def told(self) -> dict[str, float]:
        """Return it for print."""
        return {**self._asdict(), "f1": self.f1}


def agreement(made: set[tuple[int, int]], true: set[tuple[int, int]]) -> Agreement:
    """Compare pairs put together with pairs that belong together."""
    both = len(made & true)
    return Agreement(
        precision=round(both / len(made), 4) if made else 1.0,
        recall=round(both / len(true), 4) if true else 1.0,
        made=len(made),
        true=len(true),
    )


def pairs(keys: Sequence[Hashable], later: Iterable[int] | None = None) -> set[tuple[int, int]]:
    """Return the pairs of positions under one key; with ``later`` only those it completes.

    A key of None belongs with nothing.
    """
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        if key is not None:
            groups[key].append(position)
    chosen = None if later is None else set(later)
    return {
        pair
        for group in groups.values()
        for pair in combinations(group, 2)
        if chosen is None or pair[1] in chosen
    }


def b_cubed(made: Sequence[Hashable], true: Sequence[Hashable]) -> Agreement:
    """Return B-cubed precision and recall: each claim's cluster against its true one, averaged.

    Bagga, A. and Baldwin, B. (1998). Algorithms for scoring coreference chains.
    """
    both = Counter(zip(made, true, strict=True))
    ours, theirs = Counter(made), Counter(true)
    number = len(made)
    precision = sum(n * n / ours[key] for (key, _), n in both.items()) / number
    recall = sum(n * n / theirs[key] for (_, key), n in both.items()) / number
    return Agreement(round(precision, 4), round(recall, 4), len(ours), len(theirs))
