"""What the claims of an incident attest, as its grade asks for it."""

from casualties.core.estimation.grading import Attestation, Grade, grade
from casualties.core.estimation.groups import Group
from casualties.core.estimation.provenance import Provenance
from casualties.core.estimation.roles import live_claims
from casualties.core.types import Evidence, EvidenceClaim
from casualties.core.words import ActionStatus, Stance, Status

_DENIALS = (Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY)


def grade_of(evidence: Evidence, sorted_out: Provenance, action: ActionStatus) -> Grade:
    """Grade an incident by its claims.

    Answers how far a reader may lean on the incident. Not for one measure among others: the
    grade is the incident's.

    Parameters
    ----------
    evidence
        All the incident's claims and ties.
    sorted_out
        The provenance of its headline measure.
    action
        Whether a party acted there, as the desk holds it.

    Returns
    -------
    Grade
        Copies count once; a denial of responsibility speaks on attribution alone.

    Examples
    --------
    >>> nothing = Provenance(groups=(), left_out=())
    >>> grade_of(Evidence(), nothing, ActionStatus.UNKNOWN).attribution.value
    'none'
    """
    live = live_claims(evidence) if evidence.claims else []
    return grade(
        attestations(sorted_out),
        action=action,
        conceded=any(claim.stance is Stance.CONCEDES for claim in live),
        only_combatants=_only_combatants(live),
    )


def attestations(sorted_out: Provenance) -> tuple[Attestation, ...]:
    """Return each independent voice with the parties it names, those that blame others included."""
    voices = [_voice(group) for group in (*sorted_out.groups, *sorted_out.deniers)]
    blaming = [
        Attestation(reliability=claim.claimant_reliability, parties=_parties(claim), positive=False)
        for claim in (omission.claim for omission in sorted_out.left_out)
        if claim.stance is Stance.DENIES_RESPONSIBILITY and claim.alleged_parties
    ]
    return (*voices, *blaming)


def _voice(group: Group) -> Attestation:
    claims = [member.claim for member in (*group.members, *group.denials)]
    return Attestation(
        reliability=group.reliability,
        parties=frozenset().union(*(_parties(claim) for claim in claims)),
        positive=any(member.reading and member.reading.ceiling > 0 for member in group.counted),
    )


def _parties(claim: EvidenceClaim) -> frozenset[str]:
    """Return whom a claim names; who concedes names itself."""
    if claim.stance is Stance.CONCEDES and claim.claimant_party:
        return frozenset((*claim.alleged_parties, claim.claimant_party))
    return frozenset(claim.alleged_parties)


def _only_combatants(live: list[EvidenceClaim]) -> bool:
    harmed = [claim.measure.status for claim in live if claim.stance not in _DENIALS]
    return bool(harmed) and all(status is Status.COMBATANT for status in harmed)
