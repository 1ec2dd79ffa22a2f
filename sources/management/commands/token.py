"""``token NAME --scope SCOPE``: give a script a key to the API, or take it away."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sources.actions import tokens
from sources.core.types import Actor, ActorKind, TokenScope
from sources.errors import CorroborateError
from sources.models import Token

LONGEST = Token._meta.get_field("name").max_length


class Command(BaseCommand):
    """Issues and revokes API tokens."""

    help = (
        "Issue an API token and print its secret once; give it another secret with --rotate, or "
        "stop it from working with --revoke."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the token and what it may do."""
        parser.add_argument("name", help="Who uses it, and for what, such as 'airwars importer'.")
        parser.add_argument(
            "--scope",
            action="append",
            choices=[scope.value for scope in TokenScope],
            metavar="SCOPE",
            help=f"What it may do; may be given several times. {TokenScope.help()}",
        )
        parser.add_argument("--expires-in-days", type=int, metavar="N", help="Left out: never.")
        parser.add_argument(
            "--rotate",
            action="store_true",
            help="Give it another secret; the former one works for 24 hours more.",
        )
        parser.add_argument("--revoke", action="store_true", help="Stop it from working.")
        parser.add_argument("--reason", default="", help="Why it is revoked.")
        parser.add_argument(
            "--by", default="console", help="The person who does this, for the record."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Issue or revoke."""
        try:
            by = Actor(ActorKind.USER, options["by"])
            act = _revoke if options["revoke"] else _rotate if options["rotate"] else _issue
            message = act(by, options)
        except CorroborateError as error:
            raise CommandError(error.message) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(message)


def _issue(by: Actor, options: dict[str, Any]) -> str:
    name, scopes, days = options["name"], options["scope"], options["expires_in_days"]
    if not scopes:
        raise CommandError("Say what it may do, for example --scope write:reports.")
    if days is not None and not 1 <= days <= 3650:
        raise CommandError("--expires-in-days takes 1 to 3650.")
    Actor(ActorKind.TOKEN, name)  # refuses a name that no decision could be recorded under
    if len(name) > (LONGEST or 0):
        raise CommandError(f"A token's name has {LONGEST} characters at most.")
    expires_at = timezone.now() + timedelta(days=days) if days else None
    secret = tokens.issue(
        name=name,
        scopes=[TokenScope(scope) for scope in dict.fromkeys(scopes)],
        by=by,
        expires_at=expires_at,
    )
    until = f"It works until {expires_at:%Y-%m-%d %H:%M} UTC." if expires_at else ""
    return (
        f"{secret}\n\n"
        "This is the secret of the token; it is shown this once. Send it with every request:\n"
        f"  Authorization: Token {secret}\n{until}"
    ).rstrip()


def _rotate(by: Actor, options: dict[str, Any]) -> str:
    secret = tokens.rotate(token=_named(options["name"]), by=by)
    return (
        f"{secret}\n\n"
        "This is the token's new secret; it is shown this once. The former one works for 24 hours "
        "more."
    )


def _named(name: str) -> Token:
    token = Token.objects.filter(name=name).first()
    if not token:
        known = ", ".join(Token.objects.filter(revoked_at=None).values_list("name", flat=True))
        raise CommandError(f"There is no token {name!r}. In use: {known or 'none'}.")
    return token


def _revoke(by: Actor, options: dict[str, Any]) -> str:
    token = _named(options["name"])
    if token.revoked_at:
        raise CommandError(f"The token {token.name!r} was revoked before.")
    tokens.revoke(token=token, by=by, reason=options["reason"])
    return f"The token {token.name!r} works no more."
