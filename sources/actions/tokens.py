"""Issuing and revoking API tokens, and noting their use."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sources.actions import audit
from sources.core.fingerprint import text_digest
from sources.core.types import Actor, TokenScope
from sources.errors import Conflict
from sources.models import Token

OVERLAP = timedelta(hours=24)  # time to bring the new secret to every machine that sends it
USE_NOTED_EVERY = timedelta(minutes=1)  # a busy script must not write its token's row each time


@transaction.atomic
def issue(
    *, name: str, scopes: Sequence[TokenScope], by: Actor, expires_at: datetime | None = None
) -> str:
    """Make a token and return its secret, which is shown this once and kept only as a digest."""
    if Token.objects.filter(name=name).exists():
        raise Conflict(f"A token {name!r} exists, in use or revoked. Choose another name.")
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        name=name,
        digest=text_digest(secret),
        scopes=[scope.value for scope in scopes],
        expires_at=expires_at,
    )
    audit.record(verb="token.issue", subject=name, by=by, detail={"scopes": token.scopes})
    return secret


@transaction.atomic
def revoke(*, token: Token, by: Actor, reason: str = "") -> None:
    """Stop a token from working. Its row stays, so that its name is never given to another."""
    Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    audit.record(verb="token.revoke", subject=token.name, by=by, reason=reason)


@transaction.atomic
def rotate(*, token: Token, by: Actor, overlap: timedelta = OVERLAP) -> str:
    """Give a token another secret and return it. The former one works for the overlap's length."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at:
        raise Conflict(f"The token {token.name!r} was revoked. Issue another.")
    secret = secrets.token_urlsafe(32)
    token.former_digest = token.digest
    token.former_until = timezone.now() + overlap
    token.digest = text_digest(secret)
    token.save(update_fields=["former_digest", "former_until", "digest"])
    detail = {"former_until": token.former_until.isoformat()}
    audit.record(verb="token.rotate", subject=token.name, by=by, detail=detail)
    return secret


def note_use(*, token: Token) -> None:
    """Note that a token is in use, once a minute at most."""
    now = timezone.now()
    due = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < due:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=due)
        Token.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
