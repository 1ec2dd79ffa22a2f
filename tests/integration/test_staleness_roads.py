"""The staleness log is written whichever road a change took, and only for what it bears on."""

import itertools
import shutil
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, models

from casualties.actions import claims, derivations, incidents, judgements
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation
from casualties.models import (
    Claim,
    ClaimParty,
    Derivation,
    Incident,
    IncidentParty,
    Judgement,
    Review,
    Staleness,
)
from sources.actions import sources
from sources.core.types import Reliability
from sources.models import Party, Source
from tests.factories import rows
from tests.factories.database import named, psql, raw_copy, sql

pytestmark = pytest.mark.django_db

BY = "user:editor"
NEEDS_PSQL = pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed")


def settled() -> None:
    """Forget what the preparation of a test made stale."""
    Staleness.objects.all().delete()


def stale() -> set[tuple[str, str]]:
    """What waits in the log, as (incident, cause)."""
    return set(Staleness.objects.values_list("incident__code", "cause"))


def a_linked_claim(code: str = "IQ-1", **said: object) -> Claim:
    """A draft on an incident of its own, nothing stale."""
    rows.an_incident(code)
    claim = rows.on_file(64, incident=code, by=rows.SENDER, **said)
    settled()
    return claim


# Roads: each writes the row it is given


def _columns(row: models.Model) -> dict[str, object]:
    """What an INSERT must name: the columns the database does not fill in itself."""
    return {
        field.column: field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.has_db_default()
    }


def by_create(row: models.Model) -> None:
    row.save(force_insert=True)


def by_bulk_create(row: models.Model) -> None:
    type(row)._default_manager.bulk_create([row])


def _insert(row: models.Model) -> str:
    columns = _columns(row)
    with connection.cursor() as cursor:
        values = [psycopg.sql.Literal(value).as_string(cursor.cursor) for value in columns.values()]
    return f"INSERT INTO {row._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(values)})"


def by_sql(row: models.Model) -> None:
    sql(_insert(row).replace("%", "%%"))


def by_copy(row: models.Model) -> None:
    columns = _columns(row)
    statement = f"COPY {row._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        stream.write_row(list(columns.values()))


def by_psql(row: models.Model) -> None:
    psql(_insert(row))


INSERTS = [by_create, by_bulk_create, by_sql, by_copy]


def ended_by_save(row: models.Model) -> None:
    row.refresh_from_db()
    row.ended_at, row.ended_by = row.at, BY
    row.save(update_fields=["ended_at", "ended_by"])


def ended_by_update(row: models.Model) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(ended_at=row.at, ended_by=BY)


END = "UPDATE {table} SET ended_at = now(), ended_by = 'user:editor' WHERE id = {pk}"


def ended_by_sql(row: models.Model) -> None:
    sql(END.format(table=row._meta.db_table, pk=row.pk))


def ended_by_psql(row: models.Model) -> None:
    psql(END.format(table=row._meta.db_table, pk=row.pk))


ENDS = [ended_by_save, ended_by_update, ended_by_sql]


# Opinions: on a draft of incident IQ-1, the second claim tied to it on IQ-2


def a_review(claim: Claim, _: Claim) -> Review:
    return Review(claim=claim, verdict="accepted", by=BY)


def a_derivation(claim: Claim, other: Claim) -> Derivation:
    return Derivation(claim=claim, on_claim=other, relation="repeats", verdict="confirmed", by=BY)


def a_judgement(claim: Claim, _: Claim) -> Judgement:
    Judgement.objects.filter(claim=claim).update(ended_at="2026-01-01T00:00Z", ended_by=BY)
    incident = Incident.objects.get(code="IQ-1")
    settled()
    return Judgement(claim=claim, incident=incident, verdict="positive", by=BY)


OPINIONS = [
    # the opinion, what it makes stale
    (a_review, {("IQ-1", "review")}),
    (a_derivation, {("IQ-1", "derivation"), ("IQ-2", "derivation")}),
    (a_judgement, {("IQ-1", "judgement")}),
]

each_opinion = pytest.mark.parametrize(("opinion", "marks"), OPINIONS)


def _prepared(opinion: Callable[..., models.Model]) -> models.Model:
    first, second = a_linked_claim("IQ-1"), a_linked_claim("IQ-2")
    return opinion(first, second)


@each_opinion
@pytest.mark.parametrize("road", INSERTS, ids=lambda road: road.__name__)
def test_an_opinion_marks_its_incidents_stale(opinion, marks, road):
    road(_prepared(opinion))
    assert stale() == marks


@each_opinion
@pytest.mark.parametrize("road", ENDS, ids=lambda road: road.__name__)
def test_the_end_of_an_opinion_marks_its_incidents_stale(opinion, marks, road):
    row = _prepared(opinion)
    row.save()
    row.refresh_from_db()
    settled()
    road(row)
    assert stale() == marks


@NEEDS_PSQL
@each_opinion
@pytest.mark.django_db(transaction=True)
def test_an_opinion_given_in_psql_marks_its_incidents_stale(opinion, marks):
    by_psql(_prepared(opinion))
    assert stale() == marks


@NEEDS_PSQL
@each_opinion
@pytest.mark.django_db(transaction=True)
def test_the_end_of_an_opinion_in_psql_marks_its_incidents_stale(opinion, marks):
    row = _prepared(opinion)
    row.save()
    settled()
    ended_by_psql(row)
    assert stale() == marks


def test_many_opinions_in_one_statement_mark_each_incident():
    found = [a_linked_claim("IQ-1"), a_linked_claim("IQ-2")]
    Review.objects.bulk_create(Review(claim=claim, verdict="accepted", by=BY) for claim in found)
    assert stale() == {("IQ-1", "review"), ("IQ-2", "review")}


ACTIONS = [
    # the action, the causes it leaves on IQ-1
    (lambda claim, _: claims.accept(claim=claim, by=rows.EDITOR), {"review", "judgement"}),
    (lambda claim, _: claims.reject(claim=claim, by=rows.EDITOR), {"review"}),
    (lambda claim, _: claims.withdraw(claim=claim, by=rows.EDITOR, reason="x"), {"review"}),
    (
        lambda claim, _: claims.withdraw_report(report=claim.report, by=rows.EDITOR, reason="x"),
        {"review"},
    ),
    (
        lambda claim, other: derivations.propose(
            claim=claim, on_claim=other, relation=Relation.REPEATS, by=rows.LINKER
        ),
        {"derivation"},
    ),
    (
        lambda claim, _: judgements.judge(
            claim=claim,
            incident=Incident.objects.get(code="IQ-1"),
            verdict=JudgementVerdict.NEGATIVE,
            by=rows.EDITOR,
        ),
        {"judgement"},
    ),
    (
        lambda claim, _: judgements.end(judgement=claim.judgements.get(), by=rows.EDITOR),
        {"judgement"},
    ),
]


@pytest.mark.parametrize(("act", "causes"), ACTIONS)
def test_an_action_marks_the_incident_stale(act, causes):
    claim, other = a_linked_claim("IQ-1"), a_linked_claim("IQ-2")
    act(claim, other)
    assert {cause for code, cause in stale() if code == "IQ-1"} == causes


def test_a_report_taken_in_marks_its_incident_stale():
    rows.an_incident("IQ-1")
    rows.on_file(64, incident="IQ-1", by=rows.SENDER)
    assert stale() == {("IQ-1", "judgement")}


def test_a_claim_moved_marks_both_incidents_stale():
    claim, _ = a_linked_claim("IQ-1"), a_linked_claim("IQ-2")
    judgements.judge(
        claim=claim,
        incident=Incident.objects.get(code="IQ-2"),
        verdict=JudgementVerdict.POSITIVE,
        by=rows.EDITOR,
    )
    assert stale() == {("IQ-1", "judgement"), ("IQ-2", "judgement")}


# Parties of claims and incidents


@pytest.mark.parametrize("road", INSERTS, ids=lambda road: road.__name__)
def test_a_party_alleged_by_a_claim_marks_its_incident_stale(road):
    road(ClaimParty(claim=a_linked_claim(), party=rows.a_party()))
    assert stale() == {("IQ-1", "parties")}


@pytest.mark.parametrize("road", INSERTS, ids=lambda road: road.__name__)
def test_a_party_alleged_in_an_incident_marks_it_stale(road):
    incident = a_linked_claim().judgements.get().incident
    road(IncidentParty(incident=incident, party=rows.a_party()))
    assert stale() == {("IQ-1", "parties")}


@pytest.mark.parametrize("way", ["orm", "sql"])
def test_a_party_taken_off_an_incident_marks_it_stale(way):
    incident = a_linked_claim().judgements.get().incident
    link = IncidentParty.objects.create(incident=incident, party=rows.a_party())
    settled()
    if way == "orm":
        link.delete()
    else:
        sql("DELETE FROM casualties_incidentparty WHERE id = %s", link.pk)
    assert stale() == {("IQ-1", "parties")}


@pytest.mark.parametrize("role", ["alleged", "speaks for"])
def test_renaming_a_party_in_an_estimate_marks_it_stale(role):
    party, claim = rows.a_party("coalition"), a_linked_claim()
    if role == "alleged":
        ClaimParty.objects.create(claim=claim, party=party)
    else:
        Source.objects.filter(pk=claim.claimant_id).update(party=party)
    settled()
    Party.objects.filter(pk=party.pk).update(slug="us-led-coalition")
    assert stale() == {("IQ-1", "parties")}


# Sources, as the claimant of a claim and as the carrier of its report

CHANGES = {
    "reliability": "'A'",
    "kind": "'witness'",
    "name": "'Another name'",
    "slug": "'another-slug'",
    "protection": "'closed'",
    "party_id": "(SELECT id FROM sources_party LIMIT 1)",
}


@pytest.mark.parametrize("slug", ["yaqein", "airwars"], ids=["claimant", "carrier"])
@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_source_marks_what_it_bears_on(slug, column):
    rows.a_party()
    a_linked_claim()
    sql(f"UPDATE sources_source SET {column} = {CHANGES[column]} WHERE slug = %s", slug)
    assert stale() == {("IQ-1", "source")}


def _regraded_by_action(source: Source) -> None:
    sources.regrade(source=source, reliability=Reliability.B, reason="x", by=rows.EDITOR)


def _regraded_by_save(source: Source) -> None:
    source.reliability = Reliability.B
    source.save()


def _regraded_by_update(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(reliability=Reliability.B)


def _regraded_by_bulk_update(source: Source) -> None:
    source.reliability = Reliability.B
    Source.objects.bulk_update([source], ["reliability"])


@pytest.mark.parametrize(
    "road",
    [_regraded_by_action, _regraded_by_save, _regraded_by_update, _regraded_by_bulk_update],
    ids=lambda road: road.__name__,
)
def test_regrading_a_source_marks_what_it_bears_on(road):
    road(a_linked_claim().claimant)
    assert stale() == {("IQ-1", "source")}


@NEEDS_PSQL
@pytest.mark.django_db(transaction=True)
def test_regrading_in_psql_marks_every_incident_of_the_source():
    a_linked_claim("IQ-1")
    a_linked_claim("IQ-2")
    psql("UPDATE sources_source SET reliability = 'A' WHERE slug = 'yaqein'")
    assert stale() == {("IQ-1", "source"), ("IQ-2", "source")}


# Merging


def test_merging_marks_both_incidents_stale():
    first, second = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    incidents.merge(incident=first, into=second, by=rows.EDITOR, reason="The same.")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge")}


def test_undoing_a_merge_marks_both_incidents_stale():
    first, second = rows.an_incident("IQ-1"), rows.an_incident("IQ-2")
    incidents.merge(incident=first, into=second, by=rows.EDITOR, reason="The same.")
    settled()
    incidents.undo_merge(incident=first, by=rows.EDITOR, reason="Two.")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge")}


def test_merging_elsewhere_by_sql_marks_all_three():
    first, second, third = (rows.an_incident(f"IQ-{number}") for number in (1, 2, 3))
    Incident.objects.filter(pk=first.pk).update(merged_into=second)
    settled()
    sql(f"UPDATE casualties_incident SET merged_into_id = {third.pk} WHERE id = {first.pk}")
    assert stale() == {("IQ-1", "merge"), ("IQ-2", "merge"), ("IQ-3", "merge")}


# Along derivations


def a_chain() -> list[Claim]:
    """Three claims on three incidents; the third rests on the second, it on the first."""
    chain = [a_linked_claim(f"IQ-{number}") for number in (1, 2, 3)]
    for on, claim in itertools.pairwise(chain):
        a_derivation(claim, on).save()
    settled()
    return chain


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_claim_bears_on_every_incident_along_its_derivations(number):
    Review.objects.create(claim=a_chain()[number], verdict="rejected", by=BY)
    assert stale() == {("IQ-1", "review"), ("IQ-2", "review"), ("IQ-3", "review")}


def test_an_ended_derivation_leads_nowhere_any_more():
    first, *_ = a_chain()
    Derivation.objects.update(ended_at="2026-01-01T00:00Z", ended_by=BY)
    settled()
    Review.objects.create(claim=first, verdict="rejected", by=BY)
    assert stale() == {("IQ-1", "review")}


# What bears on nothing


def _another_claim(claim: Claim) -> None:
    raw_copy(claim, key="other")


def _a_review_of_a_claim_on_no_incident(_: Claim) -> None:
    Review.objects.create(claim=rows.on_file(64, by=rows.SENDER), verdict="accepted", by=BY)


def _a_refusal_of_an_incident(_: Claim) -> None:
    lonely, elsewhere = rows.on_file(64, by=rows.SENDER), rows.an_incident("IQ-9")
    Judgement.objects.create(claim=lonely, incident=elsewhere, verdict="negative", by=BY)


def _a_note_on_a_source(claim: Claim) -> None:
    Source.objects.filter(pk=claim.claimant_id).update(note="Seen again.", country="IQ")


def _another_sources_grade(_: Claim) -> None:
    rows.a_source("stranger", grade=Reliability.A)


def _the_title_of_an_incident(claim: Claim) -> None:
    Incident.objects.update(title="Another title", state="open", note="Seen.")


def _the_name_of_a_party(claim: Claim) -> None:
    ClaimParty.objects.create(claim=claim, party=rows.a_party())
    settled()
    Party.objects.update(name="Another name")


@pytest.mark.parametrize(
    "happens",
    [
        _another_claim,
        _a_review_of_a_claim_on_no_incident,
        _a_refusal_of_an_incident,
        _a_note_on_a_source,
        _another_sources_grade,
        _the_title_of_an_incident,
        _the_name_of_a_party,
    ],
    ids=named,
)
def test_what_bears_on_no_estimate_marks_nothing(happens):
    happens(a_linked_claim())
    assert stale() == set()


# Priorities


@pytest.mark.parametrize(
    ("happens", "priority"),
    [
        (lambda claim: claims.reject(claim=claim, by=rows.EDITOR), 10),
        (lambda claim: a_derivation(claim, rows.on_file(64)).save(), 10),
        (lambda claim: judgements.end(judgement=claim.judgements.get(), by=rows.EDITOR), 10),
        (lambda claim: ClaimParty.objects.create(claim=claim, party=rows.a_party()), 5),
        (lambda claim: Incident.objects.update(action_status="declared"), 5),
        (lambda claim: Source.objects.update(reliability="A"), 1),
    ],
    ids=["review", "derivation", "judgement", "parties", "edit", "source"],
)
def test_wide_changes_queue_behind_fresh_claims(happens, priority):
    happens(a_linked_claim())
    assert set(Staleness.objects.values_list("priority", flat=True)) == {priority}


def test_a_confirmed_proposal_marks_both_incidents_stale():
    claim, other = a_linked_claim("IQ-1"), a_linked_claim("IQ-2")
    proposal = derivations.propose(
        claim=claim, on_claim=other, relation=Relation.REPEATS, by=rows.LINKER
    )
    settled()
    assert derivations.confirm(derivation=proposal, by=rows.EDITOR).verdict == (
        DerivationVerdict.CONFIRMED
    )
    assert stale() == {("IQ-1", "derivation"), ("IQ-2", "derivation")}
