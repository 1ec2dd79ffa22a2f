"""`manage.py demo`: a report moves an incident's range, on real claims and real servers."""

import json
import secrets
import time
from contextlib import ExitStack
from typing import Any

import psycopg
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.actions import exports
from config.databases import DatabaseInUse, fresh_database
from config.demonstration import Story
from config.services import ServiceError, Services, free_port
from sources.actions import people


class Command(BaseCommand):
    """Tells the story; with --serve keeps everything up afterwards."""

    help = (
        "Files real claims about Iraq 2014-2017 in a database of its own, starts web, worker and "
        "beat, posts two reports over the API and shows which range moves and why. Your own "
        "database is not touched; the demo's is made anew each time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--serve", action="store_true", help="Keep everything up afterwards.")
        parser.add_argument(
            "--port",
            type=int,
            help="Port of the web server. Default: 8000, or any free one without --serve.",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print the summary as one JSON object on the last line.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the story and, where asked, stay."""
        self.quiet = options["json"]
        started = time.monotonic()
        try:
            with ExitStack() as stack:
                self._run(stack, options, started)
        except (DatabaseInUse, ServiceError) as error:
            raise CommandError(str(error)) from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise CommandError(
                "The demo makes a database of its own, and this role may not: give it CREATEDB, "
                "or unset DATABASE_URL to use the embedded server."
            ) from error
        except KeyboardInterrupt:
            self._say("Stopped.")
            if not options["serve"]:
                raise

    def _run(self, stack: ExitStack, options: dict[str, Any], started: float) -> None:
        address = stack.enter_context(fresh_database("demo"))
        self._say("Preparing the database ...")
        call_command("migrate", verbosity=0)
        story = Story(self._say, started=started)
        token = story.prepare()
        port = options["port"] or (8000 if options["serve"] else free_port())
        environ = {"DATABASE_URL": address, "CELERY_QUEUE": "corroborate-demo"}
        self._say("Starting web, worker and beat ...")
        services = stack.enter_context(Services(port=port, environ=environ))
        services.wait_until_ready()
        telling = story.tell(services, token)
        self._say(f"\nDone in {telling.seconds} s.")
        if self.quiet:
            self.stdout.write(json.dumps(telling.to_json()))
        if options["serve"]:
            self._stay(services, token)

    def _stay(self, services: Services, token: str) -> None:
        exports.build()
        password = secrets.token_urlsafe(9)
        codes = people.welcome(username="analyst", password=password)
        self._say(
            f"\nStart page   {services.address}/\n"
            f"Admin        {services.address}/admin/   user analyst, password {password}\n"
            f"             then any of these codes, each once: {' '.join(codes[:5])}\n"
            f"                                                 {' '.join(codes[5:])}\n"
            f"API          {services.address}/api/v1/incidents\n"
            f"             header  Authorization: Token {token}\n"
            f"API pages    {services.address}/api/docs   (docs/api.md leads through it)\n"
            f"Public files {services.address}/api/v1/exports\n"
            f"Output       {services.running['web'].log.parent}\n"
            "Stop it with Ctrl-C. The demo's data is made anew at its next start."
        )
        services.watch()

    def _say(self, line: str) -> None:
        """Show progress: on the error channel where the output is for a programme."""
        (self.stderr if self.quiet else self.stdout).write(line)
