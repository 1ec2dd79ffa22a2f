"""The queue decides on nothing that its reader did not see."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from casualties.actions import claims, derivations, judgements
from casualties.core.roles import Role
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Derivation, Incident, Judgement, Lease
from tests.factories import rows
from tests.factories.people import at_the_desk, log_in, one
from tests.integration.admin.desk import told
from tests.integration.admin.queueing import QUEUE, draft, mark_of, proposed, relation, send, shown

pytestmark = pytest.mark.django_db
REFUSED = "It was not stored. Meanwhile "


def state(claim: Claim) -> str | None:
    return claim.reviews.filter(ended_at=None).values_list("verdict", flat=True).first()


def link(claim: Claim) -> tuple[str, bool] | None:
    live = claim.judgements.filter(ended_at=None, verdict="positive")
    return live.values_list("incident__code", "confirmed").first()


def on(claim: Claim, incident: Incident, **said) -> Judgement:
    said.setdefault("by", rows.EDITOR)
    return judgements.judge(
        claim=claim, incident=incident, verdict=JudgementVerdict.POSITIVE, **said
    )


SINCE: list[tuple[str, Callable[[Claim, Incident], object]]] = [
    ("linked elsewhere", lambda claim, other: on(claim, other, confirmed=True)),
    ("linked by a rule", lambda claim, other: on(claim, other, by=rows.LINKER)),
    ("rejected", lambda claim, _: claims.reject(claim=claim, by=rows.EDITOR)),
    (
        "corrected",
        lambda claim, _: claims.correct(
            claim=claim, value=rows.a_claim(9, key="c9").value, by=rows.EDITOR, reason="Nine."
        ),
    ),
]
PRESSED = [
    ("accept", {}),
    ("link", {"verdict": "positive"}),
    ("open", {"title": "Another", "country": "IQ", "first_day": "2017-03-05"}),
]


@pytest.mark.parametrize(("verb", "typed"), PRESSED, ids=lambda one: str(one)[:6])
@pytest.mark.parametrize("since", [do for _, do in SINCE], ids=[name for name, _ in SINCE])
def test_an_old_page_changes_nothing_and_says_so(since, verb, typed, person, incident):
    claim, other = draft(), rows.an_incident("IQ-2017-0006")
    proposed(claim, incident)
    mark = mark_of(claim)
    since(claim, other)
    before = (state(claim), link(claim))
    page = send(person, claim, verb, mark, incident=incident.pk, **typed)
    assert REFUSED in page.content.decode()
    assert (state(claim), link(claim)) == before
    assert Incident.objects.count() == 2


def test_what_was_typed_on_an_old_page_is_kept_and_may_be_sent_again(person, incident):
    claim = draft()
    mark = mark_of(claim)
    proposed(claim, incident)
    typed = {"title": "Dawassa, the school", "country": "IQ", "first_day": "2017-03-05"}
    page = send(person, claim, "open", mark, **typed)
    assert "Dawassa, the school" in page.content.decode()
    send(person, claim, "open", page.context["mark"], **typed)
    assert link(claim) == ("IQ-2017-0006", True)


def test_opening_sent_twice_opens_one_incident(person):
    claim = draft()
    mark = mark_of(claim)
    for _ in range(2):
        send(person, claim, "open", mark, title="New", country="IQ", first_day="2017-03-05")
    assert Incident.objects.count() == 1


def test_what_somebody_else_took_up_is_theirs(person, incident):
    claim = draft()
    assert shown(person) == claim
    Lease.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert shown(at_the_desk(one(Role.ANALYST))) == claim
    page = send(person, claim, "reject", reason="Not said there.")
    assert REFUSED in page.content.decode()
    assert "Not said there." in page.content.decode()
    assert state(claim) is None


def test_a_page_that_lies_open_for_long_still_decides_where_nobody_else_came(person):
    claim = draft()
    shown(person)
    Lease.objects.update(until=timezone.now() - timedelta(minutes=1))
    send(person, claim, "accept")
    assert state(claim) == "accepted"


def test_a_relation_decided_and_proposed_anew_is_not_the_one_that_was_shown(person):
    row = relation()
    mark = mark_of(row)
    derivations.refuse(derivation=row, by=rows.EDITOR)
    page = send(person, row, "confirm", mark)
    assert "decided on that one meanwhile" in told(page)
    assert Derivation.objects.get(ended_at=None).verdict == "refused"


@pytest.mark.parametrize("verb", ["reject", "skip"])
def test_who_had_to_log_in_first_comes_back_to_the_item(verb, person):
    user, claim = one(Role.ANALYST), draft()
    address = reverse("admin:review_queue_decide", args=["claim", claim.pk, verb])
    person.client.cookies.clear()
    to_log_in = person.client.post(address, {"reason": "Not said there."})["Location"]
    onward = parse_qs(urlsplit(to_log_in).query)["next"][0]
    page = log_in(person.client, user).get(onward, follow=True)
    assert page.context["item"].row == claim
    assert "Nothing was stored" in told(page)
    assert person.client.get(f"{QUEUE}undo/").status_code == 302
