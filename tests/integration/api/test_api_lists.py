"""Lists: in which order they come, that nothing is passed over, and who sees what is in them."""

from collections.abc import Iterator
from datetime import date

import pytest

from casualties.models import Claim
from sources.core.types import Protection
from tests.factories import rows

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.mark.parametrize(
    ("resource", "ordering"),
    [
        ("incidents", "first_day"),
        ("incidents", "-first_day"),
        ("incidents", "-code"),
        ("claims", "entered_at"),
        ("claims", "-entered_at"),
        ("reports", "-received_at"),
        ("sources", "-name"),
        ("judgements", "-id"),
    ],
)
def test_pages_hold_each_row_once_in_any_ordering(insider, resource, ordering):
    for number in range(5):
        incident = rows.an_incident(day=date(2017, 3, 1 + number // 2))
        rows.on_file(number, claimant=f"source-{number % 2}", incident=incident.code)
    address = f"{API}/{resource}?page_size=2&ordering={ordering}"
    seen = []
    while address:
        told = insider.get(address).json()
        seen += [str(row) for row in told["results"]]
        address = told["next"]
    whole = insider.get(f"{API}/{resource}?ordering={ordering}").json()["results"]
    assert seen == [str(row) for row in whole]
    assert len(set(seen)) == len(seen)


def test_a_claim_of_a_protected_source_is_in_no_list(stranger, insider, officer):
    rows.a_source("umm-salma", name="Umm Salma", protection=Protection.IDENTITY)
    claim = rows.on_file(70, claimant="umm-salma", incident=rows.an_incident().code)
    hers = f"{API}/incidents?source=umm-salma"
    for client in (stranger, insider):
        assert client.get(f"{API}/claims").json()["results"] == []
        assert client.get(f"{API}/claims/{claim.key}").status_code == 404
        assert client.get(hers).json()["results"] == []
    assert len(officer.get(f"{API}/claims").json()["results"]) == 1
    assert len(officer.get(hers).json()["results"]) == 1


def test_drafts_are_in_the_lists_of_those_who_may_see_them(stranger, insider):
    incident = rows.an_incident()
    draft = rows.on_file(70, incident=incident.code, by=rows.SENDER)
    for client, count in ((stranger, 0), (insider, 1)):
        assert len(client.get(f"{API}/claims").json()["results"]) == count
        assert len(client.get(f"{API}/reports").json()["results"]) == count
    assert insider.get(f"{API}/claims/{draft.key}").json()["state"] == "draft"


def test_judgements_are_for_those_who_may_see_drafts(stranger, sender, insider):
    incident = rows.an_incident("IQ-2017-0005")
    claim = rows.on_file(70, incident=incident.code)
    address = f"{API}/judgements"
    assert [client.get(address).status_code for client in (stranger, sender)] == [401, 403]
    (told,) = insider.get(address).json()["results"]
    assert (told["claim"], told["incident"], told["by"]) == (
        claim.key,
        incident.code,
        "user:editor",
    )
    assert (told["verdict"], told["confirmed"]) == ("positive", True)


def test_parties_and_methods_are_read(stranger):
    rows.a_party().hostile_to.add(rows.a_party("militia"))
    told = {"slug": "coalition", "name": "Coalition", "hostile_to": ["militia"]}
    assert stranger.get(f"{API}/parties/coalition").json() == told
    assert stranger.get(f"{API}/parties/nobody").status_code == 404
    envelope = stranger.get(f"{API}/methods/envelope").json()
    assert (envelope["headline"], envelope["version"]) == (True, "1")
    assert stranger.get(f"{API}/methods/dice").status_code == 404
    assert len(stranger.get(f"{API}/methods").json()["results"]) == 6


def test_the_feed_is_followed_over_the_api(stranger):
    rows.an_incident("IQ-2017-0001")
    first = stranger.get(f"{API}/changes").json()
    (line,) = first["results"]
    assert (line["key"], line["change"], line["url"]) == (
        *("IQ-2017-0001", "changed"),
        "/api/v1/incidents/IQ-2017-0001",
    )
    claim = rows.on_file(64, incident="IQ-2017-0001")
    told = stranger.get(f"{API}/changes", {"after": first["last"], "resource": "claim"}).json()
    assert [row["url"] for row in told["results"]] == [f"{API}/claims/{claim.key}"]
    assert stranger.get(told["results"][0]["url"]).status_code == 200


def test_complaint_1_two_sources_are_never_added_up(stranger):
    """One source says 1 and another 2: nobody said 3, and no range ends there."""
    incident = rows.an_incident("IQ-2017-0001")
    rows.on_file(1, incident=incident.code)
    rows.on_file(2, claimant="mosul-eye", incident=incident.code)
    rows.current(incident)
    for resource in ("incidents", "claims", "incidents/IQ-2017-0001/estimates"):
        told = stranger.get(f"{API}/{resource}").json()
        assert told["additive"] is False
        assert {1, 2} <= {*persons(told)}
        assert 3 not in {*persons(told)}


def persons(told: object) -> Iterator[int]:
    """Every number of persons in an answer, however deep."""
    if isinstance(told, dict):
        ends = (told.get(end) for end in ("low", "best", "high"))
        yield from (end for end in ends if isinstance(end, int))
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    for part in parts:
        yield from persons(part)


def test_complaint_7_pages_agree_with_the_rows_each_reader_may_see(stranger, insider, officer):
    """Walked to the end, the list is the rows; and a row that is listed is read."""
    rows.a_source("umm-salma", protection=Protection.CLOSED)
    incident = rows.an_incident()
    rows.on_file(1, incident=incident.code)
    rows.on_file(2, claimant="umm-salma", incident=incident.code)
    rows.on_file(3, incident=incident.code, by=rows.SENDER)
    for client, count in ((stranger, 1), (insider, 2), (officer, 3)):
        told = client.get(f"{API}/claims").json()["results"]
        assert len(told) == count
        assert {client.get(f"{API}/claims/{row['key']}").status_code for row in told} == {200}
    assert Claim.objects.count() == 3
