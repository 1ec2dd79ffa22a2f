"""An estimate's explanation: every claim once, with a sentence, enough to redo it by hand."""

from dataclasses import dataclass
from typing import Any, Final, cast

import orjson

from casualties.core.estimation.derivation_json import (
    BoundJson,
    DerivationJson,
    GradeJson,
    GroupJson,
    InfluenceJson,
    MemberJson,
    OmissionJson,
    PosteriorJson,
    SaidJson,
)
from casualties.core.estimation.derivation_lines import (
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
    FloorLine,
    InfluenceLine,
    PosteriorLine,
    ReadAs,
    Said,
    TermLine,
)
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.method import Bound
from casualties.core.estimation.posterior.results import PeakReading, Span
from casualties.core.estimation.words import Attribution, HarmGrade
from casualties.core.words import LeftOut, Qualifier, Use
from sources.core.types import Reliability

__all__ = [
    "FORMAT_VERSION",
    "Derivation",
    "DerivationGroup",
    "DerivationMember",
    "DerivationOmission",
    "FloorLine",
    "InfluenceLine",
    "PosteriorLine",
    "ReadAs",
    "Said",
    "TermLine",
]

FORMAT_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How an estimate came about. ``low``, ``best``, ``high`` say where each end comes from.

    ``protected`` on a line is True where not everybody may see who said it. ``grade`` is the
    incident's, told with its headline.

    Examples
    --------
    >>> empty = Derivation()
    >>> Derivation.from_json(empty.to_json()) == empty
    True
    """

    version: int = FORMAT_VERSION
    groups: tuple[DerivationGroup, ...] = ()
    left_out: tuple[DerivationOmission, ...] = ()
    low: Bound | None = None
    best: Bound | None = None
    high: Bound | None = None
    posterior: PosteriorLine | None = None
    grade: Grade | None = None

    def to_json(self) -> DerivationJson:
        """Return the derivation as plain JSON values."""
        content = orjson.loads(orjson.dumps(self, default=tuple))  # of a named tuple, a list
        content["bounds"] = {end: content.pop(end) for end in ("low", "best", "high")}
        for group in content["groups"]:
            _leave_out(group, "influence")
            for member in group["members"]:
                _leave_out(member, "term")
        _leave_out(content, "posterior")
        _leave_out(content, "grade")
        return cast(DerivationJson, content)

    @classmethod
    def from_json(cls, stored: DerivationJson) -> "Derivation":
        """Read back what `to_json` gave."""
        bounds = stored["bounds"]
        return cls(
            version=stored["version"],
            groups=tuple(_group_from(group) for group in stored["groups"]),
            left_out=tuple(_omission_from(line) for line in stored["left_out"]),
            low=_bound_from(bounds["low"]),
            best=_bound_from(bounds["best"]),
            high=_bound_from(bounds["high"]),
            posterior=_posterior_from(stored.get("posterior")),
            grade=_grade_from(stored.get("grade")),
        )


def _leave_out(content: dict[str, object], name: str) -> None:
    """Leave out what only the posterior, or only the headline, has, where it is missing."""
    if content[name] is None:
        del content[name]


def _said_from(stored: SaidJson) -> Said:
    return Said(
        qualifier=Qualifier(stored["qualifier"]),
        low=stored["low"],
        best=stored["best"],
        high=stored["high"],
        word=stored["word"],
        expression=stored["expression"],
        sub_group=stored["sub_group"],
        scheme=stored["scheme"],
    )


def _member_from(stored: MemberJson) -> DerivationMember:
    read_as = stored["read_as"]
    return DerivationMember(
        claim=stored["claim"],
        use=Use(stored["use"]),
        why=stored["why"],
        speaker=stored["speaker"],
        protected=stored["protected"],
        said=_said_from(stored["said"]),
        read_as=None if read_as is None else ReadAs(**read_as),
        term=None if (term := stored.get("term")) is None else TermLine(**term),
    )


def _group_from(stored: GroupJson) -> DerivationGroup:
    return DerivationGroup(
        key=stored["key"],
        root=stored["root"],
        speaker=stored["speaker"],
        protected=stored["protected"],
        reliability=Reliability(stored["reliability"]),
        members=tuple(_member_from(member) for member in stored["members"]),
        weight=stored["weight"],
        shift=stored["shift"],
        influence=_influence_from(stored.get("influence")),
    )


def _influence_from(stored: InfluenceJson | None) -> InfluenceLine | None:
    if stored is None:
        return None
    floors = tuple(FloorLine(**floor) for floor in stored["floors"])
    return InfluenceLine(
        divergence=stored["divergence"],
        overlap=stored["overlap"],
        low=stored["low"],
        best=stored["best"],
        high=stored["high"],
        floors=floors,
    )


def _posterior_from(stored: PosteriorJson | None) -> PosteriorLine | None:
    if stored is None:
        return None
    spans = tuple(Span(*span) for span in stored["intervals"])
    readings = tuple(PeakReading(*reading) for reading in stored["readings"])
    plain = cast(dict[str, Any], dict(stored))
    return PosteriorLine(**(plain | {"intervals": spans, "readings": readings}))


def _grade_from(stored: GradeJson | None) -> Grade | None:
    if stored is None:
        return None
    return Grade(
        harm=HarmGrade(stored["harm"]),
        attribution=Attribution(stored["attribution"]),
        harm_because=stored["harm_because"],
        attribution_because=stored["attribution_because"],
    )


def _omission_from(stored: OmissionJson) -> DerivationOmission:
    return DerivationOmission(
        claim=stored["claim"],
        code=LeftOut(stored["code"]),
        sentence=stored["sentence"],
        speaker=stored["speaker"],
        protected=stored["protected"],
        said=_said_from(stored["said"]),
    )


def _bound_from(stored: BoundJson | None) -> Bound | None:
    return None if stored is None else Bound(**stored)
