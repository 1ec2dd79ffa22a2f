"""Every page of the desk by role and protection: who opens it, and that no count tells too much."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model

from casualties.actions import derivations, staleness
from casualties.core.roles import Role
from casualties.core.words import Relation
from casualties.models import Claim, Estimate, Incident
from sources.actions import sources
from sources.core.types import NewSource, Protection, Reliability, SourceKind
from tests.factories import people, rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db

AT_THE_DESK = [role for role in Role if role is not Role.API_CLIENT]
SEE_IDENTITIES = {Role.PROTECTION_OFFICER, Role.AUDITOR}
HIDDEN = ("Nurse of Mosul", "a-nurse")
# Rows of each kind whose pages are opened: among them all that protected_rows made.
LATEST = 12
# A range rests on protected figures too, so it may be made anew: that is no secret.
MOVE_WITH_FIGURES = {Estimate}


def models() -> list[type[Model]]:
    return list(admin.site._registry)


def may_look(user: User, model: type[Model]) -> bool:
    app, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}")


def lists(desk: Desk, **asked: str) -> dict[type[Model], object]:
    """What each list answers: its number of rows, or the status of a refusal."""
    answers = {}
    for model in models():
        page = desk.client.get(address(model, "changelist"), asked)
        count = page.context["cl"].result_count if page.status_code == 200 else None
        answers[model] = (page.status_code, count, page.content.decode())
    return answers


@pytest.fixture(scope="module")
def incident(one_of_each) -> Incident:
    staleness.drain()
    return one_of_each


@pytest.fixture(scope="module")
def before(incident) -> dict[Role, dict]:
    """What the lists answer each role while nothing is protected."""
    return {role: lists(people.at_the_desk(people.one(role))) for role in AT_THE_DESK}


def protected_rows(level: Protection, incident: Incident) -> Claim:
    """A protected source that is graded, speaks, is linked, accepted and related."""
    new = NewSource(
        slug="a-nurse", name="Nurse of Mosul", kind=SourceKind.WITNESS, protection=level
    )
    source = sources.register(source=new, by=rows.EDITOR)
    sources.regrade(source=source, reliability=Reliability.B, reason="Known to us.", by=rows.EDITOR)
    said = rows.a_claim(9, claimant="a-nurse", incident=incident.code)
    claim = rows.claim_of(rows.taken_in(rows.a_report(said, publisher="a-nurse")))
    other = Claim.objects.exclude(pk=claim.pk).first()
    derivations.propose(claim=claim, on_claim=other, relation=Relation.REPEATS, by=rows.LINKER)
    staleness.drain()
    return claim


@pytest.mark.parametrize("role", AT_THE_DESK, ids=lambda role: role.name.lower())
def test_a_list_opens_for_whoever_may_look_and_for_nobody_else(role, before):
    person = people.one(role)
    opened = {model for model, (status, *_) in before[role].items() if status == 200}
    assert opened == {model for model in models() if may_look(person, model)}


@pytest.mark.parametrize("level", [Protection.IDENTITY, Protection.CLOSED], ids=str)
@pytest.mark.parametrize(
    "role", [role for role in AT_THE_DESK if role not in SEE_IDENTITIES], ids=lambda role: role.name
)
def test_protected_rows_change_no_count_and_show_no_name(role, level, incident, before):
    protected_rows(level, incident)
    after = lists(people.at_the_desk(people.one(role)))
    moved = {model for model in after if before[role][model][:2] != after[model][:2]}
    assert moved <= MOVE_WITH_FIGURES
    shown = {model for model, (*_, text) in after.items() if any(name in text for name in HIDDEN)}
    assert shown == set()


@pytest.mark.parametrize(
    "role", [role for role in AT_THE_DESK if role not in SEE_IDENTITIES], ids=lambda role: role.name
)
def test_searching_for_a_protected_name_finds_nothing(role, incident):
    protected_rows(Protection.IDENTITY, incident)
    found = lists(people.at_the_desk(people.one(role)), q="nurse")
    assert {model for model, (_, count, _text) in found.items() if count} == set()


@pytest.mark.parametrize(
    "role", [role for role in AT_THE_DESK if role not in SEE_IDENTITIES], ids=lambda role: role.name
)
def test_no_page_of_a_row_and_no_address_typed_by_hand_names_a_protected_source(role, incident):
    claim = protected_rows(Protection.IDENTITY, incident)
    desk = people.at_the_desk(people.one(role))
    pages = [
        (row, desk.client.get(address(row, page), follow=True).content.decode())
        for model in models()
        for row in model._default_manager.order_by("-pk")[:LATEST]
        for page in ("change", "history")
    ]
    assert [row for row, text in pages if any(name in text for name in HIDDEN)] == []
    assert desk.see(claim).status_code in (302, 403)


@pytest.mark.parametrize("role", sorted(SEE_IDENTITIES), ids=lambda role: role.name.lower())
def test_whoever_may_know_sees_the_name(role, incident):
    claim = protected_rows(Protection.CLOSED, incident)
    desk = people.at_the_desk(people.one(role))
    assert "Nurse of Mosul" in desk.text(claim)
    assert "Nurse of Mosul" in desk.text(type(claim.claimant), "changelist")


@pytest.mark.parametrize("role", AT_THE_DESK, ids=lambda role: role.name.lower())
def test_a_decision_s_page_opens_for_whoever_may_take_it_and_for_nobody_else(role, incident):
    person = people.one(role)
    desk, wrong = people.at_the_desk(person), []
    for model, page in admin.site._registry.items():
        row = model._default_manager.first()
        for form in getattr(page, "decisions", ()) if row else ():
            app, name = model._meta.app_label, model._meta.model_name
            allowed = person.has_perm(form.needs or f"{app}.change_{name}")
            status = desk.client.get(address(row, form.verb)).status_code
            if (status == 403) == (allowed and may_look(person, model)):
                wrong.append((form, status, allowed))
    assert wrong == []


def test_a_partner_s_account_opens_no_page_of_the_desk():
    desk = people.at_the_desk(people.one(Role.API_CLIENT))
    assert {status for status, *_ in lists(desk).values()} == {302}
