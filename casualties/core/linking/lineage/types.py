"""What lineage looks at and what it proposes."""

from dataclasses import dataclass

from casualties.core.types import EvidenceClaim
from casualties.core.words import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with where it was told.

    ``cites`` holds the keys of the reports its report cites; ``text`` is its report's text, empty
    where none is kept; ``named`` holds the words for a speaker who is not on file.
    """

    claim: EvidenceClaim
    cites: frozenset[str] = frozenset()
    text: str = ""
    named: str = ""

    @property
    def report(self) -> str:
        """Return the report's key: a claim's stable key begins with it."""
        return self.claim.key.partition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Proposal:
    """That ``claim`` stands in a relation to ``on``, by which rule, with a sentence.

    A proposal collapses nothing: claims count as before until a person confirms it.
    """

    claim: str
    relation: Relation
    on: str
    rule: str
    sentence: str
