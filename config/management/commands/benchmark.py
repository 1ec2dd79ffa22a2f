"""`manage.py benchmark NAME`: measure, on a spare database, and print the figures."""

import importlib
import json
import os
import pkgutil
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

import tests.benchmarks as benchmarks
from config.databases import DatabaseInUse
from config.services import ServiceError


def known() -> dict[str, str]:
    """Return the benchmarks by name with what each measures."""
    found = pkgutil.iter_modules(benchmarks.__path__)
    names = (module.name.replace("_", "-") for module in found if not module.ispkg)
    modules = {name: _module(name) for name in names if name != "running"}
    return {name: (module.__doc__ or "").splitlines()[0] for name, module in modules.items()}


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"tests.benchmarks.{name.replace('-', '_')}")


class Command(BaseCommand):
    """Each benchmark is a module of tests/benchmarks with `add_arguments` and `run`."""

    help = "Measures: " + "; ".join(f"{name} - {what}" for name, what in known().items())

    def add_arguments(self, parser: CommandParser) -> None:
        """Let each benchmark declare its own."""
        chosen = parser.add_subparsers(dest="name", required=True, metavar="NAME")
        for name, what in known().items():
            own = chosen.add_parser(name, help=what, description=what)
            own.add_argument("--json", action="store_true", help="One JSON object, last line.")
            _module(name).add_arguments(own)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it and print its figures."""
        # Load is the point here; the web servers a benchmark starts inherit this.
        os.environ.setdefault("API_UNLIMITED", "yes")
        settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, 0)
        say = self.stderr.write if options["json"] else self.stdout.write
        try:
            figures: dict[str, Any] = _module(options["name"]).run(options, say)
        except (DatabaseInUse, ServiceError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for name, figure in figures.items():
            self.stdout.write(f"{name:>20}  {figure}")
