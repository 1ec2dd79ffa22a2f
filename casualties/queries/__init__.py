"""Questions that take more than one row, by noun."""

from casualties.queries.backlog import Backlog, backlog
from casualties.queries.evidence import Links, current_estimates, links_of
from casualties.queries.incidents import incident_by_code, members_of, root_of, roots_of

__all__ = [
    "Backlog",
    "Links",
    "backlog",
    "current_estimates",
    "incident_by_code",
    "links_of",
    "members_of",
    "root_of",
    "roots_of",
]
