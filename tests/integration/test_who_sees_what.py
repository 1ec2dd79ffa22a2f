"""Who sees what: role by endpoint by level of protection, as tables.

On file: 64 in public, 70 by a witness at some level of protection, 90 as a draft. What a row
shows, a search finds, a filter keeps, a count counts and an error says must agree.
"""

from collections.abc import Iterator

import pytest
from rest_framework.test import APIClient

from casualties.actions import batches, staleness
from casualties.core.roles import Role
from casualties.models import Batch, Claim, Incident
from config import api_urls
from sources.core.types import Protection, TokenScope
from sources.models import Source
from tests.factories import people, rows
from tests.factories.people import script

pytestmark = pytest.mark.django_db

SECRET = "Umm Salma"
INCIDENT = "/api/v1/incidents/IQ-2017-0005"
HIDDEN = (Protection.IDENTITY, Protection.CLOSED)

WHO = ["nobody", *TokenScope, *Role, "superuser"]
SEE_IDENTITIES = {Role.PROTECTION_OFFICER, Role.AUDITOR, TokenScope.ADMIN, "superuser"}
SEE_NO_DRAFTS = {"nobody", TokenScope.READ_PUBLIC, TokenScope.WRITE_REPORTS, Role.API_CLIENT}


def client_of(who) -> APIClient:
    if isinstance(who, TokenScope):
        return script(who)
    client = APIClient()
    if who != "nobody":
        person = people.one(who) if isinstance(who, Role) else people.superuser()
        people.log_in(client, person)
    return client


def named(who: object) -> str:
    return getattr(who, "value", str(who))


everyone = pytest.mark.parametrize("who", WHO, ids=named)
at_any_level = pytest.mark.parametrize("level", Protection, ids=named, indirect=True)
hidden = pytest.mark.parametrize("level", HIDDEN, ids=named, indirect=True)
without_her = pytest.mark.parametrize("level", [None], ids=[""], indirect=True)


@pytest.fixture(scope="module")
def incident(shared) -> Incident:
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


@pytest.fixture(scope="module")
def level(request) -> Protection | None:
    return request.param


@pytest.fixture(scope="module")
def claim(incident: Incident, level: Protection) -> Iterator[Claim]:
    """The witness's claim, on file for all tests of a level."""
    with rows.undone_afterwards():
        yield a_witness(incident, level)


def figures_of(claims: list[dict]) -> set[int]:
    return {claim["figure"]["low"] for claim in claims}


@everyone
@at_any_level
def test_the_claims_of_an_incident(claim, who, level):
    expected = {64} | (set() if who in SEE_NO_DRAFTS else {90})
    if level is not Protection.CLOSED or who in SEE_IDENTITIES:
        expected |= {70}
    assert figures_of(client_of(who).get(INCIDENT).json()["claims"]) == expected


@everyone
@at_any_level
def test_a_figure_counts_whoever_looks(claim, who):
    headline = client_of(who).get(INCIDENT).json()["headline"]
    assert (headline["low"], headline["high"]) == (64, 70)


@everyone
@hidden
def test_a_closed_or_nameless_figure_is_one_further_group(claim, who):
    told = client_of(who).get(INCIDENT).json()["estimates"][0]["derivation"]
    speakers = [group["speaker"] for group in told["groups"] if group["protected"]]
    anonymous = speakers == ["one further protected group"]
    assert anonymous == (who not in SEE_IDENTITIES)


MISSING = {"source": "nobody", "report": "0" * 24, "claim": f"{'0' * 24}/c1"}

READS: dict[str, list[str]] = {
    # the name of a door, and what is asked there of a hidden witness
    "index": [""],
    "incidents": ["incidents", "incidents?q=Salma", "incidents?q=Her+words"],
    "incident": ["incidents/IQ-2017-0005"],
    "estimates": ["incidents/IQ-2017-0005/estimates"],
    "claims": ["claims", "claims?source=umm-salma", "claims?q=Salma", "claims?report={report}"],
    "claim": ["claims/{claim}"],
    "judgements": ["judgements", "judgements?source=umm-salma", "judgements?claim={claim}"],
    "reports": ["reports", "reports?source=umm-salma", "reports?q=Her+words"],
    "report": ["reports/{report}"],
    "sources": ["sources", "sources?q=Salma", "sources?source_kind=local_media"],
    "source": ["sources/umm-salma"],
    "parties": ["parties"],
    "party": ["parties/coalition"],
    "methods": ["methods"],
    "method": ["methods/envelope"],
    "changes": ["changes", "changes?resource=claim"],
    "batch": ["batches/{batch}"],
    "batch-lines": ["batches/{batch}/lines"],
    "token": ["token"],
}
"""Every door that is read at. `test_every_door_is_in_the_table` says which are missing."""

WRITES = {"bulk", "batch-file", "batch-revert", "batch-restore", "token-rotate", "nothing"}


FILES = {"exports", "export", "export-file"}
"""The same for everyone, and held against the doors above in tests/integration/exports."""


def test_every_door_is_in_the_table():
    doors = {route.name for route in api_urls.urlpatterns if route.name}
    assert doors == READS.keys() | WRITES | FILES


def asked_of(claim: Claim, batch: Batch) -> dict[str, list[str]]:
    keys = {"claim": claim.key, "report": claim.report.key, "batch": batch.key}
    return {
        name: [f"/api/v1/{address.format(**keys)}" for address in addresses]
        for name, addresses in READS.items()
    }


@everyone
@hidden
def test_no_door_leads_to_a_hidden_source(claim, who):
    rows.a_party("coalition")
    sent = {"publisher": "umm-salma", "title": "Her words"}
    batch = batches.send(lines=[(1, sent)], by=rows.EDITOR, may_review=True, to_file=False)
    lead = (SECRET, "umm-salma", claim.key, claim.report.key, claim.report.url, "Her words")
    client = client_of(who)
    leaks, seen = {}, set()
    for name, addresses in asked_of(claim, batch).items():
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code in (200, 401, 403, 404), address
            # What was asked may be said again: where the page begins, what is not there.
            told = answer.content.decode().replace(address, "")
            if answer.status_code != 200:
                told = told.replace(f"'{claim.key}'", "").replace(f"'{claim.report.key}'", "")
                told = told.replace("'umm-salma'", "")
            if words := [word for word in lead if word in told]:
                leaks[address] = words
                seen.add(name)
    if who not in SEE_IDENTITIES:
        assert leaks == {}
        return
    # That they were looked for at all: whoever may know sees them.
    assert {"incident", "claims", "claim", "judgements", "reports", "source", "changes"} <= seen


@everyone
@hidden
def test_a_hidden_row_answers_like_a_missing_one(claim, who):
    there = {"source": "umm-salma", "report": claim.report.key, "claim": claim.key}
    client = client_of(who)
    for name, key in there.items():
        found, missing = (client.get(f"/api/v1/{name}s/{one}") for one in (key, MISSING[name]))
        if who in SEE_IDENTITIES:
            assert found.status_code == 200
        else:
            assert (found.status_code, missing.status_code) == (404, 404)
            told = found.json()["message"].replace(key, ""), missing.json()["message"]
            assert told[0] == told[1].replace(MISSING[name], "")


@everyone
@without_her
def test_complaint_7_counts_agree_with_the_rows_one_may_see(incident, level, who):
    """A closed row changes no number of rows of any list; its figure is in the range."""
    client = client_of(who)
    lists = ("claims", "judgements", "reports", "sources", "incidents")

    def counts() -> dict[str, int]:
        answers = {name: client.get(f"/api/v1/{name}").json() for name in lists}
        return {name: len(told["results"]) for name, told in answers.items() if "results" in told}

    before = counts()
    a_witness(incident, Protection.CLOSED)
    more = {name for name, count in counts().items() if count != before[name]}
    known = {"claims", "reports", "sources"}
    if who not in SEE_IDENTITIES:
        assert more == set()
    else:
        assert more >= known


DESK = set(Role) - {Role.API_CLIENT}
PAGES = [Claim, Incident, Source]


@pytest.mark.parametrize("role", DESK, ids=named)
@hidden
@pytest.mark.parametrize("model", PAGES)
def test_no_page_of_the_desk_leads_to_a_hidden_source(claim, role, model):
    text = people.at_the_desk(people.one(role)).text(model, "changelist")
    assert (SECRET in text) == (role in SEE_IDENTITIES and model is not Incident)


@pytest.mark.parametrize("role", DESK, ids=named)
@hidden
def test_the_desk_s_report_of_a_protected_claimant_is_hidden_too(claim, role):
    """Its words would tell who it is, whoever published them."""
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
def test_a_refusal_tells_no_more_than_a_page_would(claim, who):
    """A post that names a protected claim by key is answered as if there were none."""
    if who not in POSTS or who in SEE_IDENTITIES:
        return
    said = client_of(who).post("/api/v1/reports", {"publisher": "umm-salma", "claims": []})
    assert SECRET not in said.content.decode()
    assert claim.report.key not in said.content.decode()
