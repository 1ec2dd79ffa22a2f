"""A file of reports at the desk: looked at, told line by line, filed as chosen, taken back."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casualties.actions import batches, claims
from casualties.api.batch_bodies import read_body
from casualties.core.roles import Role
from casualties.models import Batch, Claim, Review
from sources.models import Report
from tests.factories import people, rows
from tests.factories.posts import a_body, a_claim
from tests.integration.admin.desk import Desk, address, errors_of, told

pytestmark = pytest.mark.django_db
ADD = reverse("admin:casualties_batch_add")
SCENARIO = Path(__file__).parents[3] / "fixtures" / "scenarios" / "denial" / "claims.csv"


@pytest.fixture(autouse=True)
def dawassa():
    for slug in ("airwars", "yaqein"):
        rows.a_source(slug)
    rows.an_incident("IQ-2017-0005")


def jsonl(*bodies: dict) -> bytes:
    return "\n".join(json.dumps(body) for body in bodies).encode()


def numbered(number: int, **changes) -> dict:
    return a_body(url=f"https://example.org/{number}", title=f"Report {number}", **changes)


def uploaded(desk: Desk, content: bytes, name: str = "reports.jsonl"):
    page = desk.client.post(ADD, {"file": SimpleUploadedFile(name, content)}, follow=True)
    batches.work(read=read_body)
    return page


def text(desk: Desk) -> str:
    return desk.text(Batch.objects.get())


def test_nothing_is_filed_before_it_was_looked_at(editor: Desk):
    rows.on_file(1)
    before = Report.objects.count()
    uploaded(editor, jsonl(numbered(1), numbered(2) | {"claims": [a_claim(harm="hurt")]}))
    page = text(editor)
    assert "1 new, 1 refused." in page
    assert "claims.0.harm" in page
    assert "Report 1" in page
    assert Report.objects.count() == before


def test_chosen_lines_are_filed_and_the_others_stay_out(editor: Desk):
    uploaded(editor, jsonl(numbered(1), numbered(2), numbered(3)))
    batch = Batch.objects.get()
    editor.client.post(address(batch, "change"), {"number": ["1", "3"]})
    batches.work(read=read_body)
    assert set(Report.objects.values_list("title", flat=True)) == {"Report 1", "Report 3"}
    assert "2 filed" in text(editor)


def test_choosing_nothing_is_told_and_files_nothing(editor: Desk):
    uploaded(editor, jsonl(numbered(1)))
    page = editor.client.post(address(Batch.objects.get(), "change"), {}, follow=True)
    assert "Choose at least one line" in page.content.decode()
    assert not Report.objects.exists()


def test_the_same_file_twice_adds_no_row(editor: Desk):
    for _ in range(2):
        uploaded(editor, jsonl(numbered(1), numbered(2)))
        editor.decide(Batch.objects.first(), "file")
        batches.work(read=read_body)
    assert Report.objects.count() == 2
    assert "2 known" in editor.text(Batch.objects.first())


def test_a_batch_is_taken_back_and_brought_back(editor: Desk):
    uploaded(editor, jsonl(numbered(1)))
    batch = Batch.objects.get()
    editor.decide(batch, "file")
    batches.work(read=read_body)
    claims = Claim.objects.filter(reviews__ended_at=None, reviews__verdict="accepted")
    standing = claims.count()
    editor.decide(batch, "revert", reason="The wrong file.")
    assert claims.count() == 0
    editor.decide(batch, "restore")
    assert claims.count() == standing > 0


def test_a_table_in_our_columns_is_read(editor: Desk):
    uploaded(editor, SCENARIO.read_bytes(), "claims.csv")
    assert Batch.objects.get().lines.count() > 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("reports.csv", b"a,b\n1,2\n", "column"),
        ("reports.csv", b"\xff\xfe\x00", "UTF-8"),
        ("reports.xlsx", b"PK", ".csv"),
        ("reports.jsonl", b"", "empty"),
    ],
)
def test_what_is_no_file_of_reports_is_told_at_its_field(name, content, said, editor: Desk):
    page = uploaded(editor, content, name)
    assert said in str(errors_of(page))
    assert not Batch.objects.exists()


def test_data_entry_uploads_drafts_and_sees_its_own_batches_alone(editor: Desk):
    uploaded(editor, jsonl(numbered(1)))
    desk = people.at_the_desk(people.one(Role.DATA_ENTRY))
    assert desk.see(Batch, "changelist").context["cl"].result_count == 0
    assert desk.see(Batch.objects.get()).status_code == 302
    uploaded(desk, jsonl(numbered(2)))
    own = Batch.objects.first()
    desk.decide(own, "file")
    batches.work(read=read_body)
    assert own.may_review is False
    assert not Claim.objects.filter(reviews__verdict="accepted").exists()


def test_who_may_not_type_uploads_nothing():
    desk = people.at_the_desk(people.one(Role.REVIEWER))
    assert desk.client.get(ADD).status_code == 403


def test_a_page_of_many_lines_stays_within_its_budget(editor: Desk, django_assert_max_num_queries):
    uploaded(editor, jsonl(*(numbered(number) for number in range(130))))
    with django_assert_max_num_queries(25):
        page = text(editor)
    assert page.count('name="number"') == 100
    assert "?after=100" in page


def in_force() -> list[tuple]:
    live = Review.objects.filter(ended_at=None).order_by("claim")
    return list(live.values_list("verdict", "by", "reason", "credibility"))


def filed(*bodies: dict) -> Desk:
    """Return the desk of a data entry person whose file of drafts was filed."""
    desk = people.at_the_desk(people.one(Role.DATA_ENTRY))
    uploaded(desk, jsonl(*bodies))
    desk.decide(Batch.objects.get(), "file")
    batches.work(read=read_body)
    return desk


def test_who_may_not_review_takes_back_the_drafts_of_a_file_alone():
    desk = filed(numbered(1), numbered(2), numbered(3))
    claims.accept(claim=Claim.objects.first(), by=rows.EDITOR)
    page = desk.decide(Batch.objects.get(), "revert", reason="The wrong file.")
    assert [verdict for verdict, *_ in in_force()] == ["accepted", "withdrawn", "withdrawn"]
    assert "1 claim stands, for it was decided on" in told(page)


def test_where_all_was_decided_on_it_is_said_who_withdraws_it():
    desk = filed(numbered(1))
    claims.accept(claim=Claim.objects.get(), by=rows.EDITOR)
    page = desk.decide(Batch.objects.get(), "revert", reason="The wrong file.")
    assert "ask a reviewer" in str(errors_of(page))
    assert Batch.objects.get().reverted_at is None


def test_what_is_brought_back_is_again_the_word_of_who_had_said_it(editor: Desk):
    uploaded(editor, jsonl(numbered(1)))
    batch = Batch.objects.get()
    editor.decide(batch, "file")
    batches.work(read=read_body)
    claims.accept(claim=Claim.objects.get(), by=rows.SENDER, credibility=2, reason="In the text.")
    editor.decide(batch, "revert", reason="The wrong file.")
    editor.decide(batch, "restore", reason="It was right.")
    assert in_force() == [("accepted", str(rows.SENDER), "In the text.", 2)]
