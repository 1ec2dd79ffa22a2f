"""The queue's keys: one press decides once, half a key can be let be, and all can be turned off."""

import pytest
from playwright.sync_api import Page, expect

from casualties.models import Review
from tests.browser.conftest import Visit
from tests.factories import rows

HELD = 5  # a second of a key held down


@pytest.fixture
def queue(visit: Visit, editor) -> Page:
    """The queue with two drafts on one incident."""
    code = rows.an_incident().code
    for number in (1, 2):
        rows.on_file(number, claimant=f"post-{number}", incident=code, by=rows.SENDER)
    visit.log_in_as(editor)
    visit.open("/admin/casualties/claim/queue/")
    return visit.page


def test_a_key_held_down_decides_once(queue):
    with queue.expect_navigation():
        queue.keyboard.down("a")
    for _ in range(HELD):
        queue.keyboard.down("a")
    expect(queue.get_by_text("Accepted")).to_be_visible()
    queue.keyboard.up("a")
    assert Review.objects.filter(ended_at=None).count() == 1


def test_half_a_key_is_shown_and_let_be_by_escape(queue):
    queue.keyboard.press("x")
    expect(queue.get_by_text("x … and a number")).to_be_visible()
    queue.keyboard.press("Escape")
    expect(queue.get_by_text("x … and a number")).to_be_hidden()


def test_escape_closes_what_a_key_opened(queue):
    queue.keyboard.press("r")
    why = queue.locator("#why")
    expect(why).to_be_focused()
    queue.keyboard.press("Escape")
    expect(why).to_be_hidden()
    expect(queue.locator("summary", has_text="Reject")).to_be_focused()


def test_keys_are_turned_off_and_that_is_remembered(queue, visit):
    queue.keyboard.press("?")
    queue.get_by_label("Single keys press buttons here").uncheck()
    visit.open("/admin/casualties/claim/queue/")
    queue.keyboard.press("a")
    queue.keyboard.press("?")
    expect(queue.get_by_label("Single keys press buttons here")).to_be_hidden()
    assert not Review.objects.filter(ended_at=None).exists()


def test_what_came_of_a_decision_has_the_focus(queue):
    with queue.expect_navigation():
        queue.keyboard.press("a")
    expect(queue.locator(".messagelist")).to_be_focused()
    assert "post-2" in queue.title().lower().replace(" ", "-")
