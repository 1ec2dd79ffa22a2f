"""One plain sentence for what became of each claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from casualties.core.coding import Scheme
from casualties.core.estimation.statements import Statements
from casualties.core.estimation.wording import (
    listed_briefly,
    possessive,
    sentence,
    spoken,
    voiced,
)
from casualties.core.types import EvidenceClaim, Measure
from casualties.core.words import LeftOut, Qualifier, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A claim that bears on nothing in this measure, and why."""

    claim: EvidenceClaim
    code: LeftOut
    sentence: str


def _omit(claim: EvidenceClaim, code: LeftOut, words: str) -> Omission:
    return Omission(claim=claim, code=code, sentence=sentence(words))


def counted(claim: EvidenceClaim, together: int, statements: Statements, *, part: bool) -> str:
    """Say why a claim counts, and as what."""
    words = f"{voiced(claim)} counts"
    if part:
        words += f" as at least so many in all, since it is only {_partial(claim)}"
    if not statements.on_file(statements.statement_of[claim.key]):
        words += "; it carries a statement whose origin is not on file"
    if together > 1:
        words += f"; it is one of {together} figures that speak with one voice"
    return sentence(words)


def copy(claim: EvidenceClaim, root: EvidenceClaim) -> str:
    """Say what a copy repeats."""
    return sentence(
        f"{_carried(claim, root)} repeats {voiced(root)}, which is on file and counts once"
    )


def duplicate(claim: EvidenceClaim, same: EvidenceClaim) -> str:
    """Say that a voice says the same twice."""
    return sentence(f"{voiced(claim)} says the same as {voiced(same)} by the same voice")


def denial(claim: EvidenceClaim) -> str:
    """Say what a denial of harm is taken as."""
    return sentence(f"{claim.speaker} denies that anybody was harmed, which is weighed as said")


def no_reading(claim: EvidenceClaim, scheme: Scheme, *, unreadable: bool) -> Omission:
    """Say why nothing can be read from a claim: a denial, no number, or an empty one."""
    if claim.stance is Stance.DENIES_HARM:
        return _omit(claim, LeftOut.DENIAL, f"{claim.speaker} denies that anybody was harmed")
    if claim.stance is Stance.DENIES_RESPONSIBILITY:
        words = f"{claim.speaker} denies responsibility, which says nothing of how many"
        return _omit(claim, LeftOut.DENIAL, words)
    if claim.quantity.qualifier is Qualifier.UNSTATED:
        return _omit(claim, LeftOut.NO_FIGURE, f"{claim.speaker} states no number")
    if claim.quantity.qualifier is Qualifier.VAGUE and unreadable:
        words = f"{voiced(claim)}: the word has no numbers in the scheme {scheme.name}"
        return _omit(claim, LeftOut.NO_FIGURE, words)
    words = f"{voiced(claim)} sets no limit to the number of people"
    return _omit(claim, LeftOut.VACUOUS, words)


def superseded(claim: EvidenceClaim, newer: str, statements: Statements) -> Omission:
    """Say which later figure retired a claim."""
    later = statements.claims.get(newer)
    by = voiced(later) if later is not None else "a later statement of the same claimant"
    return _omit(claim, LeftOut.SUPERSEDED, f"{voiced(claim)} was since replaced by {by}")


def corrected(claim: EvidenceClaim, by: EvidenceClaim) -> Omission:
    """Say which entry stands for a corrected one."""
    words = f"the entry {spoken(claim.quantity)} was corrected to {spoken(by.quantity)}"
    return _omit(claim, LeftOut.CORRECTED, words)


def synthesis(claim: EvidenceClaim, pillars: Sequence[EvidenceClaim]) -> Omission:
    """Say what a synthesis is built from."""
    in_order = sorted(pillars, key=lambda pillar: pillar.key)
    basis = listed_briefly([voiced(pillar) for pillar in in_order], "further claim")
    words = f"{voiced(claim)} is built from {basis}, on file and counted already"
    return _omit(claim, LeftOut.SYNTHESIS, words)


def part(claim: EvidenceClaim, whole: EvidenceClaim, ceiling: int) -> Omission:
    """Say which figure for all is at least as high as a part's."""
    words = (
        f"{voiced(claim)} is only {_partial(claim)}, "
        f"and {voiced(whole)} already reaches {ceiling} in all"
    )
    return _omit(claim, LeftOut.PART, words)


def copy_left_out(
    claim: EvidenceClaim, statements: Statements, root: Omission | None, measure: Measure
) -> Omission:
    """Say why a copy bears on nothing: its statement does not, or counts in another measure."""
    anchor = statements.claims[statements.anchors[claim.key]]
    if root is not None:
        words = f"{_carried(claim, anchor)} repeats {voiced(anchor)}, which is left out itself"
        return _omit(claim, root.code, words)
    newer = statements.newer.get(statements.statement_of[claim.key])
    if newer is not None:
        return superseded(claim, newer, statements)
    words = (
        f"{_carried(claim, anchor)} repeats {voiced(anchor)}, on file as {anchor.measure.words}, "
        f"and adds nothing to {measure.words}"
    )
    return _omit(claim, LeftOut.OTHER_MEASURE, words)


def _partial(claim: EvidenceClaim) -> str:
    return f"a count of {claim.sub_group}" if claim.sub_group else "a part of another figure"


def _carried(claim: EvidenceClaim, root: EvidenceClaim) -> str:
    """Name a copy by its wording, without saying the same name twice."""
    if not claim.quantity.has_figure:
        return voiced(claim)
    whose = "a further report's" if claim.speaker == root.speaker else possessive(claim.speaker)
    return f"{whose} {spoken(claim.quantity)}"
