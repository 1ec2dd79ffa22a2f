"""`manage.py read`: what reading makes of a text, on the screen; nothing is stored."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.core.reading import (
    DEFAULT_READER,
    Document,
    Reading,
    UnknownReader,
    UnreadableText,
    read_with,
    reader_named,
)
from casualties.management.readings import as_json, as_table, highlighted

LARGEST = 20_000_000
"""Bytes taken from a file: more is no report, and is refused before it fills the memory."""


class Command(BaseCommand):
    """Reads a file or standard input and prints the drafts it would give."""

    help = (
        "Reads a text as a report's would be read and prints the claims drafted from it: "
        "`manage.py read article.txt`, or `... | manage.py read -`. Nothing is stored. Give the "
        "day of publication with --published: without it 'on Sunday' stays open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", help="A text or HTML file in UTF-8; - is standard input.")
        parser.add_argument(
            "--published", type=_day, metavar="YYYY-MM-DD", help="When the text was published."
        )
        parser.add_argument("--language", default="", help="Such as en; default: told from it.")
        parser.add_argument("--reader", default=DEFAULT_READER, help="Default: %(default)s.")
        parser.add_argument("--json", action="store_true", help="One JSON object for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and print."""
        text = _text_of(options["file"])
        try:
            document = Document(
                text=text, published_on=options["published"], language=options["language"]
            )
            reading = read_with(reader_named(options["reader"]), document)
        except (UnreadableText, UnknownReader) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False))
            return
        self._show(text, reading)

    def _show(self, text: str, reading: Reading) -> None:
        if self.stdout.isatty():
            self.stdout.write(highlighted(text, reading) + "\n")
        self.stdout.write(as_table(reading))
        if reading.read_to < len(text):
            self.stdout.write(
                f"Read up to character {reading.read_to:,} of {len(text):,}: split the text."
            )


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise ArgumentTypeError(f"{words!r} is no day: write it as 2017-03-14.") from error


def _text_of(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _bytes_of(Path(name))
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}.") from error
    if len(raw) > LARGEST:
        raise CommandError(f"{name} is over {LARGEST:,} bytes: give one report at a time.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{name} is no UTF-8 text (byte {error.start:,}): convert it, or take its words out."
        ) from error


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
