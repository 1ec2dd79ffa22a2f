"""What intake refuses: by the path that is wrong, all of it at once, and nothing is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from casualties.core.types import Period
from casualties.models import Incident
from sources.core.types import NewSource, SourceKind
from sources.errors import Conflict, InvalidInput, UnknownReference
from sources.models import Report
from tests.factories import rows
from tests.factories.sending import NEW, a_report, again, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_names")]

TOMORROW = timezone.now().date() + timedelta(days=2)

BAD = [
    # the report, the error, the path it names
    (a_report(published_on=TOMORROW), InvalidInput, "published_on"),
    (a_report(retrieved_on=TOMORROW), InvalidInput, "retrieved_on"),
    (again(a_report(), event_date=TOMORROW), InvalidInput, "claims.0.event_date"),
    (
        again(a_report(), incident=None, period=Period(first=TOMORROW, last=TOMORROW)),
        InvalidInput,
        "claims.0.period.first",
    ),
    (
        replace(
            a_report(),
            claims=(
                rows.a_claim(new_incident=replace(NEW, first_day=TOMORROW, last_day=TOMORROW)),
            ),
        ),
        InvalidInput,
        "claims.0.new_incident.first_day",
    ),
    (
        replace(
            a_report(),
            claims=(rows.a_claim(), rows.a_claim(key="c2", claimant="reuters", revises="c1")),
        ),
        InvalidInput,
        "claims.1.revises",
    ),
    (replace(a_report(), publisher="nobody"), UnknownReference, "publisher"),
    (a_report(cites=("no-such-report",)), UnknownReference, "cites.0"),
    (again(a_report(), claimant="nobody"), UnknownReference, "claims.0.claimant"),
    (again(a_report(), alleged_parties=("nobody",)), UnknownReference, "claims.0.alleged_parties"),
    (again(a_report(), incident="IQ-404"), UnknownReference, "claims.0.incident"),
    (again(a_report(), repeats="c9"), UnknownReference, "claims.0.repeats"),
    (again(a_report(), repeats="no-report/c9"), UnknownReference, "claims.0.repeats"),
]


@pytest.mark.parametrize(("report", "error", "path"), BAD, ids=lambda part: str(part)[:30])
def test_a_bad_report_is_refused_by_its_path_and_nothing_is_stored(report, error, path):
    with pytest.raises(error) as told:
        send(report)
    assert path in told.value.detail["fields"]
    assert not Report.objects.exists()
    assert not Incident.objects.filter(code__startswith="IQ-2017").exists()


def test_no_claim_is_put_on_a_discarded_incident_nor_on_one_merged_into_it():
    Incident.objects.filter(code="IQ-1").update(state="discarded")
    merged = rows.an_incident("IQ-2")
    Incident.objects.filter(pk=merged.pk).update(
        merged_into=Incident.objects.get(code="IQ-1"), state="discarded"
    )
    for code in ("IQ-1", "IQ-2"):
        with pytest.raises(UnknownReference, match="was discarded") as told:
            send(again(a_report(), incident=code))
        assert "claims.0.incident" in told.value.detail["fields"]
    assert not Report.objects.exists()


def test_every_unknown_name_is_told_at_once():
    with pytest.raises(UnknownReference) as told:
        send(replace(again(a_report(), claimant="nobody", incident="IQ-404"), publisher="none"))
    assert set(told.value.detail["fields"]) == {
        "publisher",
        "claims.0.claimant",
        "claims.0.incident",
    }


def test_a_new_source_under_a_taken_slug_is_refused():
    other = NewSource(slug="reuters", name="Another", kind=SourceKind.WITNESS)
    with pytest.raises(Conflict, match="'reuters' is on file"):
        send(a_report(new_sources=(other,)))
