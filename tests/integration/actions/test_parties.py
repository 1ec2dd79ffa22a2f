"""Registering parties to the conflict."""

import pytest

from sources.actions import parties
from sources.errors import UnknownReference
from sources.models import AuditEvent, Party
from tests.factories import rows

pytestmark = pytest.mark.django_db


def _register(slug: str = "coalition", **described: object) -> Party:
    return parties.register(**({"slug": slug, "name": slug.title(), "by": rows.EDITOR} | described))


def test_a_party_is_registered_and_audited():
    assert _register("coalition").name == "Coalition"
    event = rows.audited("party.register")
    assert (event.by, event.subject) == ("user:editor", "coalition")


def test_a_party_on_file_is_returned():
    first = _register()
    assert _register(name="Another name").pk == first.pk
    assert AuditEvent.objects.filter(verb="party.register").count() == 1


def test_hostility_holds_both_ways():
    first = _register("isis")
    second = _register("coalition", hostile_to=["isis"])
    assert list(first.hostile_to.all()) == [second]


def test_hostility_can_be_added_later():
    _register("coalition")
    _register("isis")
    assert [foe.slug for foe in _register("coalition", hostile_to=["isis"]).hostile_to.all()] == [
        "isis"
    ]


def test_an_unknown_foe_is_refused_and_nothing_stored():
    with pytest.raises(UnknownReference, match="No party 'isis'") as told:
        _register("coalition", hostile_to=["isis"])
    assert told.value.detail == {"party": "isis"}
    assert not Party.objects.exists()
