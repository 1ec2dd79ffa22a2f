"""axe-core finds no serious fault on any page, light and dark; none is wider than a phone."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.browser.conftest import PASSWORD, Visit
from tests.browser.test_policy import pages

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
SERIOUS = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWAGGER = "/api/docs"  # not ours: drf-spectacular's own page


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("editor", password=PASSWORD)


def faults(visit: Visit, **asked) -> list[str]:
    """What axe-core holds against the page, a line each."""
    only = {"resultTypes": ["violations"]}  # all rules run; what is in order is not written out
    found = visit.page.evaluate("asked => axe.run(document, asked)", asked | only)["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"][:2]
    ]


def looked_at(visit: Visit, path: str) -> list[str]:
    """What is wrong with a page in light, in dark (where only colours differ) and on a phone."""
    visit.open(path)
    visit.page.evaluate(AXE)
    found = faults(visit, runOnly={"type": "tag", "values": RULES})
    visit.page.emulate_media(color_scheme="dark")
    dark = faults(visit, runOnly={"type": "rule", "values": ["color-contrast"]})
    visit.page.emulate_media(color_scheme="light")
    visit.page.set_viewport_size({"width": 390, "height": 800})
    width = visit.page.evaluate("document.documentElement.scrollWidth")
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    return [*found, *(f"dark: {one}" for one in dark), *([f"{width} px wide"] * (width > 390))]


def test_every_page_can_be_read_in_light_in_dark_and_on_a_phone(visit: Visit, editor):
    visit.log_in_as(editor)
    visit.page.emulate_media(reduced_motion="reduce")  # a colour on its way is neither of two
    found = [
        f"{path} {told}" for path in pages() if path != SWAGGER for told in looked_at(visit, path)
    ]
    assert not found, "\n".join(found)


def test_whoever_logs_in_can_read_the_page(visit: Visit):
    visit.page.emulate_media(reduced_motion="reduce")
    assert looked_at(visit, reverse("admin:login")) == []


def test_complaint_15_a_range_reads_from_low_to_high_in_a_page_that_runs_from_right_to_left(
    visit: Visit, editor, settings
):
    """In right-to-left pages 9-14 must not become 14-9."""
    settings.LANGUAGE_CODE = "ar"
    visit.log_in_as(editor)
    for path in pages():
        if path.endswith("/workspace/"):
            visit.open(path)
    assert visit.page.evaluate("document.documentElement.dir") == "rtl"
    places = visit.page.locator(".headline .range").evaluate(ENDS)
    assert places["low"] < places["high"]


ENDS = """range => {
    const text = range.firstChild, parts = text.data.match(/^(\\d+)\\u2013(\\d+)/);
    const place = (from, to) => {
        const part = document.createRange();
        part.setStart(text, from);
        part.setEnd(text, to);
        return part.getBoundingClientRect().left;
    };
    const dash = parts[1].length;
    return { low: place(0, dash), high: place(dash + 1, dash + 1 + parts[2].length) };
}"""
