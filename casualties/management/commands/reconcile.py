"""`manage.py reconcile`: recompute every estimate."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casualties import queries
from casualties.actions import hints, staleness
from casualties.actions.rehearsal import Rehearsal, rehearse

WIDTH = 30  # characters of the progress bar
HELPERS = 8  # hints sent, so that idle workers on this and other machines join in


class Command(BaseCommand):
    """Marks every incident stale and works the log off beside the workers, telling how far."""

    help = (
        "Recomputes every estimate, for example after the number-word scheme or a prior changed. "
        "Estimates whose inputs are the same stay untouched. Workers that run help along; where it "
        "is interrupted the rest stays marked: run it again, or leave it to the workers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--queue-only", action="store_true", help="Mark all stale and leave it to the workers."
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Change nothing; say how many ranges would move and show the ten largest moves.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rehearse, or queue and drain."""
        if options["dry_run"]:
            self._tell(rehearse(progress=self._progress))
            return
        queued = staleness.queue_all()
        if options["queue_only"]:
            hints.call_workers(HELPERS)
            self.stdout.write(f"{queued} incidents marked stale; the workers recompute them.")
            return
        self._drain(queued)

    def _drain(self, queued: int) -> None:
        hints.call_workers(HELPERS)
        total = queries.backlog().waiting
        written = failed = 0
        while waiting := queries.backlog().due:
            done = staleness.drain(limit=staleness.BATCH)
            written, failed = written + done.written, failed + done.failed
            self._progress(total - waiting + done.taken, total)
            if not done.taken:  # what is left is in other hands
                time.sleep(0.2)
        self.stdout.write(
            f"{queued} incidents recomputed: {written} rows changed here, {failed} failed."
        )

    def _progress(self, done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 1.0
        bar = "#" * round(WIDTH * share)
        end = "\r" if self.stderr.isatty() and done < total else "\n"
        self.stderr.write(f"[{bar:<{WIDTH}}] {min(done, total)} of {total} incidents", ending=end)

    def _tell(self, found: Rehearsal) -> None:
        self.stdout.write(
            f"{found.moved} of {found.compared} ranges would move; {found.gained} would be new, "
            f"{found.lost} would end."
        )
        for move in found.largest:
            self.stdout.write(
                f"  {move.code} {move.measure} ({move.basis}): {move.before} -> {move.after}"
            )
