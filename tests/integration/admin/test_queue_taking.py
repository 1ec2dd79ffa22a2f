"""What the queue shows whom: every kind in its turn, and held only by those who may decide."""

import pytest
from django.contrib.auth.models import Permission, User

from casualties.actions import claims
from casualties.core.roles import Role
from casualties.models import Claim, Lease, Review
from sources.actions import protection
from sources.core.types import Protection
from tests.factories import rows
from tests.factories.people import actor, at_the_desk, one
from tests.integration.admin.queueing import QUEUE, draft, proposed, relation, send, shown

pytestmark = pytest.mark.django_db


def hide(claim: Claim) -> None:
    said = {"subject": claim.claimant.slug, "reason": "In danger.", "by": rows.EDITOR}
    protection.protect(row=claim.claimant, protection=Protection.CLOSED, **said)


# What was put aside


def test_what_was_put_aside_keeps_no_other_kind_from_coming_up(person):
    row, claim = relation(), draft(claimant="post")
    assert shown(person) == claim
    send(person, claim, "skip")
    assert shown(person) == row
    send(person, row, "skip")
    assert shown(person) == claim
    send(person, claim, "skip")
    send(person, row, "skip")
    assert shown(person) == claim


def test_of_what_was_put_aside_the_longest_ago_comes_first(person):
    one, other = draft(1, claimant="a"), draft(2, claimant="b")
    seen = []
    for _ in range(5):
        seen.append(shown(person))
        send(person, seen[-1], "skip")
    assert seen == [one, other, one, other, one]


@pytest.mark.parametrize(
    "end", [lambda claim: claims.reject(claim=claim, by=rows.EDITOR), hide], ids=["decided", "hid"]
)
def test_what_was_put_aside_comes_back_only_while_it_waits_and_may_be_seen(end, person):
    claim = draft()
    send(person, claim, "skip")
    end(claim)
    page = person.client.get(QUEUE)
    assert "Nothing waits for you" in page.content.decode()


# Who may only look

ONLY_LOOK = [Role.DATA_ENTRY, Role.PUBLISHER, Role.AUDITOR, Role.PROTECTION_OFFICER]


@pytest.mark.parametrize("role", ONLY_LOOK)
def test_who_may_only_look_holds_nothing_and_sees_no_button_that_is_refused(role, incident):
    proposed(draft(), incident)
    desk = at_the_desk(one(role))
    for address in (QUEUE, f"{QUEUE}claim/{Claim.objects.get().pk}/"):
        page = desk.client.get(address)
        text = page.content.decode()
        assert page.context["offered"] == set()
        assert "You may look at this" in text
        assert not any(f"/{verb}/" in text for verb in ("accept", "reject", "link", "open"))
    assert not Lease.objects.exists()


def test_a_reviewer_is_offered_what_a_reviewer_may_do(incident):
    proposed(draft(), incident)
    page = at_the_desk(one(Role.REVIEWER)).client.get(QUEUE)
    assert page.context["offered"] == {"accept", "reject", "link", "repeat"}
    assert "Correct it" not in page.content.decode()
    assert Lease.objects.exists()


@pytest.mark.parametrize(
    ("rights", "verb"),
    [
        (["add_derivation", "add_judgement"], "repeat"),
        (["add_review", "add_derivation"], "repeat"),
        (["add_review", "add_judgement"], "repeat"),
        (["add_incident"], "open"),
        (["add_judgement"], "open"),
    ],
)
def test_a_decision_takes_every_right_it_makes_use_of(rights, verb, incident):
    user = User.objects.create_user("custom", is_staff=True)
    names = ["view_draft", "view_claim", *rights]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    claim = draft()
    proposed(claim, incident)
    page = send(at_the_desk(user), claim, verb, incident=incident.pk)
    assert (page.status_code, Review.objects.exists()) == (403, False)


def test_what_one_may_not_see_is_not_held(person):
    claim = draft()
    hide(claim)
    assert person.client.get(f"{QUEUE}claim/{claim.pk}/").status_code == 404
    assert not Lease.objects.exists()


@pytest.mark.parametrize("path", ["nonsense/1/", f"claim/{10**20}/", "nonsense/1/accept/"])
def test_an_address_of_nothing_is_not_found(path, person):
    assert person.client.get(QUEUE + path, follow=True).status_code == 404


def test_the_bar_counts_what_waits_for_its_reader():
    """So not what a reviewer entered."""
    user = one(Role.REVIEWER, Role.DATA_ENTRY)
    rows.on_file(7, by=actor(user), may_review=False)
    page = at_the_desk(user).client.get(QUEUE)
    assert "Nothing waits for you" in page.content.decode()
    assert page.context["lengths"].counts["claim"] == 0
