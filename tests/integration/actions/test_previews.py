"""What a merge or a split would make of the ranges: seen before, and true afterwards."""

import pytest

from casualties.actions import incidents, previews
from casualties.models import Incident
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Incident, Incident]:
    one, other = rows.an_incident(), rows.an_incident(title="Dawassa again")
    rows.on_file(20, incident=one.code)
    rows.on_file(64, claimant="mosul-eye", incident=other.code)
    return one, other


def ends(interval) -> tuple[int, int] | None:
    return interval and (interval.low, interval.high)


def test_a_merge_is_foreseen_as_it_then_comes_about(pair):
    one, other = pair
    (line,) = previews.merged(one, other).lines
    assert [ends(line.first), ends(line.second), ends(line.together)] == [
        (20, 20),
        (64, 64),
        (20, 64),
    ]
    incidents.merge(incident=one, into=other, by=rows.EDITOR, reason="One strike.")
    assert rows.figures(rows.current(other)) == (*ends(line.together), False, False)


def test_a_preview_changes_nothing(pair):
    before = rows.content(Incident, "code", "merged_into", "state")
    previews.merged(*pair)
    assert rows.content(Incident, "code", "merged_into", "state") == before


def test_a_new_claim_makes_another_preview(pair):
    mark = previews.merged(*pair).mark
    assert previews.merged(*pair).mark == mark
    rows.on_file(90, claimant="reuters", incident=pair[0].code)
    assert previews.merged(*pair).mark != mark


def test_a_split_shows_what_stays_and_what_goes(pair):
    one, _ = pair
    going = rows.on_file(7, claimant="reuters", incident=one.code)
    (line,) = previews.parted(one, {going.key}).lines
    assert [ends(line.first), ends(line.second), ends(line.together)] == [
        (20, 20),
        (7, 7),
        (7, 20),
    ]
