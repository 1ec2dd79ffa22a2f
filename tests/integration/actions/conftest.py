import pytest

from tests.factories import rows


@pytest.fixture
def known_names(db) -> None:
    """The sources, the party and the incident that reports of these tests name."""
    for slug in ("airwars", "yaqein", "reuters"):
        rows.a_source(slug)
    rows.a_party("coalition")
    rows.an_incident("IQ-1")
