"""Who may look, who may decide, and who sees protected sources."""

import pytest
from django.contrib import admin
from django.db.models import Model

from casualties.models import Claim, Incident, Place
from sources.actions import protection, tokens
from sources.core.types import Protection, TokenScope
from sources.models import AuditEvent, Party, Report, Source, Token
from tests.factories import rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db


def decisions() -> list[tuple[type[Model], str]]:
    ours = (admin.site._registry[model] for model in admin.site._registry)
    return [(desk.model, form.verb) for desk in ours for form in getattr(desk, "decisions", ())]


@pytest.fixture(scope="module")
def one_of_each(one_of_each) -> None:
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)


@pytest.mark.parametrize(
    ("model", "verb"), decisions(), ids=lambda one: getattr(one, "__name__", one)
)
def test_a_viewer_decides_nothing(model, verb, one_of_each, viewer: Desk):
    row = model._default_manager.first()
    before = AuditEvent.objects.count()
    assert viewer.client.get(address(row, verb)).status_code == 403
    assert viewer.client.post(address(row, verb), {"reason": "No."}).status_code == 403
    assert AuditEvent.objects.count() == before


def test_a_viewer_sees_no_buttons_and_no_list_actions(one_of_each, viewer: Desk):
    page = viewer.see(Claim.objects.first())
    assert page.status_code == 200
    assert page.context["decisions"] == []
    assert 'name="action"' not in viewer.text(Claim, "changelist")


def test_a_viewer_s_list_action_does_nothing(viewer: Desk):
    draft = rows.on_file(64, by=rows.SENDER)
    viewer.decide_all([draft], "accept")
    assert not draft.reviews.exists()


@pytest.mark.parametrize("model", [Party, Source, Place, Incident, Report, Token])
def test_a_viewer_adds_nothing(model, viewer: Desk):
    assert viewer.see(model, "add").status_code == 403
    assert viewer.add(model, name="X").status_code == 403


def test_a_viewer_changes_no_description(viewer: Desk):
    source = rows.a_source()
    assert viewer.client.post(address(source, "change"), {"name": "X"}).status_code == 403


def test_a_stranger_is_led_to_the_login(client):
    claim = rows.on_file(64)
    answer = client.post(address(claim, "accept"))
    assert answer.status_code == 302
    assert "login" in answer.url


def test_reading_a_decision_page_decides_nothing(editor: Desk):
    draft = rows.on_file(64, by=rows.SENDER)
    assert editor.see(draft, "accept").status_code == 200
    assert not draft.reviews.exists()


def test_a_post_without_the_page_s_token_is_refused(editor: Desk):
    draft = rows.on_file(64, by=rows.SENDER)
    editor.client.handler.enforce_csrf_checks = True
    assert editor.client.post(address(draft, "accept")).status_code == 403
    assert not draft.reviews.exists()


def test_an_analyst_decides(analyst: Desk):
    draft = rows.on_file(64, by=rows.SENDER)
    analyst.decide(draft, "accept")
    assert draft.reviews.get().by == "user:analyst"


@pytest.fixture
def nurse() -> Source:
    described = {"name": "Nurse of Mosul", "protection": Protection.IDENTITY}
    return rows.a_source("a-nurse", **described)


def test_a_superuser_sees_a_protected_source_with_its_mark(nurse, editor: Desk):
    text = editor.text(Source, "changelist")
    assert "Nurse of Mosul" in text
    assert ">protected<" in text


def test_an_analyst_never_reads_the_name_of_a_protected_source(nurse, analyst: Desk):
    incident = rows.an_incident()
    rows.on_file(5)
    claim = rows.on_file(12, claimant=nurse.slug, incident=incident.code)
    estimate = rows.current(incident)
    models = [Source, Claim, Report, Incident]
    pages = [analyst.text(model, "changelist") for model in models]
    pages += [analyst.text(row) for row in (incident, estimate)]
    assert not [page for page in pages if "Nurse of Mosul" in page or "a-nurse" in page]
    assert "a protected source" in analyst.text(incident)
    assert "one further protected group" in analyst.text(estimate)
    assert analyst.see(claim).status_code == 302
    assert analyst.see(nurse).status_code == 302


def test_what_was_protected_later_is_withheld_until_it_is_written_anew(analyst: Desk):
    incident = rows.an_incident()
    claim = rows.on_file(12, claimant="a-nurse", incident=incident.code)
    estimate = rows.current(incident)
    Source.objects.filter(pk=claim.claimant_id).update(protection=Protection.IDENTITY)
    panels = analyst.see(estimate).context["panels"]
    assert "A-Nurse" not in str([panel.rows for panel in panels])


TOGETHER = "Yaqein and a protected source"


@pytest.mark.parametrize("method", ["envelope", "posterior"])
def test_a_range_does_not_tell_whose_a_protected_claim_is(method, analyst: Desk, settings):
    """The same source's public figure stands in a voice of its own, as in the workspace."""
    settings.ESTIMATION_METHOD = method
    incident = rows.an_incident()
    rows.on_file(50, claimant="mosul-eye", incident=incident.code)
    rows.on_file(10, incident=incident.code)
    hidden = rows.on_file(12, incident=incident.code)
    why = {"subject": hidden.key, "reason": "It names a street.", "by": rows.EDITOR}
    protection.protect(row=hidden, protection=Protection.IDENTITY, **why)
    estimate = rows.current(incident)
    panels = analyst.see(estimate).context["panels"]
    voices = {panel.title: panel for panel in panels if panel.title.startswith("Voice")}
    assert "Voice: one further protected group (reliability F)" in voices
    assert len(voices["Voice: Yaqein (reliability F)"].rows) == 1
    assert (TOGETHER in str(estimate.derivation["bounds"])) == (method == "posterior")
    assert [page for page in (estimate, incident) if TOGETHER in analyst.text(page)] == []


def test_a_protected_copy_is_counted_beside_what_it_repeats(analyst: Desk, nurse):
    incident = rows.an_incident()
    first = rows.on_file(64, incident=incident.code)
    rows.on_file(64, claimant=nurse.slug, repeats=first.key)
    panels = analyst.see(rows.current(incident)).context["panels"]
    (voice,) = (panel for panel in panels if panel.title.startswith("Voice"))
    assert voice.note == "1 protected claim of this voice is not shown."


def test_an_analyst_finds_no_protected_source_to_choose(nurse, analyst: Desk):
    asked = {"app_label": "casualties", "model_name": "claim", "field_name": "claimant", "term": ""}
    found = analyst.client.get("/admin/autocomplete/", asked).json()["results"]
    assert "Nurse of Mosul" not in str(found)
