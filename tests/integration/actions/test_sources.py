"""Registering and grading sources."""

import pytest

from sources.actions import sources
from sources.core.types import NewSource, Protection, Reliability, SourceKind
from sources.errors import Conflict, InvalidInput, UnknownReference
from sources.models import AuditEvent, Source
from tests.factories import rows
from tests.factories.database import sql

pytestmark = pytest.mark.django_db

OUTLET = {"slug": "yaqein", "name": "Yaqein", "kind": SourceKind.LOCAL_MEDIA}


def _register(**described: object) -> Source:
    return sources.register(source=NewSource(**(OUTLET | described)), by=rows.EDITOR)


def test_a_source_is_registered_as_described_and_ungraded():
    rows.a_party("coalition")
    made = _register(party="coalition", country="IQ", protection=Protection.IDENTITY)
    assert (made.name, made.country, made.party.slug) == ("Yaqein", "IQ", "coalition")
    assert (made.reliability, made.protection) == (Reliability.F, Protection.IDENTITY)


def test_registering_is_audited():
    _register()
    event = rows.audited("source.register")
    assert (event.by, event.subject, event.detail) == ("user:editor", "yaqein", {"name": "Yaqein"})


def test_a_source_on_file_is_returned_as_it_is():
    first = _register(country="IQ")
    assert _register(country="SY").pk == first.pk
    assert Source.objects.get().country == "IQ"
    assert AuditEvent.objects.filter(verb="source.register").count() == 1


@pytest.mark.parametrize("other", [{"name": "Another"}, {"kind": SourceKind.WITNESS}])
def test_a_slug_that_is_anothers_is_refused(other):
    _register()
    with pytest.raises(Conflict, match="on file as 'Yaqein'") as told:
        _register(**other)
    assert told.value.detail == {"slug": "yaqein"}


def test_a_party_that_is_not_on_file_is_refused():
    with pytest.raises(UnknownReference, match="No party 'coalition'"):
        _register(party="coalition")
    assert not Source.objects.exists()


def test_regrading_changes_the_grade_and_keeps_the_reason():
    source = _register()
    sources.regrade(
        source=source, reliability=Reliability.B, reason=" Named victims. ", by=rows.EDITOR
    )
    source.refresh_from_db()
    assert (source.reliability, source.reliability_reason) == ("B", "Named victims.")


def test_regrading_is_audited_with_both_grades():
    sources.regrade(source=_register(), reliability=Reliability.B, reason="Why.", by=rows.EDITOR)
    event = rows.audited("source.regrade")
    assert (event.by, event.reason, event.detail) == (
        "user:editor",
        "Why.",
        {"from": "F", "to": "B"},
    )


def test_the_former_grade_stays_in_the_history():
    sources.regrade(source=_register(), reliability=Reliability.B, reason="Why.", by=rows.EDITOR)
    history = sql("SELECT reliability FROM sources_sourceevent ORDER BY pgh_id")
    assert [grade for (grade,) in history] == ["F", "B"]


def test_regrading_without_a_reason_is_refused():
    source = _register()
    with pytest.raises(InvalidInput, match="Say why") as told:
        sources.regrade(source=source, reliability=Reliability.A, reason="  ", by=rows.EDITOR)
    assert list(told.value.detail["fields"]) == ["reason"]
