"""Every page works under the strict content security policy, and fetches nothing from elsewhere."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from casualties.models import ReportReading
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.browser.conftest import PASSWORD, Visit
from tests.factories import rows
from tests.integration.admin.desk import address


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("editor", password=PASSWORD)


def pages() -> list[str]:
    rows.one_of_each()
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)
    found = ["/", "/api/docs", "/admin/", "/admin/backup-codes/", "/admin/password_change/"]
    for model, desk in admin.site._registry.items():
        found.append(address(model, "changelist"))
        if (row := seen_at(desk)) is not None:
            verbs = [form.verb for form in getattr(desk, "decisions", ()) if form.offered(row)]
            own = [address(row), *(address(row, page) for page in ("change", "history", *verbs))]
            found += dict.fromkeys(own)
    return [*found, *forms_and_queue()]


def forms_and_queue() -> list[str]:
    unread = ReportReading.objects.latest("pk")
    return [
        *(reverse(f"admin:{name}_add") for name in ("casualties_batch", "sources_report")),
        reverse("admin:review_queue"),
        reverse("admin:review_queue_item", args=["unread", unread.pk]),
    ]


def visited() -> HttpRequest:
    """What a page asks of who looks."""
    request = RequestFactory().get("/")
    request.user = User.objects.get()
    return request


def seen_at(desk):
    """The first row of a list, as its page would have it."""
    return desk.get_queryset(visited()).first()


def test_no_page_breaks_the_policy_or_leaves_the_server(visit: Visit, editor):
    visit.log_in_as(editor)
    broken = {}
    for path in pages():
        visit.complaints.clear()
        answer = visit.open(path)
        if path == "/api/docs":  # it builds itself after it has loaded
            visit.page.wait_for_load_state("networkidle")
        if visit.complaints or answer.status != 200:
            broken[path] = [answer.status, *visit.complaints]
    assert broken == {}


def test_a_newcomer_logs_in_by_scanning_typing_and_keeping_codes(visit: Visit, editor):
    visit.open("/admin/")
    visit.page.get_by_label("Username").fill("editor")
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.get_by_role("button", name="Log in").click()
    visit.page.get_by_role("img", name="Key to scan").wait_for()
    device = TOTPDevice.objects.get()
    visit.page.get_by_label("Code").fill(f"{totp(device.bin_key):06d}")
    visit.page.get_by_role("button", name="Set up").click()
    visit.page.locator(".codes").wait_for()
    assert visit.page.locator(".codes li").count() == 10
    visit.page.get_by_role("link", name="I have kept them").click()
    visit.page.wait_for_url(f"**{reverse('admin:index')}")
    assert visit.complaints == []
