"""Rows to the core's frozen values and back. No decisions here."""

import json
from dataclasses import fields, replace
from typing import Any

from casualties.core.basis import LinkedClaim
from casualties.core.estimation import Derivation, EstimateValue, ParameterSet, Snapshot
from casualties.core.gazetteer import KnownPlace, Resolution, Written
from casualties.core.gazetteer.resolving import FINENESS
from casualties.core.intake import NewIncident
from casualties.core.linking import Count, Days, LinkClaim, Spot
from casualties.core.linking.days import days_of
from casualties.core.reading.filing import SPEAKER_NOT_ON_FILE
from casualties.core.types import (
    ClaimValue,
    EvidenceClaim,
    Interval,
    Location,
    Period,
    Quantity,
    Tie,
)
from casualties.core.words import (
    Basis,
    DatePrecision,
    Harm,
    LocationPrecision,
    Outcome,
    Qualifier,
    Relation,
    ReviewState,
    Scope,
    Stance,
    Status,
)
from casualties.models import (
    PERSON,
    Claim,
    Estimate,
    Incident,
    Judgement,
    Place,
    PriorChoice,
    SignOff,
)
from casualties.models import Derivation as DerivationRow
from casualties.models import ParameterSet as ParameterSetRow
from sources.core.types import PROTECTED, Protection, Reliability, SourceKind

_QUANTITY = tuple(field.name for field in fields(Quantity))
_OUTCOME = (
    *("outcome", "reason", "low", "best", "high", "open_below", "open_above", "level"),
    *("method", "method_version", "scheme", "digest", "claims", "groups", "flags"),
    *("harm_grade", "attribution", "bench", "derivation"),
)
_INTERVAL = tuple(field.name for field in fields(Interval))
_PARAMETERS = tuple(field.name for field in fields(ParameterSet))


def claim_columns(value: ClaimValue) -> dict[str, Any]:
    """Return the columns of a claim that hold what it says. Parties are rows of their own."""
    return {
        "stance": value.stance,
        "harm": value.harm,
        "status": value.status,
        "sub_group": value.sub_group,
        **{name: getattr(value.quantity, name) for name in _QUANTITY},
        "scheme": value.scheme,
        "scope": value.scope,
        "period_first": value.period and value.period.first,
        "period_last": value.period and value.period.last,
        "event_date": value.event_date,
        "date_precision": value.date_precision,
        **location_columns(value.location),
        "cause": value.cause,
        "note": value.note,
    }


def location_columns(location: Location) -> dict[str, Any]:
    """Return the columns of a place as it was written."""
    return {
        "place_name": location.name,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "location_precision": location.precision,
    }


def incident_columns(new: NewIncident) -> dict[str, Any]:
    """Return the columns of an incident to be opened, without its code."""
    return {
        "title": new.title,
        "country": new.country,
        "first_day": new.first_day,
        "last_day": new.last_day,
        "date_precision": new.date_precision,
        **location_columns(new.location),
        "cause": new.cause,
    }


def quantity_of(row: Claim) -> Quantity:
    """Return the figure as it was said."""
    said = {name: getattr(row, name) for name in _QUANTITY}
    return Quantity(**{**said, "qualifier": Qualifier(row.qualifier)})


def claim_value(row: Claim) -> ClaimValue:
    """Return what a stored claim says."""
    period = None
    if row.period_first and row.period_last:
        period = Period(first=row.period_first, last=row.period_last)
    return ClaimValue(
        key=row.key.rpartition("/")[2],
        claimant=row.claimant.slug,
        stance=Stance(row.stance),
        harm=Harm(row.harm),
        status=Status(row.status),
        sub_group=row.sub_group,
        quantity=quantity_of(row),
        scope=Scope(row.scope),
        period=period,
        event_date=row.event_date,
        date_precision=DatePrecision(row.date_precision),
        location=location_of(row),
        alleged_parties=tuple(sorted(party.slug for party in row.alleged_parties.all())),
        cause=row.cause,
        scheme=row.scheme,
        note=row.note,
    )


def protection_of(row: Claim) -> Protection:
    """Return the strictest protection of a claim, its report, its publisher and its claimant."""
    order = list(Protection)
    report = row.report
    words = (
        row.protection,
        report.protection,
        report.publisher.protection,
        row.claimant.protection,
    )
    return max((Protection(word) for word in words), key=order.index)


def evidence_claim(
    row: Claim, *, state: ReviewState | None, credibility: int | None
) -> EvidenceClaim:
    """Return a claim as an estimate sees it. Needs claimant, party, report and publisher joined."""
    protection = protection_of(row)
    claimant, publisher = row.claimant, row.report.publisher
    return EvidenceClaim(
        key=row.key,
        claimant=claimant.slug,
        speaker=claimant.name if protection is Protection.PUBLIC else PROTECTED,
        claimant_kind=SourceKind(claimant.kind),
        claimant_reliability=Reliability(claimant.reliability),
        claimant_party=claimant.party.slug if claimant.party else None,
        publisher=publisher.slug,
        publisher_reliability=Reliability(publisher.reliability),
        published_on=row.report.published_on,
        event_date=row.event_date if row.date_precision == DatePrecision.DAY else None,
        stance=Stance(row.stance),
        measure=row.measure,
        sub_group=row.sub_group,
        quantity=quantity_of(row),
        scheme=row.scheme,
        alleged_parties=tuple(sorted(link.party.slug for link in row.party_links.all())),
        credibility=credibility,
        reviewed=state is ReviewState.ACCEPTED,
        read_by_rule=row.read_by != PERSON and state is None,
        relayed=SPEAKER_NOT_ON_FILE in row.flags,
        protection=protection,
    )


def linked_claim(judgement: Judgement, verdict: str | None, credibility: int | None) -> LinkedClaim:
    """Return a claim on an incident with its review in force (None: a draft)."""
    state = ReviewState(verdict) if verdict else None
    return LinkedClaim(
        claim=evidence_claim(judgement.claim, state=state, credibility=credibility),
        state=state,
        confirmed=judgement.confirmed,
    )


def tie(row: DerivationRow) -> Tie:
    """Return a confirmed relation between two claims."""
    return Tie(claim=row.claim.key, relation=Relation(row.relation), on=row.on_claim.key)


def parameter_columns(parameters: ParameterSet) -> dict[str, Any]:
    """Return the columns of a prior, without who made it."""
    return {name: getattr(parameters, name) for name in _PARAMETERS}


def parameter_set(row: ParameterSetRow) -> ParameterSet:
    """Return a stored prior."""
    return ParameterSet(**{name: getattr(row, name) for name in _PARAMETERS})


def chosen_parameters(row: PriorChoice) -> ParameterSet:
    """Return the prior of a choice, with the reason why it was chosen here."""
    return replace(parameter_set(row.parameter_set), reason=row.reason)


def estimate_row(
    value: EstimateValue, *, incident_id: int, basis: Basis, by: str, change: str
) -> Estimate:
    """Return the row that stores an estimate, not yet saved."""
    return Estimate(
        incident_id=incident_id,
        measure=str(value.measure),
        basis=basis,
        outcome=value.outcome,
        reason=value.snapshot.reason,
        **interval_columns(value.interval),
        level=value.level,
        method=value.method,
        method_version=value.method_version,
        scheme=value.scheme,
        digest=value.digest,
        claims=value.claims,
        groups=value.groups,
        flags=[flag.value for flag in value.flags],
        harm_grade=value.grade and value.grade.harm,
        attribution=value.grade and value.grade.attribution,
        bench={name: interval_columns(interval) for name, interval in value.bench},
        derivation=dict(value.derivation.to_json()),
        change=change,
        by=by,
    )


def interval_columns(interval: Interval) -> dict[str, Any]:
    """Return the columns of a range."""
    return {name: getattr(interval, name) for name in _INTERVAL}


def interval_of(row: Estimate | SignOff) -> Interval:
    """Return the stored range."""
    return Interval(**{name: getattr(row, name) for name in _INTERVAL})


def snapshot(row: Estimate) -> Snapshot:
    """Return a stored estimate as the core compares it with a new one."""
    return Snapshot(
        outcome=Outcome(row.outcome),
        reason=row.reason,
        interval=interval_of(row),
        method=row.method,
        method_version=row.method_version,
        scheme=row.scheme,
        derivation=Derivation.from_json(row.derivation),
    )


def outcome_of(row: Estimate) -> dict[str, Any]:
    """Return everything of an estimate that a recomputation must give again: all but its change."""
    told = {name: getattr(row, name) for name in _OUTCOME}
    plain: dict[str, Any] = json.loads(json.dumps(told))
    return plain


def known_place(row: Place) -> KnownPlace:
    """Return a place of the gazetteer."""
    return KnownPlace(
        key=row.key or f"place:{row.pk}",
        name=row.name,
        other_names=tuple(row.other_names),
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        latitude=row.latitude,
        longitude=row.longitude,
        precision=LocationPrecision(row.precision),
    )


def place_columns(place: KnownPlace) -> dict[str, Any]:
    """Return the columns of a place to be kept, but for those that follow from them."""
    told = {field.name: getattr(place, field.name) for field in fields(place)}
    return {**told, "other_names": list(place.other_names)}


def place_spot(place: KnownPlace) -> Spot:
    """Return a place of the gazetteer as the linker sees it."""
    return Spot(
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        names=place.names,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
    )


def spot_of_place(found: Resolution, written: Location, names: tuple[str, ...]) -> Spot:
    """Return where a written place without coordinates is: never finer than it was resolved.

    A place whose coordinates nobody has measured lies somewhere in the one that holds it.
    """
    place = found.located or found.place
    if place is None:
        return Spot(names=names, precision=written.precision)
    coarsest = max(
        (place.precision, written.precision),
        key=lambda word: -1 if word is LocationPrecision.UNKNOWN else FINENESS[word],
    )
    codes = found.place or place
    return replace(
        place_spot(place),
        names=names,
        precision=coarsest,
        admin1=codes.admin1 or place.admin1,
        admin2=codes.admin2 or place.admin2,
    )


def incident_days(row: Incident) -> Days:
    """Return every day an incident may have been on."""
    precision = DatePrecision(row.date_precision)
    begins, ends = (days_of(day, precision) for day in (row.first_day, row.last_day))
    return Days(first=begins.first, last=ends.last, precision=precision)


def incident_written(row: Incident) -> Written:
    """Return where an incident is said to be."""
    return Written(location=location_of(row), country=row.country, place=_chosen(row))


def claim_written(row: Claim) -> Written:
    """Return where a claim says that it happened."""
    return Written(location=location_of(row), place=_chosen(row))


def _chosen(row: Claim | Incident) -> KnownPlace | None:
    return known_place(row.place) if row.place else None


def location_of(row: Claim | Incident) -> Location:
    """Return a place as it was written."""
    return Location(
        name=row.place_name,
        latitude=row.latitude,
        longitude=row.longitude,
        precision=LocationPrecision(row.location_precision),
    )


def link_claim(
    row: Claim,
    *,
    where: Spot,
    named: Spot | None,
    parties: frozenset[str],
    hostile: frozenset[str],
    cited: frozenset[str],
    count: Count,
    listed: int,
) -> LinkClaim:
    """Return a claim as the linker sees it. Needs its report joined."""
    period = None
    if row.period_first and row.period_last:
        period = Period(first=row.period_first, last=row.period_last)
    precision = DatePrecision(row.date_precision)
    report = row.report
    return LinkClaim(
        key=row.key,
        when=days_of(row.event_date, precision, period),
        where=where,
        statuses=frozenset({Status(row.status)}),
        groups=frozenset({row.sub_group} if row.sub_group else ()),
        parties=parties,
        causes=frozenset({row.cause} if row.cause else ()),
        counts=(count,),
        published_on=report.published_on,
        citations=frozenset({report.canonical_url or report.key, *cited}),
        hostile=hostile,
        named_place=named,
        scope=Scope(row.scope),
        period=days_of(None, DatePrecision.RANGE, period) if period else None,
        words=" ".join(filter(None, (row.expression, row.place_name))),
        listed=listed,
    )
