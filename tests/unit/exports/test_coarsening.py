"""How fine a coordinate may be, by what is known of the place and who said it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casualties.core.exports import coarse
from casualties.core.words import LocationPrecision

PLACE = (36.3325861, 43.1388688)


@pytest.mark.parametrize(
    ("precision", "shown", "protected"),
    [
        ("exact", (36.3326, 43.1389), (36.3, 43.1)),
        ("street", (36.333, 43.139), (36.3, 43.1)),
        ("neighbourhood", (36.33, 43.14), (36.3, 43.1)),
        ("town", (36.33, 43.14), (36.3, 43.1)),
        ("district", (36.3, 43.1), (36.3, 43.1)),
        ("governorate", (None, None), (None, None)),
        ("country", (None, None), (None, None)),
        ("unknown", (None, None), (None, None)),
    ],
)
def test_a_point_is_as_fine_as_what_is_known(precision, shown, protected):
    assert coarse(*PLACE, precision) == shown
    assert coarse(*PLACE, precision, protected=True) == protected


def test_no_point_stays_none():
    assert coarse(None, None, "exact") == (None, None)


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(LocationPrecision), st.booleans())
def test_a_coarse_point_is_on_the_globe_and_coarse_already(lat, lon, precision, protected):
    latitude, longitude = coarse(lat, lon, precision, protected=protected)
    if latitude is None:
        return
    assert -90 <= latitude <= 90
    assert -180 <= longitude <= 180
    assert coarse(latitude, longitude, precision, protected=protected) == (latitude, longitude)
