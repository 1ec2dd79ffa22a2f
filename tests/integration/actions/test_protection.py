"""Protection raised and lowered afterwards, of a source, a report and a claim."""

from collections.abc import Callable

import pytest
from django.db import models

from casualties.actions import changes, staleness
from casualties.core.words import ChangeKind
from casualties.models import Claim, Incident, Staleness
from casualties.queries import changes_after
from sources.actions.protection import protect
from sources.core.types import Protection
from sources.errors import Conflict, InvalidInput
from sources.visibility import EVERYONE
from tests.factories import rows
from tests.factories.database import change, refused, sql

pytestmark = pytest.mark.django_db

IDENTITY, CLOSED, PUBLIC = Protection.IDENTITY, Protection.CLOSED, Protection.PUBLIC
WHY = "They were threatened."

Pick = Callable[[Claim], models.Model]
ROWS: dict[str, tuple[Pick, Callable[[Claim], str]]] = {
    # the row of a claim that is protected, the subject of its history
    "source": (lambda claim: claim.claimant, lambda claim: claim.claimant.slug),
    "report": (lambda claim: claim.report, lambda claim: claim.report.key),
    "claim": (lambda claim: claim, lambda claim: claim.key),
}

each_row = pytest.mark.parametrize("what", ROWS)


@pytest.fixture
def incident() -> Incident:
    return rows.an_incident("IQ-2017-0005")


@pytest.fixture
def claim(incident) -> Claim:
    made = rows.on_file(64, incident=incident.code)
    staleness.drain()
    return made


def _set(what: str, claim: Claim, protection: Protection, reason: str = WHY) -> models.Model:
    pick, subject = ROWS[what]
    row = pick(claim)
    protect(row=row, subject=subject(claim), protection=protection, reason=reason, by=rows.EDITOR)
    row.refresh_from_db()
    return row


@each_row
@pytest.mark.parametrize("protection", [IDENTITY, CLOSED])
def test_it_is_raised_and_the_history_says_by_whom_and_why(claim, what, protection):
    assert _set(what, claim, protection).protection == protection
    event = rows.audited(f"{what}.protect")
    assert (event.subject, event.by, event.reason) == (ROWS[what][1](claim), "user:editor", WHY)
    assert event.detail == {"from": "public", "to": protection.value}


@each_row
def test_it_is_lowered_again(claim, what):
    _set(what, claim, CLOSED)
    assert _set(what, claim, PUBLIC, "They agreed to be named.").protection == PUBLIC


@each_row
def test_it_needs_a_reason(claim, what):
    with pytest.raises(InvalidInput, match="Say why"):
        _set(what, claim, CLOSED, "  ")
    assert ROWS[what][0](claim).protection == PUBLIC


@each_row
def test_what_is_so_already_is_refused(claim, what):
    _set(what, claim, CLOSED)
    with pytest.raises(Conflict, match="'closed' already"):
        _set(what, claim, CLOSED)


@each_row
def test_the_ranges_it_bears_on_are_explained_anew_and_stay_as_they_are(incident, claim, what):
    before = rows.current(incident)
    _set(what, claim, IDENTITY)
    assert Staleness.objects.filter(incident=incident).exists()
    staleness.drain()
    after = rows.current(incident)
    assert (after.low, after.best, after.high) == (before.low, before.best, before.high)
    assert [group["protected"] for group in after.derivation["groups"]] == [True]


@each_row
def test_followers_are_told_to_remove_their_copy(claim, what):
    while changes.number():
        pass
    start = changes_after({"page_size": 1000}, EVERYONE).last
    _set(what, claim, CLOSED)
    while changes.number():
        pass
    lines = changes_after({"after": start, "page_size": 1000}, EVERYONE).lines
    told = {line.key: line.change for line in lines}
    assert told[claim.key] == told[claim.report.key] == ChangeKind.WITHHELD


@pytest.mark.parametrize(
    ("what", "other"),
    [("report", "title = 'Another'"), ("report", "text = NULL"), ("claim", "low = 1")],
)
def test_nothing_else_of_a_fact_changes_along_with_it(claim, what, other):
    with refused("never change"):
        change(ROWS[what][0](claim), f"protection = protection, {other}")
    with refused("never change"):
        change(ROWS[what][0](claim), f"protection = 'closed', {other}")


@pytest.mark.parametrize("what", ["report", "claim"])
def test_it_is_one_of_the_words(claim, what):
    with refused("protection_is_a_word"):
        change(ROWS[what][0](claim), "protection = 'secret'")


def test_a_redacted_report_can_still_be_protected(claim):
    sql(
        "UPDATE sources_report SET text = NULL, redacted_at = now(), redacted_by = 'user:editor', "
        "redaction_reason = 'x' WHERE id = %s",
        claim.report_id,
    )
    assert _set("report", claim, CLOSED).protection == CLOSED
