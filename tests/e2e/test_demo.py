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


def range_of(told, code, measure, when="after"):
    (row,) = [row for row in told["incidents"] if (row["code"], row["measure"]) == (code, measure)]
    figure = row[when]
    sides = tuple(name for name in ("open_below", "open_above") if figure[name])
    return (figure["low"], figure["high"], *sides)


def test_mosul_eyes_figure_moves_dawassa(told):
    before = range_of(told, "IQ-2017-0005", "killed:civilian", "before")
    assert before == (23, 87)
    after = range_of(told, "IQ-2017-0005", "killed:civilian")
    assert after == (44, 161)


@pytest.mark.parametrize("measure", ["bodies_found:civilian", "killed:civilian"])
def test_the_articles_repeats_tighten_nothing_at_badush(told, measure):
    before = range_of(told, "IQ-2014-0001", measure, "before")
    assert range_of(told, "IQ-2014-0001", measure) == before


def test_the_militias_500_counts_once_though_two_outlets_carried_it(told):
    (row,) = [row for row in told["incidents"] if row["measure"] == "bodies_found:civilian"]
    assert (row["after"]["low"], row["after"]["high"], row["groups"]) == (500, 500, 1)


def test_people_taken_away_are_a_measure_of_their_own(told):
    assert range_of(told, "IQ-2014-0001", "taken_away:civilian") == (1500, 1500)


def test_each_posted_claim_is_told_what_became_of_it(told):
    notes = [row["what_became_of_it"] for row in told["posted"]]
    assert len(notes) == 7
    assert sum("Repeats a statement on file" in note for note in notes) == 2
    assert sum("on no incident" in note for note in notes) == 2
    assert any("combatant" in note and "on no incident" in note for note in notes)


def test_every_range_says_why_it_moved_or_did_not(told):
    assert all(row["moved_because"] for row in told["incidents"])
