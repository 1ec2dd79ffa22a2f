"""Ranges as published by a day, and as recorded at a time."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from casualties.actions import incidents, sign_offs, staleness
from sources.core.types import Protection
from sources.models import Source
from tests.factories import rows

pytestmark = pytest.mark.django_db(transaction=True)  # so that each act has a time of its own
ADDRESS = "/api/v1/incidents/IQ-2017-0005"
LISTED = "/api/v1/incidents"


@pytest.fixture
def incident():
    """64, published on the 6th; 130, on the 10th."""
    found = rows.an_incident("IQ-2017-0005")
    for figure, claimant, day in ((64, "yaqein", 6), (130, "reuters", 10)):
        new = rows.a_claim(figure, claimant=claimant, incident=found.code)
        rows.taken_in(rows.a_report(new, published_on=date(2017, 3, day)))
    staleness.drain()
    return found


def ends(figure) -> tuple | None:
    return figure and (figure["low"], figure["high"])


@pytest.mark.parametrize(
    ("day", "expected", "claims"),
    [
        ("2017-03-05", (None, None), 0),
        ("2017-03-06", (64, 64), 1),
        ("2017-03-10", (64, 130), 2),
    ],
)
def test_a_day_has_the_range_of_what_was_published(stranger, incident, day, expected, claims):
    asked = {"as_published_by": day}
    whole = stranger.get(ADDRESS, asked).json()
    (listed,) = stranger.get(LISTED, asked).json()["results"]
    (alone,) = stranger.get(f"{ADDRESS}/estimates", asked).json()["results"]
    for told in (whole["headline"], listed["headline"], alone["figure"]):
        assert ends(told) == expected
    assert (alone["estimated_at"], len(whole["claims"])) == (None, claims)


def test_a_time_has_the_range_and_the_sign_off_that_were_in_force(stranger, incident):
    before = timezone.now()
    sign_offs.sign_off(incident=incident, measure="killed:civilian", by=rows.EDITOR)
    signed = timezone.now()
    rows.on_file(200, claimant="other", incident=incident.code)
    staleness.drain()
    seen = [
        stranger.get(ADDRESS, {"as_recorded_at": time.isoformat()}).json()["headline"]
        for time in (before, signed, timezone.now())
    ]
    assert [ends(figure) for figure in seen] == [(64, 130), (64, 130), (64, 200)]
    assert [figure["state"] for figure in seen] == ["unsigned", "signed_off", "changed_since"]


def test_before_anything_was_recorded_there_was_no_range(stranger, incident):
    long_ago = {"as_recorded_at": datetime(2017, 1, 1, tzinfo=UTC).isoformat()}
    assert stranger.get(ADDRESS, long_ago).json()["headline"] is None
    assert stranger.get(LISTED, long_ago).json()["results"][0]["headline"] is None


def test_what_was_recorded_before_a_merge_stays_under_its_own_code(stranger, incident):
    root = rows.an_incident("IQ-2017-0001")
    apart = timezone.now().isoformat()
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="The same.")
    staleness.drain()
    told = stranger.get(f"{ADDRESS}/estimates", {"as_recorded_at": apart}).json()["results"]
    assert ends(told[0]["figure"]) == (64, 130)


def test_the_past_does_not_name_a_source_that_is_protected_now(stranger, incident):
    time = timezone.now().isoformat()
    Source.objects.filter(slug="reuters").update(protection=Protection.IDENTITY)
    staleness.drain()
    for asked in ({"as_recorded_at": time}, {"as_published_by": "2017-03-10"}):
        for address in (ADDRESS, f"{ADDRESS}/estimates"):
            answer = stranger.get(address, asked)
            assert answer.status_code == 200
            assert "reuters" not in answer.content.decode().lower()


def test_drafts_are_in_no_past_of_the_public(stranger, insider, incident):
    rows.on_file(500, claimant="other", incident=incident.code, by=rows.SENDER)
    staleness.drain()
    asked = {"as_recorded_at": timezone.now().isoformat()}
    told = [client.get(f"{ADDRESS}/estimates", asked).json() for client in (stranger, insider)]
    bases = [{row["figure"]["basis"] for row in one["results"]} for one in told]
    assert bases == [{"reviewed"}, {"reviewed", "provisional"}]
