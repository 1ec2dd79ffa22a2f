"""The posterior as a method beside the field's own: cases in, findings out."""

from collections.abc import Sequence
from dataclasses import dataclass

from casualties.core.estimation.groups import Group
from casualties.core.estimation.method import Case, Finding, Share
from casualties.core.estimation.posterior.constants import VERSION, constant
from casualties.core.estimation.posterior.explain import bounds
from casualties.core.estimation.posterior.flags import flags
from casualties.core.estimation.posterior.interpret import floors_of, terms_of, voice_of
from casualties.core.estimation.posterior.parameter_sets import ParameterSet
from casualties.core.estimation.posterior.results import Answer, Influence
from casualties.core.estimation.posterior.terms import Problem, Term, Voice
from casualties.core.estimation.roles import Role
from casualties.core.types import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A case put to the arithmetic: its groups in the order of their content."""

    case: Case
    groups: tuple[Group, ...]
    problem: Problem

    @classmethod
    def of(cls, case: Case) -> "Heard":
        """Put the groups in an order set by their content, never by a key."""
        pairs = [(voice_of(group, case), group) for group in (*case.groups, *case.deniers)]
        pairs.sort(key=lambda pair: (pair[0], pair[1].key))
        return cls(
            case=case,
            groups=tuple(group for _, group in pairs),
            problem=tuple(voice for voice, _ in pairs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PosteriorMethod:
    """The exact posterior of the count on a grid, under the constants of the table."""

    name: str = "posterior"
    version: str = VERSION
    weighs_denials: bool = True
    converts: bool = True

    def answers(self, case: Case) -> bool:
        """Return whether anybody gives a figure, or somebody not accused denies.

        An accused party's denial alone says almost nothing: what is left would be the prior.
        """
        return bool(case.groups) or any(
            case.role(member.claim) is not Role.ACCUSED
            for group in case.deniers
            for member in group.denials
        )

    def find(self, case: Case) -> Finding:
        """Return the range of one case."""
        return self.find_many([case])[0]

    def find_many(self, cases: Sequence[Case]) -> list[Finding]:
        """Return the range of each case, equal problems worked out once.

        NumPy is imported here and not before: a web process that only reads pays nothing.
        """
        if not cases:
            return []
        from casualties.core.estimation.posterior.solve import solve

        heard = [Heard.of(case) for case in cases]
        found: dict[int, Finding] = {}
        for parameters, rows in _by_parameters(heard).items():
            answers = solve([heard[row].problem for row in rows], parameters)
            found |= {
                row: _finding(heard[row], answer) for row, answer in zip(rows, answers, strict=True)
            }
        return [found[row] for row in range(len(heard))]


def _by_parameters(heard: Sequence[Heard]) -> dict[ParameterSet, list[int]]:
    rows: dict[ParameterSet, list[int]] = {}
    for row, one in enumerate(heard):
        rows.setdefault(one.case.parameters, []).append(row)
    return rows


def _finding(heard: Heard, answer: Answer) -> Finding:
    level = constant("summary.level")
    span = answer.span(level)
    low, best, high = bounds(heard.groups, answer)
    return Finding(
        interval=Interval(low=span.low, best=answer.best, high=span.high),
        low=low,
        best=best,
        high=high,
        level=level,
        flags=flags(heard.groups, heard.problem, answer, converted=heard.case.converted),
        shares=_shares(heard, answer),
        answer=answer,
    )


def _shares(heard: Heard, answer: Answer) -> dict[str, Share]:
    told = sum(influence.divergence for influence in answer.voices)
    equal = 1.0 / len(answer.voices)
    return {
        group.key: _share(
            group, voice, influence, influence.divergence / told if told > 0 else equal, heard.case
        )
        for group, voice, influence in zip(heard.groups, heard.problem, answer.voices, strict=True)
    }


def _share(group: Group, voice: Voice, influence: Influence, weight: float, case: Case) -> Share:
    return Share(
        weight=weight,
        shift=influence.shift,
        divergence=influence.divergence,
        overlap=influence.overlap,
        alone=Interval(low=influence.low, best=influence.median, high=influence.high),
        terms=_weighted_terms(group, voice, case),
        floors=tuple(floors_of(group, case)),
    )


def _weighted_terms(group: Group, voice: Voice, case: Case) -> dict[str, tuple[Term, float]]:
    """Return each claim's term and its weight: equal terms share one place among the distinct."""
    pairs = [(claim.key, term) for claim, term in terms_of(group, case)]
    alike = [term for _, term in pairs]
    return {key: (term, 1.0 / len(voice.terms) / alike.count(term)) for key, term in pairs}
