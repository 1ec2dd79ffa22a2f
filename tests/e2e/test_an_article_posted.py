"""An article posted without claims: read, put where it belongs, and nothing counted twice."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from casualties.actions import importing, readings, staleness
from casualties.core.estimation import Derivation as Explained
from casualties.core.roles import Role
from casualties.core.words import LeftOut, Use
from casualties.management.commands.import_claims import read_tables
from casualties.models import Claim, Derivation, Estimate
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.factories import rows
from tests.factories.people import at_the_desk, one
from tests.integration.admin.desk import Desk

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parents[2] / "fixtures"
BADUSH = "IQ-2014-0001"
OWN = json.loads((FIXTURES / "reports" / "mosul-advance-2017-03-14.json").read_text("utf-8"))


def as_published() -> str:
    folder = os.environ.get("CORROBORATE_DATA")
    if not folder:
        pytest.skip("Set CORROBORATE_DATA to the folder that holds mosul/article.txt.")
    return (Path(folder) / "mosul" / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def on_file(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Everything there is of Mosul, filed once for all tests."""
    tables = read_tables(FIXTURES / "claims" / "mosul-2014-2017.csv", FIXTURES / "reference")
    with django_db_blocker.unblock(), rows.undone_afterwards():
        importing.file_tables(tables=tables, by=rows.EDITOR, may_review=True)
        staleness.drain()
        yield


@pytest.fixture(params=[lambda: OWN["text"], as_published], ids=["in our words", "as published"])
def text(request) -> str:
    return request.param()


@pytest.fixture
def drafts(text: str, on_file) -> list[Claim]:
    """The drafts of the article, beside everything that is on file of Mosul."""
    posted = post(OWN | {"text": text, "claims": []})
    assert posted["claims"] == []
    readings.read_waiting()
    staleness.drain()
    return list(Claim.objects.filter(entered_by="rule:reader").order_by("key"))


def post(body: dict[str, Any]) -> dict[str, Any]:
    client = APIClient()
    secret = tokens.issue(name="sender", scopes=[TokenScope.WRITE_REPORTS], by=rows.EDITOR)
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    answer = client.post("/api/v1/reports", body, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def desk() -> Desk:
    return at_the_desk(one(Role.ANALYST))


def of_badush(drafts: list[Claim]) -> list[Claim]:
    return [draft for draft in drafts if draft.scope == "incident"]


def card(desk: Desk, draft: Claim) -> Any:
    """What the queue shows first beside a draft."""
    return shown(desk, draft)["item"].cards[0]


def shown(desk: Desk, draft: Claim) -> Any:
    return desk.client.get(reverse("admin:review_queue_item", args=["claim", draft.pk])).context


def press(desk: Desk, draft: Claim, verb: str = "repeat", **typed: str) -> None:
    """Press a button of its first candidate: by default it is accepted there as a repeat."""
    page = shown(desk, draft)
    typed["mark"] = page["mark"]
    typed["incident"] = page["item"].cards[0].judgement.incident_id
    address = reverse("admin:review_queue_decide", args=["claim", draft.pk, verb])
    assert desk.client.post(address, typed).status_code == 302


def ranges() -> dict[tuple[str, str], Any]:
    """Ranges and voices of Badush, by measure and basis."""
    staleness.drain()
    found = Estimate.objects.filter(incident__code=BADUSH, ended_at=None)
    return {
        (row.measure, row.basis): (row.low, row.best, row.high, row.groups)
        for row in found
        if row.low is not None
    }


def test_it_gives_four_drafts_and_sets_fighters_and_totals_apart(drafts):
    told = [(d.measure.harm.value, d.status, d.scope, bool(d.judgements.count())) for d in drafts]
    assert sorted(told) == [
        ("killed", "civilian", "aggregate", False),
        ("killed", "civilian", "incident", True),
        ("killed", "civilian", "incident", True),
        ("killed_or_injured", "combatant", "aggregate", False),
    ]


def test_badush_is_the_first_candidate_of_both_its_claims_and_says_what_they_repeat(drafts, desk):
    first = [card(desk, draft) for draft in of_badush(drafts)]
    assert [one.judgement.incident.code for one in first] == [BADUSH, BADUSH]
    assert all("'hundreds'" in one.repeats.replace('"', "") for one in first)


def test_once_pressed_they_are_repeats_that_tighten_nothing(drafts, desk):
    before = ranges()
    for draft in of_badush(drafts):
        press(desk, draft)
    assert ranges() == before
    ties = Derivation.objects.filter(claim__in=drafts, ended_at=None)
    assert {(row.relation, row.verdict) for row in ties} == {("repeats", "confirmed")}
    on = {row.claim_id: row.on_claim.claimant.slug for row in ties}
    assert [on[draft.pk] for draft in of_badush(drafts)] == [
        "hashd-al-shaabi",
        "human-rights-watch",
    ]


def test_the_derivation_says_why_they_add_nothing(drafts, desk):
    spokesman, rights = of_badush(drafts)
    for draft in (spokesman, rights):
        press(desk, draft)
    staleness.drain()
    row = Estimate.objects.get(
        incident__code=BADUSH, measure="killed:civilian", basis="reviewed", ended_at=None
    )
    told = Explained.from_json(row.derivation)
    (left,) = [line for line in told.left_out if line.claim == spokesman.key]
    assert left.code == LeftOut.OTHER_MEASURE
    assert "repeats Hashd al-Shaabi spokesman's" in left.sentence
    members = [member for group in told.groups for member in group.members]
    (copy,) = [member for member in members if member.claim == rights.key]
    assert copy.use == Use.COPY
    assert "which is on file and counts once" in copy.why


def test_a_press_is_taken_back_whole(drafts, desk):
    before, (draft, _) = ranges(), of_badush(drafts)
    press(desk, draft)
    desk.client.post(reverse("admin:review_queue_undo"))
    assert ranges() == before
    assert not draft.reviews.filter(ended_at=None).exists()
    assert not draft.derivations.filter(ended_at=None).exists()
    assert card(desk, draft).judgement.verdict == "unsure"


def test_put_there_without_a_tie_the_spokesman_is_no_voice_of_the_publisher(drafts, desk):
    draft, _ = of_badush(drafts)
    press(desk, draft, "link", verdict="positive")
    staleness.drain()
    row = Estimate.objects.get(
        incident__code=BADUSH, measure="killed:civilian", basis="provisional", ended_at=None
    )
    groups = Explained.from_json(row.derivation).groups
    (relayed,) = [group for group in groups if group.members[0].claim == draft.key]
    assert (relayed.root, relayed.reliability) == (None, "F")
    assert "whose origin is not on file" in relayed.members[0].why
