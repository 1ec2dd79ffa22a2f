"""Two people send a decision's page at the same moment: the second one waits, then is told."""

import pytest
from django.db import transaction

from casualties.actions import claims
from sources.actions import protection
from sources.core.types import Protection
from tests.factories import rows
from tests.factories.database import other_sessions, until, waiting_sessions
from tests.integration.admin.desk import Desk, errors_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_protection_that_is_being_raised_is_not_lowered(editor: Desk):
    source = rows.a_source()
    editor.see(source, "protect")
    lower = {"protection": "identity", "reason": "She asked."}
    with other_sessions() as beside:
        with transaction.atomic():
            raised = {"protection": Protection.CLOSED, "reason": "Threatened."}
            protection.protect(row=source, subject=source.slug, **raised, by=rows.EDITOR)
            sent = beside(editor.decide, source, "protect", **lower)
            until(waiting_sessions, "the page waits for the other")
        page = sent.result(timeout=20)
    assert "Its protection is closed." in errors_of(page)["__all__"][0]
    source.refresh_from_db()
    assert source.protection == Protection.CLOSED


def test_a_claim_that_is_being_accepted_is_not_rejected(editor: Desk):
    draft = rows.on_file(64, by=rows.SENDER)
    editor.see(draft, "reject")
    with other_sessions() as beside:
        with transaction.atomic():
            claims.accept(claim=draft, by=rows.EDITOR)
            sent = beside(editor.decide, draft, "reject", reason="A slip.")
            until(waiting_sessions, "the page waits for the other")
        page = sent.result(timeout=20)
    assert "at the same moment" in errors_of(page)["__all__"][0]
    assert draft.reviews.get(ended_at=None).verdict == "accepted"
