"""The lines of a batch as a table: what each brings, or why it cannot be filed."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casualties.core.estimation.wording import counted
from casualties.core.words import LineState
from casualties.models import BatchLine
from casualties.queries import BatchReading
from sources.admin.panels import Panel, link
from sources.models import Report

PAGE = 100
_COLUMNS = ("Line", "State", "Report", "What is wrong")


def told(reading: BatchReading) -> str:
    """Return the counts in a sentence, such as: 12 new, 3 known, 2 falling cumulatives."""
    counts, falling = reading.counts, reading.falling
    parts = (
        (counts[LineState.WAITING], "waiting"),
        (counts[LineState.FIT], "new"),
        (counts[LineState.FILED], "filed"),
        (counts[LineState.KNOWN], "known"),
        (falling, "falling cumulative" if falling == 1 else "falling cumulatives"),
        (counts[LineState.REFUSED] - falling, "refused"),
    )
    return ", ".join(f"{number} {word}" for number, word in parts if number) or "No line"


def lines_panel(lines: Sequence[BatchLine], *, choosing: bool) -> Panel:
    """Return the table, with boxes to choose by where lines can still be filed."""
    keys = [line.report for line in lines if line.report]
    reports = {row.key: row for row in Report.objects.filter(key__in=keys).defer("text")}
    rows = [_cells(line, reports, choosing) for line in lines]
    return Panel(title="Lines", columns=_COLUMNS, rows=rows)


def _cells(line: BatchLine, reports: dict[str, Report], choosing: bool) -> tuple[object, ...]:
    label = LineState(line.state).label
    box = format_html(
        '<label><input type="checkbox" name="number" value="{}" checked> {}</label>',
        line.number,
        line.number,
    )
    chosen = box if choosing and line.state == LineState.FIT else line.number
    return chosen, label, _what(line, reports), _wrong(line.outcome)


def _what(line: BatchLine, reports: dict[str, Report]) -> SafeString | str:
    if line.report in reports:
        return link(reports[line.report])
    body: dict[str, Any] = line.body or {}
    named = body.get("title") or body.get("url") or "-"
    claims = body.get("claims")
    number = counted(len(claims), "claim") if isinstance(claims, list) else ""
    return format_html("<bdi>{}</bdi> {}", named, number)


def _wrong(outcome: dict[str, Any]) -> SafeString | str:
    fields: dict[str, str] = (outcome.get("detail") or {}).get("fields", {})
    if fields:
        return format_html_join("", "<div>{}: {}</div>", fields.items())
    return str(outcome.get("message", ""))
