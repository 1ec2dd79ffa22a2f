"""A report sent again: the first answer, a later version, or a refusal with the difference."""

from dataclasses import replace

import pytest

from casualties import mapping
from casualties.actions import claims
from casualties.core.words import Status
from casualties.models import Claim, Judgement
from sources.errors import ReportDiffers
from sources.models import AuditEvent, Report
from tests.factories import rows
from tests.factories.sending import a_report, again, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


def test_the_same_report_again_gets_the_first_answer_and_adds_nothing():
    first = send(a_report())
    before = {model: model.objects.count() for model in (Report, Claim, Judgement, AuditEvent)}
    assert send(a_report()) == first
    assert before == {model: model.objects.count() for model in before}


def test_the_answer_stays_the_first_after_the_claim_was_accepted_and_moved():
    first = send(a_report())
    claims.accept(claim=rows.claim_of(first), by=rows.EDITOR)
    assert send(a_report(), may_review=True) == first


def test_the_answer_stays_the_first_after_a_correction():
    first = send(a_report())
    claim = rows.claim_of(first)
    value = replace(mapping.claim_value(claim), quantity=rows.exactly(46))
    claims.correct(claim=claim, value=value, by=rows.EDITOR, reason="Misread.")
    assert send(a_report()) == first


@pytest.mark.parametrize(
    "variant",
    [
        {"url": "http://www.example.org/1/?utm_source=x"},
        {"title": "Another title"},
        {"language": "ar"},
    ],
)
def test_spelling_an_address_otherwise_makes_no_new_report(variant):
    assert send(a_report(**variant)) == send(a_report())


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"quantity": rows.exactly(70)}, ["quantity"]),
        ({"status": Status.UNKNOWN, "cause": "mine"}, ["cause", "status"]),
        ({"claimant": "reuters"}, ["claimant"]),
        ({"alleged_parties": ()}, ["alleged_parties"]),
    ],
)
def test_the_same_page_with_other_claims_is_refused_with_the_difference(changed, names):
    first = send(a_report())
    with pytest.raises(ReportDiffers, match=f"on file as {first.report}") as told:
        send(again(a_report(), **changed))
    assert sorted(told.value.detail["changed"]["c1"]) == names
    assert told.value.detail["report"] == first.report


def test_a_difference_tells_both_values():
    send(a_report())
    with pytest.raises(ReportDiffers) as told:
        send(again(a_report(), cause="mine"))
    assert told.value.detail["changed"] == {"c1": {"cause": [None, "mine"]}}


def test_a_claim_more_or_less_is_named():
    send(a_report())
    longer = replace(a_report(), claims=(rows.a_claim(key="c2"),))
    with pytest.raises(ReportDiffers) as told:
        send(longer)
    assert (told.value.detail["only_on_file"], told.value.detail["only_posted"]) == (["c1"], ["c2"])


def test_the_same_claims_with_other_links_are_refused():
    send(a_report())
    with pytest.raises(ReportDiffers, match="other claims or links"):
        send(again(a_report(), incident=None))


def test_the_order_of_alleged_parties_is_no_difference():
    rows.a_party("isis")
    send(again(a_report(), alleged_parties=("coalition", "isis")))
    assert send(again(a_report(), alleged_parties=("isis", "coalition")))
    assert Report.objects.count() == 1


def test_a_new_text_under_a_known_address_is_a_later_version():
    first = send(a_report())
    second = send(a_report(text="Seventy died."))
    assert Report.objects.get(key=second.report).earlier_version.key == first.report


def test_an_identical_text_later_is_the_same_report():
    first = send(a_report())
    send(a_report(text="Seventy died."))
    assert send(a_report()) == first
    assert Report.objects.count() == 2


def test_the_address_of_another_publisher_makes_no_version():
    send(a_report())
    second = send(replace(a_report(), publisher="reuters"))
    assert Report.objects.get(key=second.report).earlier_version is None


def test_entries_without_text_are_told_apart_by_their_claims():
    first = send(a_report(text=None))
    second = send(again(a_report(text=None), quantity=rows.exactly(70)))
    assert first.report != second.report
    assert send(a_report(text=None)) == first
