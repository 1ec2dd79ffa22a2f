"""Claims fed one at a time, as a desk gets them; what waits for review is answered at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casualties.core.linking import Course, Decision, Weights, decide, score
from casualties.core.linking.refit import Judged, refit
from tests.benchmarks.linkage.case import Case
from tests.benchmarks.linkage.file import IncidentFile

REFIT_EVERY = 100
"""Answers between two refits of the weights: about a day's work of a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a claim, and whether what a rule did was right."""

    case: Case
    decision: Decision
    code: str
    on_file: bool

    @property
    def by_rule(self) -> bool:
        """Return whether no person was asked."""
        return self.decision.course is not Course.REVIEW


class Feed:
    """A desk with an incident file. ``truth`` is the hidden answer of each incident on file."""

    def __init__(self, file: IncidentFile, truth: dict[str, str], weights: Weights) -> None:
        self.file = file
        self.truth = truth
        self.base = self.weights = weights
        self.answered: list[Judged] = []

    def run(self, cases: Iterable[Case], *, adopt: bool) -> list[Outcome]:
        """Take the claims in; with ``adopt`` the refitted weights are taken over as they come."""
        outcomes = []
        for case in cases:
            outcomes.append(self._take_in(case))
            if adopt and outcomes[-1].by_rule is False and not len(self.answered) % REFIT_EVERY:
                version = f"{self.base.version}+{len(self.answered)}"
                self.weights = refit(self.answered, self.base, version)
        return outcomes

    def _take_in(self, case: Case) -> Outcome:
        near = self.file.near(case.claim)
        scored = [score(case.claim, each, self.weights) for each in near]
        decision = decide(case.claim, scored, (), self.weights)
        on_file = case.truth in self.truth.values()
        code = self._file(case, decision)
        return Outcome(case=case, decision=decision, code=code, on_file=on_file)

    def _file(self, case: Case, decision: Decision) -> str:
        """Put the claim where it goes; one set aside is on no incident, and alone."""
        if decision.course is Course.SET_ASIDE:
            return f"aside {case.claim.key}"
        code = decision.incident
        if decision.course is Course.REVIEW:
            code = self._answer(case, decision)
        if code is None:
            code = self.file.open(case.claim)
            self.truth[code] = case.truth
        else:
            self.file.add(code, case.claim)
        return code

    def _answer(self, case: Case, decision: Decision) -> str | None:
        """Answer as the analyst would who knows, and remember it for the next refit."""
        codes = [each.code for each in decision.ranked]
        right = next((code for code in codes if self.truth[code] == case.truth), None)
        self.answered.append(
            Judged(
                candidates=tuple(
                    tuple(f"{each.name}.{each.level}" for each in ranked.scored.features)
                    for ranked in decision.ranked
                ),
                chosen=codes.index(right) if right else None,
            )
        )
        return right or next((c for c, truth in self.truth.items() if truth == case.truth), None)


def right(outcome: Outcome, truth: dict[str, str]) -> bool:
    """Return whether the claim is on the incident it is about."""
    return truth[outcome.code] == outcome.case.truth


def in_top(outcomes: Sequence[Outcome], truth: dict[str, str], top: int = 3) -> float:
    """Return the share of claims with an incident on file that is among the first candidates."""
    about = [each for each in outcomes if each.on_file]
    found = [
        any(truth[ranked.code] == each.case.truth for ranked in each.decision.ranked[:top])
        for each in about
    ]
    return sum(found) / max(len(found), 1)
