"""A draft taken as a copy in one act: accepted, put on its incident, tied to what it repeats."""

from datetime import date

import pytest

from casualties.actions import derivations, lineage, readings, undoing
from casualties.core.words import DerivationVerdict, Relation
from casualties.models import Claim, Derivation, Incident
from casualties.queries import latest_operation
from sources.core.types import SourceKind
from sources.errors import Conflict
from tests.factories import rows

pytestmark = pytest.mark.django_db

TEXT = "Hospital officials in Dawassa said 64 civilians were killed on 5 March 2017."


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident()


@pytest.fixture
def hospital(incident) -> Claim:
    rows.a_source("mosul-hospital", kind=SourceKind.HOSPITAL)
    return rows.on_file(64, claimant="mosul-hospital", incident=incident.code)


@pytest.fixture
def draft(hospital) -> Claim:
    """What a newspaper has of hospital officials, who are not on file by that name."""
    report = rows.a_report(text=TEXT, publisher="daily", published_on=date(2017, 3, 12))
    rows.taken_in(report, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    return Claim.objects.get(entered_by="rule:reader")


def test_the_statement_is_told_and_nothing_is_stored(draft, hospital, incident):
    found = lineage.origins_on(draft, [incident.pk])[incident.pk]
    assert found.on == hospital.key
    assert found.sentence == (
        "Its report names a speaker who is not on file; Mosul Hospital may be meant, and "
        "'64' is that one's '64'."
    )
    assert not Derivation.objects.exists()


def test_one_act_accepts_links_and_ties_and_no_range_moves(draft, hospital, incident):
    before = rows.current(incident)
    made = lineage.take_as_repeat(claim=draft, incident=incident, by=rows.EDITOR)
    after = rows.current(incident)
    assert (made.on_claim, made.verdict) == (hospital, DerivationVerdict.CONFIRMED)
    assert (after.groups, rows.figures(after)) == (before.groups, rows.figures(before))
    assert draft.reviews.get(ended_at=None).verdict == "accepted"


def test_it_is_undone_as_one(draft, incident):
    lineage.take_as_repeat(claim=draft, incident=incident, by=rows.EDITOR)
    undoing.undo(operation=latest_operation(subject=draft.key, by=rows.EDITOR), by=rows.EDITOR)
    assert not draft.derivations.filter(ended_at=None).exists()
    assert not draft.reviews.filter(ended_at=None).exists()
    live = draft.judgements.filter(ended_at=None).values_list("confirmed", flat=True)
    assert not any(live)


def test_where_nothing_is_repeated_it_is_refused(draft):
    other = rows.an_incident(title="Another street")
    with pytest.raises(Conflict, match="seems to repeat"):
        lineage.take_as_repeat(claim=draft, incident=other, by=rows.EDITOR)


def test_what_a_person_refused_is_not_told_again(draft, hospital, incident):
    proposal = derivations.propose(
        claim=draft, on_claim=hospital, relation=Relation.REPEATS, by=lineage.RULE
    )
    assert incident.pk in lineage.origins_on(draft, [incident.pk])
    derivations.refuse(derivation=proposal, by=rows.EDITOR, reason="Another hospital.")
    assert lineage.origins_on(draft, [incident.pk]) == {}


def test_the_speakers_words_are_read_from_the_text_and_kept_nowhere(draft, incident):
    lineage.take_as_repeat(claim=draft, incident=incident, by=rows.EDITOR)
    kept = " ".join(Derivation.objects.values_list("reason", flat=True))
    assert "officials" not in kept
