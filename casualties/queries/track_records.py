"""A source's figures beside the ranges that were signed off after them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from casualties import mapping
from casualties.core.track_record import Verdict, verdict
from casualties.core.words import ReviewState, Scope, Stance
from casualties.models import Claim, SignOff
from casualties.queries.incidents import roots_by_member
from sources.models import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A source's last word on a measure of an incident, and the range signed there later."""

    claim: Claim
    sign_off: SignOff
    verdict: Verdict


def compared_with_signed(source: Source, seen: QuerySet[Claim]) -> list[Compared]:
    """Return the last figure of a source on each signed range, newest sign-off first.

    ``seen`` holds the claims the reader may know of. Only ranges with two independent voices or
    more count, so that no source is measured by itself alone; figures of a part of the victims,
    totals of a period and vague words have no figure to compare.
    """
    claims = _claims_of(source, seen)
    roots = roots_by_member({claim.on_incident for claim in claims})  # type: ignore[attr-defined]
    signed = _signed_in({root.code for root in roots.values()})
    last: dict[tuple[str, str], Compared] = {}
    for claim in claims:  # by the day of publication, so that the last word stays
        root = roots[claim.on_incident]  # type: ignore[attr-defined]
        place = (root.code, str(claim.measure))
        row = signed.get(place)
        if row and claim.entered_at <= row.at:
            word = verdict(claim.low, claim.high, mapping.interval_of(row))
            last[place] = Compared(claim=claim, sign_off=row, verdict=word)
    return sorted(last.values(), key=lambda one: one.sign_off.at, reverse=True)


def _claims_of(source: Source, seen: QuerySet[Claim]) -> list[Claim]:
    stated = seen.filter(
        claimant=source, scope=Scope.INCIDENT, stance=Stance.ASSERTS, sub_group=None
    )
    figured = stated.exclude(low=None, high=None)
    decided = figured.filter(reviews__ended_at=None, reviews__verdict=ReviewState.ACCEPTED)
    live = decided.filter(judgements__ended_at=None, judgements__verdict="positive")
    rows = live.annotate(on_incident=F("judgements__incident"))
    return list(rows.order_by(F("report__published_on").asc(nulls_first=True), "pk"))


def _signed_in(codes: Iterable[str]) -> dict[tuple[str, str], SignOff]:
    rows = SignOff.objects.filter(incident__code__in=codes, ended_at=None, estimate__groups__gte=2)
    return {(row.incident.code, row.measure): row for row in rows.select_related("incident")}
