"""Who says so: addresses both stand on, and what one report counts apart."""

from casualties.core.linking.finding import Finding
from casualties.core.linking.types import Candidate, Count, LinkClaim

MANY = 5
"""Incidents an address serves from which on sharing it says nothing: a yearly list, a home page."""


def citation(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Compare addresses, by how many incidents each serves already.

    30 % of Airwars incidents share an address with another incident: never a must-link.
    """
    shared = [cited for cited in candidate.citations if cited.address in claim.citations]
    if not shared:
        return None
    serves = min(cited.incidents for cited in shared)
    if serves == 1:
        return Finding("shared", "They share a source that serves no other incident.")
    told = f"They share a source that serves {serves} incidents."
    return Finding("shared_by_few" if serves < MANY else "shared_by_many", told)


def same_report(claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Look for another figure of the same measure from the same report: it counts two events.

    Strong, and no impossibility: a rule that one source never links to itself had to be taken
    back elsewhere (OpenSanctions issue 5302).
    """
    reports = {count.report for count in claim.counts if count.report}
    theirs = [count for count in candidate.counts if count.report in reports]
    if not theirs:
        return None
    if any(_apart(ours, other) for ours in claim.counts for other in theirs):
        return Finding("counts_apart", "Its report gives that incident another figure.")
    return Finding("counts_together", "Its report gives that incident figures of other measures.")


def _apart(one: Count, other: Count) -> bool:
    return (one.report, one.measure, one.sub_group) == (
        other.report,
        other.measure,
        other.sub_group,
    )


def listing(claim: LinkClaim, _candidate: Candidate) -> Finding | None:
    """Say whether the report tells of this event alone or lists many, most on no file yet."""
    if claim.listed <= 1:
        return Finding("one", "Its report tells of this event alone.")
    told = f"Its report tells of {claim.listed} events."
    return Finding("few" if claim.listed <= MANY else "many", told)


def renown(_claim: LinkClaim, candidate: Candidate) -> Finding | None:
    """Count the reports on file: an event many report is the likelier subject of one more."""
    if candidate.reports <= 1:
        return Finding("one_report", "One report is on file.")
    told = f"{candidate.reports} reports are on file."
    return Finding("some_reports" if candidate.reports < MANY else "many_reports", told)
