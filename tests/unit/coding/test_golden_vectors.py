"""Readings that Airwars has published, redone: what sources said, and the range it printed."""

import pytest

from casualties.core.coding import load_scheme
from casualties.core.estimation import estimate
from casualties.core.types import HEADLINE
from tests.factories.evidence import (
    about,
    at_least,
    between,
    claim,
    evidence,
    exactly,
    more_than,
    vague,
)

VECTORS = [
    # page         what the sources said                       read as                       range
    ("ISPT0007", "others were killed", [vague("others")], "2-2"),
    ("ISPT0120", "several injured", [vague("several")], "2-2"),
    ("ISPT0025", "multiple killed", [vague("multiple")], "2-2"),
    ("ISPT0784", "dozens injured", [vague("dozens")], "12-24"),
    ("ISPT0281", "large numbers", [vague("large number")], "12-24"),
    ("ISPT0345", "two killed", [exactly(2)], "2-2"),
    ("ISPT0044", "hundreds injured", [vague("hundreds")], "100-200"),
    ("ISPT0369", "many injured", [vague("many")], "2-10"),
    ("ISPT0185", "more than 10", [more_than(10)], "11-11, open above"),
    ("ISPT0104", "more than 25 injured", [more_than(25)], "26-26, open above"),
    ("ISPT0783", "his whole family", [vague("family")], "2-2, open above"),
    ("ISPT1390", "dozens; hundreds", [vague("dozens"), vague("hundreds")], "12-200"),
    ("ISPT0577", "a number of; dozens", [vague("number"), vague("dozens")], "2-24"),
    ("ISPT1390", "about 300; more than 500", [about(300), more_than(500)], "300-501, open above"),
    ("ISPT010824k", "30; more than 45", [exactly(30), more_than(45)], "30-46, open above"),
    ("dispute", "two dead; seven dead", [exactly(2), exactly(7)], "2-7"),
]


def shown(interval):
    text = f"{interval.low}-{interval.high}"
    return text + (", open above" if interval.open_above else "")


def envelope_of(quantities, scheme="airwars"):
    claims = [claim(f"c{n}", f"Source {n}", said) for n, said in enumerate(quantities)]
    found = estimate(evidence(*claims), HEADLINE, method="envelope", scheme=load_scheme(scheme))
    return shown(found.interval)


@pytest.mark.parametrize(
    ("page", "said", "quantities", "expected"), VECTORS, ids=[vector[1] for vector in VECTORS]
)
def test_envelope_gives_the_published_range(page, said, quantities, expected):
    assert envelope_of(quantities) == expected


def test_more_than_15_beside_dozens_is_wider_here_than_published():
    # ISPT021024l prints 16-24: its assessors let "more than 15" raise the low of "dozens".
    # No rule of ours lets one claim narrow another; the envelope keeps both as they were said.
    assert envelope_of([more_than(15), vague("dozens")]) == "12-24, open above"


def test_more_than_15_and_dozens_typed_as_one_coded_range_keeps_the_published_range():
    assert envelope_of([between(16, 24)]) == "16-24"


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (vague("dozens"), "20-99"),
        (vague("hundreds"), "150-999"),
        (at_least(12), "12-12, open above"),
    ],
)
def test_our_own_scheme_reads_words_wider(quantity, expected):
    assert envelope_of([quantity], scheme="corroborate") == expected


def test_range_coded_by_its_maker_stays_whatever_scheme_is_in_force():
    coded = claim("a", "Airwars", between(12, 24), scheme="airwars")
    found = estimate(
        evidence(coded), HEADLINE, method="envelope", scheme=load_scheme("corroborate")
    )
    assert shown(found.interval) == "12-24"
