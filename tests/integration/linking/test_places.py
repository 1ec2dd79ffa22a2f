"""The gazetteer in the database: imports, and places resolved in a query."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casualties.actions import blocking, places
from casualties.core.gazetteer import KnownPlace, Written
from casualties.core.tabular import read_places
from casualties.core.types import Location
from casualties.core.words import LocationPrecision
from casualties.models import IncidentSpot, Place
from casualties.queries.places import where_are
from tests.factories import rows
from tests.factories.places import dump_line

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[3] / "fixtures" / "reference" / "places.csv"


@pytest.fixture
def gazetteer() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        places.file_places(places=read_places(lines).values, by=rows.EDITOR)


def where(name: str = "", latitude=None, longitude=None, precision="unknown", **told):
    location = Location(
        name=name,
        latitude=latitude,
        longitude=longitude,
        precision=LocationPrecision(precision),
    )
    (found,) = where_are([Written(location=location, **told)])
    return found


def test_filing_the_gazetteer_again_changes_nothing(gazetteer):
    with TABLE.open(encoding="utf-8", newline="") as lines:
        assert places.file_places(places=read_places(lines).values, by=rows.EDITOR) == 0


def test_a_named_place_gets_coordinates_and_codes(gazetteer):
    spot = where("Mosul, Dawassa").spot
    assert (spot.latitude, spot.admin1, spot.country) == (36.332586, "IQ-NI", "IQ")
    assert spot.precision is LocationPrecision.NEIGHBOURHOOD


def test_a_place_nobody_has_measured_lies_in_the_one_that_holds_it(gazetteer):
    spot = where("Jawasaq, west Mosul", precision="neighbourhood").spot
    assert (spot.latitude, spot.precision.value) == (36.3459, "town")
    assert "الجوسق" in spot.names


def test_stated_coordinates_stand_and_the_name_says_where_they_should_be(gazetteer):
    found = where("Dawassa", 43.1388688, 36.332586, "neighbourhood")
    assert (found.spot.latitude, found.spot.longitude) == (43.1388688, 36.332586)
    assert found.named.latitude == 36.332586


def test_a_bare_point_lies_in_the_area_of_the_nearest_place(gazetteer):
    assert where(latitude=36.36, longitude=43.15).spot.admin1 == "IQ-NI"
    assert where(latitude=31.0, longitude=38.0).spot.country == ""


def test_an_unknown_name_gets_no_coordinates(gazetteer):
    found = where("Atlantis")
    assert (found.spot.latitude, found.spot.names) == (None, ("Atlantis",))
    assert found.sentence == "'Atlantis' is not in the gazetteer."


def test_an_ambiguous_name_gives_every_candidate_and_no_coordinates():
    for number, admin1 in enumerate(("SY-HL", "SY-HA")):
        one = KnownPlace(
            key=f"x:{number}",
            name="Al-Bab",
            country="SY",
            admin1=admin1,
            latitude=36.0 + number,
            longitude=38.0,
            precision=LocationPrecision.TOWN,
        )
        places.file_places(places=[one], by=rows.EDITOR)
    found = where("Al Bab")
    assert found.spot.latitude is None
    assert {spot.latitude for spot in found.spots} == {None, 36.0, 37.0}


def test_many_places_are_resolved_in_two_queries(gazetteer, django_assert_num_queries):
    written = [Written(location=Location(name=name)) for name in ("Mosul", "Raqqa", "x")]
    points = [Written(location=Location(latitude=36.3, longitude=43.1 + n)) for n in range(3)]
    with django_assert_num_queries(2):
        assert len(where_are([*written, *points])) == 6


def test_a_place_renamed_at_the_desk_is_found_by_its_new_name():
    place = rows.a_place("Dawassa")
    place.name = "Ad-Dawwasah"
    place.save(update_fields=["name"])
    assert Place.objects.get().folded == ["dawwasah"]


# GeoNames


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "IQ.txt"
    path.write_text(dump_line() + "no line\n" + dump_line(id="7", code="STM", kind="H"))
    return path


def test_a_dump_is_imported_and_wrong_lines_are_told(dump, capsys):
    call_command("import_places", str(dump))
    told = capsys.readouterr()
    assert "3 lines, 1 places, 1 new or changed, 1 lines left out." in told.out
    assert "line 2: 1 columns instead of 19" in told.err
    assert Place.objects.get().key == "geonames:99072"


def test_importing_a_dump_again_adds_nothing_and_a_newer_one_changes_what_changed(dump, capsys):
    call_command("import_places", str(dump))
    call_command("import_places", str(dump))
    assert "1 places, 0 new or changed" in capsys.readouterr().out
    dump.write_text(dump_line(latitude="36.4"))
    call_command("import_places", str(dump))
    assert Place.objects.get().latitude == 36.4


def test_an_import_leaves_the_desks_own_places_alone(dump):
    rows.a_place("Mosul")
    call_command("import_places", str(dump))
    assert Place.objects.filter(key=None).count() == 1


def test_a_file_that_is_no_dump_is_refused(tmp_path):
    (tmp_path / "IQ.zip").write_text("no archive")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_places", str(tmp_path / "IQ.zip"))


def test_incidents_nobody_could_place_are_looked_up_again(dump):
    incident = rows.an_incident(location=Location(name="Mosul"))
    blocking.refresh()
    assert IncidentSpot.objects.get(incident=incident).latitude is None
    call_command("import_places", str(dump))
    assert IncidentSpot.objects.get(incident=incident).latitude == 36.335
