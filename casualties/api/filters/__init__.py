"""The parameters of the lists: their names, and which of them each list knows."""

from casualties.api.filters.lists import (
    ChangeFilterSerializer,
    ClaimFilterSerializer,
    EstimateFilterSerializer,
    IncidentFilterSerializer,
    JudgementFilterSerializer,
    PartyFilterSerializer,
    ReportFilterSerializer,
    SourceFilterSerializer,
)
from casualties.api.filters.names import AsOfSerializer
from casualties.api.filters.reading import PageSerializer, QuerySerializer, read

__all__ = [
    "AsOfSerializer",
    "ChangeFilterSerializer",
    "ClaimFilterSerializer",
    "EstimateFilterSerializer",
    "IncidentFilterSerializer",
    "JudgementFilterSerializer",
    "PageSerializer",
    "PartyFilterSerializer",
    "QuerySerializer",
    "ReportFilterSerializer",
    "SourceFilterSerializer",
    "read",
]
