"""A report sent twice under one Idempotency-Key: the same answer, or a refusal that says why."""

from threading import Event

import pytest
from django.db import transaction

from casualties.actions import posting
from casualties.models import Claim, PostedRequest
from sources.core.types import Actor
from sources.models import Report, Token
from tests.factories import rows
from tests.factories.database import PATIENCE_S, other_sessions
from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]
REPORTS = "/api/v1/reports"


def test_the_same_body_gets_the_same_answer(sender):
    first = sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
    again = sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert Report.objects.count() == 1


def test_another_body_is_refused(sender):
    sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
    answer = sender.post(REPORTS, a_body(title="Another"), headers={"Idempotency-Key": "k1"})
    assert (answer.status_code, answer.json()) == (
        422,
        {
            "code": "idempotency_key_reused",
            "message": "This Idempotency-Key was used with another body. Use a new key for a new "
            "body.",
            "detail": {"idempotency_key": "k1"},
        },
    )


def test_the_order_of_fields_makes_no_other_body(sender):
    sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
    turned = dict(reversed(a_body().items()))
    answer = sender.post(REPORTS, turned, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 200


def test_a_key_belongs_to_its_sender(sender, reviewer):
    sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
    answer = reviewer.post(REPORTS, a_body(text="Other"), headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 201


def test_a_refused_body_leaves_its_key_free(sender):
    wrong = a_body(a_claim(incident="IQ-2017-9999"))
    assert sender.post(REPORTS, wrong, headers={"Idempotency-Key": "k1"}).status_code == 400
    assert not PostedRequest.objects.exists()
    assert sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"}).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(sender, key):
    answer = sender.post(REPORTS, a_body(), headers={"Idempotency-Key": key})
    assert (answer.status_code, [*answer.json()["detail"]["fields"]]) == (400, ["Idempotency-Key"])


@pytest.mark.django_db(transaction=True)
def test_a_request_under_way_is_not_begun_again(sender):
    by = Actor.parse(f"token:{Token.objects.get().name}")
    stored, told = Event(), Event()

    def slow_first() -> None:
        with transaction.atomic():
            report = rows.a_report(rows.a_claim(incident="IQ-2017-0005"))
            posting.post(report=report, by=by, idempotency_key="k1", body_digest="-")
            stored.set()
            assert told.wait(PATIENCE_S)

    with other_sessions() as beside:
        first = beside(slow_first)
        assert stored.wait(PATIENCE_S)
        answer = sender.post(REPORTS, a_body(), headers={"Idempotency-Key": "k1"})
        told.set()
        first.result()
    assert (answer.status_code, answer.json()["code"]) == (409, "in_flight")
    assert Report.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_send_the_same_report_at_once_are_told_apart(dawassa):
    report = rows.a_report(rows.a_claim(incident=dawassa.code))

    def send() -> bool:
        return posting.post(report=report, by=rows.SENDER).repeated

    with other_sessions(2) as beside:
        first, second = beside(send), beside(send)
        assert {first.result(), second.result()} == {False, True}
    assert Claim.objects.count() == 1
