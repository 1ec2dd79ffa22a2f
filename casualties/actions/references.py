"""From the names in a report to the rows they stand for, or an error that names what is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from casualties import mapping, queries
from casualties.core.intake import NewClaim, NewReport
from casualties.core.words import IncidentState, JudgementVerdict
from casualties.models import Claim, Incident, Judgement
from sources.core.types import Protection
from sources.errors import UnknownReference
from sources.models import Party, Report, Source
from sources.queries import parties_by_slug, sources_by_slug

TIES = ("repeats", "revises", "based_on", "part_of")


@dataclass(slots=True)
class References:
    """Rows on file by the names that reports use for them."""

    sources: dict[str, Source] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    incident_of_claim: dict[int, Incident] = field(default_factory=dict)


def tied_keys(claim: NewClaim) -> Iterator[tuple[str, str]]:
    """Yield (relation, key) for every claim this one names."""
    for relation in TIES:
        named = getattr(claim, relation)
        for key in (named,) if isinstance(named, str) else named or ():
            yield relation, key


def named_reports(report: NewReport) -> set[str]:
    """Return the keys of the reports on file that this one cites or whose claims it names."""
    keys = (key for claim in report.claims for _, key in tied_keys(claim) if "/" in key)
    return {*report.cites, *(key.partition("/")[0] for key in keys)}


def load(reports: Sequence[NewReport], *, all_rows: bool) -> References:
    """Return the rows the reports name, as `look_up` finds them.

    Raises UnknownReference with the path of every name that is not on file.
    """
    found = look_up(reports, all_rows=all_rows)
    missing = dict(path for report in reports for path in _missing(report, found))
    if missing:
        raise UnknownReference(next(iter(missing.values())), detail={"fields": missing})
    return found


def unknown(reports: Mapping[str, NewReport], *, all_rows: bool) -> dict[str, UnknownReference]:
    """Return, by the report's key, what each names that is neither on file nor among them."""
    found = look_up(list(reports.values()), all_rows=all_rows)
    described = {source.slug for report in reports.values() for source in report.new_sources}
    found.sources |= {slug: Source(slug=slug) for slug in described - found.sources.keys()}
    for report in reports.values():
        found.reports |= {key: Report() for key in report.cites if key in reports}
        ties = (key for claim in report.claims for _, key in tied_keys(claim))
        found.claims |= {key: Claim() for key in ties if key.partition("/")[0] in reports}
    errors = {}
    for key, report in reports.items():
        if missing := dict(_missing(report, found)):
            message = next(iter(missing.values()))
            errors[key] = UnknownReference(message, detail={"fields": missing})
    return errors


def look_up(reports: Sequence[NewReport], *, all_rows: bool) -> References:
    """Return those rows on file that the reports name, in one query a kind.

    Without ``all_rows`` closed sources (but for those described in the report itself) and closed
    claims are not there: a sender who may not review learns nothing of them.
    """
    claims = [claim for report in reports for claim in report.claims]
    found = References(
        sources=sources_by_slug(
            {report.publisher for report in reports} | {claim.value.claimant for claim in claims}
        ),
        parties=parties_by_slug(slug for claim in claims for slug in claim.value.alleged_parties),
        incidents=_incidents(claim.incident for claim in claims if claim.incident),
        claims=_claims(key for claim in claims for _, key in tied_keys(claim) if "/" in key),
        reports=_reports(key for report in reports for key in report.cites),
    )
    if not all_rows:
        _forget_closed(found, {source.slug for report in reports for source in report.new_sources})
    found.incident_of_claim = _incident_of_claim(claim.pk for claim in found.claims.values())
    return found


def _forget_closed(found: References, described: set[str]) -> None:
    for slug, source in list(found.sources.items()):
        if source.protection == Protection.CLOSED and slug not in described:
            del found.sources[slug]
    for key, claim in list(found.claims.items()):
        if mapping.protection_of(claim) is Protection.CLOSED:
            del found.claims[key]


def _missing(report: NewReport, found: References) -> Iterator[tuple[str, str]]:
    if report.publisher not in found.sources:
        yield "publisher", _no_source(report.publisher)
    for number, key in enumerate(report.cites):
        if key not in found.reports:
            yield f"cites.{number}", f"No report {key!r} is on file."
    own = {claim.value.key for claim in report.claims}
    for number, claim in enumerate(report.claims):
        for path, message in _missing_in_claim(claim, own, found):
            yield f"claims.{number}.{path}", message


def _missing_in_claim(
    claim: NewClaim, own: set[str], found: References
) -> Iterator[tuple[str, str]]:
    if claim.value.claimant not in found.sources:
        yield "claimant", _no_source(claim.value.claimant)
    for slug in claim.value.alleged_parties:
        if slug not in found.parties:
            yield "alleged_parties", f"No party {slug!r} is on file."
    if claim.incident and claim.incident not in found.incidents:
        yield (
            "incident",
            f"No incident {claim.incident!r} is on file. Leave it empty to link later.",
        )
    elif claim.incident and found.incidents[claim.incident].state == IncidentState.DISCARDED:
        yield (
            "incident",
            f"{claim.incident} was discarded. Name another, or leave it empty to link later.",
        )
    for relation, key in tied_keys(claim):
        if key not in own and key not in found.claims:
            yield relation, f"No claim {key!r} is on file; give <report key>/<claim key>."


def _no_source(slug: str) -> str:
    return f"No source {slug!r} is on file. Give an object with slug, name and kind to register it."


def _incidents(codes: Iterable[str]) -> dict[str, Incident]:
    wanted = set(codes)
    if not wanted:
        return {}
    by_name: dict[str, Incident] = {}
    rows = Incident.objects.select_related("merged_into").filter(
        Q(code__in=wanted) | Q(aliases__overlap=list(wanted))
    )
    for row in rows:
        root = queries.root_of(row)
        by_name |= {alias: root for alias in row.aliases if alias not in by_name}
        by_name[row.code] = root
    return by_name


def _claims(keys: Iterable[str]) -> dict[str, Claim]:
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Claim.objects.filter(key__in=wanted).select_related("claimant", "report__publisher")
    return {claim.key: claim for claim in rows}


def _reports(keys: Iterable[str]) -> dict[str, Report]:
    wanted = set(keys)
    if not wanted:
        return {}
    return {report.key: report for report in Report.objects.filter(key__in=wanted)}


def _incident_of_claim(claim_ids: Iterable[int]) -> dict[int, Incident]:
    wanted = set(claim_ids)
    if not wanted:
        return {}
    rows = Judgement.objects.filter(
        claim__in=wanted, verdict=JudgementVerdict.POSITIVE, ended_at=None
    ).select_related("incident__merged_into")
    return {row.claim_id: queries.root_of(row.incident) for row in rows}
