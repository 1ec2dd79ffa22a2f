"""Eight processes at once, as eight workers are: one event is one incident."""

import contextlib
import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings

from casualties.actions import intake, linking
from casualties.core.types import Location
from casualties.core.words import LocationPrecision
from casualties.models import Claim, Incident, LinkDecision
from tests.factories import rows
from tests.factories.database import database_address, other_sessions

DAY = date(2017, 3, 5)
EIGHT = range(8)


def told(number: int):
    """One of eight reports of one strike, each with the figure and spot as it heard them."""
    where = Location(
        name="Mosul, Dawassa",
        latitude=36.3325 + number * 0.0004,
        longitude=43.1388,
        precision=LocationPrecision.NEIGHBOURHOOD,
    )
    said = rows.a_claim(60 + number, claimant=f"s{number}", event_date=DAY, location=where)
    return rows.a_report(said, publisher=f"s{number}", published_on=date(2017, 3, 6))


TAKE_IN = """
import sys
from casualties.actions import intake
from tests.factories import rows
from tests.integration.linking.test_processes_at_once import told
def work():
    intake.receive(report=told(int(sys.argv[1])), by=rows.SENDER)
"""


@pytest.mark.django_db(transaction=True)
def test_complaint_10_eight_processes_that_take_in_one_event_make_one_incident():
    for number in EIGHT:
        rows.a_source(f"s{number}")
    in_eight_processes(TAKE_IN)
    assert Incident.objects.count() == 1
    assert LinkDecision.objects.count() == Claim.objects.count() == len(EIGHT)


@pytest.mark.django_db(transaction=True)
def test_eight_sessions_that_link_one_backlog_make_one_incident():
    for number in EIGHT:
        rows.a_source(f"s{number}")
        intake.receive(report=told(number), by=rows.SENDER, link=False)
    with other_sessions(len(EIGHT)) as beside:
        assert sum(one.result(60) for one in [beside(linking.link_backlog) for _ in EIGHT]) == 8
    assert Incident.objects.count() == 1


def in_eight_processes(script: str) -> None:
    """Let a script define ``work`` in eight processes; once all are ready they do it at once."""
    with contextlib.ExitStack() as running:
        processes = [running.enter_context(_process(script, number)) for number in EIGHT]
        for process in processes:
            running.callback(process.kill)
        assert [process.stdout.readline() for process in processes] == ["ready\n" for _ in EIGHT]
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0 for _ in EIGHT], said


def _process(script: str, number: int) -> "subprocess.Popen[str]":
    begin = "import django; django.setup()\n"
    at_once = "print('ready', flush=True); input(); work()\n"
    return subprocess.Popen(
        [sys.executable, "-c", begin + script + at_once, str(number)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database_address(),
            "REDIS_URL": "unix:///nobody-listens",  # a hint that is lost costs a range no claim
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
    )


@pytest.mark.django_db
def test_the_backlog_is_worked_off_as_intake_would():
    report = told(1)
    rows.a_source("s1")
    intake.receive(report=report, by=rows.SENDER, link=False)
    assert not LinkDecision.objects.exists()
    assert linking.link_backlog() == 1
    assert linking.link_backlog() == 0
    assert Incident.objects.get().state == "provisional"
