"""The incident workspace: what it tells, to whom, and how it stays quick."""

import html
import re
from datetime import date

import pytest

from casualties import mapping
from casualties.actions import derivations, incidents, sign_offs
from casualties.admin import figures
from casualties.core.types import HEADLINE
from casualties.core.words import Basis, Relation
from casualties.models import Derivation, Incident
from sources.core.types import Protection
from tests.factories import rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(settings) -> Incident:
    settings.ESTIMATION_METHOD = "posterior"
    incident = rows.an_incident()
    first = rows.on_file(64, incident=incident.code)
    rows.on_file(rows.more_than(130), claimant="mosul-eye", incident=incident.code)
    rows.taken_in(rows.a_report(rows.a_claim(64, claimant="reuters", repeats=first.key)))
    rows.current(incident)
    return incident


def told(desk: Desk, incident: Incident, **asked: str):
    page = desk.client.get(address(incident, "workspace"), asked)
    assert page.status_code == 200
    return page.context


def test_the_headline_says_in_a_sentence_what_the_range_means(editor: Desk, incident):
    text = editor.text(incident)
    assert "The number of civilians killed lies within" in text
    assert "with a probability of 80%" in text


def test_an_incident_without_claims_says_what_makes_a_range(editor: Desk):
    text = editor.text(rows.an_incident())
    assert "ranges come from the claims linked to the incident" in text
    assert "No claim is linked to it yet" in text
    assert "No report on it says when it was published." in text


def test_the_forest_has_a_row_for_each_claim_and_greys_copies(editor: Desk, incident):
    drawn = told(editor, incident)["forest"]
    counting = {row.entry.speaker: row.entry.counts for row in drawn.rows}
    assert counting == {"Yaqein": True, "Mosul Eye": True, "Reuters": False}
    assert [band.percent for band in drawn.bands] == [95, 80, 50]


def test_weights_of_the_voices_add_up(editor: Desk, incident):
    drawn = told(editor, incident)["forest"]
    assert sum(row.entry.weight for row in drawn.rows) == pytest.approx(1, abs=1e-6)


def test_why_says_what_the_range_would_be_without_a_voice(editor: Desk, incident):
    """The figure in the table is the one that the sentence about the best figure names."""
    ends, voices, *_ = told(editor, incident)["why"]
    sentence = ends.rows[1][2]
    left = {re.search(r">(\d+)<", cells[3])[1] for cells in voices.rows}
    assert re.search(r"it would be about (\d+)", sentence)[1] in left


def test_the_lineage_leads_from_an_origin_to_its_copy(editor: Desk, incident):
    drawn = told(editor, incident)["lineage"]
    assert len(drawn.edges) == 1
    assert {row.node.speaker for row in drawn.nodes} == {"Yaqein", "Mosul Eye", "Reuters"}


def test_another_of_its_ranges_is_asked_for_by_measure(editor: Desk, incident):
    rows.on_file(7, claimant="hospital", incident=incident.code, harm="injured")
    rows.current(incident)
    page = told(editor, incident, measure="injured:civilian", basis=Basis.REVIEWED)
    assert page["estimate"].measure == "injured:civilian"
    assert [one.name for one in page["choices"] if one.chosen] == ["injured (civilian), reviewed"]


def test_growth_has_a_step_for_each_day_of_publication(editor: Desk):
    incident = rows.an_incident()
    for day, figure in ((6, 64), (9, 70)):
        claim = rows.a_claim(figure, claimant=f"source-{day}", incident=incident.code)
        rows.taken_in(rows.a_report(claim, published_on=date(2017, 3, day)))
    rows.current(incident)
    page = told(editor, incident)
    assert [step.point.high for step in page["growth"].steps] == [64, 70]
    assert len(page["growth_panel"].rows) == 2


def test_places_of_the_incident_and_its_claims_are_on_the_map(editor: Desk, incident):
    place = {"latitude": 36.33, "longitude": 43.14, "location_precision": "street"}
    Incident.objects.filter(pk=incident.pk).update(**place)
    (point,) = told(editor, incident)["places"]
    assert (point["incident"], point["radius_m"]) == (True, 250)


def test_a_protected_claim_shows_its_figure_and_not_who_speaks(analyst: Desk, incident):
    rows.a_source("a-nurse", name="Nurse of Mosul", protection=Protection.IDENTITY)
    rows.on_file(90, claimant="a-nurse", incident=incident.code)
    rows.current(incident)
    text = analyst.text(incident)
    assert "Nurse of Mosul" not in text
    assert "a protected source" in text
    assert {row.entry.kind for row in told(analyst, incident)["forest"].rows} >= {"protected"}


def test_a_closed_claim_counts_and_is_one_further_protected_group(analyst: Desk, incident):
    rows.a_source("a-doctor", name="Doctor of Mosul", protection=Protection.CLOSED)
    rows.on_file(90, claimant="a-doctor", incident=incident.code)
    rows.current(incident)
    text = analyst.text(incident)
    assert "Doctor of Mosul" not in text
    assert "1 further protected." in text


def test_numbers_of_the_pictures_are_not_written_in_the_readers_language(
    editor: Desk, incident, settings
):
    """A comma in an attribute would break the drawing."""
    settings.LANGUAGE_CODE = "ar"
    text = editor.text(incident)
    assert 'dir="rtl"' in text
    assert not [part for part in text.split('x="')[1:] if "," in part[: part.index('"')]]
    assert '<bdi class="range" dir="ltr">' in text


@pytest.mark.parametrize("who", ["editor", "analyst"])
def test_a_workspace_stays_within_its_budget_however_many_claims(
    who, incident, request, django_assert_max_num_queries
):
    for number in range(8):
        rows.on_file(number + 60, claimant=f"source-{number}", incident=incident.code)
    rows.current(incident)
    desk = request.getfixturevalue(who)
    with django_assert_max_num_queries(25):
        assert desk.see(incident).status_code == 200


def test_who_may_not_look_at_incidents_sees_no_workspace(client, incident, django_user_model):
    client.force_login(django_user_model.objects.create_user("stranger"))
    assert client.get(address(incident, "workspace")).status_code == 302


# What would change


def proposed(incident: Incident, **said) -> Derivation:
    """A second figure that may be a copy of another's."""
    first = rows.on_file(64, claimant="local-radio", incident=incident.code)
    copy = rows.on_file(20, claimant="afp", incident=incident.code, **said)
    rows.current(incident)
    told = {"relation": Relation.REPEATS, "by": rows.LINKER, "reason": "The same words."}
    return derivations.propose(claim=copy, on_claim=first, **told)


def test_why_says_what_the_range_becomes_if_a_proposal_holds(editor: Desk, incident):
    proposal = proposed(incident)
    panel = told(editor, incident)["why"][-1]
    ((said, now, then),) = panel.rows
    assert panel.title == "If a proposal holds"
    words = re.findall(r"\w+", html.unescape(re.sub("<.*?>", "", said)))
    assert words == ["Afp", "s", "20", "repeats", "Local", "Radio", "s", "64"]
    assert now == figures.interval(mapping.interval_of(rows.current(incident)))
    derivations.confirm(derivation=proposal, by=rows.EDITOR)
    assert then == figures.interval(mapping.interval_of(rows.current(incident))) != now


def test_without_a_proposal_nothing_is_said_of_one(editor: Desk, incident):
    assert "If a proposal holds" not in [panel.title for panel in told(editor, incident)["why"]]


def test_a_proposal_on_a_closed_claim_is_not_there_for_who_may_not_know(analyst: Desk, incident):
    rows.a_source("afp", protection=Protection.CLOSED)
    proposed(incident)
    assert "If a proposal holds" not in [panel.title for panel in told(analyst, incident)["why"]]


def test_signed_figures_without_the_open_end_are_other_figures(editor: Desk):
    incident = rows.an_incident()
    rows.on_file(rows.more_than(130), incident=incident.code)
    row = rows.current(incident)
    assert row.open_above
    closed = {"low": row.low, "high": row.high, "reason": "131 is all the names there are."}
    editor.decide(incident, "sign_off", measure=row.pk, **closed)
    assert "other figures were signed" in editor.text(incident)


def test_what_was_signed_before_a_merge_is_told_with_a_link(editor: Desk, incident):
    other = rows.an_incident()
    made = sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    incidents.merge(incident=incident, into=other, by=rows.EDITOR, reason="The same.")
    rows.current(other)
    text = editor.text(other)
    assert "Nobody signed it off" not in text
    assert address(made, "change") in text
