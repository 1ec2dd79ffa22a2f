"""The parameters of the lists, one module a resource."""

from casualties.api.filters.incidents import IncidentFilterSerializer
from casualties.api.filters.reading import PageSerializer, QuerySerializer, read
from casualties.api.filters.sources import SourceFilterSerializer

__all__ = [
    "IncidentFilterSerializer",
    "PageSerializer",
    "QuerySerializer",
    "SourceFilterSerializer",
    "read",
]
