"""Unread sentences are worked off by keyboard: a claim typed from one, the rest put to rest."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from casualties.actions import readings
from casualties.models import Claim, ReadingDecision
from tests.browser.conftest import Visit
from tests.factories import rows

SAID = "The dead lay in the road. Rain fell. Some of the wounded were carried off."


@pytest.fixture
def queue(visit: Visit) -> Page:
    rows.taken_in(rows.a_report(text=SAID, published_on=date(2017, 3, 12)), by=rows.SENDER)
    readings.read_waiting()
    visit.log_in_as(User.objects.create_superuser("analyst"))
    visit.open("/admin/casualties/claim/queue/")
    return visit.page


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_claim_is_typed_from_a_sentence_and_the_rest_is_put_to_rest(queue: Page, visit: Visit):
    expect(queue.locator("mark").first).to_have_text("The dead lay in the road.")
    press(queue, "1")
    expect(queue.locator("#id_expression")).to_have_value("The dead lay in the road.")
    queue.locator("#id_harm").select_option("killed")
    queue.locator("#id_status").select_option("unknown")
    queue.locator("#id_qualifier").select_option("unstated")
    queue.locator("#id_low").focus()
    press(queue, "Enter")
    queue.wait_for_url("**/queue/")
    expect(queue.get_by_text("is on file.")).to_be_visible()
    assert Claim.objects.get().report.text == SAID
    press(queue, "a")
    assert ReadingDecision.objects.filter(ended_at=None).count() == 1
    press(queue, "z")
    expect(queue.get_by_text("Undone:")).to_be_visible()
    assert not ReadingDecision.objects.filter(ended_at=None).exists()
    assert visit.complaints == []


def test_it_is_put_aside_by_a_key(queue: Page):
    press(queue, "s")
    expect(queue.get_by_role("heading", name="Nothing read here?")).to_be_visible()
    assert not ReadingDecision.objects.exists()
