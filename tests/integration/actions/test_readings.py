"""Texts become drafts: by the queue in the database, once a version, never over a person's word."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from casualties import mapping
from casualties.actions import (
    claims,
    hints,
    importing,
    judgements,
    reading_measures,
    readings,
    staleness,
)
from casualties.core.reading import ClaimDraft, Document, Quote
from casualties.core.reading.rules import RulesReader
from casualties.core.types import Quantity
from casualties.core.words import Harm, JudgementVerdict, Qualifier, Status
from casualties.management.commands.import_claims import read_tables
from casualties.models import Claim, Estimate, Heartbeat, ReportReading
from tests.factories import rows

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[3] / "fixtures"
SAID = "Yaqein said 64 civilians were killed in Dawassa on 5 March 2017."


def posted(text=SAID, *said, **described):
    report = rows.a_report(*said, text=text, published_on=date(2017, 3, 12), **described)
    return rows.taken_in(report, by=rows.SENDER, may_review=False)


def drafts():
    return list(Claim.objects.order_by("key"))


def another_version(monkeypatch, identity="rules-2+test", **changed):
    """Let the reader be of another version, whose drafts differ by ``changed``."""

    class Next(RulesReader):
        @property
        def identity(self):
            return identity

        def read(self, document):
            return tuple(replace(draft, **changed) for draft in super().read(document))

    monkeypatch.setattr(readings, "reader_named", lambda name: Next())


def test_a_text_without_claims_becomes_drafts_with_their_spans():
    rows.a_source("yaqein", name="Yaqein")
    posted()
    readings.read_waiting()
    (draft,) = drafts()
    assert (draft.low, draft.status, draft.claimant.slug) == (64, "civilian", "yaqein")
    assert draft.event_date == date(2017, 3, 5)
    assert draft.read_by.startswith("rules-1+")
    start, end = draft.spans["quantity"]
    assert SAID[start:end] == "64 civilians"


def test_a_draft_is_nobodys_decision():
    posted()
    readings.read_waiting()
    (draft,) = drafts()
    assert not draft.reviews.exists()
    assert draft.entered_by == "rule:reader"


def test_a_text_is_read_once_a_version():
    posted()
    assert readings.read_waiting().drafts == 1
    assert readings.read_waiting().reports == 0
    assert ReportReading.objects.count() == 1


def test_a_speaker_who_is_not_on_file_is_not_invented():
    posted("The head of a tribe said 12 civilians were killed.")
    readings.read_waiting()
    (draft,) = drafts()
    assert draft.claimant.slug == "airwars"
    assert "speaker_not_on_file" in draft.flags


def test_claims_a_person_typed_stand_alone():
    posted(SAID, rows.a_claim(64))
    readings.read_waiting()
    (claim,) = drafts()
    assert claim.read_by == "person"
    assert "entered by a person" in ReportReading.objects.get().note


def test_sentences_with_a_casualty_word_and_no_draft_are_kept():
    text = f"{SAID} The dead lay in the road."
    posted(text)
    readings.read_waiting()
    ((start, end),) = ReportReading.objects.get().unread
    assert text[start:end] == "The dead lay in the road."


def test_a_binary_text_is_noted_with_its_reason_and_not_tried_again():
    posted("\x01\x02\x03\x04 killed")
    readings.read_waiting()
    assert "save the file as UTF-8" in ReportReading.objects.get().note
    assert readings.read_waiting().reports == 0


def test_a_draft_of_an_older_version_is_corrected_by_the_new_one(monkeypatch):
    posted()
    readings.read_waiting()
    another_version(monkeypatch, status=Status.UNKNOWN)
    readings.read_waiting()
    old, new = drafts()
    tie = new.derivations.get()
    assert (tie.relation, tie.on_claim, tie.by) == ("corrects", old, "rule:reader")
    assert new.status == "unknown"


def test_a_version_that_reads_the_same_files_nothing(monkeypatch):
    posted()
    readings.read_waiting()
    another_version(monkeypatch)
    readings.read_waiting()
    assert len(drafts()) == 1
    assert ReportReading.objects.count() == 2


@pytest.mark.parametrize("decide", [claims.accept, claims.reject])
def test_a_draft_somebody_decided_on_is_left_alone(monkeypatch, decide):
    posted()
    readings.read_waiting()
    decide(claim=drafts()[0], by=rows.EDITOR)
    another_version(monkeypatch, status=Status.UNKNOWN)
    readings.read_waiting()
    assert len(drafts()) == 1


def test_a_draft_somebody_mended_is_left_alone(monkeypatch):
    rows.a_source("yaqein", name="Yaqein")
    posted()
    readings.read_waiting()
    value = mapping.claim_value(drafts()[0])
    claims.correct(claim=drafts()[0], value=value, by=rows.EDITOR, reason="Typed again.")
    another_version(monkeypatch, status=Status.UNKNOWN)
    readings.read_waiting()
    assert len(drafts()) == 2


def test_the_link_of_an_untouched_draft_moves_to_its_correction(monkeypatch):
    incident = rows.an_incident()
    posted()
    readings.read_waiting()
    judgements.judge(
        claim=drafts()[0],
        incident=incident,
        verdict=JudgementVerdict.POSITIVE,
        by=rows.LINKER,
    )
    another_version(monkeypatch, status=Status.UNKNOWN)
    readings.read_waiting()
    assert drafts()[1].judgements.get().incident == incident


def test_a_linked_draft_moves_the_provisional_range_and_never_the_reviewed_one():
    incident = rows.an_incident()
    posted()
    readings.read_waiting()
    judgements.judge(
        claim=drafts()[0], incident=incident, verdict=JudgementVerdict.POSITIVE, by=rows.LINKER
    )
    staleness.drain()
    assert rows.current(incident, basis="provisional").high is not None
    assert rows.current(incident, basis="reviewed").high is None


def test_parts_are_tied_to_their_total():
    posted("Eight civilians, including three children, were killed in Dawassa.")
    readings.read_waiting()
    total, part = drafts()
    tie = part.derivations.get()
    assert (tie.relation, tie.on_claim, tie.verdict) == ("part_of", total, "confirmed")


def test_a_reading_never_changes():
    posted()
    readings.read_waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportReading.objects.update(note="Otherwise.")


def test_a_lie_of_a_reader_reaches_no_claim(monkeypatch):
    class Liar:
        identity = "liar-1"

        def read(self, document: Document):
            start = document.text.index("killed")
            quote = Quote(start=start, end=start + 6, words="killed")
            lie = Quantity.said(Qualifier.EXACTLY, 640)
            return (
                ClaimDraft(
                    harm=Harm.KILLED, quantity=lie, quotes={"harm": quote, "quantity": quote}
                ),
            )

    monkeypatch.setattr(readings, "reader_named", lambda name: Liar())
    posted()
    readings.read_waiting()
    (draft,) = drafts()
    assert (draft.qualifier, draft.low) == ("unstated", None)
    assert "dropped_quantity" in draft.flags


def test_decided_drafts_measure_the_reader_by_rule_and_field():
    posted()
    posted("The hospital said 12 people were killed in Nawa.")
    readings.read_waiting()
    first, second = drafts()
    claims.accept(claim=first, by=rows.EDITOR)
    claims.reject(claim=second, by=rows.EDITOR, reason="Not so.")
    (lines,) = reading_measures.measure().values()
    line = next(line for line in lines if line["field"] == "quantity")
    assert line == {"rule": "passive", "field": "quantity", "right": 1, "of": 2}
    assert Heartbeat.objects.filter(name="reading").exists()


def test_a_mended_draft_counts_field_by_field():
    posted()
    readings.read_waiting()
    value = replace(mapping.claim_value(drafts()[0]), status=Status.UNKNOWN)
    claims.correct(claim=drafts()[0], value=value, by=rows.EDITOR, reason="Not said.")
    (lines,) = reading_measures.measure().values()
    right = {line["field"]: line["right"] for line in lines}
    assert (right["status"], right["quantity"]) == (0, 1)


def mosul():
    folder = os.environ.get("CORROBORATE_DATA")
    if not folder:
        pytest.skip("Set CORROBORATE_DATA to the folder that holds mosul/article.txt.")
    return (Path(folder) / "mosul" / "article.txt").read_text(encoding="utf-8")


def test_the_report_on_mosul_gives_four_drafts_set_apart():
    for slug, name in (("airwars", "Airwars"), ("human-rights-watch", "Human Rights Watch")):
        rows.a_source(slug, name=name)
    report = rows.a_report(text=mosul(), published_on=date(2017, 3, 14), publisher="digest")
    rows.taken_in(report, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    told = {(d.claimant.slug, d.said.split()[0], d.status, d.scope) for d in drafts()}
    assert {(slug, status, scope) for slug, _, status, scope in told} == {
        ("digest", "civilian", "incident"),
        ("airwars", "civilian", "aggregate"),
        ("human-rights-watch", "civilian", "incident"),
        ("digest", "combatant", "aggregate"),
    }


def test_a_report_sent_again_gets_its_first_answer_whatever_was_read_from_it():
    report = rows.a_report(text=SAID, published_on=date(2017, 3, 12))
    first = rows.taken_in(report, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    assert rows.taken_in(report, by=rows.SENDER, may_review=False) == first


def test_the_names_of_victims_are_counted_and_not_kept():
    posted("Omar Nasser, 34, was killed in Dawassa.")
    readings.read_waiting()
    (draft,) = drafts()
    assert (draft.low, draft.name_list, draft.expression) == (1, True, "")


def test_badush_is_the_first_candidate_of_both_its_claims_and_nothing_moves_before_it_is_pressed():
    text = mosul()
    tables = read_tables(FIXTURES / "claims" / "mosul-2014-2017.csv", FIXTURES / "reference")
    importing.file_tables(tables=tables, by=rows.EDITOR, may_review=True)
    staleness.drain()
    before = list(Estimate.objects.filter(ended_at=None).values_list("digest", flat=True))
    report = rows.a_report(text=text, published_on=date(2017, 3, 14), publisher="digest")
    rows.taken_in(report, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    staleness.drain()
    firsts = [
        draft.judgements.order_by("-probability").values_list("incident__code", flat=True).first()
        for draft in Claim.objects.filter(entered_by="rule:reader", scope="incident")
    ]
    assert firsts == ["IQ-2014-0001", "IQ-2014-0001"]
    assert list(Estimate.objects.filter(ended_at=None).values_list("digest", flat=True)) == before


def sent_hints(monkeypatch):
    sent = []
    monkeypatch.setattr(hints, "_send", lambda task=hints.REFRESH: sent.append(task))
    return sent


def test_a_text_without_claims_tells_a_worker(monkeypatch, django_capture_on_commit_callbacks):
    sent = sent_hints(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        posted()
    assert hints.READ in sent


def test_a_report_with_claims_tells_none(monkeypatch, django_capture_on_commit_callbacks):
    sent = sent_hints(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        posted(SAID, rows.a_claim(64))
    assert hints.READ not in sent
