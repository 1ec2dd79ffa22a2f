"""Unread sentences in the review queue: typed from, said to hold nothing more, undone."""

from datetime import date

import pytest
from django.urls import reverse

from casualties.actions import queue, readings
from casualties.core.roles import Role
from casualties.core.words import QueueKind
from casualties.models import Claim, ReadingDecision, ReportReading
from sources.core.types import Protection
from sources.models import Report
from tests.factories import rows
from tests.factories.people import at_the_desk, one
from tests.integration.actions.test_readings import another_version
from tests.integration.admin.desk import Desk, address, told

pytestmark = pytest.mark.django_db
QUEUE = "/admin/casualties/claim/queue/"
SAID = "The dead lay in the road. Rain fell."


@pytest.fixture
def reading() -> ReportReading:
    return unread(SAID)


def unread(text: str) -> ReportReading:
    posted = rows.a_report(text=text, published_on=date(2017, 3, 12))
    rows.taken_in(posted, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    return ReportReading.objects.latest("pk")


def shown(desk: Desk) -> object:
    item = desk.client.get(QUEUE).context.get("item")
    return item and item.row


def nothing_more(desk: Desk, row: ReportReading):
    page = reverse("admin:review_queue_decide", args=["unread", row.pk, "nothing"])
    mark = queue.mark_of(kind=QueueKind.UNREAD, subject=row.pk)
    return desk.client.post(page, {"mark": mark}, follow=True)


def test_the_sentence_is_shown_marked_in_its_text(person, reading):
    page = person.client.get(QUEUE).content.decode()
    assert '<mark title="sentence 1">The dead lay in the road.</mark>' in page


def test_drafts_come_first(person, reading):
    draft = rows.on_file(64, by=rows.SENDER)
    assert shown(person) == draft


def test_nothing_more_is_kept_with_who_said_so_and_undone(person, reading):
    nothing_more(person, reading)
    assert shown(person) is None
    assert rows.audited("reading.nothing_more").subject == reading.report.key
    assert "Nothing more in them: user:analyst" in person.text(reading.report)
    assert "Undone" in told(person.client.post(f"{QUEUE}undo/", follow=True))
    assert shown(person) == reading
    assert ReadingDecision.objects.get().ended_by


def test_said_twice_it_is_told_that_somebody_did(person, reading):
    nothing_more(person, reading)
    assert "decided on that one meanwhile" in told(nothing_more(person, reading))


def test_a_later_version_that_leaves_the_same_unread_brings_nothing_back(
    person, reading, monkeypatch
):
    nothing_more(person, reading)
    another_version(monkeypatch)
    readings.read_waiting()
    assert ReportReading.objects.count() == 2
    assert shown(person) is None


def test_a_later_version_that_leaves_another_unread_comes_back(person, reading):
    nothing_more(person, reading)
    later = ReportReading.objects.create(
        report=reading.report, reader="rules-2", unread=[*reading.unread, [26, 36]]
    )
    assert shown(person) == later


def test_what_a_person_typed_claims_from_is_not_asked_about(person):
    rows.taken_in(rows.a_report(rows.a_claim(3), text=SAID), by=rows.SENDER)
    readings.read_waiting()
    assert ReportReading.objects.get().unread
    assert isinstance(shown(person), Claim)


def test_a_claim_is_typed_from_the_sentence_and_the_queue_goes_on(person, reading):
    page = f"{address(reading.report, 'add_claim')}?sentence=0"
    form = person.client.get(page).context["form"]
    assert form.initial["expression"] == "The dead lay in the road."
    said = {
        "claimant": reading.report.publisher_id,
        "expression": "The dead lay in the road.",
        "stance": "asserts",
        "harm": "killed",
        "status": "unknown",
        "qualifier": "unstated",
        "scope": "incident",
        "date_precision": "day",
        "location_precision": "unknown",
    }
    answer = person.client.post(page, said)
    assert answer.url == f"{QUEUE}#saved"
    claim = Claim.objects.get()
    assert (claim.key, claim.report) == (f"{reading.report.key}/a1", reading.report)
    assert claim.reviews.get().verdict == "accepted"


def test_the_sender_may_post_the_report_again_afterwards(person, reading):
    test_a_claim_is_typed_from_the_sentence_and_the_queue_goes_on(person, reading)
    report = Report.objects.get()
    again = rows.a_report(text=SAID, url=report.url, published_on=report.published_on)
    rows.taken_in(again, by=rows.SENDER, may_review=False)
    assert Report.objects.count() == 1


def test_a_figure_that_contradicts_itself_comes_back_beside_its_field(person, reading):
    page = address(reading.report, "add_claim")
    said = {
        "claimant": reading.report.publisher_id,
        "expression": "9 to 4",
        "low": 9,
        "high": 4,
        "stance": "asserts",
        "harm": "killed",
        "status": "unknown",
        "qualifier": "between",
        "scope": "incident",
        "date_precision": "day",
        "location_precision": "unknown",
    }
    answer = person.client.post(page, said)
    assert answer.context["form"].errors
    assert "9 to 4" in answer.content.decode()


def test_a_protected_text_waits_for_nobody_who_may_not_read_it(person, reading):
    reading.report.publisher.protection = Protection.IDENTITY
    reading.report.publisher.save()
    assert shown(person) is None
    assert person.client.get(QUEUE).context["lengths"].counts["unread"] == 0
    assert nothing_more(person, reading).status_code == 200
    assert not ReadingDecision.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PUBLISHER, Role.DATA_ENTRY])
def test_who_may_not_review_may_not_say_so(role, reading):
    assert nothing_more(at_the_desk(one(role)), reading).status_code == 403
    assert not ReadingDecision.objects.exists()


def test_an_item_takes_as_many_queries_whatever_waits(person, django_assert_max_num_queries):
    for number in range(10):
        unread(f"{SAID} Street {number}.")
    with django_assert_max_num_queries(25):
        assert shown(person)
