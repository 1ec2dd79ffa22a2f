"""A report of sixty claims costs as many statements as one of a single claim, whatever they say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]
REPORTS = "/api/v1/reports"
MANY = 60


def named(number: int) -> dict:
    """A claim on an incident on file."""
    return a_claim(f"c{number}", incident="IQ-2017-0005")


def told(number: int, **said) -> dict:
    """A claim that names no incident: the linker's."""
    place = {"place": f"Village {number}", "latitude": 34 + number * 0.05, "longitude": 43.1}
    day = {"event_date": "2017-03-05", "location_precision": "town"}
    return a_claim(f"c{number}", incident=None, **{**place, **day, **said})


def in_one_street(number: int) -> dict:
    """One of many events of one day in one street: each might be each other's incident."""
    return told(number, place="Dawassa", latitude=36.3325, location_precision="neighbourhood")


def over_the_years(number: int) -> dict:
    return told(number, event_date=f"{1997 + number % 20}-{1 + number % 12:02d}-05")


def without_a_day(number: int) -> dict:
    return told(number, event_date=None)


def described(number: int) -> dict:
    """A claim that describes its incident."""
    day = f"{1997 + number % 20}-03-05"
    new = {"title": f"Strike {number}", "country": "IQ", "first_day": day, "last_day": day}
    return a_claim(f"c{number}", incident=None, new_incident=new)


BUDGETS = {
    # What the claims say, and the most statements a post of them may take; locks, savepoints and
    # the look-ups of who posts among them. Seven of the linker's fall away where nothing is near.
    named: 24,
    described: 35,
    without_a_day: 52,
    told: 64,
    in_one_street: 64,
    over_the_years: 64,
}


def statements(client: APIClient, body: dict) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.post(REPORTS, body).status_code == 201
    return len(asked)


@pytest.mark.parametrize("count", [1, MANY])
@pytest.mark.parametrize("role", ["sender", "reviewer"])
@pytest.mark.parametrize("claim", BUDGETS, ids=lambda claim: claim.__name__)
def test_a_post_takes_as_many_statements_for_many_claims_as_for_one(request, role, claim, count):
    client = request.getfixturevalue(role)
    client.post(REPORTS, a_body(told(0), url="https://example.org/before"))
    assert statements(client, a_body(*map(claim, range(count)))) <= BUDGETS[claim]


def test_sixty_events_of_one_report_are_sixty_incidents(sender):
    answer = sender.post(REPORTS, a_body(*map(told, range(MANY)))).json()
    assert len(answer["incidents"]) == MANY
