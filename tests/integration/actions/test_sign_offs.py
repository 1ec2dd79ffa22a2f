"""Standing by a range, and taking that back."""

import pytest

from casualties.actions import claims, incidents, sign_offs
from casualties.core.types import HEADLINE, Interval
from casualties.errors import AlreadyDecided
from casualties.models import Claim, Incident, SignOff
from sources.errors import Conflict, InvalidInput, NotAllowed
from tests.factories import rows

pytestmark = pytest.mark.django_db

MEASURE = str(HEADLINE)


@pytest.fixture
def incident() -> Incident:
    """An incident whose range is 64 to 70."""
    found = rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1")
    rows.on_file(70, claimant="reuters", incident="IQ-1")
    rows.current(found)
    return found


def signed(incident: Incident, low: int | None = None, high: int | None = None, reason: str = ""):
    figures = Interval(low=low, high=high) if high is not None else None
    return sign_offs.sign_off(
        incident=incident, measure=MEASURE, by=rows.EDITOR, figures=figures, reason=reason
    )


def state(incident: Incident) -> str:
    return Incident.objects.get(pk=incident.pk).state


def test_signing_off_keeps_the_estimate_and_its_figures(incident):
    made = signed(incident)
    assert made.estimate == rows.current(incident)
    assert (made.low, made.high, state(incident)) == (64, 70, "signed_off")


def test_signing_off_is_audited(incident):
    made = signed(incident)
    event = rows.audited("estimate.sign_off")
    assert (event.by, event.subject, event.operation) == ("user:editor", "IQ-1", made.operation)
    assert event.detail == {"measure": MEASURE, "low": 64, "high": 70}


def test_other_figures_need_a_reason(incident):
    with pytest.raises(InvalidInput, match="differ from the computed ones: say why"):
        signed(incident, 60, 75)
    assert signed(incident, 60, 75, reason="A morgue's list.").low == 60


def test_figures_in_the_wrong_order_are_refused(incident):
    with pytest.raises(InvalidInput, match="from low over best to high") as told:
        signed(incident, 75, 60, reason="A slip.")
    assert list(told.value.detail["fields"]) == ["figures"]


def test_figures_without_a_lower_limit_are_refused(incident):
    with pytest.raises(InvalidInput, match="has a low and a high figure"):
        signed(incident, None, 60, reason="A slip.")


def test_the_same_figures_given_by_hand_need_none(incident):
    figures = Interval(low=64, best=rows.current(incident).best, high=70)
    made = sign_offs.sign_off(incident=incident, measure=MEASURE, by=rows.EDITOR, figures=figures)
    assert made.reason == ""


def test_an_incident_without_a_reviewed_range_is_not_signed_off():
    empty = rows.an_incident("IQ-9")
    rows.on_file(64, incident="IQ-9", by=rows.SENDER)
    rows.current(empty)
    with pytest.raises(Conflict, match="IQ-9 has no reviewed range of killed:civilian"):
        signed(empty)


def test_the_same_sign_off_twice_is_refused(incident):
    signed(incident)
    with pytest.raises(AlreadyDecided, match="signed off as it stands"):
        signed(incident)


def test_after_a_new_claim_the_signed_figures_stay(incident):
    signed(incident)
    rows.on_file(99, claimant="bbc", incident="IQ-1")
    assert rows.figures(rows.current(incident)) == (64, 99, False, False)
    live = SignOff.objects.get(incident=incident, ended_at=None)
    assert (live.low, live.high, live.estimate.digest != rows.current(incident).digest) == (
        64,
        70,
        True,
    )
    assert state(incident) == "signed_off"


def test_signing_off_again_ends_the_former(incident):
    first = signed(incident)
    rows.on_file(99, claimant="bbc", incident="IQ-1")
    rows.current(incident)
    second = signed(incident)
    first.refresh_from_db()
    assert (first.ended_by, second.high) == ("user:editor", 99)


def test_another_range_than_was_shown_is_not_signed_off(incident):
    shown = rows.current(incident)
    rows.on_file(900, claimant="reuters", incident=incident.code)
    rows.current(incident)
    with pytest.raises(Conflict, match="recomputed"):
        sign_offs.sign_off(incident=incident, measure=str(HEADLINE), shown=shown, by=rows.EDITOR)
    assert not SignOff.objects.exists()


def test_a_merged_incident_is_signed_off_at_its_root(incident):
    other = rows.an_incident("IQ-2")
    incidents.merge(incident=other, into=incident, by=rows.EDITOR, reason="The same.")
    rows.current(incident)
    assert signed(other).incident == incident


def test_taking_back_the_last_sign_off_asks_for_changes(incident):
    made = signed(incident)
    sign_offs.end(sign_off=made, by=rows.EDITOR, reason="New footage.")
    assert state(incident) == "changes_requested"
    event = rows.audited("estimate.end_sign_off")
    assert (event.subject, event.reason, event.detail) == (
        "IQ-1",
        "New footage.",
        {"measure": MEASURE},
    )


def test_taking_back_one_of_two_leaves_the_incident_signed_off(incident):
    rows.on_file(5, incident="IQ-1", harm="injured")
    rows.current(incident)
    sign_offs.sign_off(incident=incident, measure="injured:civilian", by=rows.EDITOR)
    sign_offs.end(sign_off=signed(incident), by=rows.EDITOR, reason="New footage.")
    assert state(incident) == "signed_off"


def test_taking_back_that_of_a_merged_incident_asks_for_no_changes(incident):
    made = signed(incident)
    other = rows.an_incident("IQ-2")
    incidents.merge(incident=incident, into=other, by=rows.EDITOR, reason="The same.")
    sign_offs.end(sign_off=made, by=rows.EDITOR, reason="Merged.")
    assert (state(incident), state(other)) == ("signed_off", "open")


def test_a_sign_off_is_taken_back_once(incident):
    made = signed(incident)
    sign_offs.end(sign_off=made, by=rows.EDITOR, reason="New footage.")
    with pytest.raises(AlreadyDecided, match="taken back before"):
        sign_offs.end(sign_off=made, by=rows.EDITOR, reason="New footage.")


def test_a_range_that_vanished_is_not_signed_off(incident):
    for claim in Claim.objects.all():
        claims.reject(claim=claim, by=rows.EDITOR)
    rows.current(incident)
    with pytest.raises(Conflict, match="no reviewed range"):
        signed(incident)


def test_a_rule_stands_by_no_range():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.current(incident)
    with pytest.raises(NotAllowed, match="Only a person"):
        sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.LINKER)
