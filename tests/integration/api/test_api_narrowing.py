"""Lists: what narrows them, what is refused, and which fields are given."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casualties.actions import grades, incidents, sign_offs, staleness
from casualties.api.filters import lists
from casualties.core.estimation import Attribution, HarmGrade
from casualties.queries import claim_pages, incident_pages, source_pages
from sources.core.types import SourceKind
from tests.factories import rows

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture(scope="module")
def two(shared):
    """IQ-2017-0001: 64 killed by Yaqein at Dawassa; IQ-2017-0002: dozens injured, by a hospital."""
    rows.a_source("yaqein")
    rows.a_source("hospital", kind=SourceKind.HOSPITAL, country="IQ", party=rows.a_party().slug)
    first = rows.an_incident("IQ-2017-0001", alleged_parties=("coalition",))
    second = rows.an_incident("IQ-2017-0002", title="Zanjili", day=date(2017, 6, 1))
    incidents_at(first, 36.33, 43.14)
    incidents_at(second, 36.36, 43.11)
    killed = {"event_date": date(2017, 3, 5), "alleged_parties": ("coalition",)}
    rows.on_file(64, incident=first.code, **killed)
    injured = {"harm": "injured", "event_date": date(2017, 6, 1), "claimant": "hospital"}
    rows.on_file(rows.vague("dozens"), incident=second.code, **injured)
    staleness.drain()
    return first, second


def incidents_at(incident, latitude, longitude):
    incident.latitude, incident.longitude = latitude, longitude
    incident.location_precision, incident.place_name = "neighbourhood", incident.title
    incident.save()


def codes(client, **asked) -> str:
    answer = client.get(f"{API}/incidents", asked)
    assert answer.status_code == 200, answer.content
    return "".join(row["code"][-1] for row in answer.json()["results"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"bbox": "43.13,36.3,43.2,36.4"}, "1"),
        ({"bbox": "170,36.3,43.12,36.4"}, "2"),  # over the date line
        ({"near": "36.33,43.14,1"}, "1"),
        ({"near": "36.33,43.14,10"}, "12"),
        ({"party": "coalition"}, "1"),
        ({"source": "hospital"}, "2"),
        ({"source": "airwars"}, "12"),
        ({"source_kind": "hospital"}, "2"),
        ({"harm": "injured"}, "2"),
        ({"harm": "injured", "status": "civilian"}, "2"),
        ({"harm": "killed", "status": "combatant"}, ""),
        ({"killed_low_min": "64"}, "1"),
        ({"killed_low_min": "65"}, ""),
        ({"flag": "only_vague"}, ""),
        ({"grade": "weak"}, "12"),
        ({"method": "envelope"}, "12"),
        ({"method": "posterior"}, ""),
        ({"review_state": "open"}, "12"),
        ({"review_state": "discarded"}, ""),
        ({"q": "ZANJ"}, "2"),
        ({"ordering": "-code"}, "21"),
        ({"ordering": "-first_day"}, "21"),
        ({"updated_since": "2017-01-01T00:00:00Z"}, "12"),
        ({"updated_since": "2100-01-01T00:00:00Z"}, ""),
    ],
)
@pytest.mark.usefixtures("two")
def test_incidents_are_narrowed(stranger, asked, found):
    assert codes(stranger, **asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"country": "IQ"}, 2),
        ({"country": "SY"}, 0),
        ({"bbox": "43.13,36.3,43.2,36.4"}, 1),
        ({"near": "36.36,43.11,1"}, 1),
        ({"date_from": "2017-05-01"}, 1),
        ({"date_to": "2017-05-01"}, 1),
        ({"updated_since": "2017-01-01T00:00:00Z"}, 2),
        ({"party": "coalition"}, 1),
        ({"source": "yaqein"}, 1),
        ({"source_kind": "hospital"}, 1),
        ({"harm": "injured"}, 1),
        ({"status": "combatant"}, 0),
        ({"killed_low_min": 64}, 1),
        ({"flag": "converted"}, 0),
        ({"review_state": "accepted"}, 2),
        ({"review_state": "draft"}, 0),
        ({"incident": "IQ-2017-0002"}, 1),
        ({"q": "DOZ"}, 1),
        ({"report": "0" * 24}, 0),
    ],
)
@pytest.mark.usefixtures("two")
def test_claims_are_narrowed(stranger, asked, found):
    answer = stranger.get(f"{API}/claims", asked)
    assert (answer.status_code, len(answer.json()["results"])) == (200, found)


@pytest.mark.parametrize(
    ("resource", "asked", "found"),
    [
        ("reports", {"source": "hospital"}, 1),
        ("reports", {"source_kind": "local_media"}, 2),
        ("reports", {"harm": "injured"}, 1),
        ("reports", {"status": "combatant"}, 0),
        ("reports", {"incident": "IQ-2017-0001"}, 1),
        ("reports", {"q": "example.org"}, 2),
        ("reports", {"language": "ar"}, 0),
        ("reports", {"date_from": "2017-01-01"}, 0),
        ("reports", {"date_to": "2017-01-01"}, 0),
        ("reports", {"updated_since": "2017-01-01T00:00:00Z"}, 2),
        ("sources", {"country": "IQ"}, 1),
        ("sources", {"party": "coalition"}, 1),
        ("sources", {"reliability": "F"}, 3),
        ("sources", {"q": "hosp"}, 1),
        ("sources", {"updated_since": "2017-01-01T00:00:00Z"}, 3),
        ("parties", {"q": "COAL"}, 1),
        ("parties", {"updated_since": "2100-01-01T00:00:00Z"}, 0),
        ("judgements", {"incident": "IQ-2017-0001"}, 1),
        ("judgements", {"source": "hospital"}, 1),
        ("judgements", {"harm": "injured", "status": "civilian"}, 1),
        ("judgements", {"verdict": "negative"}, 0),
        ("judgements", {"confirmed": "true"}, 2),
        ("judgements", {"claim": "none"}, 0),
        ("judgements", {"updated_since": "2017-01-01T00:00:00Z"}, 2),
        ("incidents/IQ-2017-0002/estimates", {"harm": "injured"}, 1),
        ("incidents/IQ-2017-0002/estimates", {"status": "combatant"}, 0),
        ("incidents/IQ-2017-0002/estimates", {"basis": "provisional"}, 0),
    ],
)
@pytest.mark.usefixtures("two")
def test_the_other_lists_are_narrowed(insider, resource, asked, found):
    answer = insider.get(f"{API}/{resource}", asked)
    assert (answer.status_code, len(answer.json()["results"])) == (200, found)


def test_a_grade_that_was_decided_is_the_one_looked_for(stranger, two):
    how = {"harm": HarmGrade.CONFIRMED, "attribution": Attribution.DECLARED}
    grades.decide(incident=two[0], **how, by=rows.EDITOR, reason="It said so.")
    assert (codes(stranger, grade="confirmed"), codes(stranger, grade="weak")) == ("1", "2")


def test_a_source_is_found_through_a_merged_incident(stranger, two):
    incidents.merge(incident=two[1], into=two[0], by=rows.EDITOR, reason="The same.")
    assert codes(stranger, source="hospital") == "1"
    claim = stranger.get(f"{API}/claims", {"source": "hospital"}).json()["results"][0]
    assert claim["incident"] == two[0].code


@pytest.mark.parametrize(
    ("serializer", "table"),
    [
        (lists.IncidentFilterSerializer, incident_pages._CONDITIONS),
        (lists.ClaimFilterSerializer, claim_pages._OF_CLAIMS),
        (lists.ReportFilterSerializer, claim_pages._OF_REPORTS),
        (lists.JudgementFilterSerializer, claim_pages._OF_JUDGEMENTS),
        (lists.SourceFilterSerializer, source_pages._OF_SOURCES),
        (lists.PartyFilterSerializer, source_pages._OF_PARTIES),
    ],
)
def test_no_parameter_is_taken_and_passed_over(serializer, table):
    of_pages = {"after", "page_size", "fields", "ordering", "as_published_by", "as_recorded_at"}
    known = {*serializer._declared_fields} - of_pages
    if "measure" in table:
        known = known - {"harm", "status"} | {"measure"}
    assert known == {*table}


LISTS = ["incidents", "claims", "reports", "sources", "parties", "judgements", "changes"]


@pytest.mark.parametrize("resource", [*LISTS, "methods", "incidents/IQ-2017-0001/estimates"])
@pytest.mark.usefixtures("two")
def test_an_unknown_parameter_is_refused_by_every_list(insider, resource):
    answer = insider.get(f"{API}/{resource}?colour=red")
    assert (answer.status_code, [*answer.json()["detail"]["fields"]]) == (400, ["colour"])


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,80,2,70", "bbox"),
        ("bbox=nan,1,2,3", "bbox"),
        ("near=36,43,0", "near"),
        ("near=96,43,1", "near"),
        ("date_from=2017-03-02&date_to=2017-03-01", "date_to"),
        ("killed_low_min=-1", "killed_low_min"),
        ("grade=A", "grade"),
        ("fields=code,colour", "fields"),
        ("ordering=title", "ordering"),
        ("ordering=first_day&after=nonsense", "after"),
        ("as_published_by=2017-03-01&as_recorded_at=2017-03-01T00:00:00Z", "as_recorded_at"),
        ("as_published_by=2017-03-01&page_size=101", "page_size"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused(stranger, asked, path):
    answer = stranger.get(f"{API}/incidents?{asked}")
    assert (answer.status_code, [*answer.json()["detail"]["fields"]]) == (400, [path])


@pytest.mark.usefixtures("two")
def test_only_the_fields_asked_for_are_given(stranger):
    told = stranger.get(f"{API}/incidents?fields=code,headline&page_size=1").json()
    assert [*told["results"][0]] == ["code", "headline"]
    assert "fields=code%2Cheadline" in told["next"]
    claim = stranger.get(f"{API}/claims?fields=figure").json()["results"][0]
    assert [*claim] == ["figure"]


@pytest.mark.usefixtures("two")
def test_the_quick_page_of_incidents_says_what_the_serializers_say(officer, two):
    sign_offs.sign_off(incident=two[0], measure="killed:civilian", by=rows.EDITOR)
    rows.on_file(80, claimant="other", incident=two[0].code, by=rows.SENDER, may_review=False)
    staleness.drain()
    quick = officer.get(f"{API}/incidents").json()
    later = (timezone.now() + timedelta(seconds=1)).isoformat()
    assert quick == officer.get(f"{API}/incidents", {"as_recorded_at": later}).json()
    assert quick["results"][0]["headline_provisional"]["high"] == 80
