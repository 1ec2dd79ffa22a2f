"""A file of incidents in memory, with the blocking rules that the database has in SQL."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from casualties.core.linking import Candidate, Citation, Days, LinkClaim
from casualties.core.linking.days import gap_days
from casualties.core.linking.globe import RADIUS_KM, distance_km, point

SLACK_DAYS = 5  # plus twice the stated precision: linking.md
REACH_KM = ((1.5, 6.0), (5.0, 15.0), (30.0, 40.0), (100.0, 250.0))
"""Radius of the coarser place, and how far two rings of its H3 cells reach (r7, r6, r5)."""


class IncidentFile:
    """Incidents by code, and what each address serves."""

    def __init__(self, incidents: Iterable[Candidate] = ()) -> None:
        self.incidents = {incident.code: incident for incident in incidents}
        self.served: Counter[str] = Counter()

    def near(self, claim: LinkClaim) -> list[Candidate]:
        """Return the incidents a claim may be about: near in days and place, or one address."""
        return [
            self._shown(incident)
            for incident in self.incidents.values()
            if _within_days(claim, incident) and _within_reach(claim, incident)
        ]

    def _shown(self, incident: Candidate) -> Candidate:
        cited = tuple(
            replace(citation, incidents=self.served.get(citation.address, citation.incidents))
            for citation in incident.citations
        )
        return replace(incident, citations=cited)

    def open(self, claim: LinkClaim) -> str:
        """Open an incident from a claim and return its code."""
        code = f"I{len(self.incidents):05}"
        self.incidents[code] = Candidate(code=code, when=claim.when, where=claim.where, reports=0)
        self.add(code, claim)
        return code

    def add(self, code: str, claim: LinkClaim) -> None:
        """Put a claim on an incident: it keeps its own days and place and learns the rest."""
        known = self.incidents[code]
        new = claim.citations - {citation.address for citation in known.citations}
        self.served.update(new)
        self.incidents[code] = replace(
            known,
            where=replace(
                known.where, names=tuple(dict.fromkeys((*known.where.names, *claim.where.names)))
            ),
            statuses=known.statuses | claim.statuses,
            groups=known.groups | claim.groups,
            parties=known.parties | claim.parties,
            causes=known.causes | claim.causes,
            counts=(*known.counts, *claim.counts),
            victims=known.victims | claim.victims,
            told=_told(known.told, claim),
            reports=known.reports + 1,
            citations=(*known.citations, *(Citation(address=page) for page in sorted(new))),
        )


def _told(told: Days, claim: LinkClaim) -> Days:
    days = sorted(filter(None, (told.first, told.last, claim.published_on)))
    return Days(first=days[0], last=days[-1]) if days else told


def _within_days(claim: LinkClaim, incident: Candidate) -> bool:
    gap = gap_days(claim.when, incident.when)
    stated = max(claim.when.length or 1, incident.when.length or 1) - 1
    return gap is not None and gap <= SLACK_DAYS + 2 * min(stated, 31)


def _within_reach(claim: LinkClaim, incident: Candidate) -> bool:
    if claim.where.country and claim.where.country != incident.where.country:
        return False
    one, other = point(claim.where), point(incident.where)
    if one is None or other is None:
        return True
    radius = max(RADIUS_KM[claim.where.precision], RADIUS_KM[incident.where.precision])
    reach = next((far for limit, far in REACH_KM if radius <= limit), 1000.0)
    return distance_km(one, other) <= reach
