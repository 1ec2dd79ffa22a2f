"""Writing down how an estimate came about."""

from casualties.core.estimation.derivation import (
    Derivation,
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
    ReadAs,
    Said,
)
from casualties.core.estimation.figures import Reading
from casualties.core.estimation.groups import Group, Member
from casualties.core.estimation.method import Finding, Share
from casualties.core.estimation.provenance import Provenance
from casualties.core.estimation.reasons import Omission
from casualties.core.types import EvidenceClaim
from sources.core.types import Protection


def derive(provenance: Provenance, finding: Finding | None) -> Derivation:
    """Write down how a finding came about; None where there was nothing to find."""
    shares = finding.shares if finding else {}
    return Derivation(
        groups=tuple(_group(group, shares.get(group.key)) for group in provenance.groups),
        left_out=tuple(_omission(omission) for omission in provenance.left_out),
        low=finding.low if finding else None,
        best=finding.best if finding else None,
        high=finding.high if finding else None,
    )


def _group(group: Group, share: Share | None) -> DerivationGroup:
    return DerivationGroup(
        key=group.key,
        root=group.root,
        speaker=group.speaker,
        protected=group.protected,
        reliability=group.reliability,
        members=tuple(_member(member) for member in group.members),
        weight=share.weight if share else None,
        shift=share.shift if share else None,
    )


def _member(member: Member) -> DerivationMember:
    return DerivationMember(
        claim=member.claim.key,
        use=member.use,
        why=member.why,
        speaker=member.claim.speaker,
        protected=member.protected,
        said=_said(member.claim),
        read_as=_read_as(member.reading),
    )


def _omission(omission: Omission) -> DerivationOmission:
    return DerivationOmission(
        claim=omission.claim.key,
        code=omission.code,
        sentence=omission.sentence,
        speaker=omission.claim.speaker,
        protected=omission.claim.protection is not Protection.PUBLIC,
        said=_said(omission.claim),
    )


def _said(claim: EvidenceClaim) -> Said:
    quantity = claim.quantity
    return Said(
        qualifier=quantity.qualifier,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        word=quantity.word,
        expression=quantity.expression,
        sub_group=claim.sub_group,
        scheme=claim.scheme,
    )


def _read_as(reading: Reading | None) -> ReadAs | None:
    if reading is None:
        return None
    return ReadAs(
        low=reading.low,
        best=reading.best,
        high=reading.high,
        open_below=reading.open_below,
        open_above=reading.open_above,
    )
