"""Words read into fields, changed, and read again: nothing of the first reading stays."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import Visit

FIGURE = ("qualifier", "low", "best", "high")


@pytest.fixture
def form(visit: Visit, editor) -> Page:
    visit.log_in_as(editor)
    visit.open(reverse("admin:sources_report_add"))
    return visit.page


def fill_in(form: Page, words: str, told: str) -> None:
    form.locator("#id_claims-0-expression").fill(words)
    form.locator(".typed-preview").get_by_text(told).wait_for()
    form.get_by_role("button", name="Fill in").click()


def values(form: Page, number: int, *names: str) -> list[str]:
    return [form.locator(f"#id_claims-{number}-{name}").input_value() for name in names]


def test_a_figure_read_anew_leaves_nothing_of_the_former(form):
    fill_in(form, "about 45 civilians killed", "about 45")
    assert values(form, 0, *FIGURE) == ["about", "45", "45", "45"]
    fill_in(form, "41-52 civilians killed", "between 41-52")
    assert values(form, 0, *FIGURE) == ["between", "41", "", "52"]


def test_a_part_read_anew_takes_the_place_of_the_former(form):
    fill_in(form, "at least 12 killed, including 3 children", "exactly 3 children")
    fill_in(form, "at least 14 killed, including 4 children", "exactly 4 children")
    assert values(form, 1, "sub_group", "low") == ["children", "4"]
    assert values(form, 2, "sub_group", "low") == ["", ""]
