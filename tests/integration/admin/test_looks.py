"""The desk's style sheets: on every page, last, and without a colour that only one theme has."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.integration.admin.desk import Desk

SHEETS = ["sources/theme.css", "sources/desk.css"]


@pytest.mark.parametrize("page", ["admin:index", "admin:sources_report_add", "admin:login"])
def test_every_page_wears_the_desks_own_sheets_after_the_admins(page, editor: Desk):
    text = editor.client.get(reverse(page), follow=True).content.decode()
    found = re.findall(r'href="/static/([\w/-]+\.css)"', text)
    assert found[-2:] == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_knows_no_left_or_right(name):
    """Logical properties only, so that right-to-left pages are mirrored."""
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|[\s{;](?:left|right):", read(name)
    )


def test_colours_stand_in_one_place():
    """Whatever is coloured outside the list of names breaks one of the two themes."""
    rules = re.sub(r"html:root \{.*?\n\}", "", read("sources/theme.css"), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{3,6}\b(?=[;, ])", rules)) <= {"#ffd166"}


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink-quiet", "paper-raised", 7),
        ("blue", "paper", 7),
        ("red", "red-wash", 4.5),
        ("ink", "blue-wash", 7),
        ("ink", "amber-wash", 7),
        ("edge", "paper", 3),
        ("focus", "paper", 3),
    ],
)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_as_the_sheet_says(ink, ground, least, theme):
    named = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", read(SHEETS[0])))
    light = [_luminance(named[name].split(", ")[theme]) for name in (ink, ground)]
    assert (max(light) + 0.05) / (min(light) + 0.05) >= least


def read(name: str) -> str:
    return Path(finders.find(name)).read_text()


def _luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    weighed = zip((0.2126, 0.7152, 0.0722), map(_linear, parts), strict=True)
    return sum(weight * part for weight, part in weighed)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
