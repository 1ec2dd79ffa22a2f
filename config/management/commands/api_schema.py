"""`manage.py api_schema`: compare the API with the description its clients rely on."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from drf_spectacular.generators import SchemaGenerator

from config.schema_differences import additions, breaking_changes

ACCEPTED: Path = settings.BASE_DIR / "docs" / "openapi.json"
"""The description that clients rely on, kept with the code."""


def current() -> dict[str, Any]:
    """Return the API's description as the code gives it, as plain JSON."""
    schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    plain: dict[str, Any] = json.loads(json.dumps(schema))
    return plain


def accepted() -> dict[str, Any]:
    """Return the description that was accepted last."""
    kept: dict[str, Any] = json.loads(ACCEPTED.read_text(encoding="utf-8"))
    return kept


class Command(BaseCommand):
    """Names what breaks clients and what is new; with --accept makes today's API the promise."""

    help = (
        "Compares the API with docs/openapi.json, the description that clients are generated from. "
        "Ends with an error where a change breaks one. --accept writes today's description there: "
        "say in the changelog what breaks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--accept", action="store_true", help="Write today's description.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, tell, and accept where that is asked for."""
        now = current()
        before = accepted() if ACCEPTED.exists() else {"paths": {}}
        broken, added = breaking_changes(before, now), additions(before, now)
        for line in [*(f"breaks: {told}" for told in broken), *added]:
            self.stdout.write(line)
        if options["accept"]:
            text = json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True)
            ACCEPTED.write_text(text + "\n", encoding="utf-8")
            self.stdout.write(f"Accepted as {ACCEPTED.relative_to(settings.BASE_DIR)}.")
        elif broken:
            raise CommandError(
                "Clients break. Keep what they rely on, or run it with --accept and say so in "
                "CHANGELOG.md."
            )
        elif before != now:
            self.stdout.write("Nothing breaks. --accept keeps the new description.")
        else:
            self.stdout.write("The API is as described.")
