"""What a reader is given of a row: the row, where it stands, and how much of it may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.models import Claim, Estimate, GradeDecision, Incident, Judgement, SignOff
from sources.core.words import Word
from sources.models import Report


class SignOffState(Word):
    """Where a range stands with those who sign off."""

    UNSIGNED = "unsigned", "Nobody signed it off."
    SIGNED_OFF = "signed_off", "Signed off as it stands."
    CHANGED_SINCE = "changed_since", "Signed off, and what it rests on has changed since."

    @classmethod
    def of(cls, estimate: int, signed: int | None) -> "SignOffState":
        """Return where an estimate stands whose incident's sign-off is of the ``signed`` one."""
        if signed is None:
            return cls.UNSIGNED
        return cls.SIGNED_OFF if signed == estimate else cls.CHANGED_SINCE


class ClaimState(Word):
    """Where a claim stands with the analysts."""

    DRAFT = "draft", "Nobody decided on it yet."
    ACCEPTED = "accepted", "Read and taken as what the report says."
    REJECTED = "rejected", "Not what the report says, or not fit to count."
    WITHDRAWN = "withdrawn", "Taken back with its report, or by whoever entered it."


class LinkState(Word):
    """Where a claim's link to its incident stands."""

    PROPOSED = "proposed", "Made by a rule or a sender; nobody who may review confirmed it."
    CONFIRMED = "confirmed", "Made or confirmed by somebody who may review."


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateReading:
    """An estimate, where it stands, and its explanation as the reader may see it."""

    row: Estimate
    state: SignOffState
    sign_off: SignOff | None = None
    derivation: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieReading:
    """How a claim stands to another, whose key is None where it is protected."""

    relation: str
    on: str | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    """A claim. Where ``named`` is False, whatever leads to who said it is not shown."""

    row: Claim
    state: ClaimState
    incident: str | None
    link: LinkState | None
    named: bool
    ties: Sequence[TieReading] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReading:
    """An incident with its ranges, and with its claims where they were asked for.

    ``graded`` is what somebody decided about its grade; the computed one is with the headline.
    ``pending``: something came in that the ranges do not show yet; None where the reader may not
    know, since it may be a draft. ``set_aside``: a recomputation failed for good.
    ``judgements``: the links all of that was read from. ``hidden``: names not to be told.
    """

    row: Incident
    pending: bool | None = None
    set_aside: bool | None = None
    estimates: Sequence[EstimateReading] = ()
    graded: GradeDecision | None = None
    claims: Sequence[ClaimReading] = ()
    judgements: Sequence[Judgement] = ()
    hidden: frozenset[str] = frozenset()

    def headline(self, basis: Basis) -> EstimateReading | None:
        """Return the range of the headline measure in a basis."""
        for reading in self.estimates:
            if (reading.row.measure, reading.row.basis) == (str(HEADLINE), basis):
                return reading
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReading:
    """A report with those of its claims that the reader may see."""

    row: Report
    claims: Sequence[ClaimReading] = ()
    cites: Sequence[str] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementReading:
    """A judgement in force, with the code of the root of its incident."""

    row: Judgement
    incident: str
