"""Which statement goes back to which: proposed on an incident, confirmed by a person."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casualties import queries
from casualties.actions import derivations, incidents, lineage
from casualties.core.words import DerivationVerdict, Relation
from casualties.models import Claim, Derivation, Estimate, Incident
from tests.factories import rows

pytestmark = pytest.mark.django_db


def told(figure: int, claimant: str, day: int, incident: Incident, **said) -> Claim:
    report = rows.a_report(
        rows.a_claim(figure, claimant=claimant, incident=incident.code, **said),
        publisher=claimant,
        published_on=date(2017, 3, day),
    )
    return rows.claim_of(rows.taken_in(report))


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident()


@pytest.fixture
def pair(incident) -> tuple[Claim, Claim]:
    """Two sources with the same uneven figure, three days apart."""
    return told(64, "yaqein", 6, incident), told(64, "reuters", 9, incident)


def in_force() -> list[tuple[str, str, str]]:
    live = Derivation.objects.filter(ended_at=None)
    return list(live.values_list("relation", "verdict", "by"))


def test_a_copy_is_proposed_with_its_sentence(pair, incident):
    assert lineage.propose_on([incident.pk]) == 1
    made = Derivation.objects.get()
    assert (made.claim, made.on_claim) == (pair[1], pair[0])
    assert made.reason == "Gives the same uneven figure, 64, 3 days after Yaqein."
    assert in_force() == [("repeats", "proposed", "rule:lineage")]


def test_a_proposal_moves_no_range(pair, incident):
    before = rows.current(incident)
    lineage.propose_on([incident.pk])
    assert rows.current(incident) == before
    assert Estimate.objects.filter(incident=incident, ended_at=None).count() == 1


def test_ten_runs_propose_once(pair, incident):
    made = [lineage.propose_on([incident.pk]) for _ in range(10)]
    assert made == [1, *[0] * 9]


@pytest.mark.parametrize("decide", [derivations.confirm, derivations.refuse])
def test_what_a_person_decided_is_left_alone(decide, pair, incident):
    lineage.propose_on([incident.pk])
    decide(derivation=Derivation.objects.get(), by=rows.EDITOR, reason="Read both.")
    before = in_force()
    assert lineage.propose_on([incident.pk]) == 0
    assert in_force() == before


def test_a_citation_makes_a_monitors_range_built_from_it(incident):
    first = told(64, "yaqein", 6, incident)
    claim = rows.a_claim(70, claimant="airwars", incident=incident.code)
    report = rows.a_report(claim, published_on=date(2017, 3, 9), cites=(first.report.key,))
    rows.taken_in(report)
    lineage.propose_on([incident.pk])
    assert in_force() == [("based_on", "proposed", "rule:lineage")]


def test_incidents_that_got_claims_lately_are_looked_at(pair, incident):
    assert lineage.propose_recent(timezone.now() + timedelta(hours=1)) == 0
    assert lineage.propose_recent() == 1


def test_claims_of_a_merged_incident_are_looked_at_together(incident):
    other = rows.an_incident(title="Dawassa again")
    told(64, "yaqein", 6, incident), told(64, "reuters", 9, other)
    incidents.merge(incident=other, into=incident, by=rows.EDITOR, reason="One strike.")
    assert lineage.propose_recent() == 1


def test_reading_many_incidents_takes_no_more_queries_than_one(
    pair, incident, django_assert_max_num_queries
):
    others = [rows.an_incident(title=f"Street {number}") for number in range(5)]
    for other in others:
        told(64, "yaqein", 6, other)
    with django_assert_max_num_queries(9):
        queries.told_on([incident.pk, *(other.pk for other in others)])


# What would change


def test_what_would_change_is_told_and_comes_about(incident):
    told(64, "yaqein", 6, incident)
    later = told(120, "yaqein", 9, incident)
    told(500, "mosul-eye", 7, incident)
    lineage.propose_on([incident.pk])
    proposal = Derivation.objects.get(claim=later, relation=Relation.REVISES)
    (line,) = lineage.if_it_holds(proposal).lines
    assert (line.first.low, line.first.high) == rows.figures(rows.current(incident))[:2]
    derivations.confirm(derivation=proposal, by=rows.EDITOR)
    after = rows.figures(rows.current(incident))
    assert (line.together.low, line.together.high) == after[:2]


def test_looking_ahead_changes_nothing(pair, incident):
    lineage.propose_on([incident.pk])
    before = rows.content(Derivation, "verdict", "ended_at")
    lineage.if_it_holds(Derivation.objects.get())
    assert rows.content(Derivation, "verdict", "ended_at") == before


def test_a_claim_on_no_incident_has_nothing_to_change():
    one, other = rows.on_file(64), rows.on_file(64, claimant="reuters")
    made = derivations.propose(claim=other, on_claim=one, relation=Relation.REPEATS, by=rows.LINKER)
    assert made.verdict == DerivationVerdict.PROPOSED
    assert lineage.if_it_holds(made) is None
