"""`manage.py import_places`: fill the gazetteer from GeoNames, or from a table of one's own."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.actions import blocking, places
from casualties.core.tabular import read_places
from sources.core.types import Actor, ActorKind

SHOWN = 10  # refused lines told one by one


class Command(BaseCommand):
    """Files places by their key: again adds nothing, a newer dump changes what changed."""

    help = (
        "Fills the gazetteer. FILE is a dump of GeoNames (IQ.zip, IQ.txt, allCountries.zip from "
        "https://download.geonames.org/export/dump/, CC BY 4.0) or a table of your own "
        "(places.csv; fixtures/README.md explains the columns). Importing a file again adds "
        "nothing; places entered at the desk are left alone; interrupted, it is simply begun again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        parser.add_argument(
            "--country",
            action="append",
            default=[],
            metavar="CC",
            help="Only this; repeatable.",
        )
        parser.add_argument(
            "--spots", action="store_true", help="Buildings and other spots too (many)."
        )
        parser.add_argument("--by", default="importer", help="Who files it (default: importer).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file and bring the incidents' keys up to date."""
        by = Actor(ActorKind.USER, options["by"])
        for path in options["files"]:
            try:
                if path.suffix == ".csv":
                    self._table(path, by)
                else:
                    self._dump(path, by, options)
            except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
                raise CommandError(f"{path} cannot be read: {error}") from error
        self.stdout.write(f"{blocking.refresh()} incidents looked up again.")

    def _table(self, path: Path, by: Actor) -> None:
        with path.open(encoding="utf-8", newline="") as lines:
            read = read_places(lines)
        if read.errors:
            told = "\n".join(f"{path}: {error}" for error in read.errors)
            raise CommandError(f"Nothing was filed.\n{told}")
        written = places.file_places(places=read.values, by=by)
        self.stdout.write(f"{path}: {len(read.values)} places, {written} new or changed.")

    def _dump(self, path: Path, by: Actor, options: dict[str, Any]) -> None:
        with _lines(path) as lines:
            done = places.import_geonames(
                lines=lines,
                by=by,
                countries=frozenset(code.upper() for code in options["country"]),
                spots=options["spots"],
                progress=self._progress,
            )
        for line in done.refused[:SHOWN]:
            self.stderr.write(f"{path}: {line}")
        if len(done.refused) > SHOWN:
            self.stderr.write(f"{path}: and {len(done.refused) - SHOWN} more lines left out.")
        self.stdout.write(
            f"{path}: {done.lines:,} lines, {done.places:,} places, {done.written:,} new or "
            f"changed, {len(done.refused)} lines left out."
        )

    def _progress(self, done: places.Imported) -> None:
        end = "\r" if self.stderr.isatty() else "\n"
        self.stderr.write(f"{done.lines:,} lines, {done.places:,} places", ending=end)


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """Open a dump, packed or not; the packed file holds one text named as it is."""
    if path.suffix != ".zip":
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if name.endswith(".txt")]
        wanted = [name for name in names if not name.lower().startswith("readme")]
        if len(wanted) != 1:
            raise CommandError(f"{path} holds {len(wanted)} dumps: one was expected.")
        with packed.open(wanted[0]) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
