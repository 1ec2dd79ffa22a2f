"""Two that decide on one item of the review queue at the same moment: the second is refused."""

from threading import Event

import pytest
from django.db import transaction

from casualties.actions import claims, judgements, queue
from casualties.core.words import JudgementVerdict, QueueKind
from casualties.models import Claim, Incident
from sources.core.types import Actor
from sources.errors import Conflict
from tests.factories import rows
from tests.factories.database import PATIENCE_S, other_sessions, until, waiting_sessions

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    claim = rows.on_file(64, by=rows.SENDER)
    put_on(claim, rows.an_incident())
    return claim


def mark_of(claim: Claim) -> str:
    return queue.mark_of(kind=QueueKind.CLAIM, subject=claim.pk)


def accept(claim: Claim, mark: str, by: Actor = rows.EDITOR) -> object:
    return queue.decide(
        kind=QueueKind.CLAIM,
        subject=claim.pk,
        mark=mark,
        by=by,
        act=lambda: claims.accept(claim=claim, by=by),
    )


def put_on(claim: Claim, incident: Incident) -> None:
    judgements.judge(
        claim=claim, incident=incident, verdict=JudgementVerdict.POSITIVE, by=rows.LINKER
    )


def test_of_two_presses_at_once_one_counts(claim):
    mark = mark_of(claim)
    with other_sessions(4) as beside:
        pressed = [beside(lambda: accept(claim, mark)) for _ in range(4)]
        errors = [one.exception(PATIENCE_S) for one in pressed]
    assert sorted(type(error).__name__ for error in errors) == ["Conflict"] * 3 + ["NoneType"]
    assert claim.reviews.count() == 1


def test_a_link_that_a_rule_is_moving_is_not_confirmed_unseen(claim):
    mark, other = mark_of(claim), rows.an_incident()
    moved, told = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            put_on(claim, other)
            moved.set()
            assert told.wait(PATIENCE_S)

    with other_sessions(2) as beside:
        rule = beside(slow)
        assert moved.wait(PATIENCE_S)
        press = beside(lambda: accept(claim, mark))
        until(waiting_sessions, "the press waits for the rule")
        told.set()
        rule.result(PATIENCE_S)
        assert isinstance(press.exception(PATIENCE_S), Conflict)
    assert not claim.reviews.exists()
