"""The answer a report got when it first came, or the difference where it came with other claims."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from casualties import mapping
from casualties.actions import references
from casualties.core.intake import NewClaim, NewReport, Receipt
from casualties.core.types import ClaimValue
from casualties.models import Claim
from sources.core.fingerprint import digest
from sources.core.types import Protection
from sources.errors import ReportDiffers
from sources.models import AuditEvent, Report

RECEIVED = "report.receive"
"""The verb of the audit event that holds a report's answer."""


def first_answers(keyed: Mapping[str, NewReport]) -> dict[str, Receipt]:
    """Return the first answer of each report that is on file.

    Raises ReportDiffers where one came with other claims, or says other things of them.
    """
    on_file = {row.key: row for row in Report.objects.filter(key__in=keyed)}
    if not on_file:
        return {}
    events = AuditEvent.objects.filter(verb=RECEIVED, subject__in=on_file).order_by("-id")
    details = {event.subject: event.detail for event in events}
    for key, row in on_file.items():
        _refuse_difference(row, keyed[key], details[key])
    return {key: Receipt.from_json(details[key]["answer"]) for key in on_file}


def _refuse_difference(row: Report, report: NewReport, first: Mapping[str, Any]) -> None:
    said = [claim["key"] for claim in first["answer"]["claims"]]
    claims = list(
        Claim.objects.filter(report=row, key__in=said)  # not what was read, mended or added since
        .select_related("claimant", "report__publisher")
        .prefetch_related("alleged_parties")
    )
    on_file = {claim.key.rpartition("/")[2]: mapping.claim_value(claim) for claim in claims}
    posted = {claim.value.key: claim.value for claim in report.claims}
    difference = {
        "only_on_file": sorted(on_file.keys() - posted.keys()),
        "only_posted": sorted(posted.keys() - on_file.keys()),
        "changed": {
            key: changes
            for key in sorted(on_file.keys() & posted.keys())
            if (changes := _changes(on_file[key], posted[key]))
        },
    }
    if not any(difference.values()) and first["links"] == links_told(report):
        return
    if any(mapping.protection_of(claim) is not Protection.PUBLIC for claim in claims):
        raise ReportDiffers("This report is on file with other claims or links.")  # and no more
    raise ReportDiffers(
        f"This report is on file as {row.key} with other claims or links. Correct those claims, "
        "or post the page's new text as a later version.",
        detail={"report": row.key, **difference},
    )


def _changes(on_file: ClaimValue, posted: ClaimValue) -> dict[str, list[Any]]:
    """Return [on file, posted] of each field that differs, as values JSON can hold."""
    latter = replace(posted, alleged_parties=tuple(sorted(posted.alleged_parties)))
    former_fields, latter_fields = _plain(on_file), _plain(latter)
    return {
        name: [former, latter_fields[name]]
        for name, former in former_fields.items()
        if former != latter_fields[name]
    }


def _plain(value: ClaimValue) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(value), default=str))
    return plain


def links_told(report: NewReport) -> str:
    """Return a digest of what the sender said of incidents and other claims."""
    claims = sorted(report.claims, key=lambda claim: claim.value.key)
    return digest([_links(claim) for claim in claims])


def _links(claim: NewClaim) -> list[object]:
    opened = asdict(claim.new_incident) if claim.new_incident else None
    return [claim.value.key, claim.incident, opened, *sorted(references.tied_keys(claim))]
