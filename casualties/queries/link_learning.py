"""What people made of the linker's proposals: what it may learn from, and how right it was."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from casualties.core.linking import Course, LinkFlag
from casualties.core.linking.refit import Judged
from casualties.core.words import JudgementVerdict
from casualties.models import Judgement, LinkDecision
from casualties.queries.incidents import roots_by_member

Z = 1.959964
"""Normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPrecision:
    """How many links made by rule people found right, of those they looked at.

    ``low`` and ``high`` are Wilson's 95 % interval of the share; None where nobody looked yet.
    """

    right: int = 0
    wrong: int = 0
    waiting: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """Return the share that was right."""
        looked = self.right + self.wrong
        return self.right / looked if looked else None


def link_precision() -> LinkPrecision:
    """Return how right the links are that were drawn by chance for a spot check."""
    drawn = LinkDecision.objects.filter(
        course=Course.LINK, flags__contains=[LinkFlag.SPOT_CHECK.value]
    )
    made = Judgement.objects.filter(
        operation__in=drawn.values("operation"), verdict=JudgementVerdict.POSITIVE
    )
    linked = dict(made.values_list("claim", "incident"))
    verdicts = _people_on(linked)
    named = {pk for found in verdicts.values() for pk in found}
    roots = _roots({*linked.values(), *named})
    told = [_right(roots[pk], verdicts.get(claim, {}), roots) for claim, pk in linked.items()]
    right, wrong = told.count(True), told.count(False)
    low, high = wilson(right, right + wrong)
    return LinkPrecision(right=right, wrong=wrong, waiting=told.count(None), low=low, high=high)


def wilson(right: int, looked: int) -> tuple[float | None, float | None]:
    """Return Wilson's 95 % interval of a share, rounded to 4 decimals; None without any.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
       inference. JASA 22, 209-212.
    """
    if not looked:
        return None, None
    share, square = right / looked, Z * Z
    middle = (share + square / (2 * looked)) / (1 + square / looked)
    half = (
        Z
        / (1 + square / looked)
        * math.sqrt(share * (1 - share) / looked + square / (4 * looked * looked))
    )
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def judged_by_people() -> Iterator[Judged]:
    """Yield each claim that a person decided on after the linker put candidates to it.

    The findings are those the linker saw then. Figures of one event in one report were put
    together and are told once.
    """
    shown: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    rows = Judgement.objects.filter(by__startswith="rule:").exclude(features=[]).order_by("pk")
    report: dict[int, int] = {}
    for row in rows.select_related("claim").only("claim__report", "incident", "features"):
        keys = tuple(f"{one['name']}.{one['level']}" for one in row.features)
        shown[row.claim_id][row.incident_id] = keys
        report[row.claim_id] = row.claim.report_id
    verdicts = _people_on(shown)
    named = {pk for candidates in shown.values() for pk in candidates}
    roots = _roots(named | {pk for found in verdicts.values() for pk in found})
    told: set[object] = set()
    for claim, candidates in shown.items():
        same = (report[claim], tuple(sorted(candidates)))
        one = _judged(candidates, verdicts.get(claim, {}), roots)
        if one and same not in told:
            told.add(same)
            yield one


def _roots(incident_ids: Iterable[int]) -> dict[int, int]:
    return {pk: root.pk for pk, root in roots_by_member(incident_ids).items()}


def _people_on(claims: Iterable[int]) -> dict[int, dict[int, str]]:
    """Return what people's judgements in force say of each claim, by incident."""
    said: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Judgement.objects.filter(~Q(by__startswith="rule:"), claim__in=claims, ended_at=None)
    for claim, incident, verdict in rows.values_list("claim", "incident", "verdict"):
        said[claim][incident] = verdict
    return said


def _right(root: int, said: dict[int, str], roots: dict[int, int]) -> bool | None:
    """Return whether a person put the claim where the rule had, None where none has decided."""
    placed = _placed(said, roots)
    if placed is not None:
        return placed == root
    refused = {roots[pk] for pk, verdict in said.items() if verdict == JudgementVerdict.NEGATIVE}
    return False if root in refused else None


def _placed(said: dict[int, str], roots: dict[int, int]) -> int | None:
    return next(
        (roots[pk] for pk, verdict in said.items() if verdict == JudgementVerdict.POSITIVE), None
    )


def _judged(
    candidates: dict[int, tuple[str, ...]], said: dict[int, str], roots: dict[int, int]
) -> Judged | None:
    placed = _placed(said, roots)
    refused = {pk for pk, verdict in said.items() if verdict == JudgementVerdict.NEGATIVE}
    if placed is None and not set(candidates) <= refused:
        return None
    order = list(candidates)
    chosen = next((n for n, pk in enumerate(order) if roots[pk] == placed), None)
    return Judged(candidates=tuple(candidates[pk] for pk in order), chosen=chosen)
