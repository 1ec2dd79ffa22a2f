"""`manage.py refit`: fit the prior to the incidents on file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casualties.actions import parameters
from casualties.models import ParameterSet
from sources.core.types import Actor, ActorKind
from sources.errors import CorroborateError


class Command(BaseCommand):
    """Fits a parameter set and puts it on file; using it is a decision of its own."""

    help = (
        "Fits the prior to the reviewed claims of the incidents on file and keeps it as a "
        "parameter set. No range moves until somebody chooses it: here with --choose, or at the "
        "desk. Give it some dozens of incidents at least."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="What the set is called beside each figure.")
        parser.add_argument("--set-version", required=True, metavar="V", help="Such as 2026-11.")
        parser.add_argument("--country", metavar="CC", help="Fit to incidents of this country.")
        parser.add_argument(
            "--choose", action="store_true", help="Use it for every incident without its own."
        )
        parser.add_argument("--by", metavar="USER", help="Who decides; needed with --choose.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fit, tell, and choose where that was asked for."""
        if options["choose"] and not options["by"]:
            raise CommandError("Say who decides: --choose needs --by USER.")
        if options["choose"] and options["country"]:
            raise CommandError(
                "A prior of one country would be used for every incident: leave --choose out."
            )
        try:
            by = Actor(ActorKind.USER, options["by"] or "console")
            made = _fitted(by, options)
            self.stdout.write(f"{made}: alpha {made.alpha:g}, c {made.c:g}. {made.reason}")
            if options["choose"]:
                parameters.choose(parameter_set=made, by=by, reason=made.reason)
                self.stdout.write("In use for every incident without a prior of its own.")
        except (CorroborateError, ValueError) as error:
            raise CommandError(str(error)) from error


def _fitted(by: Actor, options: dict[str, Any]) -> ParameterSet:
    country = options["country"]
    return parameters.fit(
        name=options["name"],
        version=options["set_version"],
        country=country.upper() if country else None,
        by=by,
    )
