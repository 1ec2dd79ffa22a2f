"""Whether the process says rightly that it lives and can do its work."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casualties.models import Heartbeat, Staleness
from tests.factories import rows

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def swept(ago: timedelta) -> None:
    Heartbeat.objects.create(name="sweep", at=timezone.now() - ago)


def asked(client) -> tuple[int, str, dict[str, bool]]:
    answer = client.get("/readyz")
    parts = {name: part["well"] for name, part in answer.json()["parts"].items()}
    return answer.status_code, answer.json()["status"], parts


@pytest.mark.django_db
def test_a_living_process_asks_no_server(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.django_db
def test_all_is_well(client):
    swept(timedelta(seconds=2))
    assert asked(client) == (200, "ready", {"database": True, "sweep": True, "broker": True})


@pytest.mark.django_db
def test_without_a_broker_reports_are_still_taken(client, settings):
    settings.CELERY_BROKER_URL = NOBODY_LISTENS
    found = {"database": True, "sweep": True, "broker": False}
    assert asked(client) == (200, "degraded", found)


@pytest.mark.django_db
def test_a_broker_s_socket_that_is_not_there_is_told(client, settings):
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere.sock"
    assert asked(client)[1] == "degraded"


@pytest.mark.django_db
def test_without_a_database_nothing_is_taken(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    status, word, parts = asked(client)
    assert (status, word, parts["database"]) == (503, "unavailable", False)
    assert "sweep" not in parts


@pytest.mark.parametrize(
    ("ago", "waiting", "status"),
    [
        (timedelta(seconds=61), True, 503),
        (timedelta(seconds=59), True, 200),
        (timedelta(days=9), False, 200),
    ],
)
@pytest.mark.django_db
def test_work_that_waits_and_is_not_worked_off_is_an_alarm(client, ago, waiting, status):
    swept(ago)
    if waiting:
        Staleness.objects.create(incident=rows.an_incident(), cause="reconcile")
    assert asked(client)[0] == status


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (2, 503)])
@pytest.mark.django_db
def test_where_nobody_ever_swept_what_waits_says_since_when(client, minutes, status):
    noticed = timezone.now() - timedelta(minutes=minutes)
    Staleness.objects.create(
        incident=rows.an_incident(), cause="reconcile", noticed_at=noticed, not_before=noticed
    )
    assert asked(client)[0] == status


def test_only_reading_is_answered(client):
    assert client.post("/healthz").status_code == 405
