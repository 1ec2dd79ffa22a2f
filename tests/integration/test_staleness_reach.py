"""How far a change reaches: merges, derivations, what bears on nothing, and what may wait."""

import itertools

import pytest

from casualties.actions import claims, incidents, judgements
from casualties.models import Claim, ClaimParty, Derivation, Incident, Judgement, Review, Staleness
from sources.core.types import Reliability
from sources.models import Party, Source
from tests.factories import rows
from tests.factories.database import named, raw_copy, sql
from tests.factories.staleness import BY, a_derivation, a_linked_claim, settled, stale

pytestmark = pytest.mark.django_db


# Merging


def test_merging_marks_both_incidents_stale():
    first, second = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    incidents.merge(incident=first, into=second, by=rows.EDITOR, reason="The same.")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge")}


def test_undoing_a_merge_marks_both_incidents_stale():
    first, second = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    incidents.merge(incident=first, into=second, by=rows.EDITOR, reason="The same.")
    settled()
    incidents.undo_merge(incident=first, by=rows.EDITOR, reason="Two.")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge")}


def test_merging_elsewhere_by_sql_marks_all_three():
    first, second, third = (rows.an_incident(f"IQ-{number}") for number in (1, 2, 3))
    Incident.objects.filter(pk=first.pk).update(merged_into=second)
    settled()
    sql(f"UPDATE casualties_incident SET merged_into_id = {third.pk} WHERE id = {first.pk}")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge"), ("IQ-3", "merge")}


# Along derivations


def a_chain() -> list[Claim]:
    """Three claims on three incidents; the third rests on the second, it on the first."""
    chain = [a_linked_claim(f"IQ-{number}") for number in (1, 2, 3)]
    for on, claim in itertools.pairwise(chain):
        a_derivation(claim, on).save()
    settled()
    return chain


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_claim_bears_on_every_incident_along_its_derivations(number):
    Review.objects.create(claim=a_chain()[number], verdict="rejected", by=BY)
    assert stale() == {("IQ-1", "review"), ("IQ-2", "review"), ("IQ-3", "review")}


def test_an_ended_derivation_leads_nowhere_any_more():
    first, *_ = a_chain()
    Derivation.objects.update(ended_at="2026-01-01T00:00Z", ended_by=BY)
    settled()
    Review.objects.create(claim=first, verdict="rejected", by=BY)
    assert stale() == {("IQ-1", "review")}


# What bears on nothing


def _another_claim(claim: Claim) -> None:
    raw_copy(claim, key="other")


def _a_review_of_a_claim_on_no_incident(_: Claim) -> None:
    Review.objects.create(claim=rows.on_file(64, by=rows.SENDER), verdict="accepted", by=BY)


def _a_refusal_of_an_incident(_: Claim) -> None:
    lonely, elsewhere = rows.on_file(64, by=rows.SENDER), rows.an_incident("IQ-9")
    Judgement.objects.create(claim=lonely, incident=elsewhere, verdict="negative", by=BY)


def _a_note_on_a_source(claim: Claim) -> None:
    Source.objects.filter(pk=claim.claimant_id).update(note="Seen again.", country="IQ")


def _another_sources_grade(_: Claim) -> None:
    rows.a_source("stranger", grade=Reliability.A)


def _the_title_of_an_incident(claim: Claim) -> None:
    Incident.objects.update(title="Another title", state="open", note="Seen.")


def _the_name_of_a_party(claim: Claim) -> None:
    ClaimParty.objects.create(claim=claim, party=rows.a_party())
    settled()
    Party.objects.update(name="Another name")


@pytest.mark.parametrize(
    "happens",
    [
        _another_claim,
        _a_review_of_a_claim_on_no_incident,
        _a_refusal_of_an_incident,
        _a_note_on_a_source,
        _another_sources_grade,
        _the_title_of_an_incident,
        _the_name_of_a_party,
    ],
    ids=named,
)
def test_what_bears_on_no_estimate_marks_nothing(happens):
    happens(a_linked_claim())
    assert stale() == set()


# Priorities


@pytest.mark.parametrize(
    ("happens", "priority"),
    [
        (lambda claim: claims.reject(claim=claim, by=rows.EDITOR), 10),
        (lambda claim: a_derivation(claim, rows.on_file(64)).save(), 10),
        (lambda claim: judgements.end(judgement=claim.judgements.get(), by=rows.EDITOR), 10),
        (lambda claim: ClaimParty.objects.create(claim=claim, party=rows.a_party()), 5),
        (lambda claim: Incident.objects.update(action_status="declared"), 5),
        (lambda claim: Source.objects.update(reliability="A"), 1),
    ],
    ids=["review", "derivation", "judgement", "parties", "edit", "source"],
)
def test_wide_changes_queue_behind_fresh_claims(happens, priority):
    happens(a_linked_claim())
    assert set(Staleness.objects.values_list("priority", flat=True)) == {priority}
