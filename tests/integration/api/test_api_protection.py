"""What nobody learns who may not: drafts, protected sources, closed rows."""

import json

import pytest

from casualties.actions import parameters, staleness
from casualties.models import Claim, Incident
from sources.actions.protection import protect
from sources.core.types import Protection
from sources.models import Report, Source
from tests.factories import rows

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/incidents"
SECRET = "Umm Salma"


@pytest.fixture
def incident() -> Incident:
    """64 by Yaqein in public; 70 by a witness whose name must not be known."""
    incident = rows.an_incident("IQ-2017-0005")
    rows.on_file(64, incident=incident.code)
    return incident


def a_protected_claim(incident: Incident, protection: Protection) -> Claim:
    rows.a_source("umm-salma", name=SECRET, protection=protection)
    witness = rows.a_claim(70, claimant="umm-salma", incident=incident.code, note="Her cousin.")
    claim = rows.claim_of(rows.taken_in(rows.a_report(witness, title="Her words")))
    staleness.drain()
    return claim


def leads_to(claim: Claim) -> list[str]:
    """Whatever would give the source away."""
    report = claim.report
    return [SECRET, "umm-salma", claim.key, report.key, report.url, report.title, "Her cousin."]


@pytest.mark.parametrize("protection", [Protection.IDENTITY, Protection.CLOSED])
@pytest.mark.parametrize("who", ["stranger", "sender", "insider", "reviewer"])
@pytest.mark.parametrize("what", ["source", "report", "claim"])
def test_nothing_leads_to_what_is_protected_afterwards(request, incident, who, what, protection):
    client = request.getfixturevalue(who)
    claim = a_protected_claim(incident, Protection.PUBLIC)
    told = leads_to(claim)
    assert SECRET in client.get(f"{INCIDENTS}/{incident.code}").content.decode()
    row = {"source": claim.claimant, "report": claim.report, "claim": claim}[what]
    protect(row=row, subject="x", protection=protection, reason="Danger.", by=rows.EDITOR)
    # At once, and when its ranges are explained anew.
    for _ in range(2):
        page = client.get(f"{INCIDENTS}/{incident.code}").content.decode()
        assert [words for words in told if words in page] == []
        assert client.get(f"/api/v1/reports/{claim.report.key}").status_code == 404
        assert client.get(f"/api/v1/claims/{claim.key}").status_code == 404
        staleness.drain()


PAGES = [INCIDENTS, f"{INCIDENTS}/IQ-2017-0005", "/api/v1/sources"]


@pytest.mark.parametrize("protection", [Protection.IDENTITY, Protection.CLOSED])
@pytest.mark.parametrize("who", ["stranger", "sender", "insider", "reviewer"])
def test_nothing_leads_to_a_protected_source(request, incident, protection, who):
    client = request.getfixturevalue(who)
    told = leads_to(a_protected_claim(incident, protection))
    for page in PAGES:
        shown = client.get(page).content.decode()
        assert [words for words in told if words in shown] == []


def test_a_source_whose_identity_is_protected_keeps_its_figures(stranger, incident):
    a_protected_claim(incident, Protection.IDENTITY)
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    assert (told["headline"]["low"], told["headline"]["high"]) == (64, 70)
    hidden = next(row for row in told["claims"] if row["protected"])
    nobody = {"slug": None, "name": "a protected source", "kind": None}
    assert (hidden["claimant"], hidden["publisher"]) == (nobody, nobody)
    assert [hidden[name] for name in ("key", "report", "url", "title")] == [None] * 4
    assert (hidden["figure"]["low"], hidden["note"]) == (70, "")


def test_a_closed_claim_is_not_there_and_its_figure_counts(stranger, incident):
    a_protected_claim(incident, Protection.CLOSED)
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    assert (told["headline"]["high"], len(told["claims"])) == (70, 1)
    groups = told["estimates"][0]["derivation"]["groups"]
    hidden = next(group for group in groups if group["protected"])
    (member,) = hidden["members"]
    assert hidden["speaker"] == "one further protected group"
    assert (hidden["key"], hidden["root"], member["claim"]) == (None, None, None)
    assert member["speaker"] == "a protected source"
    assert told["estimates"][0]["derivation"]["bounds"]["high"]["claim"] is None


@pytest.mark.parametrize("method", ["envelope", "posterior"])
def test_a_hidden_voice_has_no_numbers_by_which_to_know_it_again(stranger, settings, method):
    settings.ESTIMATION_METHOD = method
    incident = rows.an_incident("IQ-2017-0005")
    rows.on_file(64, incident=incident.code)
    a_protected_claim(incident, Protection.IDENTITY)
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    groups = told["estimates"][0]["derivation"]["groups"]
    names = ("weight", "shift", "influence")
    numbers = {group["protected"]: [group.get(name) for name in names] for group in groups}
    assert numbers[True] == [None] * 3
    terms = {group["protected"]: "term" in group["members"][0] for group in groups}
    assert terms == {True: False, False: method == "posterior"}
    assert (numbers[False] == [None] * 3) == (method == "envelope")


@pytest.mark.parametrize("who", ["stranger", "officer"])
def test_the_reason_of_a_prior_names_nobody_who_is_hidden(request, settings, incident, who):
    settings.ESTIMATION_METHOD = "posterior"
    a_protected_claim(incident, Protection.IDENTITY)
    reason = f"{SECRET} saw a crowded market."
    parameters.choose_mass_casualty(incident=incident, by=rows.EDITOR, reason=reason)
    staleness.drain()
    page = request.getfixturevalue(who).get(f"{INCIDENTS}/{incident.code}")
    assert (SECRET in page.content.decode()) == (who == "officer")
    told = page.json()["estimates"][0]["derivation"]["posterior"]["reason"]
    assert (told == reason) == (who == "officer")


def test_an_officer_sees_who_it_is(officer, incident):
    claim = a_protected_claim(incident, Protection.CLOSED)
    told = officer.get(f"{INCIDENTS}/{incident.code}").json()
    assert next(row for row in told["claims"] if row["key"] == claim.key)["claimant"] == {
        "slug": "umm-salma",
        "name": SECRET,
        "kind": "local_media",
    }
    members = told["estimates"][0]["derivation"]["groups"]
    assert claim.key in {group["key"] for group in members}
    assert officer.get("/api/v1/sources/umm-salma").json()["name"] == SECRET
    assert officer.get(f"/api/v1/reports/{claim.report.key}").status_code == 200


@pytest.mark.parametrize("protection", [Protection.IDENTITY, Protection.CLOSED])
def test_a_protected_source_and_its_report_are_not_found(stranger, insider, incident, protection):
    claim = a_protected_claim(incident, protection)
    for client in (stranger, insider):
        assert client.get("/api/v1/sources/umm-salma").status_code == 404
        address = f"/api/v1/reports/{claim.report.key}"
        told = client.get(address)
        assert told.status_code == 404 or told.json()["claims"] == []


def test_a_protected_publisher_hides_its_reports(stranger, incident):
    rows.a_source("paper", name="Secret Paper", protection=Protection.IDENTITY)
    claim = rows.a_claim(70, claimant="mosul-eye", incident=incident.code)
    receipt = rows.taken_in(rows.a_report(claim, publisher="paper"))
    staleness.drain()
    shown = stranger.get(f"{INCIDENTS}/{incident.code}").content.decode()
    assert receipt.report not in shown
    assert "Secret Paper" not in shown
    assert stranger.get(f"/api/v1/reports/{receipt.report}").status_code == 404


def test_a_protected_report_hides_its_claims(stranger, incident):
    claim = rows.a_claim(70, claimant="mosul-eye", incident=incident.code)
    report = rows.a_report(claim, protection=Protection.CLOSED)
    receipt = rows.taken_in(report)
    staleness.drain()
    assert len(stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]) == 1
    assert stranger.get(f"/api/v1/reports/{receipt.report}").status_code == 404


def test_a_claimant_protected_in_one_report_is_not_told_by_another(stranger, incident):
    closed = rows.a_claim(70, claimant="yaqein", incident=incident.code)
    rows.taken_in(rows.a_report(closed, protection=Protection.IDENTITY))
    staleness.drain()
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()["estimates"][0]["derivation"]
    assert [
        (group["speaker"], [member["why"] for member in group["members"]])
        for group in told["groups"]
    ] == [
        ("Yaqein", ["Yaqein's '64' counts."]),
        ("one further protected group", ["A protected source's figure counts."]),
    ]


def test_a_copy_of_a_protected_claim_does_not_name_it(stranger, incident):
    root = a_protected_claim(incident, Protection.IDENTITY)
    rows.on_file(70, claimant="carrier", repeats=root.key)
    staleness.drain()
    shown = stranger.get(f"{INCIDENTS}/{incident.code}")
    assert root.key not in shown.content.decode()
    ties = [tie for row in shown.json()["claims"] for tie in row["derivations"]]
    assert ties == [{"relation": "repeats", "on": None, "verdict": "confirmed"}]


def test_a_name_is_hidden_from_the_moment_its_source_is_protected(stranger, incident):
    """Before the workers have written the explanation anew."""
    a_protected_claim(incident, Protection.PUBLIC)
    assert SECRET in stranger.get(f"{INCIDENTS}/{incident.code}").content.decode()
    Source.objects.filter(slug="umm-salma").update(protection=Protection.IDENTITY)
    before = stranger.get(f"{INCIDENTS}/{incident.code}")
    assert SECRET not in before.content.decode()
    derivation = before.json()["estimates"][0]["derivation"]
    assert (derivation["groups"], derivation["left_out"]) == ([], [])
    staleness.drain()
    after = stranger.get(f"{INCIDENTS}/{incident.code}")
    assert SECRET not in after.content.decode()
    assert len(after.json()["estimates"][0]["derivation"]["groups"]) == 2


def test_counts_agree_with_what_is_listed(stranger, insider, officer):
    rows.a_source("umm-salma", name=SECRET, protection=Protection.IDENTITY)
    rows.a_source("yaqein")
    seen = [
        len(client.get("/api/v1/sources").json()["results"])
        for client in (stranger, insider, officer)
    ]
    assert seen == [1, 1, 2]
    assert stranger.get("/api/v1/sources", {"q": "salma"}).json()["results"] == []


def test_a_derivation_is_shown_as_it_is_stored_to_those_who_may_see_all(officer, incident):
    a_protected_claim(incident, Protection.IDENTITY)
    row = rows.current(incident)
    told = officer.get(f"{INCIDENTS}/{incident.code}").json()["estimates"][0]["derivation"]
    assert told == {**row.derivation, "change": row.change}
    assert json.dumps(told, sort_keys=True).count(Report.objects.last().key) >= 2


def test_a_hidden_claim_does_not_stand_beside_those_of_its_report(stranger, incident):
    rows.a_source("umm-salma", name=SECRET, protection=Protection.IDENTITY)
    told = [
        rows.a_claim(70 + number, key=f"c{number}", claimant=slug, incident=incident.code)
        for number, slug in enumerate(("reuters", "umm-salma", "mosul-eye"))
    ]
    rows.taken_in(rows.a_report(*told))
    staleness.drain()
    shown = stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]
    assert [claim["protected"] for claim in shown] == [False, False, False, True]


@pytest.mark.parametrize("hidden_first", [True, False])
def test_a_revision_does_not_tell_that_two_claims_are_of_one_speaker(
    stranger, incident, hidden_first
):
    first = rows.claim_of(a_told(80, incident, hidden=hidden_first))
    rows.claim_of(a_told(90, incident, hidden=not hidden_first, revises=first.key))
    staleness.drain()
    shown = stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]
    assert sorted(claim["protected"] for claim in shown) == [False, False, True]
    assert [claim["derivations"] for claim in shown] == [[], [], []]


def a_told(figure: int, incident: Incident, *, hidden: bool, **ties: str):
    """A claim of one and the same claimant, in a report that is public or not."""
    protection = Protection.IDENTITY if hidden else Protection.PUBLIC
    claim = rows.a_claim(figure, claimant="mosul-eye", incident=incident.code, **ties)
    return rows.taken_in(rows.a_report(claim, protection=protection))
