"""The desk's pages for sources. Importing it registers them."""

from sources.admin.audit_event import AuditEventAdmin
from sources.admin.party import PartyAdmin
from sources.admin.person import PersonAdmin
from sources.admin.report import ReportAdmin
from sources.admin.source import SourceAdmin
from sources.admin.token import TokenAdmin

__all__ = [
    "AuditEventAdmin",
    "PartyAdmin",
    "PersonAdmin",
    "ReportAdmin",
    "SourceAdmin",
    "TokenAdmin",
]
