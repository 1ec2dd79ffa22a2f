"""The sentence that tells a sender what became of a claim."""

from casualties.actions.link_writing import Linked
from casualties.core.intake import NewClaim
from casualties.core.linking import Course
from casualties.core.words import Scope, Stance, Status

_WHO = {
    Status.CIVILIAN: "civilians",
    Status.PROTECTED: "protected persons",
    Status.COMBATANT: "combatants",
    Status.UNKNOWN: "people of unknown status",
}

_DENIALS = {
    Stance.DENIES_HARM: "A denial carries no figure and pulls none to zero; it is shown beside.",
    Stance.DENIES_RESPONSIBILITY: "Bears on who did it, never on how many.",
}


def what_became_of(
    claim: NewClaim, *, incident: str | None, accepted: bool, linked: Linked | None = None
) -> str:
    """Return in plain words where the claim went, what it adds and what it waits for."""
    parts = [_found(linked) if linked else _place(claim, incident), _weight(claim)]
    if not accepted:
        parts.append("Waits as a draft for an analyst.")
    return " ".join(part for part in parts if part)


def _place(claim: NewClaim, incident: str | None) -> str:
    if claim.value.scope is Scope.AGGREGATE:
        return (
            f"Counts {_WHO[claim.value.status]} over a period or a wider area: "
            "kept to compare with totals, on no incident."
        )
    if incident is None:
        return "Names no incident: waits to be linked."
    return f"On incident {incident}."


def _found(linked: Linked) -> str:
    code = linked.incident.code if linked.incident else ""
    match linked.course:
        case Course.LINK:
            return f"Linked to incident {code} by rule: {linked.reason}"
        case Course.PROVISIONAL:
            return f"Opened the provisional incident {code}. {linked.reason}"
        case Course.SET_ASIDE:
            return f"Set aside, on no incident: {linked.reason}"
    return f"Waits for an analyst to say which incident it is about: {linked.reason}"


def _weight(claim: NewClaim) -> str:
    if claim.value.stance in _DENIALS:
        return _DENIALS[claim.value.stance]
    if claim.repeats:
        return "Repeats a statement on file, so it adds no evidence."
    if claim.based_on:
        return "Built from claims on file, so it adds no evidence beside them."
    if claim.revises:
        return "Takes the place of its claimant's earlier figure."
    if claim.part_of or claim.value.sub_group:
        return "Counts a part of the victims: at least so many in all."
    return ""
