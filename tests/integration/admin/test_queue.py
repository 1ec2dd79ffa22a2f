"""The review queue: what comes first, one at a time, decided and undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casualties.actions import claims, derivations, queue, sign_offs, staleness
from casualties.core.roles import Role
from casualties.core.types import HEADLINE
from casualties.core.words import DerivationVerdict, JudgementVerdict, QueueKind, Relation, Scope
from casualties.models import Derivation, Judgement, Lease, Review
from sources.core.types import Actor, ActorKind, Protection
from tests.factories import rows
from tests.factories.people import at_the_desk, one
from tests.integration.admin.desk import told
from tests.integration.admin.queueing import MARCH, QUEUE, draft, proposed, send, shown

pytestmark = pytest.mark.django_db
OTHER = Actor(ActorKind.USER, "somebody-else")


def test_an_empty_queue_says_so(person):
    assert "Nothing waits for you" in person.client.get(QUEUE).content.decode()


def test_signed_off_incidents_come_first_then_what_moves_most_then_the_oldest(person):
    still, moving, signed = (rows.an_incident(f"IQ-2017-000{n}") for n in (1, 2, 3))
    for incident in (still, moving, signed):
        rows.on_file(10, claimant=f"hospital-{incident.pk}", incident=incident.code)
    staleness.drain()
    sign_offs.sign_off(incident=signed, measure=str(HEADLINE), by=rows.EDITOR)
    first, second, third = (
        draft(figure, claimant=f"post-{figure}", incident=incident.code)
        for figure, incident in ((11, still), (400, moving), (10, signed))
    )
    loose = draft(5, claimant="post-5")
    staleness.drain()
    order = []
    for _ in range(4):
        order.append(shown(person))
        send(person, order[-1], "reject", reason="Not in the text.")
    assert order == [third, second, first, loose]


def test_the_text_is_shown_with_the_words_marked(person, incident):
    text = "Officials said at least <b>12</b> people died."
    said = rows.a_claim(rows.exactly(12))
    receipt = rows.taken_in(rows.a_report(said, text=text), by=rows.SENDER)
    page = person.client.get(QUEUE).content.decode()
    assert "&lt;b&gt;" in page
    assert rows.claim_of(receipt).expression in page


def test_an_address_of_a_page_is_a_link_and_any_other_a_text(person):
    addresses = {"url": "javascript/notes", "archived_url": "https://archive.org/a"}
    rows.taken_in(rows.a_report(rows.a_claim(12), **addresses), by=rows.SENDER)
    page = person.client.get(QUEUE).content.decode()
    assert '<a href="https://archive.org/a" rel="noreferrer noopener">archived</a>' in page
    assert "javascript/notes" in page
    assert 'href="javascript' not in page


def test_a_candidate_tells_what_speaks_for_it(person, incident):
    proposed(draft(), incident)
    page = person.client.get(QUEUE).content.decode()
    assert "The same street." in page
    assert "probability 0.90" in page


def test_linking_leaves_the_draft_to_be_accepted_and_accepting_ends_it(person, incident):
    claim = draft()
    proposed(claim, incident)
    page = send(person, claim, "link", incident=incident.pk, verdict="positive")
    assert page.context["item"].row == claim
    send(person, claim, "accept")
    assert Review.objects.get(claim=claim, ended_at=None).verdict == "accepted"
    assert Judgement.objects.get(claim=claim, ended_at=None).confirmed
    assert shown(person) is None


def test_not_this_one_is_kept_and_undone(person, incident):
    claim = draft()
    proposed(claim, incident)
    send(person, claim, "link", incident=incident.pk, verdict="negative")
    assert Judgement.objects.get(claim=claim, ended_at=None).verdict == "negative"
    page = person.client.post(f"{QUEUE}undo/", follow=True)
    assert "Undone" in told(page)
    assert Judgement.objects.get(claim=claim, ended_at=None).verdict == "unsure"


def test_accepting_is_undone_with_its_link(person, incident):
    claim = draft(incident=incident.code)
    send(person, claim, "accept")
    person.client.post(f"{QUEUE}undo/")
    assert not Review.objects.filter(ended_at=None).exists()
    assert not Judgement.objects.get(claim=claim, ended_at=None).confirmed


def test_undo_goes_back_step_by_step_and_then_says_there_is_nothing(person):
    first, second = draft(1, claimant="a"), draft(2, claimant="b")
    for claim in (first, second):
        send(person, claim, "reject", reason="No.")
    for left in ([first], []):
        person.client.post(f"{QUEUE}undo/")
        assert [row.claim for row in Review.objects.filter(ended_at=None)] == left
    assert "nothing to undo" in told(person.client.post(f"{QUEUE}undo/", follow=True))


def test_the_link_of_an_accepted_claim_is_confirmed(person, incident):
    claim = draft()
    claims.accept(claim=claim, by=rows.EDITOR)
    proposed(claim, incident, JudgementVerdict.POSITIVE)
    text = person.client.get(QUEUE).content.decode()
    assert "Accepted claim without a confirmed link" in text
    assert "Confirm, on <bdi>IQ-2017-0005" in text
    assert "/accept/" not in text
    send(person, claim, "link", incident=incident.pk, verdict="positive")
    assert claim.judgements.get(ended_at=None).confirmed
    assert Review.objects.filter(claim=claim).count() == 1
    assert shown(person) is None


def test_a_new_incident_is_opened_with_what_the_claim_says(person):
    claim = draft(cause="airstrike")
    send(person, claim, "open", title="Dawassa", country="iq", first_day="2017-03-05")
    made = Judgement.objects.get(claim=claim, ended_at=None)
    assert (made.incident.code, made.confirmed) == ("IQ-2017-0001", True)


def test_what_was_typed_wrongly_comes_back(person):
    claim = draft()
    page = send(person, claim, "open", title="Dawassa", country="Iraq", first_day="2017-03-05")
    assert 'value="Iraq"' in page.content.decode()
    assert page.context["form"].errors["country"]


def test_a_proposed_relation_is_confirmed_and_that_is_undone(person):
    hospital = rows.on_file(64, claimant="hospital", incident=rows.an_incident().code)
    copy = rows.on_file(64, claimant="reuters", incident=hospital.judgements.get().incident.code)
    row = derivations.propose(
        claim=copy, on_claim=hospital, relation=Relation.REPEATS, by=rows.LINKER
    )
    assert shown(person) == row
    send(person, row, "confirm")
    assert Derivation.objects.get(ended_at=None).verdict == DerivationVerdict.CONFIRMED
    person.client.post(f"{QUEUE}undo/")
    assert Derivation.objects.get(ended_at=None).verdict == DerivationVerdict.PROPOSED


def test_a_relation_waits_no_more_where_its_answer_no_longer_matters(person):
    """A copy has one origin: with that confirmed, what else was proposed waits only if it falls."""
    code = rows.an_incident().code
    hospital, militia, copy = (
        rows.on_file(64, claimant=name, incident=code)
        for name in ("hospital", "militia", "reuters")
    )
    of_hospital, of_militia = (
        derivations.propose(claim=copy, on_claim=on, relation=Relation.REPEATS, by=rows.LINKER)
        for on in (hospital, militia)
    )
    send(person, of_hospital, "confirm")
    assert shown(person) is None
    person.client.post(f"{QUEUE}undo/")
    again = Derivation.objects.get(on_claim=hospital, ended_at=None)
    send(person, again, "refuse", reason="Not theirs.")
    assert shown(person) == of_militia
    claims.reject(claim=militia, by=rows.EDITOR)
    assert shown(person) is None
    claims.reopen(claim=militia, by=rows.EDITOR)
    claims.accept(claim=militia, by=rows.EDITOR)
    assert shown(person) == of_militia


def test_two_people_get_two_items_and_a_lease_runs_out(person):
    first, second = draft(1, claimant="a"), draft(2, claimant="b")
    assert queue.take(kind=QueueKind.CLAIM, subjects=[first.pk], by=OTHER) == first.pk
    assert shown(person) == second
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert shown(person) == first


def test_what_is_put_aside_comes_last(person):
    first, second = draft(1, claimant="a"), draft(2, claimant="b")
    send(person, first, "skip")
    assert shown(person) == second
    send(person, second, "reject", reason="No.")
    assert shown(person) == first


def test_a_reviewer_does_not_get_what_they_entered(incident):
    reviewer = one(Role.REVIEWER, Role.DATA_ENTRY)
    rows.on_file(5, by=Actor(ActorKind.USER, reviewer.get_username()), may_review=False)
    other = draft(6, claimant="b")
    assert shown(at_the_desk(reviewer)) == other


def test_a_reviewer_does_not_get_relations_of_claims_they_entered(incident):
    reviewer = one(Role.REVIEWER, Role.DATA_ENTRY)
    first = rows.on_file(5, incident=incident.code)
    by = Actor(ActorKind.USER, reviewer.get_username())
    own = rows.on_file(5, claimant="reuters", incident=incident.code, by=by, may_review=False)
    claims.accept(claim=own, by=rows.EDITOR)
    row = derivations.propose(claim=own, on_claim=first, relation=Relation.REPEATS, by=rows.LINKER)
    assert shown(at_the_desk(reviewer)) is None
    assert shown(at_the_desk(one(Role.REVIEWER))) == row


def test_a_protected_claim_waits_for_those_who_may_know_of_it(person):
    claim = draft()
    claim.claimant.protection = Protection.IDENTITY
    claim.claimant.save()
    assert shown(person) is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PUBLISHER])
def test_who_may_not_decide_is_refused(role, incident):
    claim = draft()
    assert send(at_the_desk(one(role)), claim, "accept").status_code == 403
    assert not Review.objects.exists()


def test_an_aggregate_is_never_linked(person, incident):
    claim = rows.on_file(370, by=rows.SENDER, scope=Scope.AGGREGATE, period=MARCH)
    page = person.client.get(QUEUE).content.decode()
    assert "kept to compare with totals" in page
    assert claim.scope == "aggregate"


def test_an_item_takes_as_many_queries_whatever_waits(person, django_assert_max_num_queries):
    incident = rows.an_incident()
    for number in range(20):
        proposed(draft(number + 1, claimant=f"source-{number}"), incident)
    with django_assert_max_num_queries(26):
        person.client.get(QUEUE)
