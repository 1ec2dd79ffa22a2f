"""The roles: a table in the code, groups in the database, what each may do at the desk."""

import fnmatch

import pytest
from django.contrib.auth.models import Group, Permission, User

from casualties import rights
from casualties.core.roles import RIGHTS, Role, rights_of
from casualties.models import Claim
from sources.core.types import Protection
from sources.models import Report, Source, Token
from tests.factories import people, rows
from tests.integration.admin.desk import Desk, address, errors_of

pytestmark = pytest.mark.django_db

WHO_MAY: dict[str, set[Role]] = {
    "sources.add_report": {Role.DATA_ENTRY, Role.ANALYST, Role.API_CLIENT},
    "casualties.view_draft": set(Role) - {Role.API_CLIENT},
    "casualties.add_review": {Role.ANALYST, Role.REVIEWER},
    "casualties.review_own": {Role.ANALYST},
    "casualties.add_signoff": {Role.PUBLISHER},
    "casualties.change_incident": {Role.ANALYST},
    "sources.view_protected": {Role.PROTECTION_OFFICER, Role.AUDITOR},
    "sources.change_protection": {Role.PROTECTION_OFFICER},
    "sources.redact_report": {Role.PROTECTION_OFFICER},
    "sources.view_auditevent": set(Role) - {Role.API_CLIENT, Role.DATA_ENTRY},
    "sources.add_token": set(),
    "auth.change_user": set(),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", WHO_MAY)
def test_who_may_do_what(role, right):
    assert people.one(role).has_perm(right) == (role in WHO_MAY[right])


def everything() -> dict[str, Permission]:
    ours = Permission.objects.filter(content_type__app_label__in=("sources", "casualties"))
    return {f"{row.content_type.app_label}.{row.codename}": row for row in ours.select_related()}


@pytest.mark.parametrize("role", Role)
def test_a_group_has_the_rights_of_its_role(role):
    """Where a model was added: call `make_groups` in a migration of yours."""
    known = everything()
    held = set(Group.objects.get(name=role.value).permissions.values_list("codename", flat=True))
    assert held == {known[name].codename for name in rights_of(role, known)}


@pytest.mark.parametrize("role", Role)
def test_each_right_of_the_table_is_a_permission(role):
    known = everything()
    assert [right for right in RIGHTS[role] if not fnmatch.filter(known, right)] == []


def test_an_auditor_holds_no_right_to_write():
    held = Group.objects.get(name=Role.AUDITOR.value).permissions.values_list("codename", flat=True)
    assert {name.partition("_")[0] for name in held} == {"view"}


def test_nobody_deletes():
    assert not Group.objects.filter(permissions__codename__startswith="delete_").exists()


def desk_of(role: Role) -> Desk:
    return people.at_the_desk(people.one(role))


TYPED = {Role.DATA_ENTRY, Role.ANALYST}


@pytest.mark.parametrize("role", set(Role) - {Role.API_CLIENT})
def test_who_types_reports(role):
    assert desk_of(role).see(Report, "add").status_code == (200 if role in TYPED else 403)


@pytest.mark.parametrize("role", set(Role) - {Role.API_CLIENT})
def test_who_is_offered_what_on_a_draft(role):
    draft = rows.on_file(64, by=rows.SENDER, incident=rows.an_incident().code)
    decides = {"Accept", "Reject", "Withdraw", "Link to an incident", "Unlink"}
    offered = {button for _, button in desk_of(role).see(draft).context["decisions"]}
    expected = {
        Role.ANALYST: {*decides, "Correct this", "Relate to another claim"},
        Role.REVIEWER: {*decides, "Relate to another claim"},
        Role.DATA_ENTRY: {"Correct this"},
        Role.PROTECTION_OFFICER: {"Raise or lower protection"},
    }
    assert offered == expected.get(role, set())


PROTECTED_ROWS = {
    "source": lambda claim: claim.claimant,
    "report": lambda claim: claim.report,
    "claim": lambda claim: claim,
}


@pytest.mark.parametrize("what", PROTECTED_ROWS)
@pytest.mark.parametrize("role", set(Role) - {Role.API_CLIENT})
def test_protection_is_the_officers_to_raise(role, what):
    row = PROTECTED_ROWS[what](rows.on_file(64))
    desk_of(role).decide(row, "protect", protection="closed", reason="They were threatened.")
    row.refresh_from_db()
    assert row.protection == ("closed" if role is Role.PROTECTION_OFFICER else "public")


def test_protection_is_no_field_of_a_source_that_is_on_file():
    source = rows.a_source()
    desk_of(Role.ANALYST).edit(source, protection="closed", note="Threatened.")
    source.refresh_from_db()
    assert (source.protection, source.note) == ("public", "Threatened.")


def test_a_list_offers_the_actions_one_may_take():
    rows.on_file(64, by=rows.SENDER)
    shown = {role: 'value="accept"' in desk_of(role).text(Claim, "changelist") for role in TYPED}
    assert shown == {Role.DATA_ENTRY: False, Role.ANALYST: True}


def test_an_api_client_has_no_desk():
    assert desk_of(Role.API_CLIENT).see(Claim, "changelist").status_code == 302


@pytest.mark.parametrize(("role", "at_once"), [(Role.DATA_ENTRY, False), (Role.ANALYST, True)])
def test_what_is_typed_counts_at_once_or_waits(role, at_once):
    assert rights.counts_at_once(people.one(role)) == at_once


def test_a_reviewer_decides_on_others_work():
    draft = rows.on_file(64, by=rows.SENDER)
    desk_of(Role.REVIEWER).decide(draft, "accept")
    assert draft.reviews.get().verdict == "accepted"


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_reviewer_does_not_decide_on_its_own_entry(decision):
    person = people.one(Role.REVIEWER, Role.DATA_ENTRY)
    draft = rows.on_file(64, by=people.actor(person), may_review=False)
    answer = people.at_the_desk(person).decide(draft, decision, reason="It is mine.")
    assert "somebody else decides" in str(errors_of(answer))
    assert not draft.reviews.exists()


def test_two_roles_add_up():
    person = people.one(Role.DATA_ENTRY, Role.PUBLISHER)
    assert person.has_perms(["sources.add_report", "casualties.add_signoff"])


def test_only_an_officer_redacts():
    report = rows.on_file(64).report
    for role in (Role.ANALYST, Role.AUDITOR):
        assert desk_of(role).client.get(address(report, "redact")).status_code == 403
    assert desk_of(Role.PROTECTION_OFFICER).see(report, "redact").status_code == 200


@pytest.mark.parametrize("model", [Source, Token, User])
def test_an_auditor_reads_and_changes_nothing(model):
    rows.a_source("nurse", protection=Protection.IDENTITY)
    desk = desk_of(Role.AUDITOR)
    assert desk.see(model, "add").status_code in (403, 404)
