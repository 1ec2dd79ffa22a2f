"""A falling cumulative figure is refused unless it is flagged as a revision."""

from datetime import date

import pytest

from casualties.actions import claims, intake
from casualties.core.types import Location, Period
from casualties.core.words import Scope
from casualties.errors import FallingFigure
from sources.core.types import Protection
from tests.factories import rows

pytestmark = pytest.mark.django_db

AREA = Location(name="West Mosul")


def total(figure: int, *, until: int = 1, **said):
    """So many civilians killed in an area since 19 February, until a day of March."""
    period = Period(first=date(2017, 2, 19), last=date(2017, 3, until))
    said = {"claimant": "airwars", "location": AREA} | said
    return rows.a_claim(figure, scope=Scope.AGGREGATE, period=period, **said)


def filed(*said, by=rows.EDITOR):
    return rows.claim_of(rows.taken_in(rows.a_report(*said), by=by))


def falls(*said, by=rows.EDITOR) -> str | None:
    try:
        filed(*said, by=by)
    except FallingFigure as error:
        return error.message
    return None


def test_complaint_9_a_lower_figure_is_refused_and_the_way_out_is_told():
    former = filed(total(1200))
    told = falls(total(900, until=8))
    assert told.startswith("claims.0.quantity: The claimant counted more before: 1,200 until")
    assert former.key in told
    assert "`revises`" in told


def test_a_revision_is_taken():
    former = filed(total(1200))
    revised = filed(total(900, until=8, revises=former.key))
    assert revised.best == 900


def test_after_a_revision_the_count_goes_on_from_there():
    former = filed(total(1200))
    filed(total(900, until=8, revises=former.key))
    assert falls(total(950, until=15)) is None


GROWS = {
    "the same": {"figure": 1200},
    "more": {"figure": 1300},
    "another claimant": {"figure": 900, "claimant": "yaqein"},
    "another area": {"figure": 900, "location": Location(name="East Mosul")},
    "another harm": {"figure": 900, "harm": "injured"},
    "a part of them": {"figure": 900, "sub_group": "children"},
    "an earlier day": {"figure": 900, "until": 0},
}


@pytest.mark.parametrize("said", GROWS.values(), ids=GROWS)
def test_what_is_no_fall_is_taken(said):
    filed(total(1200, until=5))
    later = {"until": 8} | said
    later["until"] = later["until"] or 2
    if "harm" in later:
        later["harm"] = rows.Harm.INJURED
    assert falls(total(**later)) is None


def test_a_withdrawn_figure_holds_nobody_to_it():
    claims.withdraw(claim=filed(total(1200)), by=rows.EDITOR, reason="A typing error.")
    assert falls(total(900, until=8)) is None


def test_two_figures_of_one_report_are_compared():
    two = (total(1200, key="c1"), total(900, until=8, key="c2"))
    assert falls(*two).startswith("claims.1.quantity")


def test_the_same_report_again_is_still_known():
    report = rows.a_report(total(1200))
    assert rows.taken_in(report) == intake.receive(report=report, by=rows.EDITOR, may_review=True)


def test_a_claim_on_one_incident_may_fall():
    rows.on_file(64, incident=rows.an_incident("IQ-2017-0005").code)
    rows.on_file(50, incident="IQ-2017-0005")


def test_a_protected_figure_is_not_told():
    rows.a_source("nurse", protection=Protection.IDENTITY)
    filed(total(1200, claimant="nurse"))
    told = falls(total(900, until=8, claimant="nurse"), by=rows.SENDER)
    assert "a higher figure is on file" in told
    assert "1,200" not in told
