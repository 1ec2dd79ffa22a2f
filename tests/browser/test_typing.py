"""Typing a report in a real browser: words read, doubles told, nothing typed is lost."""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from casualties.models import Claim
from sources.models import Source
from tests.browser.conftest import Visit
from tests.factories import rows

ADD = reverse("admin:sources_report_add")


def test_a_report_is_typed_in_its_words(visit: Visit, editor):
    rows.a_source("mosul-eye")
    visit.log_in_as(editor)
    visit.open(ADD)
    visit.choose("publisher", "Mosul Eye")
    visit.page.locator("#id_title").fill("Strike on Dawassa")
    visit.choose("claims-0-claimant", "Mosul Eye")
    words = "at least 12 civilians killed, including 3 children"
    visit.page.locator("#id_claims-0-expression").fill(words)
    preview = visit.page.locator(".typed-preview")
    preview.get_by_text("at least 12 civilian killed; exactly 3 children").wait_for()
    preview.get_by_role("button", name="Fill in").click()
    assert visit.page.locator("#id_claims-1-sub_group").input_value() == "children"
    visit.page.get_by_role("button", name="Take it in").click()
    visit.page.wait_for_url(lambda url: not url.endswith("/add/"))
    assert set(Claim.objects.values_list("low", "sub_group")) == {(12, None), (3, "children")}
    assert visit.complaints == []


def test_a_report_on_file_is_told_while_its_address_is_typed(visit: Visit, editor):
    rows.taken_in(rows.a_report(rows.a_claim(12), url="http://example.org/a", title="Known"))
    visit.log_in_as(editor)
    visit.open(ADD)
    visit.page.locator("#id_url").fill("http://example.org/a?utm_source=x")
    visit.page.get_by_text("On file with the same address").wait_for()


def test_a_source_of_a_like_name_is_told(visit: Visit, editor):
    rows.a_source("mosul-eye")
    visit.log_in_as(editor)
    visit.open(reverse("admin:sources_source_add"))
    visit.page.locator("#id_name").fill("Mosul Eye News")
    visit.page.get_by_text("On file under a name like it").wait_for()


def test_what_was_typed_comes_back_after_the_session_was_lost(visit: Visit, editor):
    rows.a_source("mosul-eye")
    visit.log_in_as(editor)
    visit.open(ADD)
    visit.choose("publisher", "Mosul Eye")
    visit.page.locator("#id_text").fill("قُتل 64 مدنياً")
    visit.page.locator("#id_claims-0-expression").fill("64")
    visit.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    visit.page.get_by_role("button", name="Take it in").click()
    visit.page.get_by_label("Username").wait_for()
    visit.log_in_as(editor)
    visit.open(ADD)
    visit.page.get_by_text("filled in again").wait_for()
    assert visit.page.locator("#id_text").input_value() == "قُتل 64 مدنياً"
    assert visit.page.locator("#id_claims-0-expression").input_value() == "64"
    chosen = visit.page.locator("#id_publisher").input_value()
    assert chosen == str(Source.objects.get(slug="mosul-eye").pk)


def test_what_was_saved_does_not_come_back(visit: Visit, editor):
    visit.log_in_as(editor)
    add = reverse("admin:sources_source_add")
    visit.open(add)
    visit.page.locator("#id_name").fill("Mosul Eye")
    visit.page.locator("#id_slug").fill("mosul-eye")
    visit.page.get_by_role("button", name="Register").click()
    visit.page.wait_for_url(lambda url: not url.endswith("/add/"))
    visit.open(add)
    assert visit.page.locator("#id_name").input_value() == ""


def test_two_people_in_two_browsers_lose_nothing(visit: Visit, editor, chromium):
    source = rows.a_source("mosul-eye")
    page = reverse("admin:sources_source_change", args=[source.pk])
    visit.log_in_as(editor)
    visit.open(page)
    other = Visit(chromium.new_context().new_page(), visit.home)
    other.log_in_as(User.objects.create_superuser("other"))
    other.open(page)
    other.page.locator("#id_note").fill("Theirs.")
    other.page.get_by_role("button", name="Save", exact=True).click()
    other.page.get_by_text("was changed successfully").wait_for()
    other.page.context.close()
    visit.page.locator("#id_note").fill("Mine.")
    visit.page.get_by_role("button", name="Save", exact=True).click()
    visit.page.get_by_text("other changed this to 'Theirs.'").wait_for()
    assert visit.page.locator("#id_note").input_value() == "Mine."
    visit.page.get_by_role("button", name="Save", exact=True).click()
    visit.page.get_by_text("was changed successfully").wait_for()
    source.refresh_from_db()
    assert source.note == "Mine."
