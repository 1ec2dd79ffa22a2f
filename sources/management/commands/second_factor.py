"""`manage.py second_factor`: help for somebody who cannot log in."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.actions import people, second_factors
from sources.core.types import Actor, ActorKind

OPERATOR = Actor(ActorKind.RULE, "operator")


class Command(BaseCommand):
    """Makes backup codes, forgets a lost app, lifts a lock-out. Each is on the audit trail."""

    help = (
        "For whoever runs the server: prints new backup codes for an account, lets it set up a "
        "new second factor at its next log-in, or lifts its lock-out after wrong passwords."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("username")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--codes", action="store_true", help="Print ten new backup codes.")
        what.add_argument("--forget", metavar="REASON", help="Forget the app and the codes.")
        what.add_argument("--unlock", action="store_true", help="Lift a lock-out.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the one thing asked."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"No account is called {options['username']!r}.")
        if options["codes"]:
            self.stdout.write("\n".join(second_factors.make_codes(user=user, by=OPERATOR)))
        elif options["unlock"]:
            people.lift_lock_out(user=user, by=OPERATOR)
            self.stdout.write(f"{user} may try again at once.")
        else:
            second_factors.forget(user=user, reason=options["forget"], by=OPERATOR)
            self.stdout.write(f"{user} sets up a new second factor at the next log-in.")
