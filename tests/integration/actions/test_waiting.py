"""The review queue's order follows every decision, whatever road it takes."""

import pytest

from casualties import mapping, queries
from casualties.actions import claims, judgements, queue, sign_offs, staleness
from casualties.core.types import HEADLINE
from casualties.core.words import JudgementVerdict, Scope
from casualties.models import Claim, Waiting
from sources.visibility import ALL_SEEING
from tests.factories import rows
from tests.integration.admin.queueing import MARCH

pytestmark = pytest.mark.django_db


def waiting() -> list[Claim]:
    return [row.claim for row in Waiting.objects.order_by("claim")]


@pytest.fixture
def draft() -> Claim:
    return rows.on_file(64, incident=rows.an_incident().code, by=rows.SENDER)


def test_what_is_accepted_at_once_never_waits():
    rows.on_file(64, incident=rows.an_incident().code)
    assert waiting() == []


def test_an_accepted_claim_on_no_incident_waits_and_an_aggregate_one_does_not():
    loose = rows.on_file(64)
    rows.on_file(370, scope=Scope.AGGREGATE, period=MARCH)
    assert waiting() == [loose]


@pytest.mark.parametrize("decide", [claims.accept, claims.reject])
def test_a_draft_waits_until_it_is_decided_on_and_again_when_that_is_undone(draft, decide):
    assert waiting() == [draft]
    decide(claim=draft, by=rows.EDITOR)
    assert waiting() == []
    claims.reopen(claim=draft, by=rows.EDITOR)
    assert waiting() == [draft]


def test_an_accepted_claim_waits_again_when_its_link_is_ended(draft):
    claims.accept(claim=draft, by=rows.EDITOR)
    link = draft.judgements.get(ended_at=None)
    judgements.end(judgement=link, by=rows.EDITOR, reason="Another street.")
    assert waiting() == [draft]


def test_a_corrected_draft_waits_no_more(draft):
    value = mapping.claim_value(draft)
    claims.correct(claim=draft, value=value, by=rows.EDITOR, reason="Typed again.")
    assert waiting() == []


@pytest.mark.parametrize("turned_down", [claims.reject, claims.withdraw])
def test_a_corrected_draft_waits_again_while_its_correction_is_turned_down(draft, turned_down):
    value = mapping.claim_value(draft)
    correct = {"claim": draft, "value": value, "by": rows.EDITOR, "reason": "Typed again."}
    made = claims.correct(**correct, review=False)
    assert waiting() == [made]
    turned_down(claim=made, by=rows.EDITOR, reason="No such figure.")
    assert waiting() == [draft] == list(queries.waiting_claims(ALL_SEEING))
    claims.reopen(claim=made, by=rows.EDITOR)
    assert waiting() == [made] == list(queries.waiting_claims(ALL_SEEING))


def test_what_an_incident_weighs_comes_with_its_range_and_goes_with_the_link(draft):
    rows.on_file(10, claimant="hospital", incident=draft.judgements.get().incident.code)
    assert Waiting.objects.get().gap == 0
    staleness.drain()
    assert Waiting.objects.get().gap > 0
    link = draft.judgements.get(ended_at=None)
    judgements.end(judgement=link, by=rows.EDITOR, reason="Another street.")
    assert Waiting.objects.get().gap == 0


def test_signing_off_lifts_what_waits_there_at_once(draft):
    incident = draft.judgements.get().incident
    rows.on_file(10, claimant="hospital", incident=incident.code)
    staleness.drain()
    made = sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    assert Waiting.objects.get().signed
    sign_offs.end(sign_off=made, by=rows.EDITOR, reason="Too early.")
    assert not Waiting.objects.get().signed


def test_the_queue_made_anew_is_the_queue_that_was(draft):
    other = rows.an_incident("IQ-2017-0009")
    loose = rows.on_file(5, claimant="post", by=rows.SENDER)
    judgements.judge(claim=loose, incident=other, verdict=JudgementVerdict.POSITIVE, by=rows.EDITOR)
    rows.on_file(10, claimant="hospital", incident=draft.judgements.get().incident.code)
    staleness.drain()
    columns = ("claim", "signed", "gap", "entered_at")
    before = rows.content(Waiting, *columns)
    Waiting.objects.all().delete()
    assert queue.tidy() == 2
    assert rows.content(Waiting, *columns) == before


def test_a_row_that_lags_behind_brings_nothing_into_the_queue(draft):
    lagging = Waiting.objects.get()
    claims.reject(claim=draft, by=rows.EDITOR)
    lagging.save(force_insert=True)
    assert not queries.waiting_claims(ALL_SEEING).exists()
    queue.tidy()
    assert waiting() == []
