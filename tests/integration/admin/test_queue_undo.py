"""Undoing in the queue: what comes back, and what others decided since stays."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group

from casualties.actions import claims, derivations, judgements, lineage, splitting, undoing
from casualties.core.roles import Role
from casualties.core.words import JudgementVerdict, Relation
from casualties.models import Claim, Derivation, Incident, Judgement, Review
from casualties.queries import latest_operation
from sources.errors import Conflict
from tests.factories import rows
from tests.factories.people import actor, at_the_desk, one
from tests.integration.admin.desk import Desk, told
from tests.integration.admin.queueing import QUEUE, draft, proposed, send, shown
from tests.integration.linking.test_undoing import NEW

pytestmark = pytest.mark.django_db
POSITIVE = JudgementVerdict.POSITIVE


@pytest.fixture
def other() -> Incident:
    return rows.an_incident("IQ-2017-0006")


def undo(desk: Desk) -> str:
    return told(desk.client.post(f"{QUEUE}undo/", follow=True))


def stands(claim: Claim) -> tuple:
    """The review in force and the incident, each with who said so."""
    review = Review.objects.filter(claim=claim, ended_at=None)
    link = Judgement.objects.filter(claim=claim, ended_at=None, verdict=POSITIVE)
    return (
        review.values_list("verdict", "credibility", "by").first(),
        link.values_list("incident__code", "confirmed", "by").first(),
    )


def accept(claim: Claim) -> None:
    claims.accept(claim=claim, by=rows.EDITOR)


def reject(claim: Claim) -> None:
    claims.reject(claim=claim, by=rows.EDITOR, reason="Not in the text.")


def reopen(claim: Claim) -> None:
    claims.reopen(claim=claim, by=rows.EDITOR)


def accept_anew(claim: Claim) -> None:
    reopen(claim)
    accept(claim)


def link_elsewhere(claim: Claim) -> None:
    elsewhere = Incident.objects.get(code="IQ-2017-0006")
    judgements.judge(claim=claim, incident=elsewhere, verdict=POSITIVE, by=rows.EDITOR)


def test_what_a_rejection_ended_is_again_the_word_of_who_had_accepted(person, incident):
    claim = draft()
    claims.accept(claim=claim, by=rows.EDITOR, credibility=2, reason="In the text.")
    proposed(claim, incident, POSITIVE)
    before = stands(claim)
    send(person, claim, "reject", reason="A slip.")
    undo(person)
    assert stands(claim) == before
    assert Review.objects.get(ended_at=None).reason == "In the text."


def test_a_rule_s_proposal_is_the_rule_s_again(person):
    copied, copy = rows.on_file(64), rows.on_file(64, claimant="reuters")
    row = derivations.propose(
        claim=copy, on_claim=copied, relation=Relation.REPEATS, by=lineage.RULE, reason="As said."
    )
    send(person, row, "confirm")
    undo(person)
    live = Derivation.objects.get(ended_at=None)
    assert (live.verdict, live.by, live.reason) == ("proposed", str(lineage.RULE), "As said.")


def test_links_are_undone_one_after_another(person, incident, other):
    claim = draft()
    proposed(claim, incident)
    for on in (incident, other):
        send(person, claim, "link", incident=on.pk, verdict="positive")
    assert "Undone" in undo(person)
    assert stands(claim)[1][0] == incident.code
    assert "Undone" in undo(person)
    assert stands(claim)[1] is None
    live = Judgement.objects.filter(claim=claim, ended_at=None)
    assert {row.by for row in live} == {str(rows.LINKER)}


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (accept_anew, "user:editor decided on the claim since, and it is accepted now."),
        (reject, "user:editor decided on the claim since, and it is rejected now."),
        (reopen, "user:editor decided on the claim since, and it is a draft now."),
        (link_elsewhere, "user:editor decided anew where the claim belongs since."),
    ],
)
def test_where_others_decided_since_nothing_is_undone(
    person, incident, other, since: Callable[[Claim], None], said
):
    claim = draft()
    proposed(claim, incident, POSITIVE)
    send(person, claim, "accept")
    since(claim)
    before = stands(claim)
    message = undo(person)
    assert "Nothing was undone" in message
    assert said in message
    assert stands(claim) == before


def test_what_others_put_in_the_place_of_what_would_come_back_stays(person, incident, other):
    claim = draft()
    proposed(claim, incident, POSITIVE)
    send(person, claim, "link", incident=incident.pk, verdict="negative")
    link_elsewhere(claim)
    before = stands(claim)
    assert "user:editor decided anew where the claim belongs since." in undo(person)
    assert stands(claim) == before


def test_once_others_undid_theirs_it_can_be_tried_again(person, incident, other):
    claim = draft()
    proposed(claim, incident)
    before = stands(claim)
    send(person, claim, "link", incident=incident.pk, verdict="positive")
    link_elsewhere(claim)
    assert "Nothing was undone" in undo(person)
    theirs = latest_operation(subject=claim.key, by=rows.EDITOR)
    undoing.undo(operation=theirs, by=rows.EDITOR)
    assert "Undone" in undo(person)
    assert stands(claim) == before


def test_what_cannot_be_undone_now_does_not_stand_in_the_way_of_the_one_before(
    person, incident, other
):
    first, second = draft(1, claimant="a"), draft(2, claimant="b")
    send(person, first, "reject", reason="No.")
    proposed(second, incident)
    send(person, second, "link", incident=incident.pk, verdict="positive")
    link_elsewhere(second)
    assert "Nothing was undone" in undo(person)
    assert "Undone: Rejected" in undo(person)
    assert not Review.objects.filter(claim=first, ended_at=None).exists()


def test_what_is_undone_elsewhere_is_told_once_and_the_one_before_comes_next(person):
    first, second = draft(1, claimant="a"), draft(2, claimant="b")
    for claim in (first, second):
        send(person, claim, "reject", reason="No.")
    operation = Review.objects.get(claim=second).operation
    undoing.undo(operation=operation, by=rows.EDITOR)
    assert "undone before" in undo(person)
    assert "Undone" in undo(person)
    assert not Review.objects.filter(ended_at=None).exists()


def test_who_may_no_longer_decide_undoes_nothing():
    user = one(Role.ANALYST)
    desk, claim = at_the_desk(user), draft()
    send(desk, claim, "reject", reason="No.")
    user.groups.set(Group.objects.filter(name=Role.DATA_ENTRY.value))
    assert "You may no longer decide this" in undo(desk)
    assert stands(claim)[0] == ("rejected", None, str(actor(user)))


@pytest.mark.parametrize(("joined", "state"), [(False, "discarded"), (True, "open")])
def test_an_incident_opened_by_mistake_is_discarded_unless_others_are_on_it(person, joined, state):
    claim = draft()
    assert shown(person) == claim
    send(person, claim, "open", title="Dawassa", country="IQ", first_day="2017-03-05")
    opened = Incident.objects.get()
    if joined:
        rows.on_file(9, claimant="late", incident=opened.code)
    undo(person)
    opened.refresh_from_db()
    assert (stands(claim)[1], opened.state) == (None, state)


def test_no_claim_goes_back_to_an_incident_that_was_discarded_since(incident, other):
    first, second = (rows.on_file(60 + n, claimant=f"s{n}", incident=incident.code) for n in (0, 1))
    operation = splitting.split(
        incident=incident, claims=[first], new=NEW, by=rows.EDITOR, reason="Two streets."
    )
    split_off = Incident.objects.get(title=NEW.title)
    for on in (split_off, other):
        made = judgements.judge(claim=second, incident=on, verdict=POSITIVE, by=rows.EDITOR)
    splitting.undo_split(operation=operation, by=rows.EDITOR, reason="One street.")
    with pytest.raises(Conflict, match="was discarded"):
        undoing.undo(operation=made.operation, by=rows.EDITOR)
    assert stands(second)[1][0] == other.code
