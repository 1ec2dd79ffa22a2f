"""The desk's first page, the operations page and a source's record tell what the lists tell."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casualties.actions import derivations, heartbeats, sign_offs, staleness
from casualties.admin import operations
from casualties.admin.work import QUEUES
from casualties.core.roles import Role
from casualties.core.types import HEADLINE, Interval
from casualties.core.words import Relation
from casualties.models import Heartbeat, ReportReading, Staleness
from sources.core.types import Protection
from sources.models import Report
from tests.factories import people, rows
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def busy(db):
    """Something in each queue, some of it protected."""
    incident = rows.an_incident()
    first = rows.on_file(64, incident=incident.code)
    rows.on_file(400, claimant="mosul-eye", incident=incident.code)
    staleness.drain()
    sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    copy = rows.on_file(64, claimant="reuters", incident=incident.code, by=rows.SENDER)
    derivations.propose(claim=copy, on_claim=first, relation=Relation.REPEATS, by=rows.LINKER)
    rows.on_file(70, claimant="sana", incident=incident.code)
    rows.on_file(9, claimant="ap")
    for text, level in (("Nine died.", Protection.PUBLIC), ("Six died.", Protection.CLOSED)):
        key = rows.taken_in(rows.a_report(text=text, title=text, protection=level)).report
        report = Report.objects.get(key=key)
        ReportReading.objects.create(report=report, reader="rules-0", unread=[[0, 4]])
    rows.a_source("a-nurse", protection=Protection.IDENTITY)
    rows.on_file(12, claimant="a-nurse", by=rows.SENDER)
    staleness.drain()
    failing = rows.an_incident("IQ-2017-0099")
    aside = {"cause": "reconcile", "attempts": 5, "quarantined_at": failing.opened_at}
    Staleness.objects.create(incident=failing, **aside)


@pytest.mark.parametrize("who", ["editor", "analyst"])
def test_each_count_is_that_of_the_list_behind_its_link(who, busy, request):
    desk: Desk = request.getfixturevalue(who)
    shown = desk.client.get(HOME).context["waiting"]
    counts = {one.queue.label: one.number for one in shown}
    listed = {
        one.queue.label: desk.client.get(one.address).context["cl"].result_count for one in shown
    }
    assert counts == listed
    assert len(counts) == len(QUEUES)
    # The envelope of these tests warns of nothing; every other queue has something.
    assert [label for label, number in counts.items() if not number] == ["Ranges with a warning"]


def test_somebody_who_may_not_open_a_list_learns_no_count(busy):
    desk = people.at_the_desk(people.one(Role.DATA_ENTRY))
    labels = [one.queue.label for one in desk.client.get(HOME).context["waiting"]]
    assert "Failed recomputes" not in labels
    assert "Failed recomputes" not in desk.client.get(HOME).content.decode()


def test_the_first_page_stays_within_its_budget(busy, editor: Desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        assert editor.client.get(HOME).status_code == 200


def test_the_operations_page_tells_what_failed_and_how_to_release_it(busy, editor: Desk):
    text = editor.client.get(reverse("admin:operations")).content.decode()
    failed = Staleness.objects.exclude(quarantined_at=None).get()
    assert reverse("admin:casualties_staleness_release", args=[failed.pk]) in text
    assert "The nightly audit has not run yet." in text


def test_the_operations_page_tells_which_worker_is_silent(editor: Desk):
    ago = {"celery@one": timedelta(seconds=20), "celery@two": timedelta(minutes=20)}
    for host, silence in ago.items():
        heartbeats.of_worker(host, "casualties.refresh_stale")
        row = Heartbeat.objects.get(name__endswith=host)
        Heartbeat.objects.filter(pk=row.pk).update(at=timezone.now() - silence)
    (signs,) = [
        panel
        for panel in editor.client.get(reverse("admin:operations")).context["panels"]
        if panel.title == "Heartbeats"
    ]
    assert {name: state for name, _, state in signs.rows} == {
        "worker celery@one": "well",
        "worker celery@two": "silent: is it meant to run?",
    }


def test_a_worker_silent_for_a_day_is_not_told_of_any_more():
    heartbeats.of_worker("celery@one", "casualties.refresh_stale")
    heartbeats.of_worker("celery@two", "casualties.refresh_stale")
    yesterday = timezone.now() - timedelta(hours=25)
    Heartbeat.objects.filter(name="worker celery@two").update(at=yesterday)
    heartbeats.done("audit", {})
    Heartbeat.objects.filter(name="audit").update(at=yesterday)
    assert heartbeats.forget_gone() == 1
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"audit", "worker celery@one"}


def test_the_operations_page_tells_of_drift(editor: Desk):
    rows.on_file(64, incident=rows.an_incident().code)
    staleness.drain()
    staleness.audit_estimates()
    text = editor.client.get(reverse("admin:operations")).content.decode()
    assert "Every stored range is what its claims give." in text
    assert "1 incident recomputed" in text


def test_the_operations_page_is_for_those_who_may_see_the_log(busy):
    desk = people.at_the_desk(people.one(Role.PUBLISHER))
    assert desk.client.get(reverse("admin:operations")).status_code == 403


def test_progress_counts_no_protected_row(busy, editor: Desk, analyst: Desk):
    def claims(desk: Desk) -> str:
        panels = desk.client.get(reverse("admin:operations")).context["panels"]
        return panels[-1].rows[2][1]

    assert claims(editor) == "4 of 6 claims about one incident"
    assert claims(analyst) == "4 of 5 claims about one incident"


@pytest.mark.parametrize(
    ("done", "of", "told"),
    [
        (0, 0, "-"),
        (0, 9, "0%"),
        (1, 1000, "<1%"),
        (1, 2, "50%"),
        (999, 1000, ">99%"),
        (9, 9, "100%"),
    ],
)
def test_a_share_is_none_or_all_only_where_it_is(done, of, told):
    assert operations._percent(done, of) == told


def test_a_source_is_compared_with_what_was_signed_after_it_spoke(busy, editor: Desk):
    incident = rows.an_incident("IQ-2018-0001")
    for number, who in ((64, "yaqein"), (66, "reuters"), (9, "sana")):
        claim = rows.on_file(number, claimant=who, incident=incident.code)
    staleness.drain()
    own = {"low": 60, "high": 70}
    sign_offs.sign_off(
        incident=incident,
        measure=str(HEADLINE),
        by=rows.EDITOR,
        figures=Interval(**own),
        reason="The morgue's list.",
    )
    panel = editor.see(claim.claimant).context["panels"][0]
    assert [row[-1] for row in panel.rows] == ["below"]
    assert "0 of 1 within, 0% (95 % Wilson interval 0% to 79%)" in panel.note
