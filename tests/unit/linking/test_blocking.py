"""Keys: what belongs together is found, whatever was written, and little else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.core.blocking import (
    LASTING,
    PlaceClass,
    class_of,
    incident_rows,
    lock_keys,
    probe,
    widened,
)
from casualties.core.linking import Days, Spot
from casualties.core.linking.days import days_of
from casualties.core.words import DatePrecision, LocationPrecision

DAY = date(2017, 3, 5)
ON_THE_DAY = days_of(DAY)
MOSUL = {"latitude": 36.335, "longitude": 43.119}


def spot(precision: str = "town", **where) -> Spot:
    where = where or MOSUL
    return Spot(precision=LocationPrecision(precision), **where)


def found(claim: Spot, incident: Spot, *, claimed: Days = ON_THE_DAY, was: Days = ON_THE_DAY):
    asked = probe([claim], claimed)
    return any(
        (key, kind) in asked.keys and (day == LASTING or asked.first <= day <= asked.last)
        for key, kind, day in incident_rows(incident, was)
    )


NINEVEH = {"country": "IQ", "admin1": "IQ-NI"}
CLASSES = [
    (spot("exact"), PlaceClass.SPOT),
    (spot("town"), PlaceClass.TOWN),
    (spot("unknown"), PlaceClass.TOWN),
    (spot("district"), PlaceClass.DISTRICT),
    (spot("governorate", **MOSUL, **NINEVEH), PlaceClass.GOVERNORATE),
    (spot("exact", **NINEVEH), PlaceClass.GOVERNORATE),
    (spot("country", **NINEVEH), PlaceClass.COUNTRY),
    (spot("town", names=("Atlantis",)), PlaceClass.NAME),
    (Spot(), PlaceClass.NOWHERE),
    (spot("town", latitude=4239.0, longitude=43.0), PlaceClass.NOWHERE),
    (spot("town", latitude=0.0, longitude=0.0), PlaceClass.NOWHERE),
]


@pytest.mark.parametrize(("where", "kind"), CLASSES)
def test_a_place_is_known_as_exactly_as_what_is_known_of_it(where, kind):
    assert class_of(where) is kind


@pytest.mark.parametrize(("claim", "_"), CLASSES)
@pytest.mark.parametrize(("incident", "_kind"), CLASSES)
def test_any_two_ways_to_know_one_place_meet_unless_nothing_is_shared(claim, _, incident, _kind):
    both = class_of(claim), class_of(incident)
    named = PlaceClass.NAME in both and PlaceClass.NOWHERE not in both and both[0] != both[1]
    area_alone = {PlaceClass.GOVERNORATE, PlaceClass.COUNTRY} & set(both)
    no_code = area_alone and not (claim.admin1 and incident.admin1)
    met = PlaceClass.NOWHERE in both or not (named or no_code)
    assert found(claim, incident) is met


@given(
    st.sampled_from(["exact", "town", "district"]),
    st.sampled_from(["exact", "town", "district"]),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_two_reports_of_one_spot_as_far_off_as_they_may_be_meet(one, other, along, across):
    reach_km = {"exact": 3.0, "town": 9.0, "district": 24.0}  # two rings, from the cell's rim
    apart = max(reach_km[one], reach_km[other])
    north, east = apart * along / 111, apart * across * (1 - along) / 89
    there = spot(other, latitude=MOSUL["latitude"] + north, longitude=MOSUL["longitude"] + east)
    assert found(spot(one), there)


def test_incidents_a_governorate_away_do_not_meet():
    assert not found(spot("town"), spot("town", latitude=34.6, longitude=43.7))


@pytest.mark.parametrize(("off", "met"), [(5, True), (-5, True), (6, False), (-6, False)])
def test_five_days_off_is_near_and_six_is_not(off, met):
    assert found(spot(), spot(), was=days_of(DAY + timedelta(days=off))) is met


def test_a_vague_date_reaches_as_much_further_as_it_is_vague():
    first, last = widened(days_of(DAY, DatePrecision.WEEK))
    assert (DAY - first).days == 5 + 2 * 6
    assert (last - DAY).days == 6 + 5 + 2 * 6


def test_an_incident_of_several_days_has_a_row_a_day():
    span = Days(first=DAY, last=DAY + timedelta(days=30))
    days = {day for _, _, day in incident_rows(spot(), span)}
    assert len(days) == 31


def test_an_incident_of_more_days_has_one_row_and_is_found_on_each_of_them():
    span = Days(first=DAY, last=DAY + timedelta(days=400))
    assert {day for _, _, day in incident_rows(spot(), span)} == {LASTING}
    assert found(spot(), spot(), was=span, claimed=days_of(DAY + timedelta(days=200)))


def test_a_claim_without_a_day_asks_for_nothing():
    assert probe([spot()], Days()) is None


def test_the_ends_of_the_calendar_are_reached_and_not_passed():
    first, last = widened(Days(first=date(1, 1, 3), last=date(9999, 12, 30)))
    assert (first, last) == (date(1, 1, 2), date.max)


@given(st.floats(0, 30), st.floats(0, 1))
def test_claims_that_could_open_one_incident_twice_share_a_lock(apart_km, along):
    north, east = apart_km * along / 111, apart_km * (1 - along) / 89
    there = spot(latitude=MOSUL["latitude"] + north, longitude=MOSUL["longitude"] + east)
    assert lock_keys([spot("exact")]) & lock_keys([there])
