"""What is done to a report itself. Reports with their claims come in by casualties' intake."""

from django.db import transaction
from django.utils import timezone

from sources.actions import audit
from sources.actions.reasons import said
from sources.core.types import Actor
from sources.errors import Conflict
from sources.models import Report


@transaction.atomic
def redact(*, report: Report, reason: str, by: Actor) -> Report:
    """Remove the text for good, keeping its digest, the reason and the person.

    For a witness who must not be found. Everything else of the report stays.
    """
    reason = said(reason)
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.redacted_at:
        raise Conflict(
            "The text of this report was redacted before.", detail={"report": report.key}
        )
    report.text = None
    report.redacted_at = timezone.now()
    report.redacted_by = str(by)
    report.redaction_reason = reason
    report.save(update_fields=["text", "redacted_at", "redacted_by", "redaction_reason"])
    audit.record(verb="report.redact", subject=report.key, by=by, reason=reason)
    return report
