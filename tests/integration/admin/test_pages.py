"""Every list and page: it opens, stays within its budget of queries, and offers no back door."""

import itertools

import pytest
from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.http import HttpResponse

from casualties.actions import batches, derivations, grades, parameters, sign_offs, staleness
from casualties.core.estimation import Attribution, HarmGrade
from casualties.core.estimation import ParameterSet as Prior
from casualties.core.types import HEADLINE
from casualties.core.words import Relation
from casualties.models import (
    Batch,
    Claim,
    Estimate,
    GradeDecision,
    Heartbeat,
    Incident,
    Judgement,
    ParameterSet,
    Place,
    PriorChoice,
    Review,
    SignOff,
    Staleness,
)
from casualties.models import Derivation as Tie
from sources.actions import editing, tokens
from sources.admin.panels import Panel
from sources.core.types import TokenScope
from sources.models import AuditEvent, Party, Report, Source, Token
from tests.factories import rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db

FACTS = [
    *(AuditEvent, Claim, Tie, Estimate, Heartbeat, Judgement, ParameterSet, PriorChoice, Review),
    *(GradeDecision, SignOff, Staleness),
]
TYPED = [Party, Source, Place, Incident, Report, Token, Batch]
MODELS = [*FACTS, *TYPED]
MANY = 33
SOUGHT = "IQ-2017-0103"


@pytest.fixture(scope="module")
def desk_full_of_rows(shared) -> None:
    for number in range(MANY):
        rows.a_party(f"party-{number}")
        code = f"IQ-2017-{100 + number:04d}"
        incident = rows.an_incident(code, alleged_parties=(f"party-{number}",))
        claim = rows.on_file(number, claimant=f"source-{number}", incident=code)
        copy = rows.on_file(number, claimant="reuters", incident=code)
        derivations.propose(claim=copy, on_claim=claim, relation=Relation.REPEATS, by=rows.LINKER)
        tokens.issue(name=f"token-{number}", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)
        place = Place(name=f"Place {number}", country="IQ")
        editing.add(row=place, subject="", by=rows.EDITOR)
        batches.send(lines=[(1, {})], by=rows.EDITOR, may_review=False, name=code)
        Heartbeat.objects.create(name=f"job-{number}", at=incident.opened_at)
    staleness.drain()
    for incident in Incident.objects.filter(code__startswith="IQ-2017-01"):
        sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
        graded = {"harm": HarmGrade.FAIR, "attribution": Attribution.LIKELY}
        grades.decide(incident=incident, **graded, by=rows.EDITOR, reason="Both were there.")
        prior = Prior(name=SOUGHT, version=incident.code, alpha=2, c=2, reason="Fits.")
        row = parameters.register(new=prior, by=rows.EDITOR)
        parameters.choose(parameter_set=row, incident=incident, by=rows.EDITOR, reason="Fits.")
    staleness.queue_all()


@pytest.fixture(scope="module")
def one_of_each(one_of_each) -> None:
    batches.send(lines=[(1, {})], by=rows.EDITOR, may_review=False)
    tokens.issue(name="partner", scopes=[TokenScope.READ_PUBLIC], by=rows.EDITOR)


@pytest.fixture
def one_incident_with_many_claims(db) -> Incident:
    incident = rows.an_incident()
    for number in range(60):
        rows.on_file(number, claimant=f"source-{number}", incident=incident.code)
    staleness.drain()
    return incident


def test_every_model_has_its_page():
    ours = {model for model in admin.site._registry if model._meta.app_label in APPS}
    assert ours == set(MODELS)


APPS = {"sources", "casualties"}


def test_lists_open_and_are_searched_within_their_budget(
    desk_full_of_rows, editor: Desk, django_assert_max_num_queries
):
    for model in MODELS:
        assert model._default_manager.count() >= 30, model
        for asked in ({}, {"q": SOUGHT}):
            with django_assert_max_num_queries(12, info=model.__name__):
                page = editor.client.get(address(model, "changelist"), asked)
            assert page.status_code == 200, model


def test_pages_open_within_their_budget(
    desk_full_of_rows, editor: Desk, django_assert_max_num_queries
):
    for model in MODELS:
        row = model._default_manager.latest("pk")
        with django_assert_max_num_queries(25, info=model.__name__):
            assert editor.see(row).status_code == 200, model


@pytest.mark.parametrize("model", TYPED, ids=lambda model: model.__name__)
def test_a_form_for_a_new_row_opens_within_its_budget(
    model, one_of_each, editor: Desk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        assert editor.see(model, "add").status_code == 200


def test_every_decision_has_a_page_within_its_budget(
    desk_full_of_rows, editor: Desk, django_assert_max_num_queries
):
    for model, desk in admin.site._registry.items():
        row = model._default_manager.last()
        for form in getattr(desk, "decisions", ()):
            with django_assert_max_num_queries(25):
                page = editor.client.get(address(row, form.verb))
            assert page.status_code in (200, 302), form


def test_a_page_with_very_many_claims_shows_some_and_says_so(
    one_incident_with_many_claims, editor: Desk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        text = editor.text(one_incident_with_many_claims)
    assert "Only the first 50 are shown." in text


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_facts_and_opinions_have_no_form(model, one_of_each, editor: Desk):
    row = model._default_manager.latest("pk")
    assert editor.see(model, "add").status_code == 403
    assert editor.client.post(address(row, "change"), {}).status_code == 403
    assert 'name="_save"' not in editor.text(row)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_is_deleted_here(model, one_of_each, editor: Desk):
    row = model._default_manager.latest("pk")
    assert editor.client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in editor.text(model, "changelist")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_lists_are_bounded(model):
    desk: ModelAdmin = admin.site._registry[model]
    assert desk.list_per_page == 50
    assert not desk.show_full_result_count


def test_every_foreign_key_is_looked_up_rather_than_listed():
    for model in MODELS:
        desk = admin.site._registry[model]
        keys = {field.name for field in model._meta.fields if field.many_to_one}
        assert keys <= set(desk.autocomplete_fields), model


def test_complaint_1_two_sources_are_never_added_up(editor: Desk):
    """One source says 1 and another 2: nobody said 3."""
    incident = rows.an_incident(title="Two sources")
    one = rows.on_file(1, incident=incident.code)
    rows.on_file(2, claimant="mosul-eye", incident=incident.code)
    estimate = rows.current(incident)
    for row in (incident, one, estimate, one.report):
        panels = _panels(editor.see(row))
        cells = [str(cell) for panel in panels for line in panel.rows for cell in line]
        assert cells
        assert "3" not in {part for cell in cells for part in _figures(cell)}
    assert "1\N{EN DASH}2" in editor.text(incident)


def _panels(page: HttpResponse) -> list[Panel]:
    told = [value for part in page.context for layer in part.dicts for value in layer.values()]
    lists = [value for value in told if isinstance(value, list)]
    return [one for one in [*told, *itertools.chain(*lists)] if isinstance(one, Panel)]


def _figures(cell: str) -> list[str]:
    shown = cell.rpartition('">')[2] if "<a" in cell else cell
    return shown.replace("<", " ").replace(">", " ").replace("\N{EN DASH}", " ").split()


def test_the_site_has_its_name(editor: Desk):
    assert "Corroborate" in editor.client.get("/admin/").content.decode()
