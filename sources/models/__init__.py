"""The rows of sources."""

from sources.models.audit_event import AuditEvent
from sources.models.party import Party
from sources.models.report import Citation, Report
from sources.models.source import Source
from sources.models.token import Token

__all__ = ["AuditEvent", "Citation", "Party", "Report", "Source", "Token"]
