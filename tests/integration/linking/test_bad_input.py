"""What cannot be true is flagged, kept out of every rule's hands, and stays on file for a person.

Each case has one flaw in what a rule would otherwise link: the first test says that it would.
"""

from datetime import date
from pathlib import Path

import pytest

from casualties.actions import judgements, linking, places
from casualties.core.intake import NewIncident
from casualties.core.tabular import read_places
from casualties.core.types import Location, Period
from casualties.core.words import JudgementVerdict, LocationPrecision
from casualties.models import Claim, Incident, Judgement, LinkDecision
from tests.factories import rows

pytestmark = pytest.mark.django_db

DAY = date(2017, 3, 5)
NEIGHBOURHOOD = LocationPrecision.NEIGHBOURHOOD
STRUCK = {"cause": "airstrike", "alleged_parties": ("coalition",), "sub_group": "children"}
TABLE = Path(__file__).parents[3] / "fixtures" / "reference" / "places.csv"


def at(latitude: float, longitude: float) -> Location:
    return Location(
        name="Mosul, Dawassa", latitude=latitude, longitude=longitude, precision=NEIGHBOURHOOD
    )


DAWASSA = at(36.332586, 43.1388688)


@pytest.fixture(autouse=True)
def gazetteer() -> None:
    """So that what a place is called says where its coordinates should be."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        places.file_places(places=read_places(lines).values, by=rows.EDITOR)
    rows.a_party("coalition")


def reported_incident(**changes) -> tuple[Incident, str]:
    """An incident that two reports tell of, and the key of one of them."""
    described = {"first_day": DAY, "last_day": DAY, "location": DAWASSA, "cause": "airstrike"}
    new = NewIncident(title="Dawassa", country="IQ", **{**described, **changes})
    said = {"location": DAWASSA, "event_date": DAY, **STRUCK}
    first = rows.a_claim(64, new_incident=new, **said)
    receipt = rows.taken_in(rows.a_report(first, published_on=date(2017, 3, 6)))
    incident = Incident.objects.get(code=receipt.incidents[0])
    second = rows.a_claim(64, incident=incident.code, **said)
    rows.taken_in(rows.a_report(second, publisher="yaqein", published_on=date(2017, 3, 6)))
    return incident, receipt.report


def told_again(cited: str, **said) -> Claim:
    """A claim that says all the same, in a report that cites one on file."""
    claim = rows.a_claim(64, **{"location": DAWASSA, "event_date": DAY, **STRUCK, **said})
    report = rows.a_report(
        claim, publisher="reuters", published_on=date(2017, 3, 7), cites=(cited,)
    )
    return rows.claim_of(rows.taken_in(report, by=rows.SENDER))


def decision(claim: Claim) -> LinkDecision:
    return LinkDecision.objects.get(claim=claim, ended_at=None)


def on(claim: Claim) -> set[str]:
    """The incidents it is on."""
    live = Judgement.objects.filter(claim=claim, verdict="positive", ended_at=None)
    return set(live.values_list("incident__code", flat=True))


def test_without_a_flaw_a_rule_links_it():
    incident, report = reported_incident()
    claim = told_again(report)
    assert (decision(claim).course, on(claim)) == ("link", {incident.code})


CLAIMS = {
    # what cannot be true of the claim: (what it says, the flag)
    "a_computers_zero": ({"event_date": date(1970, 1, 1)}, "implausible_date"),
    "a_day_after_its_report": ({"event_date": date(2017, 5, 1)}, "implausible_date"),
    "no_day": ({"event_date": None}, "no_date"),
    "exchanged_coordinates": (
        {"location": at(DAWASSA.longitude, DAWASSA.latitude)},
        "swapped_coordinates",
    ),
    "coordinates_left_at_zero": ({"location": at(0.0, 0.0)}, "impossible_coordinates"),
}
WHERE_NOTHING_IS = {**CLAIMS, "no_place": ({"location": Location()}, "no_place")}
INCIDENTS = {
    # what cannot be true of the incident on file: (what is said of it, the flag)
    "a_computers_zero": (
        {"first_day": date(1970, 1, 1), "last_day": date(1970, 1, 1)},
        "implausible_date",
    ),
    "four_hundred_days": (
        {"first_day": date(2016, 3, 1), "last_day": date(2017, 4, 4), "date_precision": "range"},
        "implausible_span",
    ),
    "coordinates_left_at_zero": ({"location": at(0.0, 0.0)}, "impossible_coordinates"),
}


def left_to_a_person(claim: Claim, incident: Incident, flag: str) -> bool:
    """Flagged, on no incident however often the linker looks, and the incident is proposed."""
    linking.rescore()
    made = decision(claim)
    asked = Judgement.objects.filter(claim=claim, verdict="unsure", ended_at=None)
    proposed = set(asked.values_list("incident__code", flat=True))
    return (made.course, made.flags, on(claim), proposed) == (
        *("review", [flag], set()),
        {incident.code},
    )


@pytest.mark.parametrize("flaw", CLAIMS)
def test_a_claim_that_cannot_be_true_is_flagged_and_left_to_a_person(flaw):
    said, flag = CLAIMS[flaw]
    incident, report = reported_incident()
    assert left_to_a_person(told_again(report, **said), incident, flag)


@pytest.mark.parametrize("flaw", INCIDENTS)
def test_an_incident_that_cannot_be_true_is_flagged_and_left_to_a_person(flaw):
    said, flag = INCIDENTS[flaw]
    incident, report = reported_incident(**said)
    assert left_to_a_person(told_again(report), incident, flag)


@pytest.mark.parametrize("flaw", WHERE_NOTHING_IS)
def test_a_claim_that_cannot_be_true_opens_no_incident(flaw):
    said, flag = WHERE_NOTHING_IS[flaw]
    report = rows.a_report(
        rows.a_claim(64, **{"location": DAWASSA, "event_date": DAY, **said}),
        published_on=date(2017, 3, 7),
    )
    claim = rows.claim_of(rows.taken_in(report, by=rows.SENDER))
    assert (decision(claim).course, decision(claim).flags) == ("review", [flag])
    assert not Incident.objects.exists()


@pytest.mark.parametrize("flaw", CLAIMS)
def test_a_person_puts_it_where_it_belongs(flaw):
    """It was never dropped: claim, words and proposals are there, and the decision is theirs."""
    incident, report = reported_incident()
    claim = told_again(report, **CLAIMS[flaw][0])
    judgements.judge(
        claim=claim, incident=incident, verdict=JudgementVerdict.POSITIVE, by=rows.EDITOR
    )
    assert on(claim) == {incident.code}


def test_a_claim_four_hundred_days_long_is_set_aside_and_kept():
    incident, report = reported_incident()
    span = Period(first=date(2016, 3, 1), last=date(2017, 4, 4))
    claim = told_again(report, event_date=None, date_precision="range", period=span)
    assert (decision(claim).course, on(claim)) == ("set_aside", set())
    assert decision(claim).reason == "It covers 400 days, 1 March 2016 to 4 April 2017."
    judgements.judge(
        claim=claim, incident=incident, verdict=JudgementVerdict.POSITIVE, by=rows.EDITOR
    )
    assert on(claim) == {incident.code}
