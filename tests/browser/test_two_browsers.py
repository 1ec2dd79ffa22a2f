"""Two people edit one incident in two browsers, and nothing is lost."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, expect

from casualties.models import Incident
from tests.browser.conftest import Visit
from tests.factories import rows

SAVED = "was changed successfully"


@pytest.fixture
def incident(db) -> Incident:
    return rows.an_incident(title="Dawassa", cause="airstrike")


@pytest.fixture
def mine(visit: Visit, incident: Incident) -> Visit:
    visit.log_in_as(User.objects.create_superuser("mine"))
    visit.open(reverse("admin:casualties_incident_change", args=[incident.pk]))
    return visit


@pytest.fixture
def theirs(chromium: Browser, mine: Visit, incident: Incident) -> Iterator[Visit]:
    """The other browser, with the page open at the same time."""
    other = Visit(chromium.new_context().new_page(), mine.home)
    other.log_in_as(User.objects.create_superuser("theirs"))
    other.open(reverse("admin:casualties_incident_change", args=[incident.pk]))
    yield other
    other.page.context.close()


def save(visit: Visit, field: str, text: str) -> None:
    visit.page.locator(f"#id_{field}").fill(text)
    visit.page.get_by_role("button", name="Save", exact=True).click()


def test_different_fields_are_both_kept(mine: Visit, theirs: Visit, incident: Incident):
    save(theirs, "note", "Two houses.")
    expect(theirs.page.get_by_text(SAVED)).to_be_visible()
    save(mine, "cause", "shelling")
    expect(mine.page.get_by_text(SAVED)).to_be_visible()
    incident.refresh_from_db()
    assert (incident.note, incident.cause) == ("Two houses.", "shelling")


def test_of_the_same_field_both_texts_are_shown_until_somebody_chooses(
    mine: Visit, theirs: Visit, incident: Incident
):
    save(theirs, "note", "Two houses.")
    expect(theirs.page.get_by_text(SAVED)).to_be_visible()
    save(mine, "note", "Three houses.")
    expect(mine.page.get_by_text("theirs changed this to 'Two houses.'")).to_be_visible()
    expect(mine.page.locator("#id_note")).to_have_value("Three houses.")
    incident.refresh_from_db()
    assert incident.note == "Two houses."
    save(mine, "note", "Two or three houses.")
    expect(mine.page.get_by_text(SAVED)).to_be_visible()
    incident.refresh_from_db()
    assert incident.note == "Two or three houses."
