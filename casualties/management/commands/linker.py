"""`manage.py linker`: what the linker does, how right it is, and which weights it goes by."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casualties.actions import link_weights, linking, staleness
from casualties.models import LinkDecision, LinkWeights
from casualties.queries.link_learning import link_precision
from casualties.queries.live_links import weights_in_force
from sources.core.types import Actor, ActorKind
from sources.errors import CorroborateError


class Command(BaseCommand):
    """Without a task: tells how things stand."""

    help = (
        "Without a task, tells how many claims wait for a person, how right the links made by "
        "rule were found in spot checks, and which weights are in use. 'run' links what nobody "
        "has looked at, 'rescore' looks again at what waits, 'fit' fits new weights to what people "
        "decided, 'adopt VERSION' lets the linker go by them, 'declared' by those of the programme."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "task",
            nargs="?",
            default="status",
            choices=["status", "run", "rescore", "fit", "adopt", "declared"],
        )
        parser.add_argument("version", nargs="?", help="With adopt: the version, as 'fit' told it.")
        parser.add_argument("--by", metavar="USER", help="Who decides; needed to adopt.")
        parser.add_argument("--reason", default="", help="Why; needed to adopt.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the task, or tell why not."""
        try:
            self.stdout.write(getattr(self, f"_{options['task']}")(options))
        except CorroborateError as error:
            raise CommandError(error.message) from error

    def _status(self, options: dict[str, Any]) -> str:
        waiting = LinkDecision.objects.filter(course="review", ended_at=None).count()
        found = link_precision()
        told = "none looked at yet"
        if found.share is not None:
            told = f"{found.share:.1%} right ({found.low:.1%} to {found.high:.1%} with 95 %)"
        looked = found.right + found.wrong
        return (
            f"{waiting} claims wait for a person.\n"
            f"Spot checks: {told}, {looked} looked at, {found.waiting} waiting.\n"
            f"Weights: {weights_in_force().version}."
        )

    def _run(self, options: dict[str, Any]) -> str:
        done = linking.link_backlog()
        staleness.drain()
        return f"{done} claims decided on."

    def _rescore(self, options: dict[str, Any]) -> str:
        return f"{linking.rescore()} claims looked at again."

    def _fit(self, options: dict[str, Any]) -> str:
        by = Actor(ActorKind.USER, options["by"] or "console")
        made = link_weights.fit(by=by, day=timezone.now().date())
        if made is None:
            return "Nothing new was decided since the last fit."
        return f"{made}: {made.reason} Use it with: manage.py linker adopt {made} --by USER"

    def _adopt(self, options: dict[str, Any]) -> str:
        if not options["version"] or not options["by"]:
            raise CommandError("Say which and who: linker adopt VERSION --by USER --reason WHY.")
        row = LinkWeights.objects.filter(version=options["version"]).first()
        if row is None:
            known = ", ".join(LinkWeights.objects.values_list("version", flat=True)) or "none yet"
            raise CommandError(f"No weights {options['version']!r} are on file. Known: {known}.")
        by = Actor(ActorKind.USER, options["by"])
        link_weights.adopt(weights=row, by=by, reason=options["reason"])
        return f"The linker goes by {row} from now on."

    def _declared(self, options: dict[str, Any]) -> str:
        if not options["by"]:
            raise CommandError("Say who decides: linker declared --by USER --reason WHY.")
        link_weights.return_to_declared(
            by=Actor(ActorKind.USER, options["by"]), reason=options["reason"]
        )
        return "The linker goes by the declared weights again."
