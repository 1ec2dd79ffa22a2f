"""`manage.py reconcile`: recompute every estimate."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casualties import queries
from casualties.actions import staleness


class Command(BaseCommand):
    """Marks every incident stale and works the log off, showing how far it is."""

    help = (
        "Recomputes every estimate, for example after the number-word scheme changed. Estimates "
        "whose inputs are the same stay untouched. Workers that run help along; interrupting it "
        "loses nothing, the rest is swept later."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--queue-only", action="store_true", help="Mark all stale and leave it to the workers."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Queue, drain, count."""
        queued = staleness.queue_all()
        if options["queue_only"]:
            self.stdout.write(f"{queued} incidents marked stale; the workers recompute them.")
            return
        written = failed = 0
        while (done := staleness.drain(limit=staleness.BATCH)).taken:
            written, failed = written + done.written, failed + done.failed
            self.stderr.write(f"{queries.backlog().waiting} of {queued} to go")
        self.stdout.write(
            f"{queued} incidents recomputed: {written} rows changed, {failed} failed."
        )
