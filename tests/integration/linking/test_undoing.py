"""Undoing judgements and splits: what comes back, and what is refused."""

import uuid
from datetime import date

import pytest

from casualties.actions import judgements, sign_offs, splitting, undoing
from casualties.core.intake import NewIncident
from casualties.core.types import HEADLINE
from casualties.core.words import IncidentState, JudgementVerdict
from casualties.errors import AlreadyDecided, NotLinkable
from casualties.models import Claim, Incident, Judgement
from sources.errors import Conflict, NotAllowed
from tests.factories import rows
from tests.factories.database import change, refused

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE, UNSURE = JudgementVerdict
NEW = NewIncident(
    title="Next street", country="IQ", first_day=date(2017, 3, 5), last_day=date(2017, 3, 5)
)


@pytest.fixture
def two() -> list[Claim]:
    rows.an_incident("IQ-1")
    rows.an_incident("IQ-2")
    return [rows.on_file(60 + n, claimant=f"s{n}", incident="IQ-1") for n in range(2)]


def on(code: str) -> Incident:
    return Incident.objects.get(code=code)


def in_force(claim: Claim) -> set[tuple[str, str, str]]:
    live = Judgement.objects.filter(claim=claim, ended_at=None)
    return set(live.values_list("incident__code", "verdict", "by"))


def judged(claim, code, verdict=POSITIVE, by=rows.EDITOR):
    return judgements.judge(claim=claim, incident=on(code), verdict=verdict, by=by)


def undo(operation, by=rows.EDITOR):
    return undoing.undo(operation=operation, by=by, reason="Too soon.")


def split(claims):
    return splitting.split(
        incident=on("IQ-1"), claims=claims, new=NEW, by=rows.EDITOR, reason="Two streets."
    )


def test_undoing_brings_back_who_had_judged_so(two):
    claim = rows.on_file(7, by=rows.SENDER)
    judgements.judge(claim=claim, incident=on("IQ-1"), verdict=UNSURE, by=rows.LINKER)
    made = judged(claim, "IQ-1", NEGATIVE)
    undo(made.operation)
    assert in_force(claim) == {("IQ-1", "unsure", "rule:linker")}
    assert rows.audited("operation.undo").by == "user:editor"


def test_taking_a_link_back_can_be_taken_back(two):
    link = Judgement.objects.get(claim=two[0], ended_at=None)
    undo(judgements.end(judgement=link, by=rows.EDITOR, reason="Wrong."))
    assert in_force(two[0]) == {("IQ-1", "positive", "user:editor")}


def test_undoing_twice_is_refused(two):
    made = judged(two[0], "IQ-2")
    undo(made.operation)
    with pytest.raises(AlreadyDecided):
        undo(made.operation)


def test_what_was_judged_anew_since_is_undone_first(two):
    link = Judgement.objects.get(claim=two[0], ended_at=None)
    ended = judgements.end(judgement=link, by=rows.EDITOR)
    judged(two[0], "IQ-2")
    with pytest.raises(Conflict, match="undo that first"):
        undo(ended)
    assert in_force(two[0]) == {("IQ-2", "positive", "user:editor")}


def test_an_operation_nobody_knows_is_refused():
    with pytest.raises(AlreadyDecided, match="on file"):
        undo(uuid.uuid4())


def test_a_rule_takes_nothing_back(two):
    with pytest.raises(NotAllowed):
        undo(judged(two[0], "IQ-2").operation, by=rows.LINKER)


def test_a_split_puts_claims_on_a_new_incident_and_keeps_them_off_the_old(two):
    operation = split(two[:1])
    assert in_force(two[0]) == {
        ("IQ-2017-0001", "positive", "user:editor"),
        ("IQ-1", "negative", "user:editor"),
    }
    made = Judgement.objects.filter(claim=two[0], ended_at=None)
    assert set(made.values_list("operation", flat=True)) == {operation}
    assert rows.audited("incident.split").detail["into"] == "IQ-2017-0001"


def test_an_undone_split_leaves_a_discarded_incident(two):
    splitting.undo_split(operation=split(two[:1]), by=rows.EDITOR, reason="One street.")
    assert in_force(two[0]) == {("IQ-1", "positive", "user:editor")}
    assert on("IQ-2017-0001").state == IncidentState.DISCARDED


def test_nobody_stands_by_a_range_of_a_discarded_incident(two):
    operation = split(two[:1])
    rows.current(on("IQ-2017-0001"))
    made = sign_offs.sign_off(incident=on("IQ-2017-0001"), measure=str(HEADLINE), by=rows.EDITOR)
    splitting.undo_split(operation=operation, by=rows.EDITOR, reason="One street.")
    made.refresh_from_db()
    assert made.ended_by == str(rows.EDITOR)
    with pytest.raises(Conflict, match="discarded: there is nothing to sign off"):
        sign_offs.sign_off(incident=on("IQ-2017-0001"), measure=str(HEADLINE), by=rows.EDITOR)


def test_no_claim_is_put_on_a_discarded_incident(two):
    splitting.undo_split(operation=split(two[:1]), by=rows.EDITOR, reason="One street.")
    with pytest.raises(NotLinkable, match="IQ-2017-0001 was discarded"):
        judged(two[1], "IQ-2017-0001")
    assert judged(two[1], "IQ-2017-0001", NEGATIVE).verdict == NEGATIVE


def test_a_split_is_undone_only_while_nobody_else_is_on_the_new_incident(two):
    operation = split(two[:1])
    rows.on_file(9, claimant="late", incident="IQ-2017-0001")
    with pytest.raises(Conflict, match="has other claims by now"):
        splitting.undo_split(operation=operation, by=rows.EDITOR, reason="One street.")


@pytest.mark.parametrize("part", [slice(0, 0), slice(0, 2)])
def test_a_split_takes_some_of_the_claims(two, part):
    with pytest.raises(Conflict, match="one part has to stay"):
        split(two[part])


def test_a_claim_on_another_incident_cannot_be_split_off(two):
    other = rows.on_file(9, claimant="other", incident="IQ-2")
    with pytest.raises(Conflict, match="is not on IQ-1"):
        split([other])


def test_an_operation_that_ended_nothing_is_refused_by_the_database(two):
    link = Judgement.objects.get(claim=two[0], ended_at=None)
    with refused("judgement_ended_by_an_operation|only end"):
        change(link, f"ended_operation = '{uuid.uuid4()}'")
