"""Issuing and revoking tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sources.actions import tokens
from sources.core.fingerprint import text_digest
from sources.core.types import TokenScope
from sources.errors import Conflict
from sources.models import Token
from tests.factories import rows

pytestmark = pytest.mark.django_db


def _issue(name: str = "monitor", **given: object) -> str:
    return tokens.issue(name=name, scopes=[TokenScope.WRITE_REPORTS], by=rows.EDITOR, **given)


def test_only_the_digest_of_a_secret_is_kept():
    secret = _issue()
    token = Token.objects.get(digest=text_digest(secret))
    assert (token.name, token.scopes) == ("monitor", ["write:reports"])
    assert secret not in str(Token.objects.values_list())


def test_two_secrets_differ():
    assert _issue("monitor") != _issue("partner")


def test_issuing_is_audited_without_the_secret():
    secret = _issue()
    event = rows.audited("token.issue")
    assert (event.by, event.subject) == ("user:editor", "monitor")
    assert event.detail == {"scopes": ["write:reports"]}
    assert secret not in str(event.detail)


def test_a_token_keeps_its_expiry():
    end = timezone.now() + timedelta(days=30)
    _issue(expires_at=end)
    assert Token.objects.get().expires_at == end


def test_a_revoked_token_keeps_its_name_for_ever():
    _issue("monitor")
    tokens.revoke(token=Token.objects.get(), by=rows.EDITOR)
    with pytest.raises(Conflict, match="Choose another name"):
        _issue("monitor")


def test_revoking_is_audited_with_its_reason():
    _issue("monitor")
    tokens.revoke(token=Token.objects.get(), by=rows.EDITOR, reason="Leaked.")
    assert Token.objects.get().revoked_at is not None
    event = rows.audited("token.revoke")
    assert (event.by, event.subject, event.reason) == ("user:editor", "monitor", "Leaked.")


def test_revoking_twice_keeps_the_first_time():
    _issue()
    tokens.revoke(token=Token.objects.get(), by=rows.EDITOR)
    first = Token.objects.get().revoked_at
    tokens.revoke(token=Token.objects.get(), by=rows.EDITOR)
    assert Token.objects.get().revoked_at == first


def test_a_first_use_is_noted():
    _issue()
    tokens.note_use(token=Token.objects.get())
    assert Token.objects.get().last_used_at is not None


@pytest.mark.parametrize(("ago", "noted"), [(timedelta(hours=1), True), (timedelta(0), False)])
def test_use_is_noted_once_in_a_while(ago, noted):
    _issue()
    before = timezone.now() - ago
    Token.objects.update(last_used_at=before)
    tokens.note_use(token=Token.objects.get())
    assert (Token.objects.get().last_used_at > before) is noted
