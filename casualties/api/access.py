"""What the one who asks may do and see."""

from rest_framework.request import Request

from casualties import rights
from sources.api.authentication import HasScope, has_scope
from sources.core.types import TokenScope
from sources.models import Token
from sources.visibility import Audience, audience_of_token, audience_of_user


def audience_of(request: Request) -> Audience:
    """Return what may be shown to a script by its scopes, to a person by their roles."""
    if isinstance(request.auth, Token):
        return audience_of_token(request.auth)
    return audience_of_user(request.user)


_WRITES = (TokenScope.WRITE_REPORTS, TokenScope.REVIEW)


def who_writes(*, also: str = "") -> HasScope:
    """Return the condition to post reports; ``also`` is a right that does as well."""
    return HasScope(*_WRITES, right="sources.add_report", also=also)


def may_review(request: Request) -> bool:
    """Return whether what is posted counts as reviewed, like an analyst's own entry."""
    if has_scope(request, TokenScope.REVIEW):
        return True
    return rights.counts_at_once(request.user)
