"""`manage.py import_claims`: file a table of claims."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.actions import importing, linking, staleness
from casualties.core.tabular import (
    Parsed,
    read_incidents,
    read_parties,
    read_places,
    read_reports,
    read_sources,
)
from sources.core.types import Actor, ActorKind
from sources.errors import CorroborateError

Value = TypeVar("Value")


class Command(BaseCommand):
    """Files everything, or tells every wrong line and files nothing."""

    help = (
        "Files a CSV table of claims, one row a claim (fixtures/README.md explains the columns). "
        "A row that is wrong is told with its line; then nothing is filed. Filing the same table "
        "again adds nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("claims", type=Path, help="The table of claims.")
        parser.add_argument(
            "--reference",
            type=Path,
            help="A folder with parties.csv, sources.csv and incidents.csv to file first, and with "
            "places.csv where there is one.",
        )
        parser.add_argument("--by", default="importer", help="Who files it (default: importer).")
        parser.add_argument(
            "--drafts", action="store_true", help="Leave the claims as drafts for the analysts."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, file, recompute and say how much."""
        tables = read_tables(options["claims"], options["reference"])
        actor = Actor(ActorKind.USER, options["by"])
        try:
            keys = importing.file_tables(tables=tables, by=actor, may_review=not options["drafts"])
        except CorroborateError as error:
            raise CommandError(error.message) from error
        linked = linking.link_backlog()
        done = staleness.drain()
        self.stdout.write(
            f"On file: {len(tables.reports)} reports with {len(keys)} claims, "
            f"{len(tables.incidents)} incidents; the linker decided on {linked} claims without "
            f"one; {done.written} estimates changed."
        )


def read_tables(claims: Path, reference: Path | None) -> importing.Tables:
    """Read the tables; CommandError with every wrong line where there is one."""
    problems: list[str] = []

    def read(name: Path, reader: Callable[[Iterable[str]], Parsed[Value]]) -> tuple[Value, ...]:
        try:
            with name.open(encoding="utf-8", newline="") as lines:
                parsed = reader(lines)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{name} cannot be read: {error}") from error
        problems.extend(f"{name}: {error}" for error in parsed.errors)
        return parsed.values

    gazetteer = reference / "places.csv" if reference else None
    tables = importing.Tables(
        places=read(gazetteer, read_places) if gazetteer and gazetteer.exists() else (),
        parties=read(reference / "parties.csv", read_parties) if reference else (),
        sources=read(reference / "sources.csv", read_sources) if reference else (),
        incidents=read(reference / "incidents.csv", read_incidents) if reference else (),
        reports=read(claims, read_reports),
    )
    if problems:
        raise CommandError("Nothing was filed.\n" + "\n".join(problems))
    return tables
