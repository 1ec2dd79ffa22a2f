"""Who accuses whom in an incident: a speaker's role decides how its figures lean."""

from collections.abc import Iterable, Mapping

from casualties.core.estimation.statements import Statements, resolve
from casualties.core.types import Evidence, EvidenceClaim
from casualties.core.words import Stance
from sources.core.words import Word


class Role(Word):
    """What a speaker is to the incident."""

    NEUTRAL = "neutral", "Neither accused of it nor an enemy of the accused who alleges it."
    ACCUSED = "accused", "Speaks for a party that somebody alleges did it, or concedes it."
    ACCUSER = "accuser", "Speaks for an enemy of the accused, and alleges it."


def roles_of(evidence: Evidence) -> Mapping[str, Role]:
    """Return the role of each claim's speaker; claims left out are neutral.

    Notes
    -----
    A party is accused where any live claim on the incident, of whatever measure, alleges it, and
    where one of its own concedes. An accuser's party is hostile to a party that its own claims
    allege. A party both accused and accusing is accused: it has something to hide.

    Examples
    --------
    >>> dict(roles_of(Evidence()))
    {}
    """
    speaking = [claim for claim in evidence.claims if _takes_sides(claim)]
    if not speaking:
        return {}
    live = live_claims(evidence)
    accused = {party for claim in live for party in claim.alleged_parties}
    accused |= {claim.claimant_party for claim in live if _concedes(claim) and claim.claimant_party}
    accusers = _accusers(live, evidence.hostile)
    found = {}
    for claim in speaking:
        if _concedes(claim) or claim.claimant_party in accused:
            found[claim.key] = Role.ACCUSED
        elif claim.claimant_party in accusers:
            found[claim.key] = Role.ACCUSER
    return found


def _takes_sides(claim: EvidenceClaim) -> bool:
    return claim.claimant_party is not None or _concedes(claim)


def _concedes(claim: EvidenceClaim) -> bool:
    return claim.stance is Stance.CONCEDES


def live_claims(evidence: Evidence) -> list[EvidenceClaim]:
    """Return the claims that no later claim retired or corrected."""
    statements: Statements = resolve(evidence)
    return [
        statements.claims[key]
        for key in statements.anchors
        if statements.statement_of[key] not in statements.newer
    ]


def _accusers(live: Iterable[EvidenceClaim], hostile: Iterable[tuple[str, str]]) -> set[str]:
    enmities = {pair for one, other in hostile for pair in ((one, other), (other, one))}
    return {
        claim.claimant_party
        for claim in live
        for party in claim.alleged_parties
        if claim.claimant_party and (claim.claimant_party, party) in enmities
    }
