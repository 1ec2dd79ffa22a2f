"""A claim that repeats one of a source protected since: nothing of its own leads to who that is."""

from datetime import date

import pytest
from django.db.models import Model

from casualties.actions import derivations, lineage, undoing
from casualties.core.roles import Role
from casualties.core.words import DerivationVerdict, Relation
from casualties.models import Claim, Derivation, Incident, Judgement, Review
from sources.actions import protection
from sources.core.types import Protection
from sources.models import AuditEvent
from tests.factories import people, rows
from tests.integration.admin.desk import Desk, address, errors_of
from tests.integration.admin.queueing import QUEUE, proposed, send

pytestmark = pytest.mark.django_db

NAME = "Umm Ali"
LEVELS = (Protection.IDENTITY, Protection.CLOSED)

at_any_level = pytest.mark.parametrize("level", LEVELS, ids=str)
by_role = pytest.mark.parametrize("role", [Role.DATA_ENTRY, Role.ANALYST], ids=str)


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident()


@pytest.fixture
def told(incident) -> Claim:
    """What she told, while anybody might know."""
    rows.a_source("witness-7", name=NAME)
    said = rows.a_claim(64, claimant="witness-7", incident=incident.code)
    report = rows.a_report(said, published_on=date(2017, 3, 6), title="A talk")
    return rows.claim_of(rows.taken_in(report))


def copy_of(told: Claim, **said) -> Claim:
    """A newspaper's draft with her figure, which cites that report."""
    draft = rows.a_claim(64, claimant="reuters", event_date=date(2017, 3, 5), **said)
    cites = {"cites": (told.report.key,), "published_on": date(2017, 3, 7)}
    return rows.claim_of(rows.taken_in(rows.a_report(draft, **cites), by=rows.SENDER))


def protect(told: Claim, level: Protection) -> None:
    why = {"subject": told.claimant.slug, "reason": "Threatened.", "by": rows.EDITOR}
    protection.protect(row=told.claimant, protection=level, **why)


def taken(told: Claim, incident: Incident) -> Claim:
    copy = copy_of(told)
    lineage.take_as_repeat(claim=copy, incident=incident, by=rows.EDITOR)
    return copy


def proposed_by_rule(told: Claim, incident: Incident) -> Claim:
    copy = copy_of(told, incident=incident.code)
    assert lineage.propose_on([incident.pk])
    return copy


def said_by_a_person(told: Claim, incident: Incident) -> Claim:
    copy = copy_of(told, incident=incident.code)
    derivations.state(
        claim=copy,
        on_claim=told,
        relation=Relation.REPEATS,
        verdict=DerivationVerdict.CONFIRMED,
        by=rows.EDITOR,
        reason=f"{NAME} said it first.",
    )
    return copy


WAYS = [taken, proposed_by_rule, said_by_a_person]


def pages_about(copy: Claim) -> list[tuple[Model, str]]:
    """Every row there is of the claim, with each page it is read on."""
    events = AuditEvent.objects.filter(subject=copy.key)
    judged, reviewed = Judgement.objects.filter(claim=copy), Review.objects.filter(claim=copy)
    about = [copy, copy.report, *judged, *reviewed, *Derivation.objects.all(), *events]
    return [(row, page) for row in about for page in ("change", "history")]


@pytest.mark.parametrize("relate", WAYS)
@by_role
@at_any_level
def test_no_page_of_the_copy_leads_to_her(level, role, relate, told, incident):
    copy = relate(told, incident)
    protect(told, level)
    desk = people.at_the_desk(people.one(role))
    pages = {where: desk.see(*where) for where in pages_about(copy)}
    read = {where: page.content.decode() for where, page in pages.items()}
    assert pages[copy, "change"].status_code == 200
    assert [where for where, text in read.items() if NAME in text or told.key in text] == []


@pytest.mark.parametrize("relate", WAYS)
@at_any_level
def test_no_list_shows_or_finds_her(level, relate, told, incident, analyst: Desk):
    relate(told, incident)
    protect(told, level)
    for model in (AuditEvent, Claim, Derivation, Judgement):
        assert NAME not in analyst.text(model, "changelist")
        found = analyst.client.get(address(model, "changelist"), {"q": NAME})
        assert found.context["cl"].result_count == 0, model


@pytest.mark.parametrize("relate", WAYS)
def test_whoever_may_know_reads_how_the_claim_stands_to_hers(relate, told, incident):
    copy = relate(told, incident)
    protect(told, Protection.IDENTITY)
    officer = people.at_the_desk(people.one(Role.PROTECTION_OFFICER))
    assert NAME in officer.text(copy)
    assert told.key in officer.text(copy, "history")


def test_a_rule_s_sentence_stands_with_the_relation_alone(told, incident):
    copy = taken(told, incident)
    assert NAME in Derivation.objects.get(claim=copy).reason
    elsewhere = [*copy.judgements.all(), *AuditEvent.objects.filter(subject=copy.key)]
    assert [row for row in elsewhere if NAME in row.reason] == []
    assert {"Taken as a repeat."} <= {row.reason for row in elsewhere}


def test_a_proposal_stated_again_by_an_undo_keeps_its_sentence_to_itself(told, incident):
    copy = proposed_by_rule(told, incident)
    made = derivations.confirm(derivation=Derivation.objects.get(), by=rows.EDITOR)
    undoing.undo(operation=made.operation, by=rows.EDITOR)
    assert NAME in Derivation.objects.get(ended_at=None).reason
    reasons = AuditEvent.objects.filter(subject=copy.key).values_list("reason", flat=True)
    assert [reason for reason in reasons if NAME in reason] == []


@at_any_level
def test_the_queue_names_no_hidden_statement_and_takes_nothing_as_its_copy(
    level, told, incident, analyst: Desk
):
    copy = copy_of(told)
    proposed(copy, incident)
    protect(told, level)
    page = analyst.client.get(f"{QUEUE}claim/{copy.pk}/")
    assert [card.repeats for card in page.context["item"].cards] == [""]
    answer = send(analyst, copy, "repeat", incident=incident.pk)
    assert "seems to repeat" in str(errors_of(answer))
    assert told.key not in answer.content.decode()
    assert not Derivation.objects.exists()


@at_any_level
def test_a_refused_relation_tells_no_hidden_key(level, told, incident, analyst: Desk):
    copy, other = said_by_a_person(told, incident), rows.on_file(64, claimant="afp")
    protect(told, level)
    page = analyst.decide(copy, "relate", relation="repeats", on_claim=other.pk)
    assert "already repeats a claim not shown here" in str(errors_of(page))
    assert told.key not in page.content.decode()
