"""What a comparator finds."""

from collections.abc import Callable
from typing import NamedTuple

from casualties.core.linking.types import Candidate, LinkClaim


class Finding(NamedTuple):
    """A level with the sentence a reader is told. ``impossible``: it rules the link out."""

    level: str
    sentence: str
    impossible: bool = False


Comparator = Callable[[LinkClaim, Candidate], Finding | None]
"""Compares one thing; None where either side does not state it."""
