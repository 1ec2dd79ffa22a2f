"""When: the days both may mean, and whether the report could know of it at all."""

from datetime import timedelta

from casualties.core.linking.days import gap_days, written
from casualties.core.linking.finding import Finding
from casualties.core.linking.types import Candidate, Days, LinkClaim

SHORT_DAYS = 7
"""Up to a week two spans that overlap still say when; beyond it little."""

NEAR_DAYS = 5
"""Days apart that blocking still lets through (linking.md)."""

NEWS_DAYS, FOLLOW_UP_DAYS = 3, 30
"""Days within which reports belong to one wave of news, and to what follows it."""


def dates(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare the days against how exactly each is stated."""
    gap = gap_days(claim.when, candidate.when)
    if gap is None:
        return None
    told = f"{written(claim.when)}; the incident: {written(candidate.when)}."
    if gap == 0:
        return Finding(_overlap(claim, candidate), told)
    if gap == 1:
        return Finding("next_day", f"A day apart: {told}")
    return Finding("near" if gap <= NEAR_DAYS else "apart", f"{gap} days apart: {told}")


def _overlap(claim: LinkClaim, candidate: Candidate) -> str:
    longest = max(claim.when.length or 1, candidate.when.length or 1)
    if longest == 1:
        return "same_day"
    if claim.when == candidate.when:
        return "same_span"
    return "overlap_short" if longest <= SHORT_DAYS else "overlap_long"


def published(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Rule out an incident after the report; a day is left for time zones."""
    if claim.published_on is None or candidate.when.first is None:
        return None
    if candidate.when.first <= claim.published_on + timedelta(days=1):
        return None
    told = f"Published {written_day(claim)}, before the incident: {written(candidate.when)}."
    return Finding("before_the_event", told, impossible=True)


def coverage(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare days of publication: an event is told of in the days after it, then in reviews."""
    if claim.published_on is None:
        return None
    day = Days(first=claim.published_on, last=claim.published_on)
    gap = gap_days(day, candidate.told)
    if gap is None:
        return None
    if gap <= NEWS_DAYS:
        return Finding("same_news", f"Published within {NEWS_DAYS} days of another report on it.")
    if gap <= FOLLOW_UP_DAYS:
        return Finding("follow_up", f"Published {gap} days from the other reports on it.")
    return Finding("long_after", f"Published {gap} days from the other reports on it.")


def written_day(claim: LinkClaim) -> str:
    """Return the day of publication as a reader writes it."""
    day = claim.published_on
    return f"{day.day} {day:%B %Y}" if day else "on an unknown day"
