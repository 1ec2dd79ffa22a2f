"""Which claims count in which basis."""

from collections.abc import Iterable
from dataclasses import dataclass

from casualties.core.types import HEADLINE, Evidence, EvidenceClaim, Measure, Tie
from casualties.core.words import TURNED_DOWN, Basis, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedClaim:
    """A claim on an incident, with what was decided about it and about its link.

    ``state`` is None for a draft. ``confirmed``: somebody who may review made the link.
    """

    claim: EvidenceClaim
    state: ReviewState | None
    confirmed: bool

    def counts_in(self, basis: Basis) -> bool:
        """Return whether the claim counts: reviewed takes no draft and no unconfirmed link."""
        if self.state in TURNED_DOWN:
            return False
        accepted = self.state is ReviewState.ACCEPTED and self.confirmed
        return accepted or basis is Basis.PROVISIONAL


def evidence_in(
    basis: Basis,
    linked: Iterable[LinkedClaim],
    ties: Iterable[Tie],
    hostile: Iterable[tuple[str, str]] = (),
) -> Evidence:
    """Return the evidence of one basis. A tie counts only where its claim does."""
    claims = [link.claim for link in linked if link.counts_in(basis)]
    keys = {claim.key for claim in claims}
    return Evidence.of(claims, [tie for tie in ties if tie.claim in keys], hostile)


def reviewed_measures(linked: Iterable[LinkedClaim]) -> tuple[Measure, ...]:
    """Return the measures that have a reviewed row: the headline, and all that were ever reviewed.

    A claim later rejected or withdrawn keeps its measure, whose row then says why it is empty; a
    measure known from drafts alone has none, so that nobody learns of a draft from it.
    """
    seen = {link.claim.measure for link in linked if link.state is not None and link.confirmed}
    return tuple(sorted({HEADLINE, *seen}))


def provisional_measures(linked: Iterable[LinkedClaim]) -> tuple[Measure, ...]:
    """Return the measures of all claims on the incident, and the headline."""
    return tuple(sorted({HEADLINE, *(link.claim.measure for link in linked)}))
