"""What is on file stays as it is: facts never change, opinions only end, rows are never removed."""

import pytest

from casualties.models import Incident
from sources.models import Report
from tests.factories import rows
from tests.factories.database import FACTS, OPINIONS, change, named, refused, sql

pytestmark = pytest.mark.django_db

ENDED = "ended_at = now(), ended_by = 'user:editor'"


# Reports: nothing but a redaction

REDACTED = "text = NULL, redacted_at = now(), redacted_by = 'user:editor', redaction_reason = 'x'"


@pytest.mark.parametrize(
    "assignments",
    [
        "title = 'Another title'",
        "text = 'Another text'",
        "text = NULL",
        "protection = 'closed', title = 'Another title'",
        f"{REDACTED}, protection = 'closed'",
        f"{REDACTED}, sha256 = ''",
        f"{REDACTED}, title = 'Another title'",
        REDACTED.replace("text = NULL", "text = 'Shorter'"),
    ],
)
def test_a_report_changes_in_nothing_but_a_redaction_or_its_protection(assignments):
    report = rows.on_file(64).report
    with refused("only their text can be redacted"):
        change(report, assignments)


@pytest.mark.parametrize(
    "assignments",
    [
        "text = NULL, redacted_at = now(), redacted_by = 'user:editor'",
        "text = NULL, redacted_at = now(), redaction_reason = 'A witness is in danger.'",
    ],
)
def test_a_redaction_keeps_its_reason_and_its_person(assignments):
    report = rows.on_file(64).report
    with refused("report_redaction_keeps_its_reason"):
        change(report, assignments)


@pytest.mark.parametrize("second", [REDACTED, "redacted_at = NULL, text = 'Back again'"])
def test_a_redaction_is_done_once_and_for_good(second):
    report = rows.on_file(64).report
    change(report, REDACTED)
    with refused("only their text can be redacted"):
        change(report, second)


# Permanence: of every fact and opinion there is, found by looking


@pytest.mark.parametrize("model", FACTS, ids=named)
def test_a_fact_never_changes(one_of_each, model):
    with refused("never change"):
        change(rows.latest(model), "id = id")


@pytest.mark.parametrize("model", [*FACTS, *OPINIONS, Report, Incident], ids=named)
def test_a_row_is_never_deleted(one_of_each, model):
    with refused("never deleted"):
        sql(f"DELETE FROM {model._meta.db_table}")


@pytest.mark.parametrize("model", [*FACTS, *OPINIONS, Report, Incident], ids=named)
def test_a_table_is_never_truncated(model):
    with refused("never removed"):
        sql("SET LOCAL corroborate.allow_truncate = 'off'")
        sql(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize("model", OPINIONS, ids=named)
@pytest.mark.parametrize(
    "assignments",
    [
        "reason = 'Another reason.'",
        "by = 'user:somebody'",
        "ended_by = 'user:editor'",
        f"{ENDED}, reason = 'Another reason.'",
        f"{ENDED}, by = 'user:somebody'",
        f"{ENDED}, at = at - interval '1 day'",
    ],
)
def test_an_opinion_only_ends(one_of_each, model, assignments):
    with refused("only end, once"):
        change(rows.latest(model), assignments)


@pytest.mark.parametrize("model", OPINIONS, ids=named)
@pytest.mark.parametrize("second", [ENDED, "ended_at = NULL, ended_by = NULL"])
def test_an_opinion_ends_once_and_is_not_revived(one_of_each, model, second):
    row = rows.latest(model)
    change(row, ENDED)
    with refused("only end, once"):
        change(row, second)


@pytest.mark.parametrize("model", OPINIONS, ids=named)
def test_an_opinion_does_not_end_by_nobody(one_of_each, model):
    with refused("end_has_an_actor"):
        change(rows.latest(model), "ended_at = now()")


GUARDS = {"never_truncated", "never_deleted", "never_changed", "only_protected", "only_ends"}
PERMANENT = [
    (model, trigger)
    for model in (*FACTS, *OPINIONS)
    for trigger in model._meta.triggers
    if trigger.name in GUARDS
]


@pytest.mark.parametrize("model", [*FACTS, *OPINIONS], ids=named)
def test_truncating_deleting_and_changing_it_each_has_its_guard(model):
    assert [guarded for guarded, _ in PERMANENT].count(model) == 3


@pytest.mark.parametrize(
    ("model", "trigger"), PERMANENT, ids=lambda part: getattr(part, "__name__", None) or part.name
)
def test_its_permanence_is_installed_in_the_database(model, trigger):
    installed = sql(
        "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
        model._meta.db_table,
        trigger.get_pgid(model),
    )
    assert installed == [("O",)]
