"""Bad input, as one table: each status with its code, a message, and what to do in it."""

import json

import pytest

from casualties.actions import posting
from casualties.models import PostedRequest
from sources.errors import RequestInFlight
from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]

REPORTS, INCIDENT = "/api/v1/reports", "/api/v1/incidents/IQ-2017-0005"


def report(client, **changes):
    return client.post(REPORTS, a_body(**changes))


def sent(client, content, kind="application/json", **headers):
    return client.post(REPORTS, content, content_type=kind, **headers)


def differing(client):
    report(client, text="As published.")
    return report(client, text="As published.", claims=[a_claim(claimant="mosul-eye")])


def reused(client):
    client.post(REPORTS, a_body(), headers={"Idempotency-Key": "k"})
    other = a_body(url="https://example.org/2")
    return client.post(REPORTS, other, headers={"Idempotency-Key": "k"})


def too_large(client):
    return sent(client, json.dumps(a_body(text="x" * 12_000_001)))


def outdated(client):
    return client.patch(
        INCIDENT, {"title": "Dawassa"}, headers={"If-Match": '"0123456789abcdef.0"'}
    )


def no_version(client):
    return client.patch(INCIDENT, {"title": "Dawassa"})


BAD = {
    "no JSON": (lambda c: sent(c, b"{"), 400, "malformed", ""),
    "no object": (lambda c: sent(c, b"[]"), 400, "invalid", ""),
    "a misspelt field": (lambda c: report(c, tittle="x"), 400, "invalid", "There is no such field"),
    "an unknown word": (
        lambda c: report(c, claims=[a_claim(harm="hurt")]),
        400,
        "invalid",
        "is not one of: killed",
    ),
    "an unknown name": (
        lambda c: report(c, publisher="nobody"),
        400,
        "unknown_reference",
        "to register it",
    ),
    "an unknown parameter": (
        lambda c: c.get("/api/v1/incidents?contry=IQ"),
        400,
        "invalid",
        "Known:",
    ),
    "nothing there": (lambda c: c.get("/api/v1/incidents/IQ-1-1"), 404, "not_found", "on file"),
    "no such address": (lambda c: c.get("/api/v1/incident"), 404, "not_found", "GET /api/v1/"),
    "other claims": (differing, 409, "report_differs", "as a later version"),
    "an old version": (outdated, 412, "outdated", ""),
    "no version": (no_version, 428, "version_missing", "in If-Match"),
    "too large": (too_large, 413, "too_large", "without its text"),
    "another kind": (lambda c: sent(c, b"a", "text/plain"), 415, "unsupported_media_type", ""),
    "a key used before": (reused, 422, "idempotency_key_reused", "Use a new key"),
}


@pytest.mark.parametrize(("ask", "status", "code", "way_out"), BAD.values(), ids=BAD)
def test_bad_input_is_answered_with_what_to_do(officer, ask, status, code, way_out):
    answer = ask(officer)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), told
    assert {*told} == {"code", "message", "detail"}
    assert way_out in told["message"]
    assert len(told["message"]) > 20


def test_a_request_in_flight_is_told_to_come_again(sender, monkeypatch):
    def held(name: str) -> None:
        raise RequestInFlight("This request is being answered. Send it again in a second.")

    monkeypatch.setattr(posting, "_hold", held)
    answer = sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (409, "in_flight")


def test_answers_kept_too_long_are_forgotten(sender):
    sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k"})
    assert posting.forget_old() == 0
    PostedRequest.objects.update(at="2020-01-01T00:00:00Z")
    assert posting.forget_old() == 1
    assert sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k"}).status_code == 200


def test_complaint_5_two_reports_of_one_source_on_one_incident_both_link(sender):
    for number in (1, 2):
        answer = report(sender, url=f"https://example.org/{number}")
        assert answer.json()["incidents"] == ["IQ-2017-0005"]
