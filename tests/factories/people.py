"""People by their roles."""

import itertools

from django.contrib.auth.models import Group, User
from django.test import Client

from casualties.core.roles import Role
from sources.core.types import Actor, ActorKind
from tests.integration.admin.desk import Desk

_numbers = itertools.count(1)


def one(*roles: Role) -> User:
    """Somebody with these roles."""
    name = f"{'-'.join(role.name.lower() for role in roles)}-{next(_numbers)}"
    person = User.objects.create_user(name, is_staff={*roles} != {Role.API_CLIENT})
    person.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    return person


def actor(person: User) -> Actor:
    return Actor(ActorKind.USER, person.get_username())


def at_the_desk(person: User) -> Desk:
    client = Client()
    client.force_login(person)
    return Desk(client)
