"""How incidents are found: filters, pages, refused parameters, and the queries pages take."""

from datetime import date

import pytest

from casualties.actions import staleness
from casualties.models import Claim
from tests.factories import rows

pytestmark = pytest.mark.django_db
INCIDENTS = "/api/v1/incidents"


@pytest.fixture
def three() -> None:
    for number, day in ((1, 3), (2, 9), (3, 20)):
        where = {"title": f"Place {number}", "day": date(2017, 3, day)}
        rows.an_incident(f"IQ-2017-000{number}", **where)


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, "123"),
        ({"code": "IQ-2017-0003,IQ-2017-0001,IQ-2017-9999"}, "13"),
        ({"code": "IQ-2017-9999"}, ""),
        ({"code": "\U000ee86eG\x97\x06"}, ""),
        ({"country": "SY"}, ""),
        ({"date_from": "2017-03-09"}, "23"),
        ({"date_to": "2017-03-09"}, "12"),
        ({"q": "place 2"}, "2"),
        ({"q": "%"}, ""),
        ({"after": "IQ-2017-0002"}, "3"),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters(stranger, asked, numbers):
    found = stranger.get(INCIDENTS, asked).json()["results"]
    assert [row["code"] for row in found] == [f"IQ-2017-000{number}" for number in numbers]


@pytest.mark.usefixtures("three")
def test_pages_follow_one_another(stranger):
    first = stranger.get(INCIDENTS, {"page_size": 2, "country": "IQ"}).json()
    assert [row["code"] for row in first["results"]] == ["IQ-2017-0001", "IQ-2017-0002"]
    second = stranger.get(first["next"]).json()
    assert [row["code"] for row in second["results"]] == ["IQ-2017-0003"]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("?colour=red", "colour"),
        ("?page_size=1001", "page_size"),
        ("?page_size=0", "page_size"),
        ("?date_from=2017", "date_from"),
        ("?country=iraq", "country"),
        ("?country=IQ&country=SY", "country"),
        ("?q=a%00b", "q"),
        ("/IQ-2017-0005?colour=red", "colour"),
    ],
)
def test_a_parameter_that_cannot_be_followed_is_refused(stranger, asked, path):
    answer = stranger.get(f"{INCIDENTS}{asked}")
    assert (answer.status_code, [*answer.json()["detail"]["fields"]]) == (400, [path])


def test_an_incident_that_is_not_on_file_is_named(stranger):
    answer = stranger.get(f"{INCIDENTS}/IQ-2017-9999")
    assert (answer.status_code, answer.json()) == (
        404,
        {
            "code": "not_found",
            "message": "No incident 'IQ-2017-9999' is on file, or you may not see it.",
            "detail": {},
        },
    )


@pytest.mark.parametrize("count", [1, 12])
def test_lists_and_pages_take_as_many_queries_for_many_rows_as_for_one(
    stranger, insider, django_assert_max_num_queries, count
):
    rows.a_party("coalition")
    for number in range(count):
        incident = rows.an_incident()
        rows.on_file(number + 1, incident=incident.code)
        rows.on_file(number + 2, claimant=f"source-{number}", incident="IQ-2017-0001")
    staleness.drain()
    key = Claim.objects.first().report.key
    stranger.get("/api/v1/changes")  # what is new is numbered by whoever asks first
    for address, most in (
        (INCIDENTS, 5),
        (f"{INCIDENTS}?code=IQ-2017-0001", 7),
        (f"{INCIDENTS}/IQ-2017-0001", 11),
        ("/api/v1/sources", 1),
        (f"/api/v1/reports/{key}", 8),
        ("/api/v1/reports", 1),
        ("/api/v1/claims", 6),
        (f"/api/v1/claims/{Claim.objects.first().key}", 6),
        (f"{INCIDENTS}/IQ-2017-0001/estimates", 10),
        (f"{INCIDENTS}?as_recorded_at=2100-01-01T00:00:00Z", 6),
        (f"{INCIDENTS}?as_published_by=2100-01-01", 12),
        ("/api/v1/sources/airwars", 1),
        ("/api/v1/parties", 2),
        ("/api/v1/parties/coalition", 2),
        ("/api/v1/methods", 0),
        ("/api/v1/methods/envelope", 0),
        ("/api/v1/changes", 21),  # four for each of its five resources
    ):
        with django_assert_max_num_queries(most, info=address):
            assert stranger.get(address).status_code == 200
    insider.get("/api/v1/token")  # its use is noted once a minute
    for address, most in (("/api/v1/judgements", 4), ("/api/v1/token", 1), (INCIDENTS, 8)):
        with django_assert_max_num_queries(most, info=address):
            assert insider.get(address).status_code == 200
