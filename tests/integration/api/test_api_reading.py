"""What readers get of incidents, sources and reports."""

from datetime import date

import pytest

from casualties.actions import claims, grades, incidents, sign_offs, staleness
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.types import Interval
from casualties.models import Claim, Incident
from sources.models import Report
from tests.factories import rows

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/incidents"


def figure(low: int, high: int, **changes) -> dict:
    return {
        "measure": "killed:civilian",
        "outcome": "range",
        "low": low,
        "best": None,
        "high": high,
        "open_above": False,
        "open_below": False,
        "level": None,
        "method": "envelope",
        "basis": "reviewed",
        "state": "unsigned",
    } | changes


def interval(low: int, high: int, **changes) -> dict:
    ends = {"low": low, "best": None, "high": high, "open_below": False, "open_above": False}
    return ends | changes


@pytest.fixture
def incident() -> Incident:
    """Two claims on file: 64 by Yaqein, more than 130 by Mosul Eye."""
    incident = rows.an_incident("IQ-2017-0005")
    rows.on_file(64, incident=incident.code)
    rows.on_file(rows.more_than(130), claimant="mosul-eye", incident=incident.code)
    staleness.drain()
    return incident


def test_the_index_names_the_doors(stranger):
    names = (
        *("incidents", "claims", "reports", "sources", "parties", "methods"),
        *("changes", "exports"),
    )
    told = {name: f"http://testserver/api/v1/{name}" for name in names}
    told |= {name: f"http://testserver/api/{name}" for name in ("docs", "schema")}
    assert stranger.get("/api/v1/").json() == told


def test_a_listed_incident_carries_its_headline_range(stranger, incident):
    assert stranger.get(INCIDENTS).json() == {
        "results": [
            {
                "code": "IQ-2017-0005",
                "aliases": [],
                "title": "Dawassa",
                "country": "IQ",
                "first_day": "2017-03-05",
                "last_day": "2017-03-05",
                "date_precision": "day",
                "place": "",
                "latitude": None,
                "longitude": None,
                "location_precision": "unknown",
                "alleged_parties": [],
                "action_status": "unknown",
                "cause": "",
                "state": "open",
                "grade": {"harm": "contested", "attribution": "none", "decided": False},
                "headline": figure(64, 131, open_above=True),
                "headline_provisional": None,
                "signed": None,
                "pending": None,
                "url": "/api/v1/incidents/IQ-2017-0005",
            }
        ],
        "next": None,
        "additive": False,
    }


def test_an_incident_carries_its_claims_as_they_were_said(stranger, incident):
    claim = Claim.objects.get(claimant__slug="mosul-eye")
    report = claim.report
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]
    assert len(told) == 2
    assert next(row for row in told if row["key"] == claim.key) == {
        "key": claim.key,
        "report": report.key,
        "claimant": {"slug": "mosul-eye", "name": "Mosul Eye", "kind": "local_media"},
        "publisher": {"slug": "airwars", "name": "Airwars", "kind": "local_media"},
        "title": "",
        "url": report.url,
        "published_on": None,
        "stance": "asserts",
        "harm": "killed",
        "status": "civilian",
        "sub_group": None,
        "figure": {
            "qualifier": "more_than",
            "low": 130,
            "best": None,
            "high": None,
            "word": None,
            "share": None,
            "share_of": None,
            "name_list": False,
            "expression": "more than 130",
            "scheme": None,
        },
        "scope": "incident",
        "period": None,
        "event_date": None,
        "date_precision": "day",
        "place": "",
        "latitude": None,
        "longitude": None,
        "location_precision": "unknown",
        "alleged_parties": [],
        "cause": None,
        "note": "",
        "flags": [],
        "state": "accepted",
        "incident": "IQ-2017-0005",
        "link": "confirmed",
        "protected": False,
        "derivations": [],
    }


def test_a_range_comes_with_everything_about_it(stranger, incident):
    (told,) = stranger.get(f"{INCIDENTS}/{incident.code}").json()["estimates"]
    row = rows.current(incident)
    assert told == {
        "figure": figure(64, 131, open_above=True),
        "reason": "",
        "claims": 2,
        "groups": 2,
        "flags": [],
        "bench": row.bench,
        "method_version": row.method_version,
        "scheme": row.scheme,
        "estimated_at": row.at.isoformat().replace("+00:00", "Z"),
        "derivation": {**row.derivation, "change": row.change},
        "sign_off": {"state": "unsigned", "figures": None, "signed_at": None, "reason": None},
    }


def test_no_range_says_why(stranger):
    incident = rows.an_incident()
    rows.on_file(rows.more_than(0), incident=incident.code, stance="asserts", status="unknown")
    staleness.drain()
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()["estimates"][0]
    assert (told["figure"]["outcome"], told["figure"]["low"]) == ("no_estimate", None)
    assert told["reason"]


def test_two_sources_1_and_2_are_nowhere_3(stranger, officer):
    incident = rows.an_incident("IQ-2017-0005")
    rows.on_file(1, incident=incident.code, event_date=date(2017, 5, 5))
    rows.on_file(2, claimant="mosul-eye", incident=incident.code)
    staleness.drain()
    for client in (stranger, officer):
        for address in (INCIDENTS, f"{INCIDENTS}/{incident.code}"):
            answer = client.get(address).json()
            assert 3 not in [*numbers(answer)]
            assert answer.get("headline", figure(1, 2)) == figure(1, 2)


def numbers(value):
    """Every number of an answer, wherever it stands."""
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def test_a_signed_range_stays_beside_the_one_that_came_after(stranger, incident):
    sign_offs.sign_off(
        incident=incident,
        measure="killed:civilian",
        figures=Interval(low=64, high=140),
        reason="A second list.",
        by=rows.EDITOR,
    )
    signed = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    assert signed["estimates"][0]["sign_off"]["state"] == "signed_off"
    rows.on_file(150, claimant="another", incident=incident.code)
    staleness.drain()
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    assert told["headline"] == figure(64, 150, open_above=True, state="changed_since")
    assert told["signed"] == interval(64, 140)
    sign_off = told["estimates"][0]["sign_off"]
    assert (sign_off["state"], sign_off["figures"]) == ("changed_since", interval(64, 140))
    assert sign_off["reason"] == "A second list."


def test_drafts_are_for_those_who_may_see_them(stranger, insider, incident):
    draft = rows.on_file(150, claimant="another", incident=incident.code, by=rows.SENDER)
    staleness.drain()
    public, inside = (
        client.get(f"{INCIDENTS}/{incident.code}").json() for client in (stranger, insider)
    )
    assert {row["state"] for row in public["claims"]} == {"accepted"}
    assert [row["figure"]["basis"] for row in public["estimates"]] == ["reviewed"]
    assert (public["headline_provisional"], draft.key in str(public)) == (None, False)
    assert {row["state"] for row in inside["claims"]} == {"accepted", "draft"}
    assert inside["headline_provisional"] == figure(64, 150, open_above=True, basis="provisional")
    assert inside["headline"] == public["headline"]


def test_the_sender_sees_when_the_new_range_is_in(insider, stranger, incident):
    rows.on_file(150, claimant="another", incident=incident.code, by=rows.SENDER)
    address = f"{INCIDENTS}/{incident.code}"
    assert insider.get(address).json()["pending"] is True
    assert insider.get(INCIDENTS).json()["results"][0]["pending"] is True
    assert stranger.get(address).json()["pending"] is None
    staleness.drain()
    assert insider.get(address).json()["pending"] is False


def test_a_copy_names_what_it_repeats(stranger, incident):
    root = Claim.objects.get(claimant__slug="yaqein")
    copy = rows.on_file(64, claimant="another", repeats=root.key)
    staleness.drain()
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]
    assert next(row for row in told if row["key"] == copy.key)["derivations"] == [
        {"relation": "repeats", "on": root.key, "verdict": "confirmed"}
    ]


@pytest.mark.parametrize("decide", [claims.reject, claims.withdraw])
def test_what_was_rejected_or_withdrawn_is_not_shown(stranger, insider, incident, decide):
    decide(claim=Claim.objects.get(claimant__slug="mosul-eye"), by=rows.EDITOR, reason="Wrong.")
    staleness.drain()
    assert len(stranger.get(f"{INCIDENTS}/{incident.code}").json()["claims"]) == 1
    assert len(insider.get(f"{INCIDENTS}/{incident.code}").json()["claims"]) == 2


def test_an_alias_finds_the_incident(stranger, incident):
    incident.aliases = ["CI510"]
    incident.save()
    assert stranger.get(f"{INCIDENTS}/CI510").json()["code"] == incident.code


def test_a_merged_incident_leads_to_its_root(stranger, incident):
    other = rows.an_incident("IQ-2017-0009")
    incidents.merge(incident=other, into=incident, by=rows.EDITOR, reason="The same.")
    answer = stranger.get(f"{INCIDENTS}/IQ-2017-0009")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{INCIDENTS}/IQ-2017-0005")
    assert answer.json()["detail"] == {"into": "IQ-2017-0005"}
    listed = stranger.get(INCIDENTS, {"code": "IQ-2017-0009"}).json()["results"]
    assert [row["code"] for row in listed] == ["IQ-2017-0005"]


def test_the_claims_of_merged_incidents_stand_at_the_root(stranger, incident):
    other = rows.an_incident("IQ-2017-0009")
    rows.on_file(70, claimant="another", incident=other.code)
    incidents.merge(incident=other, into=incident, by=rows.EDITOR, reason="The same.")
    staleness.drain()
    told = stranger.get(f"{INCIDENTS}/{incident.code}").json()
    assert [row["incident"] for row in told["claims"]] == [incident.code] * 3


def test_an_incident_nobody_confirmed_is_not_public(stranger, insider):
    new = rows.NewIncident(
        title="New", country="IQ", first_day=date(2017, 3, 6), last_day=date(2017, 3, 6)
    )
    claim = rows.on_file(5, new_incident=new, by=rows.SENDER)
    staleness.drain()
    code = Incident.objects.get().code
    assert stranger.get(f"{INCIDENTS}/{code}").status_code == 404
    assert stranger.get(INCIDENTS).json()["results"] == []
    assert insider.get(f"{INCIDENTS}/{code}").status_code == 200
    claims.accept(claim=claim, by=rows.EDITOR)
    staleness.drain()
    assert stranger.get(f"{INCIDENTS}/{code}").json()["headline"] == figure(5, 5)


def test_sources_are_listed_and_read(stranger):
    rows.a_source("yaqein", party=rows.a_party("us-led").slug, country="IQ")
    told = {
        "slug": "yaqein",
        "name": "Yaqein",
        "kind": "local_media",
        "party": "us-led",
        "reliability": "F",
        "reliability_reason": "",
        "country": "IQ",
        "language": "",
        "url": "",
    }
    listed = stranger.get("/api/v1/sources", {"source_kind": "local_media", "q": "YAQ"}).json()
    assert listed == {"results": [told], "next": None}
    assert stranger.get("/api/v1/sources/yaqein").json() == told
    assert stranger.get("/api/v1/sources/nobody").status_code == 404


def test_a_report_is_read_with_its_claims(stranger, insider, incident):
    report = Report.objects.first()
    public, inside = (
        client.get(f"/api/v1/reports/{report.key}").json() for client in (stranger, insider)
    )
    (claim,) = public.pop("claims")
    assert claim["incident"] == incident.code
    assert public == {
        "key": report.key,
        "publisher": {"slug": "airwars", "name": "Airwars", "kind": "local_media"},
        "title": "",
        "url": report.url,
        "archived_url": "",
        "published_on": None,
        "retrieved_on": None,
        "language": "",
        "sha256": report.sha256,
        "text": None,
        "cites": [],
    }
    assert inside["text"] == report.text


def test_a_report_of_drafts_is_not_public(stranger, insider):
    claim = rows.on_file(5, by=rows.SENDER)
    address = f"/api/v1/reports/{claim.report.key}"
    assert (stranger.get(address).status_code, insider.get(address).status_code) == (404, 200)


def test_a_grade_comes_with_its_reason_and_a_persons_goes_before_the_computed_one(
    stranger, incident
):
    address = f"{INCIDENTS}/{incident.code}"
    computed = {
        "harm": "contested",
        "attribution": "none",
        "decided": False,
        "because": "Whose doing it was is open. Nobody names a party.",
    }
    assert stranger.get(address).json()["grade"] == computed
    decided = {"harm": HarmGrade.DISCOUNTED, "attribution": Attribution.NONE}
    grades.decide(incident=incident, **decided, by=rows.EDITOR, reason="A gas leak.")
    told = {"harm": "discounted", "attribution": "none", "decided": True}
    assert stranger.get(address).json()["grade"] == {**told, "because": "A gas leak."}
    assert stranger.get(INCIDENTS).json()["results"][0]["grade"] == told
