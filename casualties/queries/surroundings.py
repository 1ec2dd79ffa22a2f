"""The incidents near a batch of claims: as they are on file, and as the batch itself changes them.

Read once, in a dozen queries however many claims there are. What is decided of one claim is taken
in here, so that the next one meets it as if it had been written and read again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casualties import mapping
from casualties.core.blocking import finds, incident_keys
from casualties.core.intake import NewIncident
from casualties.core.linking import Candidate, Citation, Count, Days, Spot
from casualties.core.words import DatePrecision, LocationPrecision, Status
from casualties.models import Incident
from casualties.queries.incidents import members_of
from casualties.queries.linking import CITED, CLAIM_PARTIES, DENSE, Asked, count_of, near
from casualties.queries.places import Excerpt
from casualties.queries.raw import array, fetched


@dataclass(slots=True, kw_only=True)
class _Known:
    """One incident, and what the claims on it say. ``pk`` is None before it is written."""

    pk: int | None = None
    when: Days
    where: Spot
    causes: set[str]
    signed_off: bool = False
    distinct_from: set[str] = field(default_factory=set)
    statuses: set[Status] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    counts: list[Count] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    published: list[date] = field(default_factory=list)

    def take(self, *row: Any) -> None:
        """Add a claim on file."""
        harm, status, sub_group, low, high, word, cause, report, address, published = row
        count = count_of(harm, status, low, high, word, report, sub_group)
        self.counts.append(count)
        self.statuses.add(count.measure.status)
        if sub_group:
            self.groups.add(sub_group)
        if cause:
            self.causes.add(cause)
        self.reports.add(report)
        self.addresses.add(address or report)
        if published:
            self.published.append(published)

    def put(self, one: Asked) -> None:
        """Add a claim of the batch."""
        claim = one.claim
        self.counts += claim.counts
        self.statuses |= claim.statuses
        self.groups |= claim.groups
        self.causes |= claim.causes
        self.parties |= claim.parties
        self.reports.add(one.row.report.key)
        self.addresses |= claim.citations
        if claim.published_on:
            self.published.append(claim.published_on)

    def candidate(self, code: str, serving: Mapping[str, set[int | str]]) -> Candidate:
        """Return the incident as the linker sees it."""
        first, last = (min(self.published), max(self.published)) if self.published else (None, None)
        return Candidate(
            code=code,
            when=self.when,
            where=self.where,
            statuses=frozenset(self.statuses),
            groups=frozenset(self.groups),
            parties=frozenset(self.parties),
            causes=frozenset(self.causes),
            counts=tuple(self.counts),
            citations=tuple(
                Citation(address=address, incidents=max(1, len(serving.get(address, ()))))
                for address in sorted(self.addresses)
            ),
            signed_off=self.signed_off,
            distinct_from=frozenset(self.distinct_from),
            told=Days(first=first, last=last),
            reports=max(1, len(self.reports)),
        )


class Surroundings:
    """The incidents near a batch of claims; ``heads`` is one claim of each event in it."""

    def __init__(self, heads: Sequence[Asked], excerpt: Excerpt) -> None:
        """Read them. ``excerpt`` is the gazetteer's part that the claims were resolved by."""
        found = near(heads, more=len(heads))
        self._near = {one.row.pk: each for one, each in zip(heads, found, strict=True)}
        self._excerpt = excerpt
        roots = {pk for each in found for pk in each.blocked | each.cited}
        self._root_of = members_of(roots) if roots else {}
        self._known = _on_file(roots, self._root_of)
        self._code_of = {known.pk: code for code, known in self._known.items()}
        self._serving = _serving({address for one in heads for address in one.claim.citations})
        self._made: dict[str, Candidate] = {}
        self._opened: dict[str, frozenset[tuple[int, int]]] = {}
        self._placed = _Placed()

    @property
    def numbers(self) -> dict[str, int]:
        """Return the numbers of the incidents on file, by code."""
        return {code: known.pk for code, known in self._known.items() if known.pk}

    def code_of(self, incident_id: int) -> str | None:
        """Return the code of an incident's root; None where it is not near."""
        return self._code_of.get(self._root_of.get(incident_id))

    def candidates(self, head: Asked, *, but: Collection[int]) -> tuple[list[Candidate], bool]:
        """Return what a claim may be about, and whether too much is near to tell it apart.

        ``but`` are incidents on file that it does not ask about: those its figures are on.
        """
        found = self._near[head.row.pk]
        opened = self._opened_near(head)
        dense = len(found.blocked) + len(opened) > DENSE
        if dense:
            opened = self._opened_near(head, tight=True)
        on_file = (found.tight if dense else found.blocked) | found.cited
        codes = {self._code_of[pk] for pk in on_file if pk in self._code_of}
        codes |= opened | self._placed.beside(head)
        codes -= {self._code_of[pk] for pk in but if pk in self._code_of}
        return [self._candidate(code) for code in codes], dense

    def open(self, code: str, new: NewIncident) -> None:
        """Take in an incident that the batch opens, before it is written."""
        incident = Incident(code=code, **mapping.incident_columns(new))
        where = self._excerpt.find(mapping.incident_written(incident)).spot
        causes = {incident.cause} if incident.cause else set()
        known = _Known(when=mapping.incident_days(incident), where=where, causes=causes)
        self._known[code] = known
        self._opened[code] = incident_keys(where)

    def put(self, code: str, claims: Iterable[Asked]) -> None:
        """Take in that claims go on an incident, before that is written."""
        known = self._known[code]
        served = {code}
        for one in claims:
            known.put(one)
            self._placed.add(one, code)
            address = one.row.report.canonical_url
            serving = self._serving[address]
            if address and not serving & {known.pk, code}:
                serving.add(code)
                served |= {made for made in self._made if address in self._known[made].addresses}
        for changed in served:
            self._made.pop(changed, None)

    def _opened_near(self, head: Asked, *, tight: bool = False) -> set[str]:
        asked = head.tight if tight else head.probe
        if asked is None:
            return set()
        return {
            code
            for code, keys in self._opened.items()
            if finds(asked, keys, self._known[code].when)
        }

    def _candidate(self, code: str) -> Candidate:
        if code not in self._made:
            self._made[code] = self._known[code].candidate(code, self._serving)
        return self._made[code]


class _Placed:
    """The claims that a batch puts on incidents, found by the reports beside theirs."""

    def __init__(self) -> None:
        self._of_report: dict[int, set[str]] = defaultdict(set)
        self._at_address: dict[str, set[str]] = defaultdict(set)
        self._citing: dict[int, set[str]] = defaultdict(set)

    def add(self, one: Asked, code: str) -> None:
        """Keep that a claim is on an incident."""
        report = one.row.report
        self._of_report[report.pk].add(code)
        if report.canonical_url:
            self._at_address[report.canonical_url].add(code)
        for cited in one.cites:
            self._citing[cited].add(code)

    def beside(self, one: Asked) -> set[str]:
        """Return the incidents of a report, of its page, of those it cites and that cite it."""
        report = one.row.report
        own = [self._of_report[pk] for pk in (report.pk, *one.cites)]
        return set().union(*own, self._at_address[report.canonical_url], self._citing[report.pk])


def _on_file(roots: set[int], root_of: Mapping[int, int]) -> dict[str, _Known]:
    """Return what is on file of root incidents, by code."""
    codes: dict[int, str] = {}
    known: dict[int, _Known] = {}
    for pk, code, cause, precision, first, last, *where in fetched(_SPOTS, [array(roots)]):
        codes[pk] = code
        known[pk] = _Known(
            pk=pk,
            when=Days(first=first, last=last, precision=DatePrecision(precision)),
            where=_spot(*where),
            causes={cause} if cause else set(),
        )
    # One whose keys another process is about to write has no spot yet, and is not known.
    root_of = {pk: root for pk, root in root_of.items() if root in known}
    members = array(root_of)
    for (pk,) in fetched(_SIGNED, [members]):
        known[root_of[pk]].signed_off = True
    for pk, code in fetched(_APART, [members]):
        known[root_of[pk]].distinct_from.add(code)
    for pk, slug in fetched(_INCIDENT_PARTIES, [members]):
        known[root_of[pk]].parties.add(slug)
    _take_claims(known, root_of)
    return {codes[pk]: one for pk, one in known.items()}


def _take_claims(known: Mapping[int, _Known], root_of: Mapping[int, int]) -> None:
    on: dict[int, _Known] = {}
    reports: dict[int, set[int]] = defaultdict(set)
    for incident_id, claim_id, report_id, *claim in fetched(_CLAIMS_ON, [array(root_of)]):
        root = root_of[incident_id]
        on[claim_id] = known[root]
        reports[report_id].add(root)
        known[root].take(*claim)
    for claim_id, slug in fetched(CLAIM_PARTIES, [array(on)]):
        on[claim_id].parties.add(slug)
    for report_id, address, _ in fetched(CITED, [array(reports)]):
        for root in reports[report_id]:
            known[root].addresses.add(address)


def _spot(
    latitude: float | None,
    longitude: float | None,
    precision: str,
    names: Sequence[str],
    country: str,
    admin1: str,
    admin2: str,
) -> Spot:
    return Spot(
        latitude=latitude,
        longitude=longitude,
        precision=LocationPrecision(precision),
        names=tuple(names),
        country=country,
        admin1=admin1,
        admin2=admin2,
    )


def _serving(addresses: Iterable[str]) -> dict[str, set[int | str]]:
    """Return the incidents that each address serves: by number, those to come by code."""
    serving: dict[str, set[int | str]] = defaultdict(set)
    for address, incidents in fetched(_SERVES, [sorted(addresses)]):
        serving[address].update(incidents)
    return serving


_SPOTS = """
    SELECT i.id, i.code, i.cause, i.date_precision, s.first_day, s.last_day, s.latitude,
           s.longitude, s.precision, s.names, s.country, s.admin1, s.admin2
      FROM casualties_incident i JOIN casualties_incidentspot s ON s.incident_id = i.id
     WHERE i.id = ANY(%s)
"""
_CLAIMS_ON = """
    SELECT j.incident_id, c.id, c.report_id, c.harm, c.status, c.sub_group, c.low, c.high, c.word,
           c.cause, r.key, r.canonical_url, r.published_on
      FROM casualties_judgement j
      JOIN casualties_claim c ON c.id = j.claim_id
      JOIN sources_report r ON r.id = c.report_id
     WHERE j.incident_id = ANY(%s) AND j.verdict = 'positive' AND j.ended_at IS NULL
       AND NOT EXISTS (SELECT FROM casualties_review v WHERE v.claim_id = c.id
                          AND v.ended_at IS NULL AND v.verdict <> 'accepted')
"""
_INCIDENT_PARTIES = """
    SELECT link.incident_id, p.slug FROM casualties_incidentparty link
      JOIN sources_party p ON p.id = link.party_id WHERE link.incident_id = ANY(%s)
"""
_SERVES = """
    SELECT r.canonical_url, array_agg(DISTINCT j.incident_id) FROM sources_report r
      JOIN casualties_claim c ON c.report_id = r.id
      JOIN casualties_judgement j
        ON j.claim_id = c.id AND j.verdict = 'positive' AND j.ended_at IS NULL
     WHERE r.canonical_url = ANY(%s) GROUP BY r.canonical_url
"""
_SIGNED = """
    SELECT i.id FROM casualties_incident i WHERE i.id = ANY(%s) AND (i.state = 'signed_off'
        OR EXISTS (SELECT FROM casualties_signoff s WHERE s.incident_id = i.id
                      AND s.ended_at IS NULL))
"""
_APART = """
    SELECT DISTINCT no.incident_id, other.code
      FROM casualties_judgement no
      JOIN casualties_judgement yes ON yes.claim_id = no.claim_id AND yes.verdict = 'positive'
           AND yes.ended_at IS NULL AND NOT starts_with(yes.by, 'rule:')
      JOIN casualties_incident other ON other.id = casualties_root(yes.incident_id)
     WHERE no.incident_id = ANY(%s) AND no.verdict = 'negative' AND no.ended_at IS NULL
       AND NOT starts_with(no.by, 'rule:')
"""
