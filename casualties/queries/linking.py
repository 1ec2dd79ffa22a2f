"""Claims as the linker sees them, and which incidents each may be about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

from casualties import mapping
from casualties.core.blocking import Probe, around, lock_keys, probe, tightened
from casualties.core.coding import load_scheme
from casualties.core.linking import Count, LinkClaim, Spot
from casualties.core.linking.bad_input import sound
from casualties.core.types import Measure
from casualties.core.words import Harm, Status
from casualties.models import Claim
from casualties.queries.places import Excerpt
from casualties.queries.raw import array, fetched

DENSE = 2_000
"""Candidates beyond which place and day tell nothing apart: the days are tightened, and flagged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A claim, where it may have been, what to lock and what to look for.

    ``cites`` are the reports that its report cites, by their numbers.
    """

    row: Claim
    claim: LinkClaim
    cites: frozenset[int]
    locks: frozenset[int]
    probe: Probe | None
    tight: Probe | None

    @property
    def event(self) -> tuple[object, ...]:
        """Return what figures of one event in one report share: they are linked together."""
        return (self.row.report_id, self.claim.when, self.claim.where, self.claim.scope)


@dataclass(slots=True)
class Near:
    """The roots of the incidents near a claim.

    ``blocked`` are near in place and day, ``tight`` those of them on its very days, which are
    looked for only where there may be too many to tell apart; ``cited`` share a citation.
    """

    blocked: set[int] = field(default_factory=set)
    tight: set[int] = field(default_factory=set)
    cited: set[int] = field(default_factory=set)

    @property
    def dense(self) -> bool:
        """Return whether there are too many to tell apart by place and day."""
        return len(self.blocked) > DENSE

    @property
    def incidents(self) -> set[int]:
        """Return those that the claim may be about."""
        return (self.tight if self.dense else self.blocked) | self.cited


def asked_of(rows: Sequence[Claim], excerpt: Excerpt | None = None) -> list[Asked]:
    """Return claims as the linker sees them, in six queries however many.

    Needs report and place joined. ``excerpt`` is the part of the gazetteer they may mean, where
    it was read before.
    """
    written = [mapping.claim_written(row) for row in rows]
    excerpt = excerpt or Excerpt(written)
    parties = _slugs_by(CLAIM_PARTIES, [row.pk for row in rows])
    hostile = _hostile({slug for slugs in parties.values() for slug in slugs})
    reports = {row.report_id for row in rows}
    cited, cites = _citations(reports)
    listed = dict(fetched(_EVENTS, [array(reports)]))
    made = []
    for row, one in zip(rows, written, strict=True):
        place = excerpt.find(one)
        alleged = frozenset(parties.get(row.pk, ()))
        claim = mapping.link_claim(
            row,
            where=place.spot,
            named=place.named,
            parties=alleged,
            hostile=frozenset(other for slug in alleged for other in hostile.get(slug, ())),
            cited=frozenset(cited.get(row.report_id, ())),
            count=count_of(
                row.harm, row.status, row.low, row.high, row.word, row.report.key, row.sub_group
            ),
            listed=listed.get(row.report_id, 1),
        )
        made.append(_asked(row, claim, frozenset(cites.get(row.report_id, ())), place.spots))
    return made


def _asked(row: Claim, claim: LinkClaim, cites: frozenset[int], spots: Sequence[Spot]) -> Asked:
    believed = sound(claim)
    days = believed.when
    if days.first is None and row.report.published_on:
        days = around(row.report.published_on)
    places = [believed.where, *spots[1:]]
    wide = probe(places, days)
    return Asked(
        row=row,
        claim=claim,
        cites=cites,
        locks=frozenset(lock_keys(places)),
        probe=wide,
        tight=tightened(wide, days) if wide else None,
    )


def near(asked: Sequence[Asked], *, more: int = 0) -> list[Near]:
    """Return the incidents near each claim: by place and day, and by a shared citation.

    ``more`` is how many incidents may yet open while the claims are decided.
    """
    found = [Near() for _ in asked]
    for number, pk, in_place in _found(asked, {n: one.probe for n, one in enumerate(asked)}):
        (found[number].blocked if in_place else found[number].cited).add(pk)
    crowded = [n for n, one in enumerate(found) if len(one.blocked) + more > DENSE]
    for number, pk, in_place in _found(asked, {n: asked[n].tight for n in crowded}):
        if in_place:
            found[number].tight.add(pk)
    return found


def _found(
    asked: Sequence[Asked], probes: Mapping[int, Probe | None]
) -> Iterable[tuple[int, int, bool]]:
    """Ask for all in one statement; yield the claim, a root, and whether by place and day."""
    numbers, keys, classes = [], [], []
    wanted = [(number, one) for number, one in probes.items() if one]
    for place, (_, one) in enumerate(wanted, start=1):
        numbers += [place] * len(one.keys)
        keys += [key for key, _ in one.keys]
        classes += [kind for _, kind in one.keys]
    days = [[one.first for _, one in wanted], [one.last for _, one in wanted]]
    claims = {asked[number].row.pk: number for number in probes}
    lists: list[Iterable[object]] = [numbers, keys, classes, *days, claims]
    for place, claim_id, root in fetched(_CANDIDATES, [array(one) for one in lists]):
        yield (wanted[place - 1][0], root, True) if place else (claims[claim_id], root, False)


def count_of(
    harm: str,
    status: str,
    low: int | None,
    high: int | None,
    word: str | None,
    report: str,
    sub_group: str | None,
) -> Count:
    """Return a claim's figure as the linker compares it, a vague word coded."""
    coded = load_scheme(settings.CODING_SCHEME).range_of(word) if word else None
    return Count(
        measure=_measure(harm, status),
        low=coded.low if coded else low,
        high=coded.high if coded else high,
        report=report,
        sub_group=sub_group or "",
    )


@cache
def _measure(harm: str, status: str) -> Measure:
    return Measure(harm=Harm(harm), status=Status(status))


def _hostile(slugs: Iterable[str]) -> dict[str, set[str]]:
    hostile: dict[str, set[str]] = defaultdict(set)
    for slug, other in fetched(_HOSTILE, [sorted(slugs)]):
        hostile[slug].add(other)
    return hostile


def _slugs_by(statement: str, ids: Iterable[int]) -> dict[int, set[str]]:
    by: dict[int, set[str]] = defaultdict(set)
    for pk, slug in fetched(statement, [array(ids)]):
        by[pk].add(slug)
    return by


def _citations(reports: Iterable[int]) -> tuple[dict[int, set[str]], dict[int, set[int]]]:
    """Return, by report, the addresses of the reports it cites, and their numbers."""
    addresses: dict[int, set[str]] = defaultdict(set)
    numbers: dict[int, set[int]] = defaultdict(set)
    for pk, address, cited in fetched(CITED, [array(reports)]):
        addresses[pk].add(address)
        numbers[pk].add(cited)
    return addresses, numbers


# Two statements that `surroundings` asks too.
CITED = """
    SELECT t.report_id, COALESCE(NULLIF(r.canonical_url, ''), r.key), t.cited_id
      FROM sources_citation t JOIN sources_report r ON r.id = t.cited_id
     WHERE t.report_id = ANY(%s)
"""
CLAIM_PARTIES = """
    SELECT link.claim_id, p.slug FROM casualties_claimparty link
      JOIN sources_party p ON p.id = link.party_id WHERE link.claim_id = ANY(%s)
"""
_CANDIDATES = """
    SELECT number, claim, root FROM casualties_candidates(
        %s::int[], %s::bigint[], %s::smallint[], %s::date[], %s::date[], %s::bigint[])
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
