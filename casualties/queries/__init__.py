"""Questions that take more than one row, by noun."""

from casualties.queries.acts import latest_operation
from casualties.queries.backlog import Backlog, backlog
from casualties.queries.batches import BatchReading, batch_lines, batch_reading, state_of
from casualties.queries.changes import ChangeReading, Feed, changes_after, shown
from casualties.queries.claim_pages import claims_page, judgements_page, reports_page
from casualties.queries.claim_readings import claim_reading, report_reading
from casualties.queries.corrections import standing_corrections
from casualties.queries.descriptions import COLUMNS, description_of, version_of
from casualties.queries.drafts import (
    NamesOnFile,
    corrected_by_rule,
    decided_drafts,
    measured_confidence,
    names_on_file,
    touched_by_people,
)
from casualties.queries.evidence import Links, current_estimates, links_of, links_on
from casualties.queries.grades import computed_grade, grade_decision, grade_decisions
from casualties.queries.history import (
    PublishedSeries,
    as_published_by,
    as_recorded_at,
    published_series,
    series_of,
)
from casualties.queries.incident_history import change_request, past_estimates, since_sign_off
from casualties.queries.incident_pages import IncidentRow, incident_readings, incident_rows
from casualties.queries.incident_readings import (
    estimate_readings,
    incident_for,
    incident_reading,
)
from casualties.queries.incidents import (
    incident_by_code,
    members_of,
    root_of,
    roots_by_member,
    roots_of,
)
from casualties.queries.keyset import Page
from casualties.queries.known_reports import known_reports
from casualties.queries.lineage import (
    claims_by_key,
    incidents_joined,
    settled_ties,
    told_beside,
    told_on,
)
from casualties.queries.past import TODAY, AsOf
from casualties.queries.progress import Step, progress
from casualties.queries.requests import request_for
from casualties.queries.review_queue import (
    cards_of,
    free,
    lengths,
    open_relations,
    unread_readings,
    waiting_claims,
    waiting_readings,
    waiting_relations,
)
from casualties.queries.source_pages import parties_page, party_for, source_for, sources_page
from casualties.queries.track_records import Compared, compared_with_signed

__all__ = [
    "COLUMNS",
    "TODAY",
    "AsOf",
    "Backlog",
    "BatchReading",
    "ChangeReading",
    "Compared",
    "Feed",
    "IncidentRow",
    "Links",
    "NamesOnFile",
    "Page",
    "PublishedSeries",
    "Step",
    "as_published_by",
    "as_recorded_at",
    "backlog",
    "batch_lines",
    "batch_reading",
    "cards_of",
    "change_request",
    "changes_after",
    "claim_reading",
    "claims_by_key",
    "claims_page",
    "compared_with_signed",
    "computed_grade",
    "corrected_by_rule",
    "current_estimates",
    "decided_drafts",
    "description_of",
    "estimate_readings",
    "free",
    "grade_decision",
    "grade_decisions",
    "incident_by_code",
    "incident_for",
    "incident_reading",
    "incident_readings",
    "incident_rows",
    "incidents_joined",
    "incidents_page",
    "judgements_page",
    "known_reports",
    "latest_operation",
    "lengths",
    "links_of",
    "links_on",
    "measured_confidence",
    "members_of",
    "names_on_file",
    "open_relations",
    "parties_page",
    "party_for",
    "past_estimates",
    "progress",
    "published_series",
    "report_reading",
    "reports_page",
    "request_for",
    "root_of",
    "roots_by_member",
    "roots_of",
    "series_of",
    "settled_ties",
    "shown",
    "since_sign_off",
    "source_for",
    "sources_page",
    "standing_corrections",
    "state_of",
    "told_beside",
    "told_on",
    "touched_by_people",
    "unread_readings",
    "version_of",
    "waiting_claims",
    "waiting_readings",
    "waiting_relations",
]
