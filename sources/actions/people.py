"""Accounts of the people at the desk."""

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from sources.actions import audit, second_factors
from sources.core.types import Actor, ActorKind

LOCK = Actor(ActorKind.RULE, "lock-out")


@transaction.atomic
def welcome(*, username: str, password: str) -> list[str]:
    """Make an account that may do everything, for the demo; return backup codes to log in with."""
    user: User = get_user_model().objects.create_superuser(username=username, password=password)
    demo = Actor(ActorKind.RULE, "demo")
    audit.record(verb="person.welcome", subject=username, by=demo)
    return second_factors.make_codes(user=user, by=demo)


@transaction.atomic
def register(*, username: str, password: str, email: str, by: Actor) -> User:
    """Make an account of the desk, without any role yet."""
    user: User = get_user_model().objects.create_user(
        username=username, password=password, email=email, is_staff=True
    )
    audit.record(verb="person.register", subject=username, by=by)
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor) -> User:
    """Give an account another password; its other sessions end by that."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(verb="person.password", subject=user.get_username(), by=by)
    return user


def note_log_in(*, username: str, device: str) -> None:
    """Record that somebody came in, and by which second factor."""
    by = Actor(ActorKind.USER, username)
    audit.record(verb="person.log_in", subject=username, by=by, detail={"second_factor": device})


def note_lock_out(*, username: str) -> None:
    """Record that wrong passwords locked a name out."""
    audit.record(verb="person.locked_out", subject=(username or "")[:120], by=LOCK)


@transaction.atomic
def lift_lock_out(*, user: User, by: Actor) -> int:
    """Let a person try again at once; return how many records of wrong passwords went."""
    lifted: int = reset(username=user.get_username())
    audit.record(verb="person.lift_lock_out", subject=user.get_username(), by=by)
    return lifted
