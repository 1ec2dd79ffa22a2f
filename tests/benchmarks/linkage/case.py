"""A claim with the hidden answer."""

from dataclasses import dataclass

from casualties.core.linking import LinkClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim, and the hidden key of the incident it is about."""

    claim: LinkClaim
    truth: str
    city: str
    exact: tuple[object, ...]
    """What must agree in everything for the exact-matching baseline."""
