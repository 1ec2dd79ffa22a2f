"""Saying how one claim stands to another."""

import pytest

from casualties.actions import derivations
from casualties.core.words import DerivationVerdict, Relation
from casualties.errors import AlreadyDecided, Overruled
from casualties.models import Claim, Derivation
from sources.errors import Conflict
from tests.factories import rows

pytestmark = pytest.mark.django_db

CONFIRMED, PROPOSED, REFUSED = (
    DerivationVerdict.CONFIRMED,
    DerivationVerdict.PROPOSED,
    DerivationVerdict.REFUSED,
)


def stated(claim: Claim, on: Claim, verdict=CONFIRMED, relation=Relation.REPEATS, by=rows.EDITOR):
    return derivations.state(claim=claim, on_claim=on, relation=relation, verdict=verdict, by=by)


def in_force() -> list[tuple[str, str]]:
    return list(Derivation.objects.filter(ended_at=None).values_list("relation", "verdict"))


@pytest.fixture
def pair() -> tuple[Claim, Claim]:
    """Somebody's claim, and an earlier one of another."""
    earlier = rows.on_file(64)
    return rows.on_file(64, claimant="reuters"), earlier


def test_a_relation_is_stated_and_audited(pair):
    made = stated(*pair)
    event = rows.audited("derivation.confirmed")
    assert (event.subject, event.operation) == (pair[0].key, made.operation)
    assert event.detail == {"relation": "repeats", "on": pair[1].key}


def test_a_confirmed_proposal_takes_the_proposals_place(pair):
    proposal = derivations.propose(
        claim=pair[0], on_claim=pair[1], relation=Relation.REPEATS, by=rows.LINKER
    )
    derivations.confirm(derivation=proposal, by=rows.EDITOR, reason="Same words.")
    assert in_force() == [("repeats", "confirmed")]
    assert rows.audited("derivation.confirmed").reason == "Same words."


def test_a_refused_proposal_is_not_proposed_again_by_a_rule(pair):
    propose = {"claim": pair[0], "on_claim": pair[1], "relation": Relation.REPEATS}
    proposal = derivations.propose(**propose, by=rows.LINKER)
    derivations.refuse(derivation=proposal, by=rows.EDITOR)
    with pytest.raises(Overruled, match="A person decided"):
        derivations.propose(**propose, by=rows.LINKER)
    assert in_force() == [("repeats", "refused")]


def test_a_person_may_change_a_refusal(pair):
    stated(*pair, REFUSED)
    stated(*pair, CONFIRMED)
    assert in_force() == [("repeats", "confirmed")]


@pytest.mark.parametrize("verdict", DerivationVerdict)
def test_saying_the_same_again_is_refused(pair, verdict):
    stated(*pair, verdict)
    with pytest.raises(AlreadyDecided, match=f"already {verdict.value}"):
        stated(*pair, verdict)


def test_a_circle_is_refused_in_a_sentence(pair):
    stated(*pair)
    with pytest.raises(Conflict, match="A claim cannot derive from itself"):
        stated(pair[1], pair[0])
    assert in_force() == [("repeats", "confirmed")]


def test_a_revision_across_claimants_is_refused_in_a_sentence(pair):
    with pytest.raises(Conflict, match="Only the same claimant revises"):
        stated(*pair, relation=Relation.REVISES)


def test_a_correction_across_reports_is_refused_in_a_sentence(pair):
    with pytest.raises(Conflict, match="belongs to the report"):
        stated(*pair, relation=Relation.CORRECTS)


def test_a_refused_statement_leaves_what_was_in_force(pair):
    stated(*pair, PROPOSED)
    third = rows.on_file(64, claimant="bbc")
    stated(pair[0], third)
    with pytest.raises(Conflict, match="already repeats"):
        stated(*pair, CONFIRMED)
    assert sorted(in_force()) == [("repeats", "confirmed"), ("repeats", "proposed")]


def test_a_proposal_collapses_nothing_until_it_is_confirmed():
    incident = rows.an_incident()
    first = rows.on_file(64, incident=incident.code)
    copy = rows.on_file(70, claimant="reuters", incident=incident.code)
    proposal = derivations.propose(
        claim=copy, on_claim=first, relation=Relation.REPEATS, by=rows.LINKER
    )
    assert rows.current(incident).groups == 2
    derivations.confirm(derivation=proposal, by=rows.EDITOR)
    assert rows.current(incident).groups == 1
    derivations.refuse(derivation=rows.latest(Derivation), by=rows.EDITOR)
    assert rows.current(incident).groups == 2
