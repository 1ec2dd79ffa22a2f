"""How many requests a minute, and what those are told who ask too often."""

import pytest
from django.core.management import call_command

from sources.actions import tokens
from sources.api import throttling
from sources.api.authentication import TokenAuthentication
from sources.core.types import TokenScope
from sources.errors import Conflict
from sources.models import Token
from tests.factories import rows
from tests.factories.people import script

pytestmark = pytest.mark.django_db

INCIDENTS = "/api/v1/incidents"


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch) -> None:
    """Three of each a minute, in a window of its own for each test."""
    settings.API_LIMITS = {"reads": 3, "writes": 2, "anonymous": 1}
    monkeypatch.setattr(throttling, "_here", throttling.Counter())
    monkeypatch.setattr(throttling.time, "time", lambda: 6_000_000_000 + id(settings) % 10**8 * 60)


@pytest.fixture(params=["redis", "no redis"])
def counter(request, settings, monkeypatch) -> str:
    """Counting in Redis for all, or here while it does not answer."""
    if request.param == "no redis":
        throttling._redis.cache_clear()
        settings.CELERY_BROKER_URL = "redis+socket:///nowhere.sock"
    monkeypatch.setattr(throttling, "_away_until", 0.0)
    yield request.param
    throttling._redis.cache_clear()


def told(answer) -> list[str]:
    return [answer.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]


def test_each_answer_says_how_many_are_left(insider, counter):
    assert [told(insider.get(INCIDENTS))[:2] for _ in range(2)] == [["3", "2"], ["3", "1"]]


def test_one_too_many_is_told_when_to_come_back(insider, counter):
    codes = [insider.get(INCIDENTS).status_code for _ in range(3)]
    refused = insider.get(INCIDENTS)
    assert (codes, refused.status_code) == ([200] * 3, 429)
    assert refused.json()["code"] == "throttled"
    assert refused.headers["Retry-After"] == told(refused)[2]
    assert told(refused)[:2] == ["3", "0"]


def test_posts_are_counted_apart_and_tokens_by_themselves(insider, sender):
    assert [sender.post("/api/v1/reports", {}).status_code for _ in range(3)] == [400, 400, 429]
    assert sender.get(INCIDENTS).status_code == insider.get(INCIDENTS).status_code == 200


def test_an_address_without_a_token_has_its_own_limit(stranger, insider):
    assert [stranger.get(INCIDENTS).status_code for _ in range(2)] == [200, 429]
    assert insider.get(INCIDENTS).status_code == 200


def test_wrong_tokens_are_counted_against_their_address(stranger, sender, counter):
    stranger.credentials(HTTP_AUTHORIZATION="Token guessed")
    answers = [stranger.get(INCIDENTS) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [401, 429]
    assert answers[1].json()["code"] == "throttled"
    assert answers[1].headers["Retry-After"] == told(answers[1])[2]
    # A script beside it, whose token holds, goes on.
    assert sender.get(INCIDENTS).status_code == 200


def test_behind_a_proxy_the_client_is_counted_and_not_the_proxy(stranger, settings):
    settings.BEHIND_PROXY = True
    seen = [
        stranger.get(INCIDENTS, HTTP_X_FORWARDED_FOR=address, secure=True).status_code
        for address in ("203.0.113.1", "203.0.113.2", "198.51.100.9, 203.0.113.1")
    ]
    assert seen == [200, 200, 429]


def a_token(**made) -> tuple[Token, str]:
    secret = tokens.issue(name="partner", scopes=[TokenScope.WRITE_REPORTS], by=rows.EDITOR)
    return Token.objects.get(name="partner"), secret


def lets_in(secret: str) -> bool:
    client = script()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client.get("/api/v1/token").status_code == 200


def test_a_rotated_token_works_with_both_secrets_for_a_day():
    token, former = a_token()
    latter = tokens.rotate(token=token, by=rows.EDITOR)
    assert lets_in(former)
    assert lets_in(latter)
    Token.objects.update(former_until=Token.objects.get(name="partner").created_at)
    assert (lets_in(former), lets_in(latter)) == (False, True)


def test_a_token_rotates_itself_over_the_api(sender):
    answer = sender.post("/api/v1/token/rotate")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["scopes"] == ["write:reports"]
    assert lets_in(answer.json()["secret"])


def test_a_token_reads_what_it_may_do_and_when_it_was_used(sender):
    told = sender.get("/api/v1/token").json()
    assert (told["scopes"], told["expires_at"]) == (["write:reports"], None)
    assert sender.get("/api/v1/token").json()["last_used_at"]
    assert "digest" not in told


def test_nobody_without_a_token_has_one_to_read(stranger):
    assert stranger.get("/api/v1/token").status_code == 401


def test_a_revoked_token_is_not_rotated():
    token, _ = a_token()
    tokens.revoke(token=token, by=rows.EDITOR)
    with pytest.raises(Conflict):
        tokens.rotate(token=token, by=rows.EDITOR)


def test_the_command_rotates(capsys):
    a_token()
    call_command("token", "partner", "--rotate")
    assert lets_in(capsys.readouterr().out.split()[0])
    assert rows.audited("token.rotate").subject == "partner"


def test_a_secret_is_nowhere_on_file():
    token, former = a_token()
    latter = tokens.rotate(token=token, by=rows.EDITOR)
    stored = str(Token.objects.values().get())
    assert former not in stored
    assert latter not in stored
    assert TokenAuthentication().authenticate_header(None) == "Token"
