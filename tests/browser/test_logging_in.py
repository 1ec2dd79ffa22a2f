"""Coming in for the first time: a second factor is set up before anything else."""

from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.browser.conftest import PASSWORD, Visit


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
