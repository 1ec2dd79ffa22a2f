"""Written places: what they are resolved to, and what is left open."""

from pathlib import Path

import pytest

from casualties.core.gazetteer import BadLine, read_line, resolve, wanted_names
from casualties.core.gazetteer.types import KnownPlace
from casualties.core.tabular import read_places, read_reports
from casualties.core.words import LocationPrecision
from casualties.models.place import folded_names
from tests.factories.places import dump_line

FIXTURES = Path(__file__).parents[3] / "fixtures"


def lines(name: str) -> list[str]:
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture(scope="module")
def known() -> dict[str, list[KnownPlace]]:
    by_name: dict[str, list[KnownPlace]] = {}
    for place in read_places(lines("reference/places.csv")).values:
        for name in folded_names(place.names):
            by_name.setdefault(name, []).append(place)
    return by_name


RESOLVED = [
    # as written, as stated, the place it is
    ("Mosul, Dawassa", "neighbourhood", "curated:iq-mosul-dawassa"),
    ("حي الدواسة, الموصل", "unknown", "curated:iq-mosul"),
    ("الدواسة، الموصل", "unknown", "curated:iq-mosul-dawassa"),
    ("Jawasaq, west Mosul", "neighbourhood", "curated:iq-mosul-jawasaq"),
    ("Mosul al Jadida", "neighbourhood", "curated:iq-mosul-jadidah"),
    ("Badush prison, Nineveh", "exact", "curated:iq-badush-prison"),
    ("Khasfa, south of Mosul", "town", "curated:iq-khasfa"),
    ("Ar Rutbah", "town", "curated:iq-rutbah"),
    ("Mosul northeast", "town", "curated:iq-mosul-northeast"),
    ("Aleppo", "unknown", "curated:sy-aleppo"),
    ("Aleppo", "governorate", "curated:sy-hl"),
    ("Aleppo governorate", "unknown", "curated:sy-hl"),
    # a house nobody knows: its town, at a town's precision
    ("Abu Ali's house, Douma, Rural Damascus", "exact", "curated:sy-douma"),
    # three neighbourhoods at once: the part of town that holds them
    ("Tayaran, Dawasa and Mamun, west Mosul", "town", "curated:iq-mosul-west"),
]


@pytest.mark.parametrize(("written", "stated", "key"), RESOLVED)
def test_a_written_place_is_found(known, written, stated, key):
    found = resolve(written, known, stated=LocationPrecision(stated))
    assert found.place is not None, found.sentence
    assert found.place.key == key


UNRESOLVED = ["", "the front", "south of Mosul", "Atlantis", "a hospital near Raqqa"]


@pytest.mark.parametrize("written", UNRESOLVED)
def test_what_nobody_knows_stays_unresolved(known, written):
    found = resolve(written, known)
    assert (found.place, found.candidates) == (None, ())


def place(key: str, admin1: str, precision: str = "town", **told) -> KnownPlace:
    told = {"name": "Al Bab", "country": "SY"} | told
    return KnownPlace(key=key, admin1=admin1, precision=LocationPrecision(precision), **told)


def test_a_name_two_places_bear_stays_ambiguous():
    known = {"bab": [place("a", "SY-HL"), place("b", "SY-HA")]}
    found = resolve("Al-Bab", known)
    assert found.place is None
    assert {one.key for one in found.candidates} == {"a", "b"}
    assert found.sentence == "2 places on file are called 'Al-Bab'."


def test_the_rest_of_an_address_tells_two_places_of_one_name_apart():
    holder = place("hl", "SY-HL", "governorate", name="Aleppo")
    known = {"bab": [place("a", "SY-HL"), place("b", "SY-HA")], "aleppo": [holder]}
    found = resolve("Al-Bab, Aleppo", known)
    assert found.place.key == "a"
    assert [one.key for one in found.around] == ["hl"]


def test_parts_that_lie_apart_are_not_forced_together(known):
    found = resolve("Dawassa, Aleppo", known)
    assert found.place is None
    assert found.sentence == "The parts of 'Dawassa, Aleppo' lie apart."


def test_a_country_rules_out_the_others():
    known = {"bab": [place("a", "SY-HL"), place("b", "X", country="YE")]}
    assert resolve("Al-Bab", known, country="YE").place.key == "b"


def test_a_part_nobody_knows_is_told(known):
    found = resolve("Abu Ali's house, Douma", known)
    assert found.sentence.endswith("'Abu Ali's house' is not in the gazetteer.")


def test_every_place_of_the_fixture_is_in_the_gazetteer(known):
    reports = read_reports(lines("claims/mosul-2014-2017.csv")).values
    written = {claim.value.location.name for report in reports for claim in report.claims} - {""}
    unknown = {name for name in written if not resolve(name, known).place}
    assert unknown == set()


def test_what_resolving_asks_for_is_known_beforehand():
    asked = wanted_names("Jawasaq, south of Mosul")
    assert {"jawasaq", "south of mosul", "mosul"} <= asked


# GeoNames


def test_a_line_of_a_dump_is_a_place():
    place = read_line(dump_line())
    assert (place.key, place.country, place.admin1) == ("geonames:99072", "IQ", "15")
    assert place.other_names == ("Al Mawsil", "الموصل")
    assert place.precision is LocationPrecision.TOWN


@pytest.mark.parametrize(
    ("kind", "code", "precision"),
    [
        ("A", "ADM1", "governorate"),
        ("A", "ADM2", "district"),
        ("A", "PCLI", "country"),
        ("P", "PPLX", "neighbourhood"),
        ("S", "HSP", "exact"),
    ],
)
def test_what_a_line_is_says_how_exact_a_mention_of_it_is(kind, code, precision):
    assert read_line(dump_line(kind=kind, code=code)).precision == precision


@pytest.mark.parametrize(("kind", "code"), [("H", "STM"), ("P", "PPLQ"), ("R", "RD")])
def test_rivers_roads_and_towns_that_are_no_more_are_left_out(kind, code):
    assert read_line(dump_line(kind=kind, code=code)) is None


@pytest.mark.parametrize("line", ["Mosul", dump_line(latitude="north"), dump_line(latitude="4239")])
def test_a_line_that_cannot_be_is_refused(line):
    with pytest.raises(BadLine):
        read_line(line)
