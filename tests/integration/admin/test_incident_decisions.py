"""Opening, signing off, merging and describing incidents at the desk."""

import pytest

from casualties.actions import parameters, staleness
from casualties.core.estimation import ParameterSet
from casualties.core.words import IncidentState, StalenessCause
from casualties.models import Claim, Estimate, Incident, Place, PriorChoice, SignOff, Staleness
from sources.models import AuditEvent
from tests.factories import rows
from tests.integration.admin.desk import Desk, address, errors_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    rows.on_file(rows.more_than(130), claimant="mosul-eye", incident=incident.code)
    rows.current(incident)
    return incident


def the_range(incident: Incident) -> Estimate:
    return Estimate.objects.get(incident=incident, ended_at=None)


def test_the_page_tells_the_range_with_its_open_side_in_words(editor: Desk, incident):
    text = editor.text(incident)
    assert '<bdi class="range" dir="ltr">64\N{EN DASH}131</bdi>, no upper limit stated' in text
    assert "envelope" in text
    assert "Nobody signed it off." in text


def test_signing_off_the_computed_range(editor: Desk, incident):
    page = editor.decide(incident, "sign_off", measure=the_range(incident).pk)
    assert "Signed off" in told(page)
    made = SignOff.objects.get()
    assert (made.low, made.high, made.open_above, made.by) == (64, 131, True, "user:editor")
    incident.refresh_from_db()
    assert incident.state == IncidentState.SIGNED_OFF


def test_own_figures_need_a_reason_and_are_kept_on_the_page(editor: Desk, incident):
    own = {"measure": the_range(incident).pk, "low": "70", "high": "120"}
    page = editor.decide(incident, "sign_off", **own)
    assert "say why" in errors_of(page)["reason"][0]
    assert 'value="120"' in page.content.decode()
    editor.decide(incident, "sign_off", **own, reason="Names were matched.")
    assert (SignOff.objects.get().low, SignOff.objects.get().high) == (70, 120)


@pytest.mark.parametrize("own", [{"low": "70"}, {"low": "90", "high": "80"}, {"open_above": "on"}])
def test_half_figures_are_refused_beside_their_field(own, editor: Desk, incident):
    page = editor.decide(incident, "sign_off", measure=the_range(incident).pk, **own)
    assert "low" in errors_of(page)


def test_nobody_signs_a_range_they_have_not_seen(editor: Desk, incident):
    seen = the_range(incident).pk
    rows.on_file(400, claimant="reuters", incident=incident.code)
    rows.current(incident)
    page = editor.decide(incident, "sign_off", measure=seen)
    assert "recomputed since" in errors_of(page)["measure"][0]
    assert not SignOff.objects.exists()


def test_complaint_11_a_later_claim_leaves_the_signed_range_on_the_page(editor: Desk, incident):
    editor.decide(incident, "sign_off", measure=the_range(incident).pk)
    rows.on_file(400, claimant="reuters", incident=incident.code)
    rows.current(incident)
    text = editor.text(incident)
    assert "changed since" in text
    assert "64\N{EN DASH}131" in text
    assert "64\N{EN DASH}400" in text


def test_a_sign_off_is_taken_back(editor: Desk, incident):
    editor.decide(incident, "sign_off", measure=the_range(incident).pk)
    editor.decide(SignOff.objects.get(), "take_back", reason="Signed too early.")
    incident.refresh_from_db()
    assert incident.state == IncidentState.CHANGES_REQUESTED


def test_merging_and_undoing_bring_back_both_ranges(editor: Desk, incident):
    other = rows.an_incident(title="Dawassa again")
    rows.on_file(20, claimant="reuters", incident=other.code)
    editor.decide(other, "merge", into=incident.pk, reason="One strike, two entries.")
    assert rows.figures(rows.current(incident)) == (20, 131, False, True)
    assert "Merged: what follows is about" in editor.text(other)
    editor.decide(other, "undo_merge", reason="Two strikes after all.")
    assert rows.figures(rows.current(incident)) == (64, 131, False, True)
    assert rows.figures(rows.current(other)) == (20, 20, False, False)


def test_merging_in_a_circle_is_refused_in_a_sentence(editor: Desk, incident):
    other = rows.an_incident(title="Dawassa again")
    editor.decide(other, "merge", into=incident.pk, reason="One strike.")
    page = editor.decide(incident, "merge", into=other.pk, reason="One strike.")
    assert "itself merged" in str(errors_of(page))


def test_merging_into_itself_is_refused(editor: Desk, incident):
    page = editor.decide(incident, "merge", into=incident.pk, reason="A slip.")
    assert "into" in errors_of(page)


def test_a_mass_casualty_prior_is_used_with_a_reason_and_taken_back(
    editor: Desk, incident, settings
):
    settings.ESTIMATION_METHOD = "posterior"
    staleness.queue_all()
    rows.current(incident)
    page = editor.decide(incident, "mass_casualty", reason=" ")
    assert "reason" in errors_of(page)
    editor.decide(incident, "mass_casualty", reason="A crowded shelter was hit.")
    assert "to mass-casualty event 1" in rows.current(incident).change
    assert "not possible here" in told(editor.decide(incident, "mass_casualty", reason="Again."))
    editor.decide(incident, "usual_prior", reason="It was empty.")
    assert "to default 1" in rows.current(incident).change
    assert "not possible here" in told(editor.decide(incident, "usual_prior", reason="Again."))


def test_a_prior_is_used_for_every_incident_and_taken_back(editor: Desk, incident):
    new = ParameterSet(name="siege", version="1", alpha=1.6, c=8.0, reason="Fitted.")
    row = parameters.register(new=new, by=rows.EDITOR)
    editor.decide(row, "use", reason="It fits this war.")
    assert "every incident" in editor.text(row)
    choice = PriorChoice.objects.get(incident=None, ended_at=None)
    assert choice.by == "user:editor"
    editor.decide(choice, "end", reason="It does not.")
    assert not PriorChoice.objects.filter(ended_at=None).exists()


def test_a_new_incident_gets_the_next_code(editor: Desk):
    rows.an_incident("IQ-2017-0007")
    typed = {
        "title": "Strike on a bridge",
        "country": "iq",
        "first_day": "2017-03-09",
        "date_precision": "day",
        "location_precision": "unknown",
        "_continue": "",
    }
    editor.add(Incident, **typed)
    made = Incident.objects.get(title="Strike on a bridge")
    assert (made.code, made.last_day.isoformat(), made.state) == (
        "IQ-2017-0008",
        "2017-03-09",
        "open",
    )


def test_an_incident_that_ends_before_it_begins_is_refused_beside_the_field(editor: Desk):
    page = editor.add(
        Incident,
        title="Strike kept on the page",
        country="IQ",
        first_day="2017-03-09",
        last_day="2017-03-01",
        date_precision="day",
        location_precision="unknown",
    )
    assert "swap" in errors_of(page)["last_day"][0]
    assert "Strike kept on the page" in page.content.decode()


def test_changing_the_parties_is_one_decision(editor: Desk, incident):
    first, second = rows.a_party("coalition"), rows.a_party("army")
    editor.decide(incident, "parties", alleged_parties=[first.pk])
    editor.decide(incident, "parties", alleged_parties=[second.pk], reason="Corrected.")
    assert list(incident.alleged_parties.all()) == [second]
    event = AuditEvent.objects.filter(verb="incident.parties").first()
    assert event.detail == {"from": ["coalition"], "to": ["army"]}


def test_describing_an_incident_is_audited_and_touches_that_column_alone(editor: Desk, incident):
    editor.edit(incident, title="Dawassa, a crowded street")
    incident.refresh_from_db()
    assert incident.title == "Dawassa, a crowded street"
    event = AuditEvent.objects.get(verb="incident.edit")
    assert event.detail == {"changed": {"title": ["Dawassa", "Dawassa, a crowded street"]}}


def test_saving_an_unchanged_page_says_nothing_happened(editor: Desk, incident):
    editor.edit(incident)
    assert not AuditEvent.objects.filter(verb="incident.edit").exists()


def test_state_and_merge_are_not_typed(editor: Desk, incident):
    editor.edit(incident, state="discarded", merged_into="", code="IQ-1999-0001", note="A note.")
    fresh = Incident.objects.get(pk=incident.pk)
    assert (fresh.state, fresh.code, fresh.note) == (IncidentState.OPEN, incident.code, "A note.")


def test_a_place_is_put_on_file_and_described(editor: Desk):
    named = {"name": "Mosul", "country": "IQ", "precision": "town", "other_names": "Mossul"}
    editor.add(Place, **named)
    place = Place.objects.get()
    editor.edit(place, admin1="NI")
    place.refresh_from_db()
    assert (place.admin1, place.other_names) == ("NI", ["Mossul"])
    assert AuditEvent.objects.filter(verb__in=["place.add", "place.edit"]).count() == 2


def test_what_was_set_aside_is_released(editor: Desk, incident):
    row = Staleness.objects.create(
        incident=incident,
        cause=StalenessCause.RETRY,
        attempts=5,
        error="ValueError: upside down",
        quarantined_at=incident.opened_at,
    )
    assert "upside down" in editor.text(Staleness, "changelist")
    assert "set aside" in editor.text(incident)
    editor.decide(row, "release")
    row.refresh_from_db()
    assert (row.quarantined_at, row.attempts) == (None, 0)


def test_a_page_says_while_its_range_is_being_recomputed(editor: Desk, incident):
    rows.on_file(5, claimant="reuters", incident=incident.code)
    assert "being recomputed" in editor.text(incident)


def test_the_estimate_page_tells_where_each_end_comes_from(editor: Desk, incident):
    text = editor.text(the_range(incident))
    assert "is the least figure stated" in text
    assert "Voice: Mosul Eye" in text
    assert "131 or more" in text
    assert "groups&quot;" not in text


def test_a_merge_shows_both_ranges_before_anything_is_changed(editor: Desk, incident):
    other = rows.an_incident(title="Dawassa again")
    rows.on_file(20, claimant="reuters", incident=other.code)
    typed = {"into": incident.pk, "reason": "One strike."}
    page = editor.client.post(address(other, "merge"), typed)
    (panel,) = page.context["panels"]
    assert "20\N{EN DASH}131" in str(panel.rows[0][4])
    other.refresh_from_db()
    assert other.merged_into is None


def test_changes_are_requested_and_the_reason_stands_on_the_page(editor: Desk, incident):
    editor.decide(incident, "request_changes", reason="A name is listed twice.")
    assert "A name is listed twice." in editor.text(incident)
    editor.decide(incident, "withdraw_request", reason="It is not.")
    assert "A name is listed twice." not in editor.text(incident)


def test_a_split_shows_what_stays_and_goes_and_is_undone(editor: Desk, incident):
    going = Claim.objects.get(claimant__slug="mosul-eye")
    typed = {"claims": [going.pk], "title": "The next street", "reason": "Two strikes."}
    typed |= {"first_day": "2017-03-06"}
    page = editor.client.post(address(incident, "split"), typed)
    assert "64\N{EN DASH}64" in str(page.context["panels"][0].rows[0][2])
    editor.decide(incident, "split", **typed)
    assert rows.figures(rows.current(incident)) == (64, 64, False, False)
    editor.decide(incident, "undo_split", reason="One strike.")
    assert rows.figures(rows.current(incident)) == (64, 131, False, True)
    assert "not possible here" in told(editor.decide(incident, "undo_split", reason="Again."))


def test_a_split_needs_a_claim_of_the_incident(editor: Desk, incident):
    elsewhere = rows.on_file(5, claimant="reuters")
    typed = {"title": "Another", "reason": "Two.", "first_day": "2017-03-06"}
    assert "claims" in errors_of(editor.decide(incident, "split", **typed))
    page = editor.decide(incident, "split", claims=[elsewhere.pk], **typed)
    assert "claims" in errors_of(page)
