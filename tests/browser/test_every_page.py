"""Every page: open to all eyes, light and dark, on a phone, under the strict content policy.

Each page is opened once and asked everything, for opening is what takes long.
"""

from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from casualties.models import ReportReading
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.browser.conftest import Visit
from tests.factories import rows
from tests.integration.admin.desk import address

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
SERIOUS = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = """() => [
    document.documentElement.scrollWidth,
    (document.querySelector("#content") || document.body).clientWidth,
]"""
BESIDE = "#nav-sidebar"  # the same beside every page: it is looked at once
SWAGGER = "/api/docs"  # not ours, drf-spectacular's: it is not held to the rules of our looks


def pages() -> list[str]:
    rows.one_of_each()
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)
    found = ["/", SWAGGER, "/admin/", "/admin/backup-codes/", "/admin/password_change/"]
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


def faults(visit: Visit, *, apart_from: str = BESIDE, **asked) -> list[str]:
    """What axe-core holds against the page, a line each."""
    only = {"resultTypes": ["violations"]}  # all rules run; what is in order is not written out
    where = {"exclude": [[apart_from]]} if apart_from else {}
    run = "([where, asked]) => axe.run({include: [['html']], ...where}, asked)"
    found = visit.page.evaluate(run, [where, asked | only])["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"][:2]
    ]


def looks(visit: Visit, **apart) -> list[str]:
    """What is wrong with the looks of the page: in light, in dark (only colours), on a phone."""
    found = faults(visit, runOnly={"type": "tag", "values": RULES}, **apart)
    visit.page.emulate_media(color_scheme="dark")
    dark = faults(visit, runOnly={"type": "rule", "values": ["color-contrast"]}, **apart)
    visit.page.emulate_media(color_scheme="light")
    visit.page.set_viewport_size({"width": 390, "height": 800})
    width, room = visit.page.evaluate(WIDTHS)
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    fits = [f"{width} px wide, of which {room} are used"] * (width > 390 or room < 320)
    return [*found, *(f"dark: {one}" for one in dark), *fits]


def opened(visit: Visit, path: str) -> list[str]:
    """What is wrong with how a page opens: refused, or something on it stopped by the policy."""
    visit.complaints.clear()
    answer = visit.open(path)
    if path == SWAGGER:  # it builds itself after it has loaded
        visit.page.wait_for_load_state("networkidle")
    status = [f"answers {answer.status}"] * (answer.status != 200)
    return status + visit.complaints


@pytest.fixture
def seen(visit: Visit) -> Visit:
    """A page that axe-core looks at: sent once, as a part of whatever is opened."""
    visit.page.add_init_script(AXE)
    visit.page.emulate_media(reduced_motion="reduce")  # a colour on its way is neither of two
    return visit


def test_every_page_opens_under_the_policy_and_is_accessible_in_any_light(seen: Visit, editor):
    seen.log_in_as(editor)
    found = []
    for path in pages():
        told = opened(seen, path) + (looks(seen) if path != SWAGGER else [])
        found += [f"{path} {one}" for one in told]
    assert not found, "\n".join(found)


def test_what_stands_beside_every_page_is_accessible_too(seen: Visit, editor):
    seen.log_in_as(editor)
    assert opened(seen, address(User, "changelist")) + looks(seen, apart_from="") == []
    assert seen.page.locator(BESIDE).is_visible()


def test_whoever_logs_in_can_read_the_page(seen: Visit):
    path = reverse("admin:login")
    assert opened(seen, path) + looks(seen) == []


def test_complaint_15_a_range_reads_from_low_to_high_in_a_page_that_runs_from_right_to_left(
    visit: Visit, editor, settings
):
    """In right-to-left pages 9-14 must not become 14-9."""
    settings.LANGUAGE_CODE = "ar"
    visit.log_in_as(editor)
    (workspace,) = [path for path in pages() if path.endswith("/workspace/")]
    visit.open(workspace)
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
