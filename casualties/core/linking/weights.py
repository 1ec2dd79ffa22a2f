"""What each finding weighs, in bits; where each number comes from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The bits of each finding, by ``feature.level``, under a version that judgements keep."""

    version: str
    bits: Mapping[str, float]


DECLARED = Weights(version="linking-1", bits={})
"""The weights to start from; later versions are refitted from judgements."""
