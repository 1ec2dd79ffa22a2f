"""Proposals for the claims of an incident: which statement goes back to which."""

from collections.abc import Iterable, Sequence
from datetime import date

from casualties.core.linking.lineage.rules import RULES
from casualties.core.linking.lineage.types import Proposal, Told
from casualties.core.types import Tie
from casualties.core.words import Relation

ONE_TARGET = (Relation.REPEATS, Relation.REVISES)
"""Relations a claim is proposed for once: it repeats one statement and revises one figure."""


def propose(told: Sequence[Told], settled: Iterable[Tie] = ()) -> tuple[Proposal, ...]:
    """Propose how the claims of one incident, and those they cite, stand to one another.

    Parameters
    ----------
    told
        Claims in any order.
    settled
        Relations already proposed, confirmed or refused, whichever way; never proposed again. A
        claim with a settled `repeats` is proposed for no other.

    Returns
    -------
    tuple of Proposal
        In order of claim and target. A claim points only to earlier ones (day of publication, then
        key; what is relayed of unknown speakers comes last, for they spoke before they were
        quoted), so proposals never run in circles. A pair is proposed for one relation, by the
        surest rule; `repeats` and `revises` go to one claim each: the first that was told, and the
        last figure before this one.
    """
    ordered = sorted(told, key=_when)
    known = {(tie.claim, tie.on) for tie in settled}
    taken = {(tie.claim, tie.relation) for tie in settled if tie.relation in ONE_TARGET}
    found: list[Proposal] = []
    for place, later in enumerate(ordered):
        for proposal in _of(later, ordered[:place]):
            pair, target = (proposal.claim, proposal.on), (proposal.claim, proposal.relation)
            if pair in known or pair[::-1] in known or target in taken:
                continue
            if (
                proposal.relation is Relation.REVISES
                and (proposal.claim, Relation.REPEATS) in taken
            ):
                continue  # the statement it repeats is the one that revises
            known.add(pair)
            found.append(proposal)
            if proposal.relation in ONE_TARGET:
                taken.add(target)
    return tuple(sorted(found))


def origin(one: Told, others: Iterable[Told]) -> Proposal | None:
    """Return which statement a claim would be proposed to repeat beside these, if any.

    Answers what a person is asked when the claim is put beside them, before it is.
    """
    earlier = [other for other in sorted(others, key=_when) if _when(other) < _when(one)]
    first = next(iter(_of(one, earlier)), None)
    return first if first and first.relation is Relation.REPEATS else None


def _of(later: Told, earlier: Sequence[Told]) -> Iterable[Proposal]:
    """Yield what each rule finds, the surest rule first."""
    for name, rule in RULES:
        for other in reversed(earlier) if name == "revision" else earlier:
            found = rule(later, other)
            if found:
                relation, sentence = found
                yield Proposal(
                    claim=later.claim.key,
                    relation=relation,
                    on=other.claim.key,
                    rule=name,
                    sentence=sentence,
                )


def _when(told: Told) -> tuple[bool, date, bool, str]:
    """Order by publication; where that is equal the whole stands before its parts."""
    part = told.claim.sub_group is not None
    return (told.claim.relayed, told.claim.published_on or date.max, part, told.claim.key)
