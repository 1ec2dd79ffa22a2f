"""Priors on file: choosing one moves ranges and says why, taking it back restores them."""

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from casualties import queries
from casualties.actions import incidents, parameters, staleness
from casualties.core.estimation import DEFAULT, ParameterSet
from casualties.errors import AlreadyDecided
from casualties.models import Estimate, Incident, PriorChoice, Staleness
from casualties.models import ParameterSet as ParameterSetRow
from sources.errors import Conflict, InvalidInput, NotAllowed
from tests.factories import rows
from tests.factories.database import raw_copy, refused

pytestmark = pytest.mark.django_db

SHELTER = "A shelter with hundreds inside was hit."
LARGE = ParameterSet(name="siege", version="1", alpha=1.6, c=8.0, reason="Fitted to the siege.")


@pytest.fixture(autouse=True)
def posterior(settings) -> None:
    settings.ESTIMATION_METHOD = "posterior"


@pytest.fixture
def incident() -> Incident:
    return an_estimated_incident("IQ-1")


def an_estimated_incident(code: str) -> Incident:
    found = rows.an_incident(code)
    rows.on_file(370, incident=code)
    rows.current(found)
    return found


def registered(new: ParameterSet = LARGE) -> ParameterSetRow:
    return parameters.register(new=new, by=rows.EDITOR)


def chosen(incident: Incident | None = None, row: ParameterSetRow | None = None) -> PriorChoice:
    return parameters.choose(
        parameter_set=row or registered(), incident=incident, by=rows.EDITOR, reason=SHELTER
    )


def ended(choice: PriorChoice) -> None:
    parameters.end_choice(choice=choice, by=rows.EDITOR, reason="It was half empty.")


def prior_of(estimate: Estimate) -> str:
    return estimate.derivation["posterior"]["parameters"]


# Registering


def test_a_prior_on_file_changes_no_range(incident):
    registered()
    assert not Staleness.objects.exists()
    assert rows.audited("parameters.register").detail == {"alpha": 1.6, "c": 8.0, "zero": 0.05}


def test_registering_the_same_prior_twice_gives_one_row():
    assert registered() == registered()
    assert ParameterSetRow.objects.count() == 1


def test_a_name_and_version_mean_one_prior_for_good():
    registered()
    with pytest.raises(Conflict, match="another version"):
        registered(replace(LARGE, alpha=1.7))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "default"}, "name"),
        ({"name": " "}, "name"),
        ({"version": ""}, "version"),
        ({"reason": " "}, "reason"),
        ({"alpha": float("nan")}, "alpha"),
        ({"c": float("inf")}, "c"),
    ],
)
def test_an_unfit_prior_is_refused_at_its_field(changed, field):
    with pytest.raises(InvalidInput) as told:
        registered(replace(LARGE, **changed))
    assert list(told.value.detail["fields"]) == [field]


# Choosing


def test_choosing_a_prior_moves_the_range_and_says_why(incident):
    before = rows.current(incident)
    chosen(incident)
    after = rows.current(incident)
    assert after.low > before.low
    assert after.change.startswith("The prior changed from default 1 to siege 1: best +")
    assert (prior_of(before), prior_of(after)) == ("default", "siege")
    assert after.derivation["posterior"]["reason"] == SHELTER


def test_taking_the_choice_back_restores_the_range(incident):
    before = rows.current(incident)
    ended(chosen(incident))
    after = rows.current(incident)
    assert (rows.figures(after), after.digest) == (rows.figures(before), before.digest)


def test_a_recomputed_range_that_was_taken_back_says_so(incident):
    choice = chosen(incident)
    rows.current(incident)
    ended(choice)
    assert rows.current(incident).change.startswith("The prior changed from siege 1 to default 1:")


def test_choice_and_end_are_audited_with_their_reasons(incident):
    choice = chosen(incident)
    event = rows.audited("prior.choose")
    assert (event.subject, event.reason, event.operation) == ("IQ-1", SHELTER, choice.operation)
    ended(choice)
    assert rows.audited("prior.end_choice").reason == "It was half empty."


def test_the_editor_s_mass_casualty_prior_is_named_with_the_reason(incident):
    parameters.choose_mass_casualty(incident=incident, by=rows.EDITOR, reason=SHELTER)
    line = rows.current(incident).derivation["posterior"]
    assert (line["parameters"], line["reason"]) == ("mass-casualty event", SHELTER)


def test_a_general_choice_holds_where_an_incident_has_none_of_its_own(incident):
    other = an_estimated_incident("IQ-2")
    chosen(other, registered(replace(LARGE, name="flood")))
    chosen()
    assert prior_of(rows.current(incident)) == "siege"
    assert prior_of(rows.current(other)) == "flood"


def test_a_choice_on_a_merged_incident_counts_again_once_that_is_undone(incident):
    root = an_estimated_incident("IQ-2")
    chosen(incident)
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="One strike.")
    assert prior_of(rows.current(root)) == "default"
    incidents.undo_merge(incident=incident, by=rows.EDITOR, reason="Two strikes.")
    assert prior_of(rows.current(incident)) == "siege"


def test_no_prior_is_chosen_on_a_merged_incident(incident):
    root = rows.an_incident("IQ-2")
    incidents.merge(incident=incident, into=root, by=rows.EDITOR, reason="One strike.")
    with pytest.raises(Conflict, match="merged into IQ-2: choose the prior there"):
        chosen(incident)


def test_a_second_choice_ends_the_first(incident):
    first = chosen(incident)
    second = chosen(incident, registered(replace(LARGE, version="2")))
    first.refresh_from_db()
    assert first.ended_by == "user:editor"
    assert PriorChoice.objects.get(ended_at=None) == second


def test_the_same_choice_is_not_made_twice(incident):
    chosen(incident)
    with pytest.raises(AlreadyDecided):
        chosen(incident)


def test_a_choice_is_taken_back_once(incident):
    choice = chosen(incident)
    ended(choice)
    with pytest.raises(AlreadyDecided):
        ended(choice)


def test_no_rule_chooses_or_takes_back_a_prior(incident):
    choice = chosen(incident)
    with pytest.raises(NotAllowed):
        parameters.choose(parameter_set=registered(), by=rows.LINKER, reason="Fits.")
    with pytest.raises(NotAllowed):
        parameters.end_choice(choice=choice, by=rows.LINKER, reason="Fits.")


def test_a_field_method_has_no_prior_to_change(incident, settings):
    settings.ESTIMATION_METHOD = "envelope"
    staleness.queue_all()
    before = rows.current(incident)
    chosen(incident)
    assert rows.current(incident) == before


# What a choice makes stale


def stale() -> set[tuple[str, str, int]]:
    return set(Staleness.objects.values_list("incident__code", "cause", "priority"))


@pytest.mark.parametrize("act", [lambda choice: None, ended])
def test_a_choice_and_its_end_mark_the_incident(incident, act):
    an_estimated_incident("IQ-2")
    choice = chosen(incident)
    if act is ended:
        Staleness.objects.all().delete()
    act(choice)
    assert stale() == {("IQ-1", "parameters", 5)}


@pytest.mark.parametrize("act", [lambda choice: None, ended])
def test_a_general_choice_and_its_end_mark_every_incident_behind_fresh_work(incident, act):
    an_estimated_incident("IQ-2")
    choice = chosen()
    if act is ended:
        Staleness.objects.all().delete()
    act(choice)
    assert stale() == {("IQ-1", "parameters", 1), ("IQ-2", "parameters", 1)}


# What the database refuses


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({}, "parameters_one_of_a_version"),
        ({"alpha": 1}, "parameters_alpha_above_1"),
        ({"alpha": "NaN"}, "parameters_alpha_above_1"),
        ({"alpha": "Infinity"}, "parameters_alpha_above_1"),
        ({"c": -0.5}, "parameters_c_above_minus_half"),
        ({"c": "NaN"}, "parameters_c_above_minus_half"),
        ({"zero": 0}, "parameters_zero_is_a_probability"),
        ({"zero": 1}, "parameters_zero_is_a_probability"),
        ({"reason": " "}, "parameters_have_a_reason"),
        ({"name": "default"}, "parameters_have_a_name_of_their_own"),
        ({"name": ""}, "parameters_have_a_name_of_their_own"),
    ],
)
def test_a_parameter_set_is_a_prior_with_a_name_and_a_reason(columns, constraint):
    row = registered()
    with refused(constraint):
        raw_copy(row, **({"version": "2"} if columns else {}) | columns)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"reason": ""}, "prior_choice_has_a_reason"),
        ({"by": "rule:estimator"}, "prior_choice_by_a_person"),
        ({}, "prior_choice_one_in_force"),
    ],
)
def test_a_choice_is_one_persons_with_a_reason(incident, columns, constraint):
    row = chosen(incident)
    with refused(constraint):
        raw_copy(row, **columns)


def test_one_choice_is_in_force_in_general(incident):
    row = chosen()
    with refused("prior_choice_one_in_general"):
        raw_copy(row)


# Reading


def test_the_priors_of_a_batch_take_one_query(incident, django_assert_num_queries):
    ids = [incident.pk, *(an_estimated_incident(f"IQ-{number}").pk for number in (2, 3, 4))]
    chosen(incident)
    chosen(row=registered(replace(LARGE, name="flood")))
    with django_assert_num_queries(7):
        links = queries.links_of(ids)
    assert [links[pk].parameters.name for pk in ids] == ["siege", "flood", "flood", "flood"]


def test_without_a_choice_the_default_holds(incident):
    assert queries.links_of([incident.pk])[incident.pk].parameters == DEFAULT


# Fitting one


def refit(*arguments: str) -> str:
    told = io.StringIO()
    call_command("refit", *arguments, stdout=told)
    return told.getvalue()


@pytest.fixture
def a_war() -> None:
    for number in range(30):
        rows.on_file(200 + 17 * number, incident=rows.an_incident(f"IQ-{number}").code)
    rows.an_incident("IQ-900")
    staleness.drain()


def test_refit_puts_a_prior_on_file_and_moves_nothing(a_war):
    told = refit("siege", "--set-version", "1", "--country", "iq")
    row = ParameterSetRow.objects.get()
    assert (row.alpha, row.made_by) == (1.6, "user:console")
    assert told == f"siege 1: alpha 1.6, c {row.c:g}. Fitted to 30 incidents of siege.\n"
    assert not Staleness.objects.exists()


def test_refit_uses_it_for_every_incident_where_a_person_says_so(a_war):
    assert "In use for every incident" in refit(
        "siege", "--set-version", "1", "--choose", "--by", "anna"
    )
    assert PriorChoice.objects.get().by == "user:anna"
    staleness.drain()
    row = Estimate.objects.get(incident__code="IQ-3", ended_at=None)
    assert prior_of(row) == "siege"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--choose"], "needs --by"),
        (["--choose", "--by", "anna", "--country", "IQ"], "every incident"),
        (["--country", "SY"], "No incident of SY"),
    ],
)
def test_refit_refuses_in_a_sentence(incident, arguments, words):
    with pytest.raises(CommandError, match=words):
        refit("siege", "--set-version", "1", *arguments)
    assert not ParameterSetRow.objects.exists()
