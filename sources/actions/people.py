"""Accounts of the people at the desk."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from sources.actions import audit
from sources.core.types import Actor, ActorKind


@transaction.atomic
def welcome(*, username: str, password: str) -> User:
    """Make an account that may do everything; for the demo and for a first analyst."""
    user: User = get_user_model().objects.create_superuser(username=username, password=password)
    audit.record(verb="person.welcome", subject=username, by=Actor(ActorKind.RULE, "demo"))
    return user
