"""`manage.py serve`: web, worker and beat until interrupted."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.services import ServiceError, Services


class Command(BaseCommand):
    """Brings the database up to date and keeps the three kinds of process running."""

    help = (
        "Starts the web server, a worker and the schedule on this machine, and stops them on "
        "Ctrl-C. On several machines run gunicorn and celery yourself: see docs/operations.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--port", type=int, default=8000, help="Default: 8000.")
        parser.add_argument("--workers", type=int, default=2, help="Worker processes. Default: 2.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, start, watch, stop."""
        call_command("migrate", verbosity=0)
        services = Services(port=options["port"], workers=options["workers"])
        try:
            with services:
                services.wait_until_ready()
                home = services.address
                self.stdout.write(
                    f"Corroborate runs at {home}/, its desk at {home}/admin/.\n"
                    "No account yet? manage.py createsuperuser makes one; its first log-in sets up "
                    "the second factor.\nStop it with Ctrl-C."
                )
                services.watch()
        except ServiceError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
