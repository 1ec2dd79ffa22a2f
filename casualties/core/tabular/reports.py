"""A claims table to reports ready for intake."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from casualties.core.intake import NewClaim, NewReport
from casualties.core.tabular.cells import Parsed, Row, RowError, read_rows
from casualties.core.tabular.claims import COLUMNS, NEEDED, read_claim
from casualties.core.tabular.relations import check_references, in_order, references_of, resolved

_SHARED = ("title", "language")


class _ReportKey(NamedTuple):
    publisher: str
    url: str
    published_on: str
    title: str


def read_reports(lines: Iterable[str]) -> Parsed[NewReport]:
    """Read a claims table, one row a claim, into reports in an order in which they can be filed.

    Answers "what would this file add?" without touching anything; whether publishers, claimants,
    parties and incidents exist is for whoever files the reports.

    Parameters
    ----------
    lines : iterable of str
        The table with its header, line by line. `casualties.core.tabular.claims.COLUMNS` names
        the columns and fixtures/README.md explains them.

    Returns
    -------
    Parsed[NewReport]
        Rows with the same publisher, address and day of publication (and, without an address,
        the same title) make one report. A claim's key is its id in the table. A mention of a
        claim in the same report is its bare id; a mention of another report's claim is ``@id``,
        which the caller replaces by the stable key it got when it filed that report: reports
        stand in an order in which mentioned ones come first. A stable key of a claim already on
        file (``<report key>/<key>``) passes as it is. A wrong row makes no claim and is told in
        ``errors``; mentions in a circle leave ``values`` empty.

    Examples
    --------
    >>> table = '''claim,publisher,claimant,harm,status,qualifier,low
    ... A-1,airwars,mosul-eye,killed,civilian,more_than,130'''
    >>> read_reports(table.splitlines()).values[0].claims[0].value.quantity.low
    130
    """
    every = list(read_rows(lines, needed=NEEDED, known=COLUMNS))
    rows = [row for row in every if row.cells]
    groups = _grouped(rows)
    claims = _claims(rows)
    order, circle = _order(rows, groups)
    reports = (_report(groups[key], claims) for key in order)
    errors = [error for row in every for error in row.errors] + ([circle] if circle else [])
    return Parsed(
        values=tuple(report for report in reports if report),
        errors=tuple(sorted(errors, key=lambda error: error.line)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """A report of a table: the line of its first row, and the report or what is wrong with it."""

    line: int
    report: NewReport | None
    errors: tuple[RowError, ...]


def read_table(lines: Iterable[str]) -> list[TableReport]:
    """Read a claims table report by report, each whole or not at all.

    As `read_reports`, for whoever files what is right of a table and tells what is not: a report
    with a wrong row has its errors and is no report.

    Parameters
    ----------
    lines : iterable of str
        As in `read_reports`.

    Returns
    -------
    list of TableReport
        In an order in which they can be filed. What is wrong with the table itself stands at the
        end, on its line.
    """
    every = list(read_rows(lines, needed=NEEDED, known=COLUMNS))
    rows = [row for row in every if row.cells]
    groups, claims = _grouped(rows), _claims(rows)
    order, circle = _order(rows, groups)
    for row in rows:
        if circle and row.line == circle.line:
            row.errors.append(circle)
    found = [_whole(groups[key], claims) for key in (groups if circle else order)]
    broken = (row for row in every if not row.cells)
    return found + [
        TableReport(line=row.line, report=None, errors=tuple(row.errors)) for row in broken
    ]


def _whole(group: list[Row], claims: dict[int, NewClaim]) -> TableReport:
    errors = tuple(error for row in group for error in row.errors)
    report = None if errors else _report(group, claims)
    return TableReport(line=group[0].line, report=report, errors=errors)


def _claims(rows: list[Row]) -> dict[int, NewClaim]:
    """Return the readable claims by line.

    Refuses ids given twice or mentioned and not there, and addresses of no page.
    """
    known = {row.text("claim") for row in rows}
    seen: set[str] = set()
    claims: dict[int, NewClaim] = {}
    for row in rows:
        check_references(row, known)
        row.address("url")
        if row.text("claim") in seen:
            row.refuse("claim", f"There are two claims {row.text('claim')!r}.")
        seen.add(row.text("claim"))
        if claim := read_claim(row):
            claims[row.line] = claim
    return claims


def _grouped(rows: list[Row]) -> dict[_ReportKey, list[Row]]:
    groups: dict[_ReportKey, list[Row]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    for group in groups.values():
        for row in group:
            _check_shared(row, group[0])
    return groups


def _key(row: Row) -> _ReportKey:
    url = row.text("url")
    title = "" if url else row.text("title")
    return _ReportKey(row.text("publisher"), url, row.text("published_on"), title)


def _check_shared(row: Row, first: Row) -> None:
    for column in _SHARED:
        if row.text(column) != first.text(column):
            row.refuse(column, f"Line {first.line} gives the same report another {column}.")


def _order(
    rows: list[Row], groups: dict[_ReportKey, list[Row]]
) -> tuple[list[_ReportKey], RowError | None]:
    """Order the reports; a circle among claims is told before one among whole reports."""
    links = [reference for row in rows for reference in references_of(row)]
    ids = {row.text("claim"): row.text("claim") for row in rows}
    _, circle = in_order(ids, links, ids)
    if circle:
        return [], circle
    report_of = {row.text("claim"): key for key, group in groups.items() for row in group}
    return in_order(groups, links, report_of)


def _report(group: list[Row], claims: dict[int, NewClaim]) -> NewReport | None:
    """Make the report of a group, or None where none of its rows could be read."""
    good = [row for row in group if row.line in claims]
    if not good:
        return None
    together = frozenset(row.text("claim") for row in group)
    return NewReport(
        publisher=good[0].text("publisher"),
        title=good[0].text("title"),
        url=good[0].text("url"),
        language=good[0].text("language"),
        published_on=good[0].day("published_on"),
        claims=tuple(resolved(claims[row.line], together) for row in good),
    )
