"""Who gets in: tokens in force, with the scope that a door asks for."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from sources.actions import tokens
from sources.core.types import TokenScope
from sources.models import AuditEvent, Report, Token
from tests.factories import rows
from tests.factories.posts import a_body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]
REPORTS = "/api/v1/reports"


def with_header(value: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=value)
    return client


def a_secret(*scopes: TokenScope, **described) -> str:
    scopes = scopes or (TokenScope.WRITE_REPORTS,)
    return tokens.issue(name="partner", scopes=scopes, by=rows.EDITOR, **described)


def refused(client: APIClient) -> tuple[int, str]:
    answer = client.post(REPORTS, a_body())
    assert answer.json().keys() == {"code", "message", "detail"}
    assert not Report.objects.exists()
    return answer.status_code, answer.json()["code"]


def test_without_a_token_nothing_is_posted(stranger):
    answer = stranger.post(REPORTS, a_body())
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Token")
    assert answer.json() == {
        "code": "not_authenticated",
        "message": "No token was sent. Send the header 'Authorization: Token SECRET'.",
        "detail": {},
    }


@pytest.mark.parametrize("header", ["Bearer x", "Token", "x"])
def test_a_header_that_cannot_be_read_is_told(header):
    assert refused(with_header(header)) == (401, "token_malformed")


def test_a_token_nobody_issued_is_unknown():
    assert refused(with_header("Token x")) == (401, "token_unknown")


def test_an_expired_token_lets_nobody_in():
    secret = a_secret(expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(with_header(f"Token {secret}")) == (401, "token_expired")


def test_a_revoked_token_lets_nobody_in():
    secret = a_secret()
    tokens.revoke(token=Token.objects.get(), by=rows.EDITOR)
    assert refused(with_header(f"Token {secret}")) == (401, "token_revoked")


def test_a_wrong_token_is_told_even_where_none_is_needed():
    assert with_header("Token x").get("/api/v1/incidents").status_code == 401


@pytest.mark.parametrize("scope", [TokenScope.READ_PUBLIC, TokenScope.READ_RESTRICTED])
def test_a_token_that_only_reads_may_not_post(scope):
    client = with_header(f"Token {a_secret(scope)}")
    answer = client.post(REPORTS, a_body())
    assert (answer.status_code, answer.json()) == (
        403,
        {
            "code": "not_allowed",
            "message": "This needs a token with the scope 'write:reports' or 'review', or a role "
            "that may do it.",
            "detail": {},
        },
    )


@pytest.mark.parametrize(
    ("scope", "state"),
    [
        (TokenScope.WRITE_REPORTS, "draft"),
        (TokenScope.REVIEW, "accepted"),
        (TokenScope.ADMIN, "accepted"),
    ],
)
def test_what_a_token_posts_stands_as_its_scope_says(scope, state):
    answer = with_header(f"Token {a_secret(scope)}").post(REPORTS, a_body())
    assert (answer.status_code, answer.json()["claims"][0]["state"]) == (201, state)


def test_the_use_of_a_token_is_noted_once_a_minute():
    client = with_header(f"Token {a_secret()}")
    client.get("/api/v1/")
    first = Token.objects.get().last_used_at
    client.get("/api/v1/")
    assert first is not None
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=first - timedelta(minutes=2))
    client.get("/api/v1/")
    assert Token.objects.get().last_used_at >= first


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("token", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_a_secret_that_works():
    secret = told("partner", "--scope", "write:reports", "--expires-in-days", "3").split()[0]
    assert with_header(f"Token {secret}").post(REPORTS, a_body()).status_code == 201
    left = Token.objects.get().expires_at - timezone.now()
    assert timedelta(days=2) < left <= timedelta(days=3)


def test_the_command_revokes():
    secret = told("partner", "--scope", "admin").split()[0]
    told("partner", "--revoke", "--reason", "Lost.", "--by", "anna")
    assert refused(with_header(f"Token {secret}")) == (401, "token_revoked")
    event = AuditEvent.objects.get(verb="token.revoke")
    assert (event.by, event.reason) == ("user:anna", "Lost.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["partner"], "Say what it may do"),
        (["partner", "--scope", "all"], "invalid choice: 'all'"),
        (["partner", "--scope", "admin", "--expires-in-days", "0"], "1 to 3650"),
        (["x" * 101, "--scope", "admin"], "100 characters"),
        ([" ", "--scope", "admin"], "An actor needs a name"),
        (["nobody", "--revoke"], "There is no token 'nobody'"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, words):
    with pytest.raises(CommandError, match=words):
        told(*arguments)


def test_a_name_is_given_once():
    told("partner", "--scope", "admin")
    with pytest.raises(CommandError, match="Choose another name"):
        told("partner", "--scope", "admin")
    told("partner", "--revoke")
    with pytest.raises(CommandError, match="revoked before"):
        told("partner", "--revoke")
