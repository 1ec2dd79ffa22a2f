"""What is done to a report itself."""

import pytest

from sources.actions import reports
from sources.core.fingerprint import text_digest
from sources.errors import Conflict, InvalidInput
from sources.models import Report
from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return rows.claim_of(
        rows.taken_in(rows.a_report(rows.a_claim(), text="A witness said."))
    ).report


def test_redaction_removes_the_text_and_keeps_its_digest(report):
    reports.redact(report=report, reason="A witness is in danger.", by=rows.EDITOR)
    report.refresh_from_db()
    assert (report.text, report.sha256) == (None, text_digest("A witness said."))


def test_redaction_keeps_who_and_why(report):
    reports.redact(report=report, reason=" A witness is in danger. ", by=rows.EDITOR)
    report.refresh_from_db()
    assert (report.redacted_by, report.redaction_reason) == (
        "user:editor",
        "A witness is in danger.",
    )
    event = rows.audited("report.redact")
    assert (event.subject, event.reason) == (report.key, "A witness is in danger.")


def test_redaction_needs_a_reason(report):
    with pytest.raises(InvalidInput, match="Say why"):
        reports.redact(report=report, reason="", by=rows.EDITOR)
    assert Report.objects.get(pk=report.pk).text == "A witness said."


def test_redaction_is_done_once(report):
    reports.redact(report=report, reason="Danger.", by=rows.EDITOR)
    with pytest.raises(Conflict, match="redacted before") as told:
        reports.redact(report=report, reason="Danger.", by=rows.EDITOR)
    assert told.value.detail == {"report": report.key}


def test_redaction_leaves_the_range_as_it_is():
    incident = rows.an_incident()
    claim = rows.on_file(64, incident=incident.code)
    before = rows.current(incident)
    reports.redact(report=claim.report, reason="Danger.", by=rows.EDITOR)
    assert rows.current(incident).pk == before.pk
