"""Saying which parties are alleged to have caused an incident."""

import pytest

from casualties.actions import incident_parties
from casualties.models import Incident
from sources.models import AuditEvent, Party
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    for slug in ("coalition", "isis"):
        rows.a_party(slug)
    return rows.an_incident("IQ-1", alleged_parties=("coalition",))


def alleged(incident: Incident, *slugs: str) -> set[str]:
    parties = Party.objects.filter(slug__in=slugs)
    incident_parties.allege(incident=incident, parties=parties, by=rows.EDITOR, reason="Footage.")
    return set(incident.alleged_parties.values_list("slug", flat=True))


@pytest.mark.parametrize("slugs", [("isis",), ("coalition", "isis"), ()])
def test_the_parties_alleged_become_these(incident, slugs):
    assert alleged(incident, *slugs) == set(slugs)


def test_alleging_is_audited_with_before_and_after(incident):
    alleged(incident, "isis")
    event = rows.audited("incident.parties")
    assert (event.by, event.subject, event.reason) == ("user:editor", "IQ-1", "Footage.")
    assert event.detail == {"from": ["coalition"], "to": ["isis"]}


def test_alleging_the_same_again_is_no_act(incident):
    alleged(incident, "coalition")
    assert not AuditEvent.objects.filter(verb="incident.parties").exists()
