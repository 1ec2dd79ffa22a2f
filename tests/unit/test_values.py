"""Values that could not be true refuse to be made, and say which field to mend."""

from datetime import date

import pytest

from casualties.core.intake import NewClaim, NewIncident, NewReport
from casualties.core.types import (
    ClaimValue,
    EvidenceClaim,
    InvalidValue,
    Location,
    Measure,
    Period,
    Quantity,
)
from casualties.core.words import Harm, Qualifier, Scope, Stance, Status
from sources.core.types import Actor, ActorKind

ABOUT, BETWEEN, EXACTLY = Qualifier.ABOUT, Qualifier.BETWEEN, Qualifier.EXACTLY
CIVILIANS = {"key": "c1", "claimant": "yaqein", "harm": Harm.KILLED, "status": Status.CIVILIAN}
SIXTY_FOUR = Quantity.said(EXACTLY, 64)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"qualifier": EXACTLY, "low": -1, "best": -1, "high": -1}, "low"),
        ({"qualifier": EXACTLY, "low": 2_000_001, "best": 2_000_001, "high": 2_000_001}, "low"),
        ({"qualifier": BETWEEN, "low": 9, "high": 4}, "low"),
        ({"qualifier": BETWEEN, "low": 4, "best": 3, "high": 9}, "low"),
        ({"qualifier": BETWEEN, "low": 4, "best": 10, "high": 9}, "best"),
        ({"qualifier": BETWEEN, "low": 4}, "qualifier"),
        ({"qualifier": EXACTLY, "low": 4, "best": 4, "high": 5}, "low"),
        ({"qualifier": EXACTLY}, "qualifier"),
        ({"qualifier": Qualifier.AT_LEAST, "high": 4}, "qualifier"),
        ({"qualifier": Qualifier.AT_MOST, "low": 4}, "qualifier"),
        ({"qualifier": Qualifier.UNSTATED, "low": 4}, "qualifier"),
        ({"qualifier": Qualifier.VAGUE}, "word"),
        ({"qualifier": Qualifier.VAGUE, "word": "dozens", "low": 12}, "qualifier"),
        ({"qualifier": ABOUT, "low": 4, "best": 4, "high": 4, "word": "some"}, "word"),
        ({"qualifier": ABOUT, "low": 4, "best": 4, "high": 4, "share": 0.5}, "share"),
        ({"qualifier": ABOUT, "low": 4, "best": 4, "high": 4, "share": 2, "share_of": 2}, "share"),
        (
            {"qualifier": ABOUT, "low": 4, "best": 4, "high": 4, "share": 1, "share_of": -1},
            "share_of",
        ),
        ({"qualifier": ABOUT, "low": 5, "best": 5, "high": 5, "share": 0.5, "share_of": 8}, "best"),
        (
            {"qualifier": EXACTLY, "low": 4, "best": 4, "high": 4, "share": 0.5, "share_of": 8},
            "qualifier",
        ),
    ],
)
def test_a_quantity_that_contradicts_itself_is_refused(said, field):
    with pytest.raises(InvalidValue) as refused:
        Quantity(**said)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Period(first=date(2017, 3, 2), last=date(2017, 3, 1)), "period"),
        (lambda: Location(latitude=36.0), "latitude"),
        (lambda: Location(latitude=91.0, longitude=0.0), "latitude"),
        (lambda: Location(latitude=0.0, longitude=4239.0), "longitude"),
        (
            lambda: ClaimValue(**CIVILIANS, stance=Stance.DENIES_HARM, quantity=SIXTY_FOUR),
            "quantity",
        ),
        (lambda: ClaimValue(**CIVILIANS, scope=Scope.AGGREGATE, quantity=SIXTY_FOUR), "period"),
        (
            lambda: NewIncident(
                title="T", country="IQ", first_day=date(2017, 3, 2), last_day=date(2017, 3, 1)
            ),
            "last_day",
        ),
        (lambda: NewReport(publisher="p", url="javascript:alert(1)"), "url"),
        (lambda: NewReport(publisher="p", url=" Data:text/html,x"), "url"),
        (lambda: NewReport(publisher="p", text="x", archived_url="ftp://a.org/b"), "archived_url"),
        (lambda: NewReport(publisher="p", text="a\0b"), "text"),
        (lambda: NewReport(publisher="p", text="x" * 5_000_001), "text"),
    ],
)
def test_other_values_that_could_not_be_true_are_refused(make, field):
    with pytest.raises(InvalidValue) as refused:
        make()
    assert refused.value.field == field


def test_a_claim_goes_to_one_incident_and_an_aggregate_one_to_none():
    period = Period(first=date(2017, 3, 1), last=date(2017, 3, 7))
    new = NewIncident(
        title="T", country="IQ", first_day=date(2017, 3, 1), last_day=date(2017, 3, 1)
    )
    single = ClaimValue(**CIVILIANS, quantity=SIXTY_FOUR)
    total = ClaimValue(**CIVILIANS, quantity=SIXTY_FOUR, scope=Scope.AGGREGATE, period=period)
    with pytest.raises(InvalidValue, match="not both"):
        NewClaim(value=single, incident="IQ-2017-0005", new_incident=new)
    with pytest.raises(InvalidValue, match="no single incident"):
        NewClaim(value=total, incident="IQ-2017-0005")


def test_two_claims_of_a_report_do_not_share_a_key():
    claim = NewClaim(value=ClaimValue(**CIVILIANS, quantity=SIXTY_FOUR))
    with pytest.raises(InvalidValue, match="share a key"):
        NewReport(publisher="p", claims=(claim, claim))


def test_measures_and_actors_are_read_back_as_written():
    assert Measure.parse("killed:civilian") == ClaimValue(**CIVILIANS, quantity=SIXTY_FOUR).measure
    assert Actor.parse("rule:linker") == Actor(ActorKind.RULE, "linker")
    for wrong in ("anna", "user:", "robot:anna"):
        with pytest.raises(ValueError, match="Not an actor"):
            Actor.parse(wrong)
    with pytest.raises(ValueError, match="needs a name"):
        Actor(ActorKind.USER, "")


def test_evidence_holds_no_row_numbers():
    assert not {"id", "pk"} & set(EvidenceClaim.__slots__)
