"""The day of an analyst on the demo's data, in a browser: nothing is done but by page and key."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from casualties.actions import importing, staleness
from casualties.core.estimation.wording import DASH
from casualties.management.commands.import_claims import read_tables
from casualties.models import Claim, Estimate, Incident, Judgement, Review
from tests.browser.conftest import PASSWORD, Visit
from tests.factories import rows

FIXTURES = Path(__file__).parents[2] / "fixtures"
DAWASSA = "IQ-2017-0005"


@pytest.fixture
def somebody(db, settings) -> User:
    """An analyst, and the demo's data."""
    settings.ESTIMATION_METHOD = "posterior"
    tables = read_tables(FIXTURES / "claims" / "mosul-2014-2017.csv", FIXTURES / "reference")
    importing.file_tables(tables=tables, by=rows.EDITOR, may_review=True)
    staleness.drain()
    return User.objects.create_superuser("analyst", password=PASSWORD)


@pytest.fixture
def analyst(visit: Visit, somebody) -> Page:
    visit.log_in_as(somebody)
    return visit.page


def come_in(visit: Visit, user: User) -> None:
    """Log in by both steps."""
    device = TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    visit.open("/admin/")
    visit.page.get_by_label("Username").fill("analyst")
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.get_by_role("button", name="Log in").click()
    visit.page.get_by_label("Code").fill(f"{totp(device.bin_key):06d}")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/admin/")


def incident(code: str = DAWASSA) -> Incident:
    return Incident.objects.get(code=code)


def draft(figure: int, source: str, **said) -> Claim:
    said.setdefault("event_date", date(2017, 3, 5))
    return rows.on_file(figure, claimant=source, by=rows.SENDER, **said)


def headline(code: str = DAWASSA) -> tuple[int | None, int | None]:
    staleness.drain()
    row = Estimate.objects.get(
        incident=incident(code), measure="killed:civilian", basis="reviewed", ended_at=None
    )
    return row.low, row.high


def press(page: Page, *keys: str) -> None:
    """Type keys, and wait for the page they lead to."""
    with page.expect_navigation():
        for key in keys:
            page.keyboard.press(key)


def open_workspace(page: Page, visit: Visit, code: str = DAWASSA) -> None:
    visit.open(f"/admin/casualties/incident/{incident(code).pk}/workspace/")


def test_a_report_is_entered_and_the_range_moves(somebody, visit):
    analyst, before = visit.page, headline()
    come_in(visit, somebody)
    analyst.locator(".model-report").get_by_role("link", name="Add").click()
    visit.choose("publisher", "Mosul Eye")
    analyst.locator("#id_title").fill("Dawassa, counted again")
    analyst.locator("#id_published_on").fill("2017-03-20")
    visit.choose("claims-0-claimant", "Mosul Eye")
    analyst.locator("#id_claims-0-expression").fill("at least 140 civilians killed")
    analyst.locator(".typed-preview").get_by_role("button", name="Fill in").click()
    visit.choose("claims-0-incident", DAWASSA)
    analyst.get_by_role("button", name="Take it in").click()
    analyst.wait_for_url(lambda url: not url.endswith("/add/"))
    assert headline() != before
    open_workspace(analyst, visit)
    expect(
        analyst.locator("#range").get_by_text(re.compile("Mosul Eye's 'at least 140.* added"))
    ).to_be_visible()
    assert visit.complaints == []


def test_two_drafts_are_accepted_by_keyboard_and_the_range_moves(analyst, visit):
    before = headline()
    for figure, source in ((90, "post-1"), (120, "post-2")):
        draft(figure, source, incident=DAWASSA)
    visit.open("/admin/")
    analyst.get_by_role("link", name="Open the review queue").click()
    analyst.wait_for_url("**/queue/")
    press(analyst, "a")
    press(analyst, "a")
    expect(analyst.get_by_text("Nothing waits for you")).to_be_visible()
    assert Review.objects.filter(verdict="accepted", claim__claimant__slug="post-1").exists()
    assert headline() != before
    open_workspace(analyst, visit)
    expect(
        analyst.locator("#range").get_by_text(re.compile("Post 1's '90'.* added"))
    ).to_be_visible()
    assert visit.complaints == []


def test_one_is_linked_one_refused_and_that_is_undone(analyst, visit):
    for figure, source in ((90, "post-1"), (5, "post-2")):
        claim = draft(figure, source)
        Judgement.objects.filter(claim=claim).exists() or proposed(claim)
    visit.open("/admin/casualties/claim/queue/")
    press(analyst, "1")
    press(analyst, "a")
    analyst.keyboard.press("r")
    analyst.keyboard.type("The text speaks of fighters.")
    press(analyst, "Enter")
    expect(analyst.get_by_text("Nothing waits for you")).to_be_visible()
    press(analyst, "z")
    expect(analyst.get_by_text("Undone:")).to_be_visible()
    assert Review.objects.filter(ended_at=None, claim__claimant__slug="post-2").count() == 0
    link = Judgement.objects.get(claim__claimant__slug="post-1", ended_at=None, confirmed=True)
    assert link.verdict == "positive"


def proposed(claim: Claim) -> None:
    from casualties.actions import judgements
    from casualties.core.words import JudgementVerdict

    judgements.judge(
        claim=claim,
        incident=incident(),
        verdict=JudgementVerdict.UNSURE,
        by=rows.LINKER,
        probability=0.7,
    )


def test_two_incidents_are_merged_and_that_is_undone(analyst, visit):
    before = headline()
    visit.open(f"/admin/casualties/incident/{incident('IQ-2017-0003').pk}/merge/")
    analyst.locator(".select2-selection").click()
    analyst.keyboard.type(DAWASSA)
    analyst.get_by_role("option").filter(has_text=DAWASSA).click()
    analyst.get_by_label("Reason").fill("One strike, told twice.")
    analyst.get_by_role("button", name="Merge").click()
    expect(analyst.get_by_text("Nothing is changed yet")).to_be_visible()
    analyst.get_by_role("button", name="Confirm: merge").click()
    analyst.wait_for_load_state()
    assert headline() != before
    visit.open(f"/admin/casualties/incident/{incident('IQ-2017-0003').pk}/undo_merge/")
    analyst.get_by_label("Reason").fill("Two strikes after all.")
    analyst.get_by_role("button", name="Undo the merge").click()
    analyst.wait_for_load_state()
    assert headline() == before


def test_a_signed_range_stays_and_says_what_is_pending(analyst, visit):
    signed = headline()
    visit.open(f"/admin/casualties/incident/{incident().pk}/sign_off/")
    analyst.get_by_role("radio").first.check()
    analyst.get_by_role("button", name="Sign off").click()
    analyst.wait_for_load_state()
    rows.on_file(300, claimant="post-9", incident=DAWASSA, event_date=date(2017, 3, 5))
    assert headline() != signed
    open_workspace(analyst, visit)
    expect(analyst.get_by_text("Signed off, but changed since:")).to_be_visible()
    expect(analyst.locator(".signed")).to_contain_text(f"{signed[0]}{DASH}{signed[1]}")
    assert visit.complaints == []
