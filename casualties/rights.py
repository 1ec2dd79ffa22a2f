"""What a person may do beyond a plain permission: whose work counts at once, who decides on whose.

What a role may do stands in `core.roles`; who may see what in `visibility`.
"""

from typing import Any

from casualties.models import Claim
from sources.core.types import Actor, ActorKind
from sources.errors import NotAllowed

OWN = "casualties.review_own"
_TWO_PEOPLE = "You entered this yourself: somebody else decides on it."


def counts_at_once(user: Any) -> bool:
    """Return whether what this person types is accepted at once."""
    return bool(user.has_perms(["casualties.add_review", OWN]))


def check_not_own(user: Any, claim: Claim) -> None:
    """Refuse a decision on one's own entry to those who may only decide on others'."""
    own = claim.entered_by == str(Actor(ActorKind.USER, user.get_username()))
    if own and not user.has_perm(OWN):
        raise NotAllowed(_TWO_PEOPLE, detail={"claim": claim.key})
