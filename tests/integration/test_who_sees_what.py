"""Who sees what: role by endpoint by level of protection, as tables.

On file: 64 in public, 70 by a witness at some level of protection, 90 as a draft. What a row
shows, a search finds, a filter keeps, a count counts and an error says must agree.
"""

import pytest
from rest_framework.test import APIClient

from casualties.actions import staleness
from casualties.core.roles import Role
from casualties.models import Claim, Incident
from sources.core.types import Protection, TokenScope
from sources.models import Source
from tests.factories import people, rows
from tests.integration.api.conftest import client_with

pytestmark = pytest.mark.django_db

SECRET = "Umm Salma"
INCIDENT = "/api/v1/incidents/IQ-2017-0005"
HIDDEN = (Protection.IDENTITY, Protection.CLOSED)

WHO = ["nobody", *TokenScope, *Role, "superuser"]
SEE_IDENTITIES = {Role.PROTECTION_OFFICER, Role.AUDITOR, TokenScope.ADMIN, "superuser"}
SEE_NO_DRAFTS = {"nobody", TokenScope.READ_PUBLIC, TokenScope.WRITE_REPORTS, Role.API_CLIENT}


def client_of(who) -> APIClient:
    if isinstance(who, TokenScope):
        return client_with(who)
    client = APIClient()
    if who != "nobody":
        person = people.one(who) if isinstance(who, Role) else people.superuser()
        people.log_in(client, person)
    return client


def named(who: object) -> str:
    return getattr(who, "value", str(who))


everyone = pytest.mark.parametrize("who", WHO, ids=named)
hidden = pytest.mark.parametrize("level", HIDDEN, ids=named)


@pytest.fixture
def incident() -> Incident:
    incident = rows.an_incident("IQ-2017-0005")
    rows.on_file(64, incident=incident.code)
    rows.on_file(90, incident=incident.code, claimant="mosul-eye", by=rows.SENDER)
    return incident


def a_witness(incident: Incident, level: Protection) -> Claim:
    """Seventy, by a witness whose source has that level."""
    rows.a_source("umm-salma", name=SECRET, protection=level)
    said = rows.a_claim(70, claimant="umm-salma", incident=incident.code)
    claim = rows.claim_of(rows.taken_in(rows.a_report(said, title="Her words")))
    staleness.drain()
    return claim


def figures_of(claims: list[dict]) -> set[int]:
    return {claim["figure"]["low"] for claim in claims}


@everyone
@pytest.mark.parametrize("level", Protection, ids=named)
def test_the_claims_of_an_incident(incident, who, level):
    a_witness(incident, level)
    expected = {64} | (set() if who in SEE_NO_DRAFTS else {90})
    if level is not Protection.CLOSED or who in SEE_IDENTITIES:
        expected |= {70}
    assert figures_of(client_of(who).get(INCIDENT).json()["claims"]) == expected


@everyone
@pytest.mark.parametrize("level", Protection, ids=named)
def test_a_figure_counts_whoever_looks(incident, who, level):
    a_witness(incident, level)
    headline = client_of(who).get(INCIDENT).json()["headline"]
    assert (headline["low"], headline["high"]) == (64, 70)


@everyone
@hidden
def test_a_closed_or_nameless_figure_is_one_further_group(incident, who, level):
    a_witness(incident, level)
    told = client_of(who).get(INCIDENT).json()["estimates"][0]["derivation"]
    speakers = [group["speaker"] for group in told["groups"] if group["protected"]]
    anonymous = speakers == ["one further protected group"]
    assert anonymous == (who not in SEE_IDENTITIES)


ADDRESSES = ["/api/v1/sources/umm-salma", "/api/v1/reports/{report}"]


@everyone
@hidden
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_row_answers_like_a_missing_one(incident, who, level, address):
    claim = a_witness(incident, level)
    asked = address.format(report=claim.report.key)
    missing = asked.replace("umm-salma", "nobody").replace(claim.report.key, "0" * 24)
    client = client_of(who)
    found, not_there = client.get(asked), client.get(missing)
    if who in SEE_IDENTITIES:
        assert found.status_code == 200
    else:
        assert (found.status_code, not_there.status_code) == (404, 404)
        same = not_there.json()["message"].replace("nobody", "umm-salma")
        assert found.json()["message"] == same.replace("0" * 24, claim.report.key)


SEARCHES = [
    "/api/v1/sources",
    "/api/v1/sources?q=Salma",
    "/api/v1/sources?source_kind=local_media",
    "/api/v1/incidents?q=Salma",
    "/api/v1/incidents?q=Her+words",
    "/api/v1/incidents",
    INCIDENT,
]


@everyone
@hidden
@pytest.mark.parametrize("address", SEARCHES)
def test_no_list_search_or_page_leads_to_a_hidden_source(incident, who, level, address):
    claim = a_witness(incident, level)
    if who in SEE_IDENTITIES:
        return
    shown = client_of(who).get(address)
    assert shown.status_code == 200
    lead = (SECRET, "umm-salma", claim.key, claim.report.key, claim.report.url, "Her words")
    assert [words for words in lead if words in shown.content.decode()] == []


DESK = set(Role) - {Role.API_CLIENT}
PAGES = [Claim, Incident, Source]


@pytest.mark.parametrize("role", DESK, ids=named)
@hidden
@pytest.mark.parametrize("model", PAGES)
def test_no_page_of_the_desk_leads_to_a_hidden_source(incident, role, level, model):
    a_witness(incident, level)
    text = people.at_the_desk(people.one(role)).text(model, "changelist")
    assert (SECRET in text) == (role in SEE_IDENTITIES and model is not Incident)


@pytest.mark.parametrize("role", DESK, ids=named)
@hidden
def test_the_desk_s_report_of_a_protected_claimant_is_hidden_too(incident, role, level):
    """Its words would tell who it is, whoever published them."""
    claim = a_witness(incident, level)
    desk = people.at_the_desk(people.one(role))
    assert desk.see(claim.report).status_code == (200 if role in SEE_IDENTITIES else 302)


POSTS = {TokenScope.WRITE_REPORTS, TokenScope.REVIEW, TokenScope.ADMIN, "superuser"} | {
    Role.DATA_ENTRY,
    Role.ANALYST,
    Role.API_CLIENT,
}


@everyone
def test_who_may_post(incident, who):
    answer = client_of(who).post("/api/v1/reports", {})
    refused = 401 if who == "nobody" else 403
    assert answer.status_code == (400 if who in POSTS else refused)


@everyone
@hidden
def test_a_refusal_tells_no_more_than_a_page_would(incident, who, level):
    """A post that names a protected claim by key is answered as if there were none."""
    claim = a_witness(incident, level)
    if who not in POSTS or who in SEE_IDENTITIES:
        return
    said = client_of(who).post("/api/v1/reports", {"publisher": "umm-salma", "claims": []})
    assert SECRET not in said.content.decode()
    assert claim.report.key not in said.content.decode()
