"""A crowd of reports gives what one after the other gives, whole or not at all."""

from dataclasses import replace

import pytest

from casualties.actions import intake
from casualties.core.intake import NewReport, key_of
from casualties.models import Claim, ClaimParty, Derivation, Incident, Judgement, Review
from sources.core.types import NewSource, SourceKind
from sources.errors import ReportDiffers, UnknownReference
from sources.models import AuditEvent, Citation, Report, Source
from tests.factories import rows
from tests.factories.sending import DAY, NEW, a_report, again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]


def a_crowd() -> list[NewReport]:
    """Reports that lean on one another: a later version, a copy, a citation, one sent twice."""
    first = a_report()
    key = key_of(first)
    later = a_report(text="Seventy died.", published_on=DAY)
    copy = NewReport(
        publisher="reuters",
        url="https://example.org/2",
        text="Airwars says 64.",
        cites=(key,),
        claims=(rows.a_claim(64, repeats=f"{key}/c1"), rows.a_claim(9, key="c2", new_incident=NEW)),
    )
    alone = NewReport(publisher="reuters", url="https://example.org/3", claims=(rows.a_claim(5),))
    return [first, later, alone, copy, first, alone]


def stored() -> list[object]:
    return [
        rows.content(Report, "key", "publisher__slug", "earlier_version__key", "sha256"),
        rows.content(Citation, "report__key", "cited__key"),
        rows.content(Claim, "key", "claimant__slug", "low", "high", "flags"),
        rows.content(ClaimParty, "claim__key", "party__slug"),
        rows.content(Derivation, "claim__key", "relation", "on_claim__key", "verdict", "by"),
        rows.content(Judgement, "claim__key", "incident__code", "verdict", "confirmed", "by"),
        rows.content(Review, "claim__key", "verdict", "by"),
        rows.content(Incident, "code", "title", "state"),
        rows.content(AuditEvent, "verb", "subject", "detail"),
    ]


@pytest.mark.parametrize("may_review", [True, False])
def test_a_crowd_stores_and_answers_what_one_after_the_other_does(may_review):
    by_turns: dict[str, object] = {}
    for way in ("alone", "together"):
        with rows.undone_afterwards():
            parts = [[one] for one in a_crowd()] if way == "alone" else [a_crowd()]
            answers = [
                answer
                for part in parts
                for answer in intake.receive_many(
                    reports=part, by=rows.EDITOR, may_review=may_review
                )
            ]
            by_turns[way] = (answers, stored())
    assert by_turns["alone"] == by_turns["together"]


def test_two_claims_under_one_page_in_a_crowd_are_refused():
    with pytest.raises(ReportDiffers):
        intake.receive_many(
            reports=[a_report(), again(a_report(), quantity=rows.exactly(70))], by=rows.EDITOR
        )
    assert not Report.objects.exists()


def test_a_crowd_of_a_hundred_takes_as_many_statements_as_one_of_ten(
    django_assert_max_num_queries,
):
    def crowd(size: int) -> list[NewReport]:
        return [rows.a_report(rows.a_claim(incident="IQ-1")) for _ in range(size)]

    with django_assert_max_num_queries(40) as ten:
        intake.receive_many(reports=crowd(10), by=rows.EDITOR, may_review=True)
    with django_assert_max_num_queries(40) as hundred:
        intake.receive_many(reports=crowd(100), by=rows.EDITOR, may_review=True)
    assert len(hundred) == len(ten)


def test_an_empty_crowd_is_answered_with_nothing():
    assert intake.receive_many(reports=[], by=rows.EDITOR) == []


def test_nothing_of_a_crowd_is_stored_when_one_is_refused():
    witness = NewSource(slug="abu-omar", name="Abu Omar", kind=SourceKind.WITNESS)
    crowd = [a_report(new_sources=(witness,)), replace(a_report(), publisher="nobody")]
    with pytest.raises(UnknownReference):
        intake.receive_many(reports=crowd, by=rows.EDITOR)
    assert not Report.objects.exists()
    assert not Source.objects.filter(slug="abu-omar").exists()
