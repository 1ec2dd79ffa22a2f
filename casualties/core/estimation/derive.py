"""Writing down how an estimate came about."""

from dataclasses import replace

from casualties.core.estimation.derivation import (
    Derivation,
    DerivationGroup,
    DerivationMember,
    DerivationOmission,
    FloorLine,
    InfluenceLine,
    PosteriorLine,
    ReadAs,
    Said,
    TermLine,
)
from casualties.core.estimation.figures import Reading
from casualties.core.estimation.grading import Grade
from casualties.core.estimation.groups import Group, Member
from casualties.core.estimation.method import Case, Finding, Share
from casualties.core.estimation.posterior.constants import IDENTITY
from casualties.core.estimation.posterior.terms import Term
from casualties.core.estimation.reasons import Omission
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use
from sources.core.types import Protection


def derive(
    case: Case, finding: Finding | None, *, weighs_denials: bool, grade: Grade | None = None
) -> Derivation:
    """Write down how a finding came about; None where there was nothing to find.

    Denials are members of their group where the method weighs them, else left out.
    """
    groups, left_out = case.groups, case.left_out
    if weighs_denials and finding is not None:
        groups = tuple(sorted((*groups, *case.deniers), key=lambda group: group.key))
        told = {member.claim.key for group in groups for member in group.denials}
        left_out = tuple(omission for omission in left_out if omission.claim.key not in told)
    else:
        groups = tuple(replace(group, denials=()) for group in groups)
    shares = finding.shares if finding else {}
    return Derivation(
        groups=tuple(_group(group, shares.get(group.key)) for group in groups),
        left_out=tuple(_omission(omission) for omission in left_out),
        low=finding.low if finding else None,
        best=finding.best if finding else None,
        high=finding.high if finding else None,
        posterior=_posterior(case, finding),
        grade=grade,
    )


def _posterior(case: Case, finding: Finding | None) -> PosteriorLine | None:
    if finding is None or finding.answer is None:
        return None
    answer, parameters = finding.answer, case.parameters
    return PosteriorLine(
        constants=IDENTITY,
        parameters=parameters.name,
        parameters_version=parameters.version,
        alpha=parameters.alpha,
        c=parameters.c,
        zero_prior=parameters.zero,
        reason=parameters.reason,
        intervals=answer.spans,
        zero=_rounded(answer.zero),
        mean=_rounded(answer.mean),
        sd=_rounded(answer.sd),
        readings=answer.readings,
        converted=case.converted,
    )


def _rounded(figure: float) -> float:
    """Keep nine decimals: what lies beyond depends on the company a problem is solved in."""
    return round(figure, 9)


def _group(group: Group, share: Share | None) -> DerivationGroup:
    terms = share.terms if share else {}
    return DerivationGroup(
        key=group.key,
        root=group.root,
        speaker=group.speaker,
        protected=group.protected,
        reliability=group.reliability,
        members=tuple(
            _member(member, terms.get(member.claim.key))
            for member in sorted(
                (*group.members, *group.denials), key=lambda member: member.claim.key
            )
        ),
        weight=_rounded(share.weight) if share else None,
        shift=_rounded(share.shift) if share else None,
        influence=_influence(share),
    )


def _influence(share: Share | None) -> InfluenceLine | None:
    if share is None or share.divergence is None or share.overlap is None or share.alone is None:
        return None
    return InfluenceLine(
        divergence=_rounded(share.divergence),
        overlap=_rounded(share.overlap),
        low=share.alone.low,
        best=share.alone.best,
        high=share.alone.high,
        floors=tuple(FloorLine(kind=floor.kind.name.lower(), n=floor.n) for floor in share.floors),
    )


def _member(member: Member, weighed: tuple[Term, float] | None) -> DerivationMember:
    return DerivationMember(
        claim=member.claim.key,
        use=member.use,
        why=member.why,
        speaker=member.claim.speaker,
        protected=member.protected,
        said=_said(member.claim),
        read_as=_read_as(member.reading),
        term=_term(*weighed) if weighed and member.use is Use.COUNTED else None,
    )


def _term(term: Term, weight: float) -> TermLine:
    return TermLine(
        kind=term.kind.name.lower(),
        low=term.low,
        high=term.high,
        r=_rounded(term.r),
        rho=_rounded(term.rho),
        offset=_rounded(term.offset),
        variance=_rounded(term.variance),
        weight=_rounded(weight),
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
