"""Questions that take more than one row, by noun."""

from casualties.queries.backlog import Backlog, backlog
from casualties.queries.changes import ChangeReading, Feed, changes_after, shown
from casualties.queries.claim_readings import report_reading
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
from casualties.queries.incident_readings import (
    IncidentFilters,
    incident_for,
    incident_reading,
    incidents_page,
)
from casualties.queries.incidents import incident_by_code, members_of, root_codes, root_of, roots_of
from casualties.queries.progress import Step, progress
from casualties.queries.requests import request_for
from casualties.queries.source_pages import SourceFilters, source_for, sources_page
from casualties.queries.track_records import Compared, compared_with_signed

__all__ = [
    "Backlog",
    "ChangeReading",
    "Compared",
    "Feed",
    "IncidentFilters",
    "Links",
    "PublishedSeries",
    "SourceFilters",
    "Step",
    "as_published_by",
    "as_recorded_at",
    "backlog",
    "change_request",
    "changes_after",
    "compared_with_signed",
    "computed_grade",
    "current_estimates",
    "grade_decision",
    "grade_decisions",
    "incident_by_code",
    "incident_for",
    "incident_reading",
    "incidents_page",
    "links_of",
    "links_on",
    "members_of",
    "past_estimates",
    "progress",
    "published_series",
    "report_reading",
    "request_for",
    "root_codes",
    "root_of",
    "roots_of",
    "series_of",
    "shown",
    "since_sign_off",
    "source_for",
    "sources_page",
]
