"""No answer, of reading or of refusing, tells who a source is that was protected at any time."""

import pytest
from rest_framework.test import APIClient

from casualties.actions import claims, staleness
from casualties.core.types import HEADLINE
from casualties.models import Estimate
from sources.actions import tokens
from sources.core.types import NewSource, Protection, SourceKind, TokenScope
from sources.models import Source
from tests.factories import rows

pytestmark = pytest.mark.django_db
NAME = "Secret Witness Name"


@pytest.fixture
def sender():
    secret = tokens.issue(name="sender", scopes=[TokenScope.WRITE_REPORTS], by=rows.EDITOR)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


def a_witness(protection=Protection.PUBLIC):
    return rows.a_source("secret-src", name=NAME, kind=SourceKind.WITNESS, protection=protection)


def closed(source):
    source.protection = Protection.CLOSED
    source.save()


def test_a_range_that_moved_by_a_witness_protected_since_does_not_name_it():
    witness, incident = a_witness(), rows.an_incident()
    rows.on_file(29, incident=incident.code)
    told = rows.on_file(777, claimant="secret-src", incident=incident.code)
    staleness.drain()
    claims.reject(claim=told, by=rows.EDITOR)
    staleness.drain()
    assert NAME in Estimate.objects.get(ended_at=None, measure=str(HEADLINE)).change
    closed(witness)
    staleness.drain()
    answer = APIClient().get(f"/api/v1/incidents/{incident.code}")
    assert answer.status_code == 200
    assert NAME not in answer.content.decode()


def test_protecting_and_rejecting_before_one_drain_does_not_name_it():
    witness, incident = a_witness(), rows.an_incident()
    rows.on_file(29, incident=incident.code)
    told = rows.on_file(777, claimant="secret-src", incident=incident.code)
    staleness.drain()
    closed(witness)
    claims.reject(claim=told, by=rows.EDITOR)
    staleness.drain()
    assert NAME not in APIClient().get(f"/api/v1/incidents/{incident.code}").content.decode()


def test_a_slug_that_is_taken_by_a_protected_source_says_no_more(sender):
    a_witness(Protection.CLOSED)
    described = {"slug": "secret-src", "name": "x", "kind": "monitor"}
    answer = sender.post("/api/v1/reports", {"publisher": described, "text": "T"}, format="json")
    assert answer.status_code == 409
    assert NAME not in answer.content.decode()


def test_a_report_that_differs_does_not_give_a_protected_claim_away(sender):
    a_witness(Protection.CLOSED)
    report = rows.a_report(rows.a_claim(12, claimant="secret-src"), text="The text.", url="")
    rows.taken_in(report)
    rows.a_source("yaqein")
    claim = {
        "key": "c1",
        "claimant": "yaqein",
        "harm": "killed",
        "status": "civilian",
        "quantity": {"qualifier": "exactly", "low": 5, "best": 5, "high": 5},
    }
    body = {"publisher": "airwars", "text": "The text.", "claims": [claim]}
    answer = sender.post("/api/v1/reports", body, format="json")
    assert (answer.status_code, answer.json()["detail"]) == (409, {})
    assert "secret-src" not in answer.content.decode()


def test_a_closed_source_cannot_be_told_from_one_that_is_not_there(sender):
    a_witness(Protection.CLOSED)
    answers = [
        sender.post("/api/v1/reports", {"publisher": slug, "text": "T"}, format="json").json()
        for slug in ("secret-src", "nobody-src")
    ]
    assert str(answers[0]).replace("secret-src", "nobody-src") == str(answers[1])


def test_a_claim_of_a_closed_source_cannot_be_repeated_by_a_stranger(sender):
    a_witness(Protection.CLOSED)
    incident = rows.an_incident()
    hidden = rows.on_file(12, claimant="secret-src", incident=incident.code)
    rows.a_source("yaqein")
    claim = {
        "key": "c1",
        "claimant": "yaqein",
        "harm": "killed",
        "status": "civilian",
        "quantity": {"qualifier": "unstated"},
        "repeats": hidden.key,
    }
    body = {"publisher": "yaqein", "text": "T", "claims": [claim]}
    answer = sender.post("/api/v1/reports", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_reference")
    assert incident.code not in answer.content.decode()


def test_registering_what_is_known_gives_the_known_source():
    described = NewSource(slug="s", name="S", kind=SourceKind.MONITOR)
    first = rows.sources.register(source=described, by=rows.EDITOR)
    assert rows.sources.register(source=described, by=rows.EDITOR) == first
    assert Source.objects.filter(slug="s").count() == 1
