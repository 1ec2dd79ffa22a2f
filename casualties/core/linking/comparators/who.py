"""Who: the victims, the parties alleged, the cause, names."""

from casualties.core.linking.finding import Finding
from casualties.core.linking.folding import fold
from casualties.core.linking.types import Candidate, LinkClaim

_FAMILIES = {
    # What competing reports call the same thing; each word after folding.
    "air": "airstrike air strike raid bombing drone helicopter jet missile barrel",
    "ground fire": "shelling artillery mortar rocket tank",
    "blast": "ied bomb car suicide explosion mine booby trap vbied",
    "shooting": "shooting gunfire sniper shot clash crossfire",
    "killing of captives": "execution executed massacre mass killing beheading field",
}  # fmt: skip
_FAMILY_OF = {word: family for family, words in _FAMILIES.items() for word in words.split()}


def victims(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare named victims, by their keys; a single shared name may be a namesake."""
    if not claim.victims or not candidate.victims:
        return None
    shared = len(claim.victims & candidate.victims)
    if shared == 0:
        return Finding("none_shared", "Both name victims, and no name is on both lists.")
    if shared == 1:
        return Finding("one_shared", "One victim is named by both.")
    return Finding("shared", f"{shared} victims are named by both.")


def groups(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare who the victims are said to be: prisoners, one family, worshippers."""
    if not claim.groups or not candidate.groups:
        return None
    shared = claim.groups & candidate.groups
    if shared:
        return Finding("same", f"Both speak of {_listed(shared)}.")
    told = f"{_listed(claim.groups)}; the incident: {_listed(candidate.groups)}."
    return Finding("different", f"Other victims: {told}")


def statuses(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare whom they count. Weak: 'fighters' against 'civilians' is what claims differ on."""
    if not claim.statuses or not candidate.statuses:
        return None
    if claim.statuses & candidate.statuses:
        return Finding("same", f"Both count {_listed(claim.statuses & candidate.statuses)}.")
    return Finding("different", "They count people of another status.")


def party(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare the parties alleged: same, compatible, or on opposite sides."""
    if not claim.parties or not candidate.parties:
        return None
    shared = claim.parties & candidate.parties
    if shared:
        whole = claim.parties == candidate.parties
        return Finding("same" if whole else "some", f"Both allege {_listed(shared)}.")
    told = f"{_listed(claim.parties)}; the incident: {_listed(candidate.parties)}."
    if claim.hostile & candidate.parties:
        return Finding("incompatible", f"They accuse opposite sides: {told}")
    return Finding("compatible", f"They name different parties of no known enmity: {told}")


def cause(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare causes as written, brought to one family where the words are known."""
    ours, theirs = _families(claim.causes), _families(candidate.causes)
    if not ours or not theirs:
        return None
    told = f"{_listed(claim.causes)}; the incident: {_listed(candidate.causes)}."
    if ours & theirs:
        return Finding("same", f"The same cause: {told}")
    return Finding("different", f"Another cause: {told}")


def _families(causes: frozenset[str]) -> frozenset[str]:
    folded = [fold(cause) for cause in causes]
    return frozenset(
        next((_FAMILY_OF[word] for word in name.split() if word in _FAMILY_OF), name)
        for name in folded
        if name
    )


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(str(word).replace("_", " ").replace("-", " ") for word in words))
