"""Tables of text and their cells: typed reading that records what is wrong and goes on."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from casualties.core.intake import check_address
from casualties.core.types import InvalidValue
from sources.core.words import Word

T = TypeVar("T")
W = TypeVar("W", bound=Word)

_FLAGS = {"": False, "no": False, "yes": True}
_COLUMN_OF = {"period": "period_first", "quantity": "qualifier"}


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong in a table: the line (from 1, the header's), the column, how to mend it."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return ``line 7, harm: message``."""
        return f"line {self.line}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed(Generic[T]):
    """What a table held: the values that could be read, and every error in order of line.

    A caller that wants all or nothing looks at ``errors`` first.
    """

    values: tuple[T, ...] = ()
    errors: tuple[RowError, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its cells by column, and what was found wrong with it.

    Every reading method returns a usable value: where a cell is wrong the error is recorded and
    the empty value or the default is returned, so that one pass finds every error of a row.
    """

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        """Record an error of this row."""
        self.errors.append(RowError(self.line, column, message))

    def text(self, column: str) -> str:
        """Return the cell without the blanks around it, ``""`` where there is none."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """Return the cell; an empty one is an error."""
        if not self.text(column):
            self.refuse(column, "This cell may not be empty.")
        return self.text(column)

    def many(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell divided by semicolons, empty parts left out."""
        parts = (part.strip() for part in self.text(column).split(";"))
        return tuple(part for part in parts if part)

    def address(self, column: str) -> str:
        """Return the cell; an address of no page of the web is an error."""
        try:
            check_address(column, self.text(column))
        except InvalidValue as refusal:
            self.refuse(column, refusal.message)
        return self.text(column)

    def flag(self, column: str) -> bool:
        """Return True for ``yes``, False for ``no`` or an empty cell."""
        if self.text(column) not in _FLAGS:
            self.refuse(column, f"{self.text(column)!r} is neither yes nor no.")
        return _FLAGS.get(self.text(column), False)

    def whole(self, column: str) -> int | None:
        """Return a whole number of persons."""
        return self._converted(column, _whole, "a whole number such as 130")

    def decimal(self, column: str) -> float | None:
        """Return a number with a decimal point."""
        return self._converted(column, _finite, "a number such as 36.33")

    def day(self, column: str) -> date | None:
        """Return a calendar day."""
        return self._converted(column, _day, "a day such as 2017-03-05")

    def needed_day(self, column: str) -> date:
        """Return a calendar day; an empty cell is an error."""
        self.needed(column)
        return self.day(column) or date.min

    def word(self, column: str, words: type[W], default: W | None = None) -> W:
        """Return the member of ``words`` that the cell names; an unknown word is an error."""
        text = self.text(column)
        if text in list(words):
            return words(text)
        if text or default is None:
            wrong = f"{text!r} is not known" if text else "This cell may not be empty"
            self.refuse(column, f"{wrong}; use one of: {', '.join(words)}.")
        return default or next(iter(words))

    def _converted(self, column: str, convert: Callable[[str], T], wanted: str) -> T | None:
        if not self.text(column):
            return None
        try:
            return convert(self.text(column))
        except ValueError:
            self.refuse(column, f"{self.text(column)!r} is not {wanted}.")
            return None


def _whole(text: str) -> int:
    # int() alone takes "1_000" and digits of any script; a sign is left for Quantity to refuse
    if not (text.isascii() and text.removeprefix("-").isdigit()) or len(text) > 12:
        raise ValueError(text)
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or "_" in text:
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    # from Python 3.11 fromisoformat also takes 20170305 and 2017-W10-7
    if len(text) != len("2017-03-05") or "W" in text:
        raise ValueError(text)
    return date.fromisoformat(text)


def make(row: Row, column: str, build: Callable[[], T]) -> T | None:
    """Return what ``build`` makes of the row, or None where the row is wrong.

    A value's refusal is recorded under its field where the table has such a column, else under
    ``column``; but not in a row with other errors, whose stand-ins may be what was refused.
    """
    try:
        value = build()
    except InvalidValue as refusal:
        named = _COLUMN_OF.get(refusal.field, refusal.field)
        if not row.errors:
            row.refuse(named if named in row.cells else column, refusal.message)
        return None
    return None if row.errors else value


def read_all(rows: Iterable[Row], read: Callable[[Row], T | None]) -> Parsed[T]:
    """Read each row by itself and gather values and errors."""
    found = [(row, read(row)) for row in rows]
    return Parsed(
        values=tuple(value for _, value in found if value is not None),
        errors=tuple(error for row, _ in found for error in row.errors),
    )


def read_rows(
    lines: Iterable[str], *, needed: Iterable[str], known: Iterable[str]
) -> Iterator[Row]:
    """Yield the rows of a comma-separated table with a header; empty rows are passed over.

    Parameters
    ----------
    lines : iterable of str
        The table's text, line by line: an open file (``newline=""``) or ``text.splitlines(True)``.
    needed, known : iterable of str
        Columns the header must have, and all it may have.

    Yields
    ------
    Row
        In order. What is wrong with the table itself is a row without cells that holds the
        error: a wrong header yields only that.
    """
    reader = csv.reader(lines, strict=True)
    try:
        header = [name.strip().removeprefix("\ufeff") for name in next(reader, [])]
        faults = _header_faults(header, set(needed), set(known))
        if faults:
            yield Row(1, errors=faults)
            return
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(line, header, cells)
            line = reader.line_num + 1
    except csv.Error as broken:
        yield _broken(reader.line_num, f"Not a comma-separated table: {broken}.")


def _header_faults(header: list[str], needed: set[str], known: set[str]) -> list[RowError]:
    faults = [RowError(1, name, "This column is missing.") for name in sorted(needed - {*header})]
    for place, name in enumerate(header):
        if name not in known:
            faults.append(RowError(1, name, "This column is not known: leave it out."))
        elif name in header[:place]:
            faults.append(RowError(1, name, "This column is there twice."))
    return faults


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) == len(header):
        return Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    return _broken(
        line, f"{len(cells)} cells under {len(header)} columns: quote cells with commas."
    )


def _broken(line: int, message: str) -> Row:
    return Row(line, errors=[RowError(line, "", message)])
