"""What the one who asks may do and see."""

from rest_framework.request import Request

from casualties.visibility import Audience
from sources.api.authentication import has_scope, is_staff
from sources.core.types import TokenScope


def audience_of(request: Request) -> Audience:
    """Return what may be shown: drafts to the desk and to trusted tokens, identities to few."""
    drafts = (TokenScope.READ_RESTRICTED, TokenScope.REVIEW)
    return Audience(
        drafts=is_staff(request) or has_scope(request, *drafts),
        identities=has_scope(request) or bool(request.user and request.user.is_superuser),
    )


def may_review(request: Request) -> bool:
    """Return whether what is posted counts as reviewed, like an analyst's own entry."""
    if has_scope(request, TokenScope.REVIEW):
        return True
    return is_staff(request) and request.user.has_perm("casualties.add_review")
