"""Where is this? Written place names resolved against the gazetteer, nothing guessed."""

from casualties.core.gazetteer.geonames import BadLine, read_line
from casualties.core.gazetteer.resolving import resolve, wanted_names
from casualties.core.gazetteer.types import KnownPlace, Resolution, Written

__all__ = [
    "BadLine",
    "KnownPlace",
    "Resolution",
    "Written",
    "read_line",
    "resolve",
    "wanted_names",
]
