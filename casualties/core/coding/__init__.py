"""Number-word schemes: data that give vague words their numbers."""

from casualties.core.coding.scheme import (
    DEFAULT_SCHEME,
    BrokenScheme,
    Scheme,
    UnknownScheme,
    WordRange,
    canonical_word,
    known_schemes,
    load_scheme,
    vocabulary,
)

__all__ = [
    "DEFAULT_SCHEME",
    "BrokenScheme",
    "Scheme",
    "UnknownScheme",
    "WordRange",
    "canonical_word",
    "known_schemes",
    "load_scheme",
    "vocabulary",
]
