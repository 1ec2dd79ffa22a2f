"""Tables beside a row: what else is on file about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.contrib.admin import site
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources.core.canonical import is_web_address

LIMIT = 50
"""Rows shown of any table inside a page."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A read-only table with a title; ``empty`` is what is said where it has no rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    empty: str = "None on file."
    note: object = ""

    @classmethod
    def of(
        cls,
        title: str,
        columns: Sequence[str],
        found: Iterable[Row],
        cells: Callable[[Row], Sequence[object]],
        *,
        empty: str = "None on file.",
        note: object = "",
    ) -> "Panel":
        """Make the table of the first `LIMIT` rows, and say so where there are more."""
        first = list(islice(found, LIMIT + 1))
        if len(first) > LIMIT:
            note = format_html("{} Only the first {} are shown.", note, LIMIT)
        rows = [cells(row) for row in first[:LIMIT]]
        return cls(title=title, columns=columns, rows=rows, empty=empty, note=note)


def outward(url: str, text: str = "") -> SafeString | str:
    """Return a link that tells the other site nothing; what is no address of the web is a text."""
    if not is_web_address(url):
        return url or "-"
    return format_html('<a href="{}" rel="noreferrer noopener">{}</a>', url, text or url)


def address_of(row: models.Model, page: str = "") -> str:
    """Return the address of a row's page at the desk; without ``page``, of where it is read."""
    page = page or getattr(site.get_model_admin(type(row)), "home", "change")
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def link(row: models.Model | None, text: object = None) -> SafeString | str:
    """Return a link to a row's page; a dash where there is no row."""
    if row is None:
        return "-"
    return format_html('<a href="{}">{}</a>', address_of(row), text or row)
