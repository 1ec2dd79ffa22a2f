"""People by their roles, logged in with both factors; and scripts by what their token lets."""

import itertools

from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice
from rest_framework.test import APIClient

from casualties.core.roles import Role
from sources.actions import tokens
from sources.core.types import Actor, ActorKind, TokenScope
from tests.factories import rows
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


def log_in(client: Client, user: User) -> Client:
    """Log a person in as the two pages of the log-in do."""
    device, _ = StaticDevice.objects.get_or_create(user=user, name="backup codes")
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def logged_in(user: User) -> Client:
    return log_in(Client(), user)


def at_the_desk(person: User) -> Desk:
    return Desk(logged_in(person))


def superuser() -> User:
    return User.objects.create_superuser(f"root-{next(_numbers)}")


def script(*scopes: TokenScope) -> APIClient:
    """A script whose token has these scopes."""
    secret = tokens.issue(name=f"script-{next(_numbers)}", scopes=scopes, by=rows.EDITOR)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client
