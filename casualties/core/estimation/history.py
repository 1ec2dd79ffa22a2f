"""How knowledge grew: the evidence as far as it had been published by a day."""

from dataclasses import replace
from datetime import date

from casualties.core.types import Evidence


def published_by(evidence: Evidence, day: date) -> Evidence:
    """Return the part of the evidence that had been published by the end of a day.

    Answers what a reader of all reports could have known then, judged as it is judged now. Not
    for what this database held then: reports are often filed long after they appeared.

    Parameters
    ----------
    evidence
        All that is on file.
    day
        The last day that counts.

    Returns
    -------
    Evidence
        A claim without a publication date is never in it: see `undated`. A tie is in it where its
        claim is, so that two copies of a statement published later are still one voice.

    Examples
    --------
    >>> published_by(Evidence(), date(2017, 3, 6)).claims
    ()
    """
    claims = tuple(
        claim for claim in evidence.claims if claim.published_on and claim.published_on <= day
    )
    keys = {claim.key for claim in claims}
    ties = tuple(tie for tie in evidence.ties if tie.claim in keys)
    return replace(evidence, claims=claims, ties=ties)


def days_of(evidence: Evidence) -> tuple[date, ...]:
    """Return the days on which something was published, in order, each once.

    Between two of them `published_by` stays the same.

    Examples
    --------
    >>> days_of(Evidence())
    ()
    """
    return tuple(sorted({claim.published_on for claim in evidence.claims if claim.published_on}))


def undated(evidence: Evidence) -> int:
    """Return how many claims say not when they were published: these are on no day.

    Examples
    --------
    >>> undated(Evidence())
    0
    """
    return sum(claim.published_on is None for claim in evidence.claims)
