"""The linker on the database: what it does with claims that come without an incident."""

from datetime import date

import pytest

from casualties.actions import incidents, judgements, linking, sign_offs
from casualties.core.intake import Receipt
from casualties.core.types import HEADLINE, Location, Period
from casualties.core.words import IncidentState, JudgementVerdict, LocationPrecision
from casualties.models import Claim, Incident, Judgement, LinkDecision
from tests.factories import rows
from tests.factories.database import refused

pytestmark = pytest.mark.django_db

DAY = date(2017, 3, 5)
DAWASSA = Location(
    name="Mosul, Dawassa",
    latitude=36.332586,
    longitude=43.1388688,
    precision=LocationPrecision.NEIGHBOURHOOD,
)
RUTBAH = Location(
    name="Ar Rutbah", latitude=33.037, longitude=40.284, precision=LocationPrecision.TOWN
)
POSITIVE, NEGATIVE, UNSURE = JudgementVerdict


def posted(*claims, **described) -> Receipt:
    described = {"published_on": date(2017, 3, 7)} | described
    return rows.taken_in(rows.a_report(*claims, **described), by=rows.SENDER)


def claim(figure=64, **said):
    said = {"event_date": DAY, "location": DAWASSA} | said
    return rows.a_claim(figure, **said)


@pytest.fixture
def dawassa() -> Incident:
    """An incident with two reports on it."""
    incident = rows.an_incident("IQ-2017-0005", location=DAWASSA, day=DAY)
    for publisher in ("yaqein", "airwars"):
        report = rows.a_report(
            claim(incident=incident.code), publisher=publisher, published_on=date(2017, 3, 6)
        )
        rows.taken_in(report)
    return incident


def in_force(row: Claim) -> set[tuple[str, str, str]]:
    live = Judgement.objects.filter(claim=row, ended_at=None)
    return set(live.values_list("incident__code", "verdict", "by"))


def decision(row: Claim) -> LinkDecision:
    return LinkDecision.objects.get(claim=row, ended_at=None)


def test_a_claim_about_nothing_on_file_opens_a_provisional_incident():
    receipt = posted(claim())
    row, incident = rows.claim_of(receipt), Incident.objects.get()
    assert (incident.state, incident.first_day) == (IncidentState.PROVISIONAL, DAY)
    assert in_force(row) == {(incident.code, "positive", "rule:linker")}
    assert receipt.claims[0].incident == incident.code
    assert receipt.claims[0].note.startswith(f"Opened the provisional incident {incident.code}.")


def test_a_claim_that_fits_one_incident_is_linked_or_proposed(dawassa):
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    assert {code for code, _, _ in in_force(row)} == {dawassa.code}
    assert decision(row).course in ("link", "review")
    assert Judgement.objects.get(claim=row).features


def test_figures_of_one_event_in_one_report_go_together():
    receipt = posted(claim(key="c1"), claim(12, key="c2", harm="injured"))
    assert Incident.objects.count() == 1
    assert len({one.incident for one in receipt.claims}) == 1


def test_two_places_in_one_report_are_two_incidents():
    posted(claim(key="c1"), claim(12, key="c2", location=RUTBAH))
    assert Incident.objects.count() == 2


def test_a_figure_since_a_day_is_set_aside_with_the_reason():
    words = rows.Quantity.said("at_least", 64, expression="64 since February")
    said = {"location": Location(name="Mosul"), "event_date": None}
    receipt = posted(rows.a_claim(words, **said))
    row = rows.claim_of(receipt)
    assert (decision(row).course, in_force(row)) == ("set_aside", set())
    assert "since" in decision(row).reason
    assert receipt.claims[0].note.startswith("Set aside, on no incident:")


def test_an_aggregate_claim_is_no_business_of_the_linkers():
    period = Period(first=date(2017, 3, 1), last=date(2017, 3, 31))
    row = rows.claim_of(posted(rows.a_claim(64, scope="aggregate", period=period)))
    assert not LinkDecision.objects.filter(claim=row).exists()


# What people decided stands


def test_ten_runs_after_a_refusal_change_nothing(dawassa):
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    judgements.judge(
        claim=row, incident=dawassa, verdict=NEGATIVE, by=rows.EDITOR, reason="Another street."
    )
    linking.link_backlog()
    before = rows.content(Judgement), rows.content(LinkDecision), rows.content(Incident)
    for _ in range(10):
        linking.link_backlog()
        linking.rescore()
    assert (rows.content(Judgement), rows.content(LinkDecision), rows.content(Incident)) == before
    assert (dawassa.code, "negative", "user:editor") in in_force(row)
    assert not any(verdict == "positive" for _, verdict, _ in in_force(row))


def test_what_a_person_placed_is_left_alone(dawassa):
    row = rows.claim_of(posted(claim(location=RUTBAH)))
    judgements.judge(claim=row, incident=dawassa, verdict=POSITIVE, by=rows.EDITOR)
    assert linking.link(claims=[row], again=True) == {}
    assert in_force(row) == {(dawassa.code, "positive", "user:editor")}


def test_a_persons_link_ends_the_proposals(dawassa):
    other = rows.an_incident("IQ-2017-0099", location=DAWASSA, day=date(2017, 3, 6))
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    judgements.judge(claim=row, incident=other, verdict=POSITIVE, by=rows.EDITOR, confirmed=True)
    assert in_force(row) == {(other.code, "positive", "user:editor")}
    assert not LinkDecision.objects.filter(claim=row, ended_at=None).exists()


def test_the_database_refuses_a_rules_link_to_what_a_person_refused(dawassa):
    row = rows.claim_of(posted(claim(location=RUTBAH)))
    judgements.judge(claim=row, incident=dawassa, verdict=NEGATIVE, by=rows.EDITOR)
    other = rows.an_incident(location=DAWASSA)
    incidents.merge(incident=other, into=dawassa, by=rows.EDITOR, reason="One.")
    Judgement.objects.filter(claim=row, verdict=POSITIVE).update(
        ended_at="2026-01-01T00:00Z", ended_by="rule:linker"
    )
    with refused("never links what a person refused"):
        Judgement.objects.create(claim=row, incident=other, verdict=POSITIVE, by="rule:linker")


def test_the_database_refuses_a_rules_link_to_a_signed_off_incident(dawassa):
    rows.current(dawassa)
    sign_offs.sign_off(incident=dawassa, measure=str(HEADLINE), by=rows.EDITOR)
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    assert (decision(row).course, in_force(row)) == (
        "review",
        {(dawassa.code, "unsure", "rule:linker")},
    )
    with refused("adds nothing to an incident that is signed off"):
        Judgement.objects.create(
            claim=rows.on_file(7, by=rows.SENDER, location=RUTBAH),
            incident=dawassa,
            verdict=POSITIVE,
            by="rule:linker",
        )


def test_a_claim_that_fits_two_incidents_judged_different_is_flagged(dawassa):
    other = rows.an_incident("IQ-2017-0006", location=DAWASSA, day=DAY)
    for pair in ((dawassa, other), (other, dawassa)):
        row = rows.claim_of(posted(claim(incident=pair[0].code), publisher="reuters"))
        judgements.judge(claim=row, incident=pair[0], verdict=POSITIVE, by=rows.EDITOR)
        judgements.judge(claim=row, incident=pair[1], verdict=NEGATIVE, by=rows.EDITOR)
    made = decision(rows.claim_of(posted(claim(), publisher="afp")))
    assert made.course == "review"
    assert "conflicting_match" in made.flags


def test_a_discarded_incident_is_no_candidate(dawassa):
    Incident.objects.filter(pk=dawassa.pk).update(state=IncidentState.DISCARDED)
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    assert dawassa.code not in {code for code, _, _ in in_force(row)}


def test_a_merged_incident_is_found_as_its_root(dawassa):
    root = rows.an_incident("IQ-2017-0001", location=DAWASSA, day=DAY)
    incidents.merge(incident=dawassa, into=root, by=rows.EDITOR, reason="One strike.")
    row = rows.claim_of(posted(claim(), publisher="reuters"))
    assert {code for code, _, _ in in_force(row)} == {root.code}


def test_an_incident_moved_at_the_desk_is_found_at_its_new_place(dawassa):
    dawassa.latitude, dawassa.longitude = RUTBAH.latitude, RUTBAH.longitude
    dawassa.place_name = RUTBAH.name
    dawassa.save()
    row = rows.claim_of(posted(claim(location=RUTBAH), publisher="reuters"))
    assert dawassa.code in {code for code, _, _ in in_force(row)}


def test_a_second_look_writes_nothing_where_nothing_changed(dawassa):
    rows.an_incident("IQ-2017-0099", location=DAWASSA, day=date(2017, 3, 7))
    posted(claim(), publisher="reuters")
    before = rows.content(Judgement)
    linking.rescore()
    assert rows.content(Judgement) == before
