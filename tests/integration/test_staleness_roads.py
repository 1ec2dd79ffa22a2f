"""The staleness log is written whichever road a change took, and only for what it bears on."""

import shutil
from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, models

from casualties.actions import claims, derivations, judgements
from casualties.core.words import DerivationVerdict, JudgementVerdict, Relation
from casualties.models import (
    Claim,
    ClaimParty,
    Incident,
    IncidentParty,
    Judgement,
    Review,
)
from sources.actions import sources
from sources.core.types import Reliability
from sources.models import Party, Source
from tests.factories import rows
from tests.factories.database import psql, sql
from tests.factories.staleness import BY, a_derivation, a_linked_claim, settled, stale

pytestmark = pytest.mark.django_db

NEEDS_PSQL = pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed")


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
