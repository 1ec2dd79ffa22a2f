"""Accounts of the people at the desk."""

import pytest
from django.contrib.auth.models import User

from sources.actions import people
from tests.factories import rows

pytestmark = pytest.mark.django_db


def test_a_welcomed_person_may_do_everything_and_gets_codes():
    codes = people.welcome(username="analyst", password="a long pass phrase")
    assert User.objects.get(username="analyst").is_superuser
    assert len(set(codes)) == 10


def test_welcoming_is_audited_without_the_password():
    people.welcome(username="analyst", password="a long pass phrase")
    event = rows.audited("person.welcome")
    assert (event.by, event.subject, event.detail) == ("rule:demo", "analyst", {})
