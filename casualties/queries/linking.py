"""Which incidents a claim may be about, and what is known of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection

from casualties import mapping
from casualties.core.blocking import Probe, around, lock_keys, probe
from casualties.core.coding import load_scheme
from casualties.core.linking import Candidate, Citation, Count, Days, LinkClaim, Spot
from casualties.core.linking.bad_input import sound
from casualties.core.types import Measure
from casualties.core.words import DatePrecision, Harm, LocationPrecision, Status
from casualties.models import Claim
from casualties.queries.incidents import members_of
from casualties.queries.places import where_are

DENSE = 2_000
"""Candidates beyond which place and day tell nothing apart: the days are tightened, and flagged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim, where it may have been, what to lock and what to look for."""

    row: Claim
    claim: LinkClaim
    locks: frozenset[int]
    probe: Probe | None
    tight: Probe | None

    @property
    def event(self) -> tuple[object, ...]:
        """Return what figures of one event in one report share: they are linked together."""
        return (self.row.report_id, self.claim.when, self.claim.where, self.claim.scope)


@dataclass(slots=True)
class Near:
    """The roots of the incidents near a claim, and whether there were too many to tell apart."""

    incidents: set[int] = field(default_factory=set)
    dense: bool = False


def asked_of(rows: Sequence[Claim]) -> list[Asked]:
    """Return claims as the linker sees them, in six queries however many.

    Needs report and place joined.
    """
    found = where_are([mapping.claim_written(row) for row in rows])
    parties = _slugs_by(_CLAIM_PARTIES, [row.pk for row in rows])
    hostile = _hostile({slug for slugs in parties.values() for slug in slugs})
    cited = _slugs_by(_CITED, [row.report_id for row in rows])
    listed = _events_told([row.report_id for row in rows])
    made = []
    for row, place in zip(rows, found, strict=True):
        alleged = frozenset(parties.get(row.pk, ()))
        claim = mapping.link_claim(
            row,
            where=place.spot,
            named=place.named,
            parties=alleged,
            hostile=frozenset(other for slug in alleged for other in hostile.get(slug, ())),
            cited=frozenset(cited.get(row.report_id, ())),
            count=_count(
                row.harm, row.status, row.low, row.high, row.word, row.report.key, row.sub_group
            ),
            listed=listed.get(row.report_id, 1),
        )
        made.append(_asked(row, claim, place.spots))
    return made


def _asked(row: Claim, claim: LinkClaim, spots: Sequence[Spot]) -> Asked:
    believed = sound(claim)
    days = believed.when
    if days.first is None and row.report.published_on:
        days = around(row.report.published_on)
    places = [believed.where, *spots[1:]]
    return Asked(
        row=row,
        claim=claim,
        locks=frozenset(lock_keys(places)),
        probe=probe(places, days),
        tight=probe(places, days, margin=0),
    )


def near(asked: Sequence[Asked]) -> list[Near]:
    """Return the incidents near each claim: by place and day, and by a shared citation."""
    found = _found({number: one.probe for number, one in enumerate(asked)}, asked)
    dense = [number for number, one in enumerate(found) if one.dense]
    if dense:
        tight = _found({number: asked[number].tight for number in dense}, asked)
        for number in dense:
            found[number].incidents = tight[number].incidents
    return found


def _found(probes: Mapping[int, Probe | None], asked: Sequence[Asked]) -> list[Near]:
    """Ask for all in one statement; numbers go as texts, which are read faster than lists."""
    numbers, keys, classes = [], [], []
    wanted = [(number, one) for number, one in probes.items() if one]
    for place, (_, one) in enumerate(wanted, start=1):
        numbers += [place] * len(one.keys)
        keys += [key for key, _ in one.keys]
        classes += [kind for _, kind in one.keys]
    days = [[one.first for _, one in wanted], [one.last for _, one in wanted]]
    lists = [_array(numbers), _array(keys), _array(classes), *map(_array, days)]
    rows = _rows(_CANDIDATES, [*lists, _array([asked[number].row.pk for number in probes])])
    claims = {asked[number].row.pk: number for number in probes}
    found = [Near() for _ in asked]
    blocked: dict[int, int] = defaultdict(int)
    for place, claim_id, root in rows:
        number = wanted[place - 1][0] if place else claims[claim_id]
        found[number].incidents.add(root)
        blocked[number] += place is not None
    for number, count in blocked.items():
        found[number].dense = count > DENSE
    return found


def _array(values: Iterable[object]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def candidates(root_ids: Iterable[int], *, addresses: Iterable[str] = ()) -> dict[int, Candidate]:
    """Return what is known of these root incidents, in eight queries however many.

    ``addresses`` are those the claims at hand cite: how many incidents each serves is counted for
    them alone.
    """
    roots = sorted(set(root_ids))
    if not roots:
        return {}
    members = members_of(roots)
    ids = sorted(members)
    told: dict[int, _Told] = defaultdict(_Told)
    reports: dict[int, set[int]] = defaultdict(set)
    on: dict[int, int] = {}
    for incident_id, claim_id, report_id, *claim in _rows(_CLAIMS_ON, [ids]):
        root = members[incident_id]
        on[claim_id] = root
        reports[report_id].add(root)
        told[root].take(*claim)
    for claim_id, slug in _rows(_CLAIM_PARTIES, [list(on)]):
        told[on[claim_id]].parties.add(slug)
    for incident_id, slug in _rows(_INCIDENT_PARTIES, [ids]):
        told[members[incident_id]].parties.add(slug)
    for report_id, address in _rows(_CITED, [list(reports)]):
        for root in reports[report_id]:
            told[root].addresses.add(address)
    serves = dict(_rows(_SERVES, [sorted(addresses)]))
    signed = {members[pk] for (pk,) in _rows(_SIGNED, [ids])}
    apart = _apart(members)
    return {
        root: _candidate(spot, told[root], serves, root in signed, apart.get(root, frozenset()))
        for root, *spot in _rows(_SPOTS, [roots])
    }


@dataclass(slots=True)
class _Told:
    """What the claims on one incident say, gathered."""

    statuses: set[Status] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    counts: list[Count] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    published: list[Any] = field(default_factory=list)

    def take(self, *row: Any) -> None:
        """Add one claim."""
        harm, status, sub_group, low, high, word, cause, report, address, published = row
        self.statuses.add(Status(status))
        if sub_group:
            self.groups.add(sub_group)
        if cause:
            self.causes.add(cause)
        if published:
            self.published.append(published)
        self.reports.add(report)
        self.addresses.add(address or report)
        self.counts.append(_count(harm, status, low, high, word, report, sub_group))


def _candidate(
    spot: Sequence[Any],
    told: _Told,
    serves: Mapping[str, int],
    signed_off: bool,
    apart: frozenset[str],
) -> Candidate:
    code, cause, precision_of_day, first, last, *where = spot
    latitude, longitude, precision, names, country, admin1, admin2 = where
    period = (min(told.published), max(told.published)) if told.published else (None, None)
    return Candidate(
        code=code,
        when=Days(first=first, last=last, precision=DatePrecision(precision_of_day)),
        where=Spot(
            latitude=latitude,
            longitude=longitude,
            precision=LocationPrecision(precision),
            names=tuple(names),
            country=country,
            admin1=admin1,
            admin2=admin2,
        ),
        statuses=frozenset(told.statuses),
        groups=frozenset(told.groups),
        parties=frozenset(told.parties),
        causes=frozenset({*told.causes, *([cause] if cause else [])}),
        counts=tuple(told.counts),
        citations=tuple(
            Citation(address=address, incidents=max(1, serves.get(address, 1)))
            for address in sorted(told.addresses)
        ),
        signed_off=signed_off,
        distinct_from=apart,
        told=Days(first=period[0], last=period[1]),
        reports=max(1, len(told.reports)),
    )


def _count(
    harm: str,
    status: str,
    low: int | None,
    high: int | None,
    word: str | None,
    report: str,
    sub_group: str | None,
) -> Count:
    coded = load_scheme(settings.CODING_SCHEME).range_of(word) if word else None
    return Count(
        measure=Measure(harm=Harm(harm), status=Status(status)),
        low=coded.low if coded else low,
        high=coded.high if coded else high,
        report=report,
        sub_group=sub_group or "",
    )


def _apart(members: Mapping[int, int]) -> dict[int, frozenset[str]]:
    apart: dict[int, set[str]] = defaultdict(set)
    for refused, code in _rows(_APART, [sorted(members)]):
        apart[members[refused]].add(code)
    return {root: frozenset(codes) for root, codes in apart.items()}


def _hostile(slugs: Iterable[str]) -> dict[str, set[str]]:
    hostile: dict[str, set[str]] = defaultdict(set)
    for slug, other in _rows(_HOSTILE, [sorted(slugs)]):
        hostile[slug].add(other)
    return hostile


def _slugs_by(statement: str, ids: Sequence[int]) -> dict[int, set[str]]:
    by: dict[int, set[str]] = defaultdict(set)
    for pk, slug in _rows(statement, [list(set(ids))]):
        by[pk].add(slug)
    return by


def _events_told(report_ids: Iterable[int]) -> dict[int, int]:
    return dict(_rows(_EVENTS, [sorted(set(report_ids))]))


def _rows(statement: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
    if not any(arguments):
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return list(cursor.fetchall())


_CANDIDATES = """
    SELECT number, claim, root FROM casualties_candidates(
        %s::int[], %s::bigint[], %s::smallint[], %s::date[], %s::date[], %s::bigint[])
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
_CLAIM_PARTIES = """
    SELECT link.claim_id, p.slug FROM casualties_claimparty link
      JOIN sources_party p ON p.id = link.party_id WHERE link.claim_id = ANY(%s)
"""
_INCIDENT_PARTIES = """
    SELECT link.incident_id, p.slug FROM casualties_incidentparty link
      JOIN sources_party p ON p.id = link.party_id WHERE link.incident_id = ANY(%s)
"""
_CITED = """
    SELECT t.report_id, COALESCE(NULLIF(r.canonical_url, ''), r.key) FROM sources_citation t
      JOIN sources_report r ON r.id = t.cited_id WHERE t.report_id = ANY(%s)
"""
_SERVES = """
    SELECT r.canonical_url, COUNT(DISTINCT j.incident_id) FROM sources_report r
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
_HOSTILE = """
    SELECT p.slug, o.slug FROM sources_party p
      JOIN sources_party_hostile_to h ON h.from_party_id = p.id
      JOIN sources_party o ON o.id = h.to_party_id WHERE p.slug = ANY(%s)
"""
_EVENTS = """
    SELECT report_id, COUNT(DISTINCT (event_date, place_name, latitude, longitude))
      FROM casualties_claim WHERE report_id = ANY(%s) AND scope = 'incident' GROUP BY report_id
"""
_SPOTS = """
    SELECT i.id, i.code, i.cause, i.date_precision, s.first_day, s.last_day, s.latitude,
           s.longitude, s.precision, s.names, s.country, s.admin1, s.admin2
      FROM casualties_incident i JOIN casualties_incidentspot s ON s.incident_id = i.id
     WHERE i.id = ANY(%s)
"""
