"""The feed of changes: whatever the road, in an order no reader can be overtaken in."""

import random
import time
from concurrent.futures import wait
from datetime import date

import pytest
from django.db import transaction

from casualties.actions import changes, claims, incidents, staleness
from casualties.core.words import ChangeKind, Resource
from casualties.models import Change, ChangeNote, Claim, Incident
from casualties.queries import changes_after
from sources.core.types import Protection
from sources.models import Party, Source
from sources.visibility import EVERYONE, Audience
from tests.factories import rows
from tests.factories.database import other_sessions, psql, sql

INSIDE = Audience(drafts=True)
OFFICER = Audience(drafts=True, identities=True)


def told(audience: Audience = EVERYONE, after: int = 0, **asked) -> dict[str, ChangeKind]:
    """What the feed says after a place, by key."""
    while changes.number():
        pass
    lines = changes_after({"after": after, "page_size": 1000, **asked}, audience).lines
    return {line.key: line.change for line in lines}


def place() -> int:
    while changes.number():
        pass
    return Change.objects.latest("seq").seq


@pytest.mark.django_db
def test_a_report_that_came_in_is_told_with_all_it_touched():
    rows.a_source("yaqein")
    incident = rows.an_incident()
    start = place()
    claim = rows.on_file(64, incident=incident.code)
    staleness.drain()
    assert {*told(after=start)} == {"airwars", claim.report.key, claim.key, incident.code}


@pytest.mark.django_db
def test_a_row_stands_once_at_its_latest_place():
    incident = rows.an_incident()
    start = place()
    for title in ("One", "Two"):
        Incident.objects.filter(pk=incident.pk).update(title=title)
        changes.number()
    lines = changes_after({"after": start}, EVERYONE).lines
    assert [(line.seq, line.key) for line in lines] == [(start + 2, incident.code)]


@pytest.mark.django_db
def test_pages_of_the_feed_follow_one_another():
    for number in range(5):
        rows.an_incident(f"IQ-2017-000{number}")
    place()
    first = changes_after({"page_size": 3}, EVERYONE)
    second = changes_after({"page_size": 3, "after": first.last}, EVERYONE)
    assert (first.more, second.more) == (True, False)
    keys = [line.key for feed in (first, second) for line in feed.lines]
    assert keys == [f"IQ-2017-000{number}" for number in range(5)]


@pytest.mark.django_db
def test_the_feed_can_be_narrowed_to_one_resource():
    rows.on_file(64, incident=rows.an_incident().code)
    assert {*told(resource=Resource.SOURCE)} == {"airwars", "yaqein"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casualties_incident SET title = 'Other'",
        "INSERT INTO casualties_incidentparty (incident_id, party_id)"
        " SELECT i.id, p.id FROM casualties_incident i, sources_party p",
        "UPDATE casualties_estimate SET ended_at = now(), ended_by = 'rule:test'",
        "UPDATE casualties_review SET ended_at = now(), ended_by = 'user:editor'",
        "UPDATE casualties_judgement SET ended_at = now(), ended_by = 'user:editor'",
    ],
)
def test_a_change_by_sql_is_told(statement):
    rows.a_party()
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    start = place()
    sql(statement)
    assert incident.code in told(INSIDE, after=start)


@pytest.mark.django_db
def test_a_party_its_foes_and_all_that_bears_its_name_are_told():
    party, foe = rows.a_party(), rows.a_party("militia")
    incident = rows.an_incident(alleged_parties=("coalition",))
    start = place()
    party.hostile_to.add(foe)
    assert {*told(after=start)} == {"coalition", "militia"}
    Party.objects.filter(pk=party.pk).update(slug="alliance")
    assert {*told(after=start)} == {"alliance", "militia", incident.code}


@pytest.mark.django_db
def test_a_claim_taken_back_leaves_a_tombstone_for_those_who_knew_it():
    known, draft = rows.on_file(64), rows.on_file(70, by=rows.SENDER)
    start = place()
    claims.withdraw(claim=known, by=rows.EDITOR, reason="The page was retracted.")
    claims.reject(claim=draft, by=rows.EDITOR, reason="Misread.")
    public, inside = told(after=start), told(INSIDE, after=start)
    assert (public[known.key], inside[known.key]) == (ChangeKind.WITHDRAWN, ChangeKind.WITHDRAWN)
    assert (draft.key in public, inside[draft.key]) == (False, ChangeKind.REJECTED)
    assert public[known.report.key] == ChangeKind.WITHDRAWN
    reasons = {line.reason for line in changes_after({"after": start}, INSIDE).lines}
    assert {"The page was retracted.", "Misread."} <= reasons
    assert {line.reason for line in changes_after({"after": start}, EVERYONE).lines} == {None}


@pytest.mark.django_db
def test_a_claim_accepted_and_taken_back_before_anybody_looked_is_told():
    claim = rows.on_file(64)
    claims.withdraw(claim=claim, by=rows.EDITOR, reason="Retracted.")
    assert told()[claim.key] == ChangeKind.WITHDRAWN


@pytest.mark.django_db
def test_a_merge_says_where_to_and_its_undoing_says_it_again():
    one, two = rows.an_incident("IQ-2017-0001"), rows.an_incident("IQ-2017-0002")
    claim = rows.on_file(64, incident=two.code)
    start = place()
    incidents.merge(incident=two, into=one, by=rows.EDITOR, reason="The same strike.")
    assert {one.code, claim.key} <= {*told(after=start)}
    lines = {line.key: line for line in changes_after({"after": start}, INSIDE).lines}
    merged = lines[two.code]
    assert (merged.change, merged.merged_into) == (ChangeKind.MERGED, one.code)
    assert (merged.readable, merged.reason) == (False, "The same strike.")
    start = place()
    incidents.undo_merge(incident=two, by=rows.EDITOR, reason="Two strikes.")
    assert told(after=start)[two.code] == ChangeKind.CHANGED


@pytest.mark.django_db
def test_an_incident_that_was_discarded_is_told():
    incident = rows.an_incident()
    start = place()
    Incident.objects.filter(pk=incident.pk).update(state="discarded")
    assert told(after=start) == {incident.code: ChangeKind.DISCARDED}


@pytest.mark.django_db
@pytest.mark.parametrize("protection", [Protection.IDENTITY, Protection.CLOSED])
def test_what_was_always_protected_is_never_told(protection):
    rows.a_source("umm-salma", name="Umm Salma", protection=protection)
    claim = rows.on_file(64, claimant="umm-salma")
    hidden = {"umm-salma", claim.key, claim.report.key}
    assert not hidden & {*told()}
    assert not hidden & {*told(INSIDE)}
    assert hidden <= {*told(OFFICER)}


@pytest.mark.django_db
def test_what_is_protected_later_is_withdrawn_without_naming_the_source_to_strangers():
    claim = rows.on_file(64, claimant="umm-salma")
    start = place()
    Source.objects.filter(slug="umm-salma").update(protection=Protection.IDENTITY)
    gone = {claim.key: ChangeKind.WITHHELD, claim.report.key: ChangeKind.WITHHELD}
    assert told(after=start) == gone
    assert told(INSIDE, after=start) == gone | {"umm-salma": ChangeKind.WITHHELD}
    assert told(OFFICER, after=start)["umm-salma"] == ChangeKind.CHANGED


@pytest.mark.django_db(transaction=True)
def test_a_row_added_in_psql_is_told():
    psql(
        "INSERT INTO sources_party (slug, name, note) VALUES ('militia', 'Militia', '')",
    )
    assert told() == {"militia": ChangeKind.CHANGED}


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_committed_late_comes_after_what_was_read_before():
    """A plain sequence would give it the lower number, and the reader would pass it by."""
    with other_sessions() as beside:
        with transaction.atomic():
            rows.an_incident("IQ-2017-0001")  # noted, not committed
            beside(rows.an_incident, "IQ-2017-0002", title="Beside").result()
            first = beside(read_on, 0).result()
        second = read_on(first[1])
    assert (first[0], second[0]) == (["IQ-2017-0002"], ["IQ-2017-0001"])


def read_on(after: int) -> tuple[list[str], int]:
    changes.number()
    feed = changes_after({"after": after}, EVERYONE)
    return [line.key for line in feed.lines], feed.last


@pytest.mark.django_db(transaction=True)
def test_a_follower_beside_many_writers_misses_no_row_and_sees_none_twice():
    chance = random.Random(4)

    def write(number: int) -> None:
        for step in range(6):
            with transaction.atomic():
                day = date(2017, 3, 1 + step)
                rows.an_incident(f"IQ-{number:02d}-{step}", title="Many", day=day)
                time.sleep(chance.random() / 100)

    seen: list[str] = []
    last = 0
    with other_sessions(4) as beside:
        writers = [beside(write, number) for number in range(4)]
        while wait(writers, timeout=0.005).not_done or ChangeNote.objects.exists():
            keys, last = read_on(last)
            seen += keys
    seen += read_on(last)[0]
    assert sorted(seen) == sorted(Incident.objects.values_list("code", flat=True))
    assert len(seen) == 24


@pytest.mark.django_db
def test_the_feed_takes_as_many_queries_for_many_rows_as_for_one(django_assert_max_num_queries):
    for number in range(8):
        rows.on_file(number, incident=rows.an_incident().code)
    claims.withdraw(claim=Claim.objects.first(), by=rows.EDITOR, reason="Retracted.")
    with django_assert_max_num_queries(16):
        changes.number()
    with django_assert_max_num_queries(20):
        assert len(changes_after({}, INSIDE).lines) > 20
