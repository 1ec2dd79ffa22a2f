"""What the API's reference says beyond what the serializers say, one module a resource."""

from casualties.api.schema.about import index
from casualties.api.schema.components import DeskScheme, SourceScheme, TokenScheme, WordScheme
from casualties.api.schema.exports import download_export, list_exports, read_export
from casualties.api.schema.incidents import list_incidents, read_incident
from casualties.api.schema.reports import post_report, read_report
from casualties.api.schema.sources import list_sources, read_source

__all__ = [
    "DeskScheme",
    "SourceScheme",
    "TokenScheme",
    "WordScheme",
    "download_export",
    "index",
    "list_exports",
    "list_incidents",
    "list_sources",
    "post_report",
    "read_export",
    "read_incident",
    "read_report",
    "read_source",
]
