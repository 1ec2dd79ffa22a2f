"""Conditional answers, and edits that write over nobody."""

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from casualties.actions import incidents, staleness
from casualties.models import Incident
from sources.models import AuditEvent
from tests.factories import rows

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/incidents/IQ-2017-0005"


@pytest.fixture
def incident() -> Incident:
    rows.a_party()
    return rows.an_incident("IQ-2017-0005")


def edited(client, etag: str | None, **changes):
    headers = {} if etag is None else {"HTTP_IF_MATCH": etag}
    return client.patch(ADDRESS, changes, format="json", **headers)


def etag(client) -> str:
    return client.get(ADDRESS).headers["ETag"]


@pytest.mark.parametrize(
    "resource",
    ["incidents", "incidents/IQ-2017-0005", "sources", "claims", "changes", "methods", "parties"],
)
def test_what_the_reader_has_is_not_sent_again(stranger, incident, resource):
    first = stranger.get(f"/api/v1/{resource}")
    again = stranger.get(f"/api/v1/{resource}", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert {"Authorization", "Cookie"} <= set(first.headers["Vary"].split(", "))
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_what_changed_is_sent(stranger, incident):
    before = etag(stranger)
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    again = stranger.get(ADDRESS, HTTP_IF_NONE_MATCH=before)
    assert (again.status_code, again.headers["ETag"] != before) == (200, True)


def test_readers_with_other_rights_have_other_marks(stranger, insider, incident):
    rows.on_file(64, incident=incident.code, by=rows.SENDER)
    assert etag(stranger) != etag(insider)


def test_an_editor_changes_what_describes_an_incident(officer, incident):
    said = {"alleged_parties": ["coalition"], "action_status": "declared"}
    told = edited(officer, etag(officer), title="Mosul", latitude=36.3, longitude=43.1, **said)
    assert told.status_code == 200
    assert (told.json()["title"], told.json()["alleged_parties"]) == ("Mosul", ["coalition"])
    assert told.headers["ETag"] == etag(officer)
    verbs = {*AuditEvent.objects.values_list("verb", flat=True)}
    assert {"incident.edit", "incident.parties"} <= verbs
    cleared = edited(officer, told.headers["ETag"], latitude=None, longitude=None)
    assert (cleared.json()["latitude"], cleared.json()["title"]) == (None, "Mosul")


def test_complaint_3_two_editors_do_not_write_over_one_another(officer, incident):
    """The second is told of the first, and gets back what it sent."""
    seen = etag(officer)
    assert edited(officer, seen, title="First").status_code == 200
    refused = edited(officer, seen, title="Second", cause="airstrike")
    assert (refused.status_code, refused.json()["code"]) == (412, "outdated")
    assert refused.json()["detail"] == {
        "on_file": {"title": "First", "cause": ""},
        "sent": {"title": "Second", "cause": "airstrike"},
    }
    assert edited(officer, etag(officer), cause="airstrike").json()["title"] == "First"


def test_a_new_claim_does_not_outdate_an_edit(officer, incident):
    seen = etag(officer)
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    assert edited(officer, seen, title="Dawassa, Mosul").status_code == 200


@pytest.mark.parametrize("mark", [None, "*", '"nonsense"', 'W/"0123456789abcdef.00"'])
def test_an_edit_says_which_version_it_rests_on(officer, incident, mark):
    refused = edited(officer, mark, title="Other")
    assert (refused.status_code, refused.json()["code"]) == (428, "version_missing")
    assert Incident.objects.get().title == "Dawassa"


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"code": "IQ-2017-0006"},
        {"state": "signed_off"},
        {"last_day": "2017-03-01"},
        {"latitude": 36.0},
        {"alleged_parties": ["nobody"]},
        {"country": "iraq"},
        {"title": ""},
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(officer, incident, changes):
    refused = edited(officer, etag(officer), **changes)
    assert (refused.status_code, len(refused.json()["detail"]["fields"])) == (400, 1)
    assert Incident.objects.get().title == "Dawassa"


def test_edits_are_for_those_who_may(stranger, reviewer, incident):
    assert [edited(one, '"0"', title="X").status_code for one in (stranger, reviewer)] == [401, 403]


def test_a_merged_incident_is_not_described(officer, incident):
    seen = etag(officer)
    root = rows.an_incident("IQ-2017-0001")
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="The same.")
    assert edited(officer, seen, title="X").status_code == 409


def test_an_analyst_at_the_desk_edits_too(incident):
    client = APIClient()
    client.force_authenticate(User.objects.create_superuser("analyst", "", "secret"))
    assert edited(client, etag(client), title="Typed").status_code == 200
    assert rows.audited("incident.edit").by == "user:analyst"


def test_an_address_that_moved_keeps_what_was_asked(stranger, incident):
    root = rows.an_incident("IQ-2017-0001")
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="The same.")
    asked = "as_published_by=2017-03-12"
    moved = stranger.get(f"{ADDRESS}/estimates?{asked}")
    place = f"/api/v1/incidents/IQ-2017-0001/estimates?{asked}"
    assert (moved.status_code, moved.headers["Location"]) == (301, place)
