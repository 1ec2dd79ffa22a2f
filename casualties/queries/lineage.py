"""What lineage looks at: the claims of an incident with their reports, and what is settled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from casualties import mapping
from casualties.core.linking.lineage import Told
from casualties.core.types import EvidenceClaim, Tie
from casualties.core.words import JudgementVerdict
from casualties.models import Claim, Derivation, Judgement
from casualties.queries.evidence import links_in_force, links_of
from casualties.queries.incidents import members_of, roots_by_member
from sources.models import Citation, Report


def incidents_joined(since: datetime) -> list[int]:
    """Return the roots of the incidents that claims were put on since then."""
    rows = Judgement.objects.filter(verdict=JudgementVerdict.POSITIVE, ended_at=None, at__gte=since)
    members = rows.order_by().values_list("incident_id", flat=True).distinct()
    return sorted({root.pk for root in roots_by_member(members).values()})


def told_on(root_ids: Sequence[int]) -> dict[int, list[Told]]:
    """Return the claims on each root incident with texts and citations of their reports."""
    links = links_of(root_ids)
    claims = [one.claim for found in links.values() for one in found.claims]
    told = {one.claim.key: one for one in _told(claims)}
    return {root: [told[one.claim.key] for one in found.claims] for root, found in links.items()}


def told_beside(claim: Claim, root_ids: Sequence[int]) -> tuple[Told, dict[int, list[Told]]]:
    """Return a claim, and the claims on each root incident it may be put on."""
    members = members_of(root_ids) if root_ids else {}
    on: dict[int, list[EvidenceClaim]] = {root: [] for root in root_ids}
    for row in links_in_force(members):
        linked = mapping.linked_claim(row, row.review_verdict, row.credibility)
        on[members[row.incident_id]].append(linked.claim)
    one = mapping.evidence_claim(claim, state=None, credibility=None)
    others = [other for found in on.values() for other in found if other.key != one.key]
    told = {found.claim.key: found for found in _told([one, *others])}
    return told[one.key], {
        root: [told[other.key] for other in found if other.key != one.key]
        for root, found in on.items()
    }


def _told(claims: Sequence[EvidenceClaim]) -> list[Told]:
    texts, cites = _reports({claim.key.partition("/")[0] for claim in claims})
    named = _named([claim.key for claim in claims if claim.relayed], texts)
    return [
        Told(
            claim=claim,
            cites=cites[(report := claim.key.partition("/")[0])],
            text=texts.get(report, ""),
            named=named.get(claim.key, ""),
        )
        for claim in claims
    ]


def _named(keys: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the words for the speakers of relayed claims; none where the text was redacted."""
    rows = Claim.objects.filter(key__in=keys).values_list("key", "spans") if keys else ()
    spans = {key: spans.get("claimant", (0, 0)) for key, spans in rows}
    return {key: texts.get(key.partition("/")[0], "")[slice(*span)] for key, span in spans.items()}


def _reports(keys: set[str]) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    texts = Report.objects.filter(key__in=keys).exclude(text=None).values_list("key", "text")
    cited: dict[str, set[str]] = defaultdict(set)
    rows = Citation.objects.filter(report__key__in=keys)
    for report, other in rows.values_list("report__key", "cited__key"):
        cited[report].add(other)
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    found.update({report: frozenset(others) for report, others in cited.items()})
    return {key: text or "" for key, text in texts}, found


def settled_ties(keys: Iterable[str]) -> list[Tie]:
    """Return what was proposed, confirmed or refused of these claims and is in force."""
    rows = Derivation.objects.filter(claim__key__in=list(keys), ended_at=None)
    return [mapping.tie(row) for row in rows.select_related("claim", "on_claim")]


def claims_by_key(keys: Iterable[str]) -> dict[str, Claim]:
    """Return the claims of these keys."""
    return {claim.key: claim for claim in Claim.objects.filter(key__in=list(keys))}
