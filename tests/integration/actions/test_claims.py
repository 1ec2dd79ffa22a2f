"""Deciding on claims and correcting how they were entered."""

from dataclasses import replace

import pytest

from casualties import mapping
from casualties.actions import claims, judgements
from casualties.core.types import ClaimValue
from casualties.core.words import Basis, JudgementVerdict
from casualties.errors import AlreadyDecided
from casualties.models import Claim, Incident, Judgement, Review
from sources.errors import Conflict, InvalidInput, NotAllowed, UnknownReference
from sources.models import AuditEvent
from tests.factories import rows

pytestmark = pytest.mark.django_db


def verdict(claim: Claim) -> str | None:
    """The review in force; None: a draft."""
    return claim.reviews.filter(ended_at=None).values_list("verdict", flat=True).first()


def links(claim: Claim) -> list[tuple[str, bool]]:
    live = claim.judgements.filter(ended_at=None, verdict="positive")
    return list(live.values_list("incident__code", "confirmed"))


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident("IQ-1")


@pytest.fixture
def draft(incident: Incident) -> Claim:
    return rows.on_file(64, incident="IQ-1", by=rows.SENDER)


# Accepting, rejecting, withdrawing, reopening


def test_accepting_a_claim_confirms_its_link(draft):
    assert links(draft) == [("IQ-1", False)]
    review = claims.accept(claim=draft, by=rows.EDITOR, credibility=2)
    assert (verdict(draft), review.credibility) == ("accepted", 2)
    assert links(draft) == [("IQ-1", True)]


def test_accepting_confirms_the_link_under_one_operation(draft):
    review = claims.accept(claim=draft, by=rows.EDITOR)
    assert Judgement.objects.get(claim=draft, ended_at=None).operation == review.operation


def test_accepting_a_claim_on_no_incident_links_it_to_none():
    claim = rows.on_file(64, by=rows.SENDER)
    claims.accept(claim=claim, by=rows.EDITOR)
    assert (verdict(claim), links(claim)) == ("accepted", [])


def test_accepting_leaves_a_confirmed_link_as_it_was(draft, incident):
    judgements.judge(
        claim=draft,
        incident=incident,
        verdict=JudgementVerdict.POSITIVE,
        by=rows.EDITOR,
        confirmed=True,
    )
    before = draft.judgements.count()
    claims.accept(claim=draft, by=rows.EDITOR)
    assert draft.judgements.count() == before


def test_an_accepted_claim_moves_the_reviewed_range(draft, incident):
    assert rows.figures(rows.current(incident)) is None
    claims.accept(claim=draft, by=rows.EDITOR)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


@pytest.mark.parametrize(
    ("act", "verb"),
    [
        (claims.accept, "claim.accepted"),
        (claims.reject, "claim.rejected"),
        (claims.withdraw, "claim.withdrawn"),
    ],
)
def test_a_decision_is_audited(draft, act, verb):
    review = act(claim=draft, by=rows.EDITOR, reason="Read twice.")
    event = rows.audited(verb)
    assert (event.by, event.subject, event.reason) == ("user:editor", draft.key, "Read twice.")
    assert event.operation == review.operation


def test_a_rejected_claim_bears_on_nothing(draft, incident):
    claims.accept(claim=draft, by=rows.EDITOR)
    claims.reject(claim=draft, by=rows.EDITOR)
    assert (verdict(draft), rows.figures(rows.current(incident))) == ("rejected", None)
    assert rows.figures(rows.current(incident, basis=Basis.PROVISIONAL)) is None


@pytest.mark.parametrize("act", [claims.accept, claims.reject, claims.withdraw])
def test_the_same_decision_twice_is_refused(draft, act):
    act(claim=draft, by=rows.EDITOR, reason="Read.")
    with pytest.raises(AlreadyDecided, match="already"):
        act(claim=draft, by=rows.EDITOR, reason="Read again.")
    assert Review.objects.filter(claim=draft).count() == 1


def test_another_credibility_is_another_decision(draft):
    claims.accept(claim=draft, by=rows.EDITOR)
    claims.accept(claim=draft, by=rows.EDITOR, credibility=1)
    assert Review.objects.get(claim=draft, ended_at=None).credibility == 1


def test_withdrawing_needs_a_reason(draft):
    with pytest.raises(InvalidInput, match="Say why") as told:
        claims.withdraw(claim=draft, by=rows.EDITOR, reason=" ")
    assert list(told.value.detail["fields"]) == ["reason"]


def test_reopening_makes_a_draft_again(draft):
    claims.reject(claim=draft, by=rows.EDITOR)
    claims.reopen(claim=draft, by=rows.EDITOR, reason="Misread.")
    assert verdict(draft) is None
    event = rows.audited("claim.reopen")
    assert (event.subject, event.reason) == (draft.key, "Misread.")


def test_reopening_a_draft_is_refused(draft):
    with pytest.raises(AlreadyDecided, match="no decision to undo"):
        claims.reopen(claim=draft, by=rows.EDITOR)


def test_accepting_rejecting_and_reopening_give_back_the_draft_figures(draft, incident):
    before = rows.current(incident, basis=Basis.PROVISIONAL)
    claims.accept(claim=draft, by=rows.EDITOR)
    claims.reject(claim=draft, by=rows.EDITOR)
    rows.current(incident)
    claims.reopen(claim=draft, by=rows.EDITOR)
    after = rows.current(incident, basis=Basis.PROVISIONAL)
    assert (rows.figures(after), after.claims) == (rows.figures(before), before.claims)


# Withdrawing a report


def test_withdrawing_a_report_withdraws_each_claim_under_one_operation():
    receipt = rows.taken_in(rows.a_report(rows.a_claim(64), rows.a_claim(9, key="c2")))
    first, second = rows.claim_of(receipt), rows.claim_of(receipt, 1)
    operation = claims.withdraw_report(report=first.report, by=rows.EDITOR, reason="A hoax.")
    live = Review.objects.filter(ended_at=None)
    assert {(row.claim_id, row.verdict, row.operation) for row in live} == {
        (first.pk, "withdrawn", operation),
        (second.pk, "withdrawn", operation),
    }
    assert rows.audited("report.withdraw").operation == operation


def test_a_claim_withdrawn_before_keeps_its_own_reason(draft):
    claims.withdraw(claim=draft, by=rows.EDITOR, reason="A typing error.")
    claims.withdraw_report(report=draft.report, by=rows.EDITOR, reason="A hoax.")
    assert Review.objects.get(claim=draft).reason == "A typing error."


def test_withdrawing_a_report_needs_a_reason(draft):
    with pytest.raises(InvalidInput, match="Say why"):
        claims.withdraw_report(report=draft.report, by=rows.EDITOR, reason="")


# Correcting


def corrected(claim: Claim, figure: int, *, review: bool = True, **said: object) -> Claim:
    value = replace(mapping.claim_value(claim), quantity=rows.exactly(figure), **said)
    return claims.correct(
        claim=claim, value=value, by=rows.EDITOR, reason="Misread.", review=review
    )


def value_of(claim: Claim) -> ClaimValue:
    return mapping.claim_value(claim)


def test_a_correction_takes_the_next_key_and_the_incident(draft):
    made = corrected(draft, 46)
    assert (made.key, made.low, made.report) == (f"{draft.key}.2", 46, draft.report)
    assert (links(made), verdict(made)) == ([("IQ-1", True)], "accepted")


def test_a_corrected_claim_stays_on_file_and_counts_no_more(draft, incident):
    corrected(draft, 46)
    assert Claim.objects.get(pk=draft.pk).low == 64
    assert rows.figures(rows.current(incident)) == (46, 46, False, False)
    assert rows.figures(rows.current(incident, basis=Basis.PROVISIONAL)) == (46, 46, False, False)


def test_a_correction_carries_the_alleged_parties(incident):
    rows.a_party("coalition")
    rows.a_party("isis")
    claim = rows.on_file(64, incident="IQ-1", alleged_parties=("isis",))
    made = corrected(claim, 46, alleged_parties=("coalition",))
    assert [party.slug for party in made.alleged_parties.all()] == ["coalition"]


def test_a_correction_of_a_correction_takes_the_key_after(draft, incident):
    third = corrected(corrected(draft, 46), 47)
    assert third.key == f"{draft.key}.3"
    assert rows.figures(rows.current(incident)) == (47, 47, False, False)


def test_a_corrected_claim_is_not_corrected_again(draft):
    made = corrected(draft, 46)
    with pytest.raises(AlreadyDecided, match=f"corrected by {made.key}: correct that one"):
        corrected(draft, 47)


def test_a_correction_passes_over_keys_that_senders_use():
    rows.a_source("airwars")
    rows.a_source("yaqein")
    report = rows.a_report(rows.a_claim(64, key="t1.1"), rows.a_claim(9, key="t1.2"))
    made = corrected(rows.claim_of(rows.taken_in(report)), 46)
    assert made.key.endswith("/t1.3")


def test_a_claim_whose_correction_was_refused_can_be_corrected(draft):
    made = corrected(draft, 46)
    tie = made.derivations.get()
    claims.derivations.refuse(derivation=tie, by=rows.EDITOR)
    assert corrected(draft, 47).key == f"{draft.key}.3"


@pytest.mark.parametrize("turned_down", [claims.reject, claims.withdraw])
def test_a_claim_whose_correction_was_turned_down_can_be_corrected(draft, turned_down):
    made = corrected(draft, 46)
    turned_down(claim=made, by=rows.EDITOR, reason="No such figure.")
    assert corrected(draft, 47).key == f"{draft.key}.3"


def test_of_two_corrections_of_a_claim_one_stands(draft):
    first = corrected(draft, 46)
    claims.reject(claim=first, by=rows.EDITOR)
    second = corrected(draft, 47)
    with pytest.raises(Conflict, match=f"{second.key} stands for what this one corrects"):
        claims.accept(claim=first, by=rows.EDITOR)
    claims.reject(claim=second, by=rows.EDITOR)
    assert claims.accept(claim=first, by=rows.EDITOR).verdict == "accepted"


@pytest.mark.parametrize("basis", Basis)
def test_a_drafts_correction_never_hides_an_accepted_claim(basis, incident):
    claim = rows.on_file(64, incident="IQ-1")
    corrected(claim, 46, review=False)
    low, high, *_ = rows.figures(rows.current(incident, basis=basis) or rows.current(incident))
    assert low <= 64 <= high


def test_a_drafts_correction_waits_as_a_draft(draft):
    made = corrected(draft, 46, review=False)
    assert (verdict(made), links(made)) == (None, [("IQ-1", False)])


def test_a_correction_is_audited_under_one_operation(draft):
    corrected(draft, 46)
    verbs = {"derivation.confirmed", "judgement.positive", "claim.accepted"}
    operations = AuditEvent.objects.filter(verb__in=verbs).values_list("operation", flat=True)
    assert (len(operations), len(set(operations))) == (3, 1)


def test_a_correction_needs_a_reason(draft):
    with pytest.raises(InvalidInput, match="Say why"):
        claims.correct(claim=draft, value=value_of(draft), by=rows.EDITOR, reason="")
    assert Claim.objects.count() == 1


def test_a_correction_to_an_unknown_claimant_is_refused(draft):
    with pytest.raises(UnknownReference, match="No source 'nobody'"):
        corrected(draft, 46, claimant="nobody")
    assert Claim.objects.count() == 1


def test_a_correction_to_an_unknown_party_is_refused(draft):
    with pytest.raises(UnknownReference, match="No party 'nobody'"):
        corrected(draft, 46, alleged_parties=("nobody",))


def test_a_rule_decides_on_no_claim():
    draft = rows.on_file(64, by=rows.SENDER)
    with pytest.raises(NotAllowed, match="A rule proposes"):
        claims.accept(claim=draft, by=rows.LINKER)
    assert not Review.objects.exists()
