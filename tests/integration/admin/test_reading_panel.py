"""A report's page shows what was read from it, in its own words, and what may have been missed."""

from datetime import date

import pytest

from casualties.actions import readings
from sources.models import Report
from tests.factories import rows

pytestmark = pytest.mark.django_db

SAID = "Yaqein said 64 civilians were killed in Dawassa. The dead lay in the road."


@pytest.fixture
def report():
    posted = rows.a_report(text=SAID, published_on=date(2017, 3, 12))
    rows.taken_in(posted, by=rows.SENDER, may_review=False)
    return Report.objects.get()


def page(desk, report):
    return desk.see(report).content.decode()


def test_the_words_of_a_draft_are_marked(analyst, report):
    readings.read_waiting()
    assert '<mark title="figure">64 civilians</mark>' in page(analyst, report)


def test_a_sentence_that_was_not_read_is_shown(analyst, report):
    readings.read_waiting()
    _, _, missed = page(analyst, report).partition("Not read")
    assert "The dead lay in the road." in missed


def test_a_text_that_waits_says_so(analyst, report):
    assert "waits to be read" in page(analyst, report)


def test_markup_in_a_text_is_shown_as_text(analyst):
    posted = rows.a_report(text=f"<script>alert(1)</script> {SAID}", published_on=None)
    rows.taken_in(posted, by=rows.SENDER, may_review=False)
    readings.read_waiting()
    assert "<script>alert(1)" not in page(analyst, Report.objects.get())
