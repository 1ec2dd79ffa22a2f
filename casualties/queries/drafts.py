"""Questions about drafts that a reader filed: who is on file, what people did with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from casualties.core.reading import Confidence
from casualties.core.reading.filing import folded
from casualties.core.reading.measuring import Outcome, confidence_words, field_outcomes
from casualties.core.words import DerivationVerdict, Relation, ReviewState
from casualties.mapping import claim_value
from casualties.models import PERSON, Claim, Derivation, Heartbeat, Judgement, ReportReading, Review
from sources.models import Party, Source


@dataclass(frozen=True, slots=True)
class NamesOnFile:
    """Sources and parties by folded name or slug, and their rows by slug."""

    sources: dict[str, str]
    parties: dict[str, str]
    source_ids: dict[str, int]
    party_ids: dict[str, int]


def names_on_file() -> NamesOnFile:
    """Return every name a text may use for a source or party; one used twice means nobody."""
    sources = list(Source.objects.values_list("pk", "slug", "name"))
    parties = list(Party.objects.values_list("pk", "slug", "name"))
    return NamesOnFile(
        sources=_by_name(sources),
        parties=_by_name(parties),
        source_ids={slug: pk for pk, slug, _ in sources},
        party_ids={slug: pk for pk, slug, _ in parties},
    )


def _by_name(rows: Iterable[tuple[int, str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    for _, slug, name in rows:
        for word in {folded(name), folded(slug)}:
            if found.setdefault(word, slug) != slug:
                twice.add(word)
    return {word: slug for word, slug in found.items() if word and word not in twice}


def corrected_by_rule(claim_ids: Iterable[int]) -> set[int]:
    """Return the drafts that a later version of the reader corrected."""
    return set(
        _corrections_of(claim_ids).filter(by__startswith="rule:").values_list("on_claim", flat=True)
    )


def _corrections_of(claim_ids: Iterable[int]) -> QuerySet[Derivation]:
    return Derivation.objects.filter(
        on_claim__in=list(claim_ids), relation=Relation.CORRECTS, ended_at=None
    ).exclude(verdict=DerivationVerdict.REFUSED)


def touched_by_people(claim_ids: Iterable[int]) -> set[int]:
    """Return the claims somebody has ever reviewed, linked, tied or corrected: rules leave them."""
    ids = list(claim_ids)
    reviewed = Review.objects.filter(claim__in=ids)
    judged = Judgement.objects.filter(claim__in=ids).exclude(by__startswith="rule:")
    tied = Derivation.objects.filter(claim__in=ids).exclude(by__startswith="rule:")
    mended = _corrections_of(ids).exclude(by__startswith="rule:")
    return {
        *reviewed.values_list("claim", flat=True),
        *judged.values_list("claim", flat=True),
        *tied.values_list("claim", flat=True),
        *mended.values_list("on_claim", flat=True),
    }


def decided_drafts() -> list[Outcome]:
    """Return what people made of drafts, field by field: the labelled set of the reader."""
    rules = {
        key: told["rule"]
        for drafts in ReportReading.objects.exclude(drafts={}).values_list("drafts", flat=True)
        for key, told in drafts.items()
    }
    corrections = _corrections()
    return [
        outcome
        for claim, verdict in _reviewed()
        for outcome in field_outcomes(
            reader=claim.read_by,
            rule=rules.get(claim.key, ""),
            draft=claim_value(claim),
            mended=corrections.get(claim.pk),
            accepted=verdict == ReviewState.ACCEPTED,
        )
    ]


def _reviewed() -> list[tuple[Claim, str]]:
    """Return the drafts with a decision: accepted, rejected, or mended by a person."""
    drafts = Claim.objects.exclude(read_by=PERSON).filter(entered_by__startswith="rule:")
    drafts = drafts.select_related("claimant").prefetch_related("alleged_parties")
    verdicts = dict(
        Review.objects.filter(
            claim__in=drafts,
            ended_at=None,
            verdict__in=(ReviewState.ACCEPTED, ReviewState.REJECTED),
        ).values_list("claim_id", "verdict")
    )
    mended = _corrections().keys()
    return [
        (claim, verdicts.get(claim.pk, ReviewState.REJECTED))
        for claim in drafts
        if claim.pk in verdicts or claim.pk in mended
    ]


def _corrections() -> dict[int, object]:
    """Return what people put in the place of drafts, by the draft."""
    rows = (
        Derivation.objects.filter(
            relation=Relation.CORRECTS, verdict=DerivationVerdict.CONFIRMED, ended_at=None
        )
        .exclude(by__startswith="rule:")
        .select_related("claim__claimant")
        .prefetch_related("claim__alleged_parties")
    )
    return {row.on_claim_id: claim_value(row.claim) for row in rows}


def measured_confidence(reader: str) -> dict[tuple[str, str], Confidence]:
    """Return the words that decided drafts have earned each rule and field of a reader."""
    row = Heartbeat.objects.filter(name="reading").first()
    counts = row.detail.get(reader, []) if row else []
    return confidence_words(counts)
