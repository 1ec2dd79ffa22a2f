import pytest
from django.contrib.auth.models import Permission, User

from casualties.core.roles import Role
from casualties.models import Incident
from tests.factories import rows
from tests.factories.people import at_the_desk, logged_in, one
from tests.integration.admin.desk import Desk


def _logged_in(user: User) -> Desk:
    return Desk(logged_in(user))


@pytest.fixture
def editor(db) -> Desk:
    """Somebody who may do everything."""
    return _logged_in(User.objects.create_superuser("editor"))


@pytest.fixture
def analyst(db) -> Desk:
    """Somebody who may see and decide, and sees no protected source."""
    return _logged_in(_with_rights("analyst", "view_", "change_", "add_"))


@pytest.fixture
def viewer(db) -> Desk:
    """Somebody who may look."""
    return _logged_in(_with_rights("viewer", "view_"))


def _with_rights(name: str, *starts: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    for start in starts:
        rights = Permission.objects.filter(codename__startswith=start)
        user.user_permissions.add(*rights.exclude(codename="view_protected"))
    return user


@pytest.fixture
def person(db) -> Desk:
    """An analyst at the queue."""
    return at_the_desk(one(Role.ANALYST))


@pytest.fixture
def incident(db) -> Incident:
    return rows.an_incident("IQ-2017-0005")
