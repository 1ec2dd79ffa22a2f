"""What the API's reference says beyond what the serializers say, one module a resource."""

from casualties.api.schema.about import index
from casualties.api.schema.batches import (
    file_batch,
    list_batch_lines,
    post_batch,
    read_batch,
    restore_batch,
    revert_batch,
)
from casualties.api.schema.changes import list_changes
from casualties.api.schema.claims import list_claims, list_judgements, read_claim
from casualties.api.schema.components import DeskScheme, SourceScheme, TokenScheme, WordScheme
from casualties.api.schema.exports import download_export, list_exports, read_export
from casualties.api.schema.incidents import (
    describe_incident,
    list_estimates,
    list_incidents,
    read_incident,
)
from casualties.api.schema.methods import list_methods, read_method
from casualties.api.schema.reports import list_reports, post_report, read_report
from casualties.api.schema.sources import list_parties, list_sources, read_party, read_source
from casualties.api.schema.token import read_token, rotate_token

__all__ = [
    "DeskScheme",
    "SourceScheme",
    "TokenScheme",
    "WordScheme",
    "describe_incident",
    "download_export",
    "file_batch",
    "index",
    "list_batch_lines",
    "list_changes",
    "list_claims",
    "list_estimates",
    "list_exports",
    "list_incidents",
    "list_judgements",
    "list_methods",
    "list_parties",
    "list_reports",
    "list_sources",
    "post_batch",
    "post_report",
    "read_batch",
    "read_claim",
    "read_export",
    "read_incident",
    "read_method",
    "read_party",
    "read_report",
    "read_source",
    "read_token",
    "restore_batch",
    "revert_batch",
    "rotate_token",
]
