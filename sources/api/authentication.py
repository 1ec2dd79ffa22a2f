"""Who asks: a script with a token, or a person logged in to the desk."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from sources.actions import tokens
from sources.api.throttling import count_wrong_token
from sources.core.fingerprint import text_digest
from sources.core.types import Actor, ActorKind, TokenScope
from sources.models import Token
from sources.queries import is_verified

HOW = "Send the header 'Authorization: Token SECRET'."


class TokenAuthentication(BaseAuthentication):
    """Reads ``Authorization: Token SECRET``. The user stays anonymous; ``request.auth`` is it."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token] | None:
        """Return the token in force, None where no header was sent."""
        header = request.headers.get("Authorization", "").strip()
        if not header:
            return None
        keyword, _, secret = header.partition(" ")
        if keyword.lower() != "token" or not secret.strip():
            raise AuthenticationFailed(
                f"The Authorization header cannot be read. {HOW}", code="token_malformed"
            )
        try:
            token = _in_force(secret.strip())
        except AuthenticationFailed:
            count_wrong_token(request)
            raise
        tokens.note_use(token=token)
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """Say how to authenticate: with this, what is missing is answered 401 and not 403."""
        return "Token"


class DeskAuthentication(SessionAuthentication):
    """The desk's own session, once its second factor was checked; before that nobody is asking."""

    def authenticate(self, request: Request) -> Any:
        """Return the person at the desk, None where there is none or the log-in is half done."""
        return super().authenticate(request) if is_verified(request._request.user) else None


def _in_force(secret: str) -> Token:
    digest = text_digest(secret)
    rotated = Q(former_digest=digest, former_until__gt=timezone.now())
    token = Token.objects.filter(Q(digest=digest) | rotated).first()
    if not token:
        raise AuthenticationFailed(
            "This token is not known. Check that it was copied whole.", code="token_unknown"
        )
    if token.revoked_at:
        raise AuthenticationFailed(
            "This token was revoked. Ask the desk for another.", code="token_revoked"
        )
    if token.expires_at and token.expires_at <= timezone.now():
        raise AuthenticationFailed(
            "This token has expired. Ask the desk for another.", code="token_expired"
        )
    return token


def has_scope(request: Request, *scopes: TokenScope) -> bool:
    """Return whether the request carries a token with one of these scopes, or with ``admin``."""
    token = request.auth
    return isinstance(token, Token) and not {*scopes, TokenScope.ADMIN}.isdisjoint(token.scopes)


def actor_of(request: Request) -> Actor:
    """Return who acts, as decisions record it."""
    if isinstance(request.auth, Token):
        return request.auth.actor
    if request.user and request.user.is_authenticated:
        return Actor(ActorKind.USER, request.user.get_username())
    raise NotAuthenticated


class HasScope(BasePermission):
    """Lets in tokens with one of the scopes, and people whose roles give them the right."""

    def __init__(self, *scopes: TokenScope, right: str, also: str = "") -> None:
        self.scopes = scopes
        self.rights = [name for name in (right, also) if name]
        named = " or ".join(f"'{scope.value}'" for scope in scopes)
        self.message = f"This needs a token with the scope {named}, or a role that may do it."

    def has_permission(self, request: Request, view: object) -> bool:
        """Return whether the request may go on."""
        if request.auth is not None:
            return has_scope(request, *self.scopes)
        return any(request.user.has_perm(right) for right in self.rights)
