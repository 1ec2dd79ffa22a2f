"""Deciding on claims at the desk moves ranges, and every refusal is a sentence."""

import pytest

from casualties import mapping
from casualties.actions import claims, derivations
from casualties.core.roles import Role
from casualties.core.words import Basis, DerivationVerdict, Relation, ReviewState
from casualties.models import Claim, Derivation, Judgement
from sources.models import AuditEvent
from tests.factories import rows
from tests.factories.people import actor, at_the_desk, one
from tests.integration.admin.desk import Desk, address, errors_of, filled, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return rows.an_incident()


def verdict_of(claim: Claim) -> str | None:
    return claim.reviews.filter(ended_at=None).values_list("verdict", flat=True).first()


def test_accepting_a_draft_moves_the_reviewed_range(editor: Desk, incident):
    rows.on_file(64, incident=incident.code)
    draft = rows.on_file(
        rows.more_than(130), claimant="mosul-eye", incident=incident.code, by=rows.SENDER
    )
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)
    page = editor.decide(draft, "accept", credibility="2", reason="Read the post.")
    assert "Accepted" in told(page)
    assert rows.figures(rows.current(incident)) == (64, 131, False, True)
    review = draft.reviews.get(ended_at=None)
    assert (review.by, review.credibility, review.reason) == ("user:editor", 2, "Read the post.")


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_taking_a_claim_out_moves_the_range_back(verb, editor: Desk, incident):
    rows.on_file(64, incident=incident.code)
    other = rows.on_file(90, claimant="mosul-eye", incident=incident.code)
    editor.decide(other, verb, reason="It speaks of another street.")
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def test_reopening_makes_a_draft_again(editor: Desk, incident):
    claim = rows.on_file(64, incident=incident.code)
    editor.decide(claim, "reopen", reason="Accepted by mistake.")
    assert verdict_of(claim) is None
    assert rows.figures(rows.current(incident)) is None


def test_withdrawing_needs_its_reason_and_keeps_the_page(editor: Desk):
    claim = rows.on_file(64)
    page = editor.decide(claim, "withdraw", reason="   ")
    assert "reason" in errors_of(page)
    assert verdict_of(claim) == ReviewState.ACCEPTED


def test_what_was_decided_before_is_told_and_not_an_error(editor: Desk):
    claim = rows.on_file(64)
    page = editor.decide(claim, "accept")
    assert "done before" in told(page)


def test_several_drafts_are_accepted_from_the_list(editor: Desk):
    drafts = [rows.on_file(number, by=rows.SENDER) for number in (1, 2)]
    known = rows.on_file(4)
    page = editor.decide_all([*drafts, known], "accept")
    assert "2 of 3 done" in told(page)
    assert "1 was left: decided on before" in told(page)
    assert [verdict_of(claim) for claim in drafts] == [ReviewState.ACCEPTED] * 2


def test_a_list_decides_on_nothing_that_was_decided_on_before(editor: Desk):
    graded, withdrawn, refused = (rows.on_file(number, by=rows.SENDER) for number in (1, 2, 3))
    claims.accept(claim=graded, credibility=2, by=rows.EDITOR)
    two = {"claim": withdrawn, "on_claim": refused, "relation": Relation.REPEATS}
    relation = derivations.propose(**two, by=rows.LINKER)
    derivations.refuse(derivation=relation, by=rows.EDITOR, reason="Two streets.")
    for row, verb in ((graded, "accept"), (relation, "confirm")):
        page = editor.decide_all([row], verb)
        assert told(page) == "1 was left: decided on before, or no longer in this list."
    assert graded.reviews.get(ended_at=None).credibility == 2
    assert withdrawn.derivations.get(ended_at=None).verdict == DerivationVerdict.REFUSED


def test_what_left_the_list_meanwhile_is_counted(editor: Desk):
    drafts = [rows.on_file(number, by=rows.SENDER) for number in (1, 2, 3)]
    for claim in drafts[1:]:
        claims.accept(claim=claim, by=rows.EDITOR)
    chosen = {"action": "reject", "_selected_action": [claim.pk for claim in drafts]}
    where = f"{address(Claim, 'changelist')}?state=draft"
    page = editor.client.post(where, chosen)
    assert "2 were left" in told(page)
    page = editor.client.post(where, chosen | {"_decided": "1", "reason": "No."}, follow=True)
    assert "1 of 3 done" in told(page)
    assert [verdict_of(claim) for claim in drafts] == ["rejected", "accepted", "accepted"]


def test_rejecting_from_the_list_asks_why_first(editor: Desk):
    drafts = [rows.on_file(number, by=rows.SENDER) for number in (1, 2)]
    page = editor.decide_all(drafts, "reject")
    assert "2 selected" in page.content.decode()
    assert verdict_of(drafts[0]) is None
    editor.decide_all(drafts, "reject", _decided="1", reason="A test of the sender's.")
    assert [verdict_of(claim) for claim in drafts] == [ReviewState.REJECTED] * 2


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("verb", ["relate", "confirm", "refuse"])
def test_who_entered_a_claim_decides_on_no_relation_of_it(verb, own):
    person = one(Role.REVIEWER, Role.DATA_ENTRY)
    claim = rows.on_file(64, by=actor(person) if own else rows.SENDER)
    two = {"claim": claim, "on_claim": rows.on_file(64, claimant="reuters")}
    row, typed = claim, {"relation": "repeats", "on_claim": two["on_claim"].pk}
    if verb != "relate":
        row = derivations.propose(**two, relation=Relation.REPEATS, by=rows.LINKER)
    before = AuditEvent.objects.count()
    page = at_the_desk(person).decide(row, verb, **typed, reason="The same words.")
    assert ("entered this yourself" in page.content.decode()) is own
    assert (AuditEvent.objects.count() == before) is own


def test_a_correction_is_a_new_claim_on_the_same_incident(editor: Desk, incident):
    claim = rows.on_file(46, incident=incident.code)
    typed = filled(editor.see(claim, "correct").context["form"])
    figure = {"low": "64", "best": "64", "high": "64", "expression": "64", "why": "Swapped."}
    page = editor.decide(claim, "correct", **(typed | figure))
    assert "Corrected" in told(page)
    made = Claim.objects.get(derivations__on_claim=claim)
    assert (made.low, made.expression, made.claimant) == (64, "64", claim.claimant)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def test_a_corrected_claim_says_what_stands_in_its_place(editor: Desk, incident):
    claim = rows.on_file(64, incident=incident.code)
    value = mapping.claim_value(claim)
    made = claims.correct(claim=claim, value=value, by=rows.EDITOR, reason="Typed again.")
    for page in (address(claim, "change"), address(Claim, "changelist")):
        text = editor.client.get(page).content.decode()
        assert f"corrected by <bdi>{made.key}</bdi> (accepted before)" in text


def test_a_correction_turned_down_stands_in_no_place(editor: Desk, incident):
    claim = rows.on_file(64, incident=incident.code)
    value = mapping.claim_value(claim)
    made = claims.correct(claim=claim, value=value, by=rows.EDITOR, reason="Typed again.")
    claims.reject(claim=made, by=rows.EDITOR, reason="It was right.")
    assert "corrected by" not in editor.text(claim, "change")


def test_a_correction_that_contradicts_itself_keeps_the_words(editor: Desk):
    claim = rows.on_file(46)
    typed = filled(editor.see(claim, "correct").context["form"])
    wrong = {"qualifier": "between", "low": "90", "best": "", "high": "41", "why": "A note kept."}
    page = editor.decide(claim, "correct", **(typed | wrong))
    assert "swap them" in errors_of(page)["low"][0]
    assert "A note kept." in page.content.decode()
    assert Claim.objects.count() == 1


def test_a_second_correction_of_one_claim_is_refused_in_a_sentence(editor: Desk):
    claim = rows.on_file(46)
    typed = filled(editor.see(claim, "correct").context["form"]) | {"why": "Once."}
    editor.decide(claim, "correct", **(typed | {"note": "first"}))
    page = editor.decide(claim, "correct", **(typed | {"note": "second"}))
    assert "correct that one" in str(errors_of(page))


def test_linking_puts_a_claim_on_an_incident(editor: Desk, incident):
    claim = rows.on_file(64)
    editor.decide(claim, "link", incident=incident.pk, verdict="positive", reason="Same day.")
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)
    judgement = Judgement.objects.get(claim=claim)
    assert (judgement.by, judgement.confirmed) == ("user:editor", True)


def test_unlinking_takes_it_off(editor: Desk, incident):
    claim = rows.on_file(64, incident=incident.code)
    editor.decide(claim, "unlink", reason="Another street.")
    assert rows.figures(rows.current(incident)) is None
    assert not Judgement.objects.filter(claim=claim, ended_at=None).exists()


def test_a_judgement_is_ended_on_its_own_page(editor: Desk, incident):
    claim = rows.on_file(64, incident=incident.code)
    editor.decide(claim.judgements.get(), "end", reason="Another street.")
    assert rows.figures(rows.current(incident)) is None


def test_relating_two_claims_makes_them_one_voice(editor: Desk, incident):
    first = rows.on_file(64, incident=incident.code)
    copy = rows.on_file(64, claimant="reuters", incident=incident.code)
    assert rows.current(incident).groups == 2
    editor.decide(copy, "relate", relation="repeats", on_claim=first.pk)
    assert rows.current(incident).groups == 1


def test_a_circle_of_relations_is_refused_in_a_sentence(editor: Desk):
    first, copy = rows.on_file(64), rows.on_file(64, claimant="reuters")
    editor.decide(copy, "relate", relation="repeats", on_claim=first.pk)
    page = editor.decide(first, "relate", relation="based_on", on_claim=copy.pk)
    assert page.status_code == 200
    assert Derivation.objects.count() == 1
    assert errors_of(page)


@pytest.mark.parametrize(
    ("verb", "verdict"),
    [("confirm", DerivationVerdict.CONFIRMED), ("refuse", DerivationVerdict.REFUSED)],
)
def test_a_proposed_relation_is_decided_on_its_page(verb, verdict, editor: Desk):
    first, copy = rows.on_file(64), rows.on_file(64, claimant="reuters")
    proposed = derivations.propose(
        claim=copy, on_claim=first, relation=Relation.REPEATS, by=rows.LINKER
    )
    editor.decide(proposed, verb, reason="Compared both.")
    live = Derivation.objects.get(ended_at=None)
    assert (live.verdict, live.by) == (verdict, "user:editor")


def test_every_decision_leaves_an_audit_event(editor: Desk):
    claim = rows.on_file(64)
    editor.decide(claim, "withdraw", reason="Taken down by its publisher.")
    event = AuditEvent.objects.get(verb="claim.withdrawn", subject=claim.key)
    assert (event.by, event.reason) == ("user:editor", "Taken down by its publisher.")


def test_a_draft_is_provisional_until_somebody_accepts_it(editor: Desk, incident):
    rows.on_file(12, incident=incident.code, by=rows.SENDER)
    assert rows.figures(rows.current(incident, basis=Basis.PROVISIONAL)) == (12, 12, False, False)
    text = editor.text(incident)
    assert "provisional" in text
    assert "draft" in text


def test_a_proposals_page_shows_what_would_change(editor: Desk, incident):
    earlier = rows.on_file(64, incident=incident.code)
    later = rows.on_file(90, claimant="reuters", incident=incident.code)
    proposal = derivations.propose(
        claim=later, on_claim=earlier, relation=Relation.REPEATS, by=rows.LINKER
    )
    page = editor.text(proposal)
    assert "If it holds" in page
    assert "moves" in page
    derivations.confirm(derivation=proposal, by=rows.EDITOR)
    assert "If it holds" not in editor.text(Derivation.objects.get(ended_at=None))


def test_what_is_accepted_on_no_incident_is_not_said_to_move_a_range(editor: Desk):
    page = editor.decide(rows.on_file(64, by=rows.SENDER), "accept")
    assert "It is on no incident yet" in told(page)
    assert "Ranges that rest on it" not in told(page)
