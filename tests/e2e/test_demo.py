"""The demo as a newcomer runs it: one command, real servers, and what its last line says."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.worker


@pytest.fixture(scope="module")
def told():
    """Run `demo --json` once and read its last line."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--json"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def row_of(told, code, measure):
    (row,) = [row for row in told["incidents"] if (row["code"], row["measure"]) == (code, measure)]
    return row


def stated(told, code, measure, when="stated_after"):
    """The envelope of what sources stated, which stands beside every range."""
    figure = row_of(told, code, measure)[when]
    sides = tuple(name for name in ("open_below", "open_above") if figure[name])
    return (figure["low"], figure["high"], *sides)


def test_mosul_eyes_figure_moves_dawassa(told):
    dawassa = ("IQ-2017-0005", "killed:civilian")
    assert stated(told, *dawassa, "stated_before") == (64, 64)
    assert stated(told, *dawassa) == (64, 131, "open_above")
    row = row_of(told, *dawassa)
    assert row["before"]["best"] < row["after"]["best"]
    assert "Mosul Eye's 'more than 130' added" in row["moved_because"]
    assert "sources_differ" in row["flags"]


@pytest.mark.parametrize("measure", ["bodies_found:civilian", "killed:civilian"])
def test_the_articles_repeats_tighten_nothing_at_badush(told, measure):
    row = row_of(told, "IQ-2014-0001", measure)
    assert (row["after"], row["stated_after"]) == (row["before"], row["stated_before"])
    assert row["moved_because"].startswith("Unchanged")


def test_both_figures_of_human_rights_watch_bear_on_badush(told):
    badush = ("IQ-2014-0001", "killed:civilian")
    assert stated(told, *badush) == (600, 671, "open_below", "open_above")
    assert row_of(told, *badush)["groups"] == 1


def test_the_militias_500_counts_once_though_two_outlets_carried_it(told):
    (row,) = [row for row in told["incidents"] if row["measure"] == "bodies_found:civilian"]
    assert (row["after"]["low"], row["after"]["high"], row["groups"]) == (500, 500, 1)


def test_people_taken_away_are_a_measure_of_their_own(told):
    assert stated(told, "IQ-2014-0001", "taken_away:civilian") == (1500, 1500)


def test_each_posted_claim_is_told_what_became_of_it(told):
    notes = [row["what_became_of_it"] for row in told["posted"]]
    assert len(notes) == 7
    assert sum("Repeats a statement on file" in note for note in notes) == 2
    assert sum("on no incident" in note for note in notes) == 2
    assert any("combatant" in note and "on no incident" in note for note in notes)


def test_every_range_says_why_it_moved_or_did_not(told):
    assert all(row["moved_because"] for row in told["incidents"])
