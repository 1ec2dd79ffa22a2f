"""`manage.py export`: the public files, built now."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.actions import exports
from casualties.core.exports import ExportedRows, FileFormat
from casualties.errors import ExportUnderWay


class Command(BaseCommand):
    """Builds all files and serves them, or writes chosen ones to a folder."""

    help = (
        "Builds the public files (incidents, claims, estimates as CSV, GeoJSON, JSON Lines) from "
        "one snapshot of the database and serves them at /api/v1/exports, as the nightly job does. "
        "With --out they are written to a folder of yours instead. They hold what everybody may "
        "see: reviewed claims and ranges, no protected identity."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--out", type=Path, metavar="DIR", help="Write to this folder.")
        parser.add_argument(
            "--what",
            choices=[what.value for what in ExportedRows],
            help="With --out: only these rows.",
        )
        parser.add_argument(
            "--format",
            choices=[form.value for form in FileFormat],
            help="With --out: only this format.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, and say what was built."""
        started = time.monotonic()
        try:
            folder, files = self._build(options)
        except (ExportUnderWay, OSError) as error:
            raise CommandError(str(error)) from error
        for told in files:
            self.stdout.write(
                f"{told['rows']:>9,} rows  {told['bytes']:>13,} bytes  {told['name']}"
            )
        seconds = time.monotonic() - started
        self.stdout.write(f"In {folder}, with manifest.json, after {seconds:.1f} s.")

    def _build(self, options: dict[str, Any]) -> tuple[Path, list[dict[str, Any]]]:
        what, form, out = options["what"], options["format"], options["out"]
        if out is None:
            if what or form:
                raise CommandError("What is served is always whole: say with --out where to write.")
            built = exports.build()
            return built.folder, built.manifest["files"]
        wanted = [
            file for file in exports.FILES if what in (None, file[0]) and form in (None, file[1])
        ]
        if not wanted:
            raise CommandError(
                "Estimates have no place of their own: take incidents as GeoJSON, or csv or jsonl."
            )
        return out, exports.write_to(out, wanted)["files"]
