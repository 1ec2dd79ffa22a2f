"""The role docs/operations.md gives to running processes: enough to work, too little to lie."""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from casualties.actions import claims
from casualties.models import Claim
from sources.actions import reports
from sources.actions.protection import protect
from sources.core.types import Protection
from sources.models import Report
from tests.factories import rows
from tests.factories.database import FACTS, OPINIONS, named, sql

pytestmark = pytest.mark.django_db
ROLE = "corroborate_rights_test"


@pytest.fixture
def working_role():
    """Be the role of the manual for the length of a test; the test's rollback removes it."""
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    script = re.sub(r"\bcorroborate\b", ROLE, script).replace("LOGIN PASSWORD '...'", "")
    with connection.cursor() as cursor:
        cursor.execute(script)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_working_role_can_do_the_work(working_role):
    incident = rows.an_incident()
    draft = rows.on_file(64, incident=incident.code, by=rows.SENDER)
    claims.accept(claim=draft, by=rows.EDITOR)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)


def test_a_report_is_redacted_and_protected_by_the_working_role(working_role):
    report = rows.on_file(64).report
    protect(
        row=report,
        subject=report.key,
        protection=Protection.CLOSED,
        reason="Danger.",
        by=rows.EDITOR,
    )
    reports.redact(report=report, reason="Danger.", by=rows.EDITOR)
    report.refresh_from_db()
    assert (report.text, report.protection) == (None, "closed")


@pytest.mark.parametrize("model", [*FACTS, *OPINIONS, Report], ids=named)
def test_the_working_role_neither_edits_nor_removes_a_fact_or_opinion(working_role, model):
    """Whatever tables there are: one that is new has to be put into the manual."""
    held = "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE')"
    table = model._meta.db_table
    assert sql(held, table, table) == [(False, False)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casualties_claim SET low = 1",
        "DELETE FROM casualties_claim",
        "TRUNCATE casualties_claim CASCADE",
        "UPDATE casualties_judgement SET verdict = 'negative'",
        "DELETE FROM sources_auditevent",
        "ALTER TABLE casualties_claim DISABLE TRIGGER ALL",
    ],
)
def test_the_working_role_cannot_change_a_fact(working_role, statement):
    rows.on_file(64, incident=rows.an_incident().code)
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Claim.objects.get().low == 64
