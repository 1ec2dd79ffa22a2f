"""Accounts of the people at the desk."""

import pytest

from sources.actions import people
from tests.factories import rows

pytestmark = pytest.mark.django_db


def test_a_welcomed_person_can_log_in_and_do_everything(client):
    person = people.welcome(username="analyst", password="a long pass phrase")
    assert person.is_superuser
    assert client.login(username="analyst", password="a long pass phrase")
    assert client.get("/admin/").status_code == 200


def test_welcoming_is_audited_without_the_password():
    people.welcome(username="analyst", password="a long pass phrase")
    event = rows.audited("person.welcome")
    assert (event.by, event.subject, event.detail) == ("rule:demo", "analyst", {})
