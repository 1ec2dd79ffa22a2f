"""A report with its claims, typed at the desk: accepted at once, and the range moves."""

from typing import Any

import pytest

from casualties.models import Claim
from sources.models import Report
from tests.factories import rows
from tests.integration.admin.desk import Desk, errors_of, told

pytestmark = pytest.mark.django_db


def a_form(publisher, *claims: dict[str, Any], **described: Any) -> dict[str, Any]:
    """What a browser sends: the report, five places for claims, the first ones filled in."""
    sent = {"publisher": publisher.pk, "title": "A report", "protection": "public"} | described
    sent |= {"claims-TOTAL_FORMS": "5", "claims-INITIAL_FORMS": "0", "_continue": ""}
    words = {"stance": "asserts", "scope": "incident", "date_precision": "day"}
    words |= {"location_precision": "unknown"}
    for number in range(5):
        typed = words | (claims[number] if number < len(claims) else {})
        sent |= {f"claims-{number}-{name}": value for name, value in typed.items()}
    return sent


def killed(claimant, figure: int, **said: Any) -> dict[str, Any]:
    told = {"harm": "killed", "status": "civilian", "qualifier": "exactly", "low": figure}
    return {"claimant": claimant.pk} | told | said


@pytest.fixture
def publisher():
    return rows.a_source("airwars")


@pytest.fixture
def claimant():
    return rows.a_source("mosul-eye")


def test_a_typed_report_moves_the_range(editor: Desk, publisher, claimant):
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    more = killed(claimant, 130, qualifier="more_than", incident=incident.pk)
    page = editor.add(Report, **a_form(publisher, more, text="More than 130 were killed."))
    assert "Taken in." in told(page)
    assert f"On incident {incident.code}" in told(page)
    assert rows.figures(rows.current(incident)) == (64, 131, False, True)
    assert Claim.objects.get(claimant=claimant).entered_by == "user:editor"


def test_a_figure_alone_is_what_its_qualifier_says(editor: Desk, publisher, claimant):
    up_to = killed(claimant, 600, qualifier="at_most")
    share = {"qualifier": "about", "low": "", "share": "0.5", "share_of": "500"}
    vague = {"qualifier": "vague", "low": "", "word": "dozens", "harm": "injured"}
    half, dozens = killed(claimant, 0, **share), killed(claimant, 0, **vague)
    editor.add(Report, **a_form(publisher, up_to, half, dozens))
    stored = Claim.objects.order_by("id").values_list("low", "best", "high", "word")
    assert list(stored) == [
        (None, None, 600, None),
        (250, 250, 250, None),
        (None, None, None, "dozens"),
    ]


def test_a_contradiction_is_told_at_its_field_and_the_words_stay(editor: Desk, publisher, claimant):
    wrong = killed(claimant, 90, qualifier="between", high="41", expression="41 to 90, they said")
    page = editor.add(Report, **a_form(publisher, wrong, title="Kept on the page"))
    claim = page.context["form"].claims[0]
    assert "swap them" in claim.errors["low"][0]
    assert "Kept on the page" in page.content.decode()
    assert "41 to 90, they said" in page.content.decode()
    assert not Report.objects.exists()


def test_what_the_action_refuses_is_told_at_the_claim(editor: Desk, publisher, claimant):
    ahead = killed(claimant, 9, event_date="2999-01-01")
    page = editor.add(Report, **a_form(publisher, killed(claimant, 3), ahead))
    assert "future" in page.context["form"].claims[1].errors["event_date"][0]
    assert not Report.objects.exists()


def test_a_revision_of_somebody_elses_figure_is_refused(editor: Desk, publisher, claimant):
    earlier = rows.on_file(64)
    page = editor.add(Report, **a_form(publisher, killed(claimant, 70, revises=earlier.pk)))
    assert "own figures" in page.context["form"].claims[0].errors["revises"][0]


def test_an_aggregate_needs_its_period_and_no_incident(editor: Desk, publisher, claimant):
    incident = rows.an_incident()
    total = killed(claimant, 500, scope="aggregate")
    page = editor.add(Report, **a_form(publisher, total))
    assert "period_last" in page.context["form"].claims[0].errors
    days = {"period_first": "2017-03-01", "period_last": "2017-03-08", "incident": incident.pk}
    page = editor.add(Report, **a_form(publisher, total | days))
    assert "incident" in page.context["form"].claims[0].errors


def test_the_same_report_twice_is_one_report(editor: Desk, publisher, claimant):
    sent = a_form(publisher, killed(claimant, 64), url="https://example.org/a")
    editor.add(Report, **sent)
    page = editor.add(Report, **sent)
    assert told(page) == "This report was on file: nothing was added."
    assert (Report.objects.count(), Claim.objects.count()) == (1, 1)


def test_the_same_text_with_other_claims_is_refused_with_the_way_out(
    editor: Desk, publisher, claimant
):
    text = {"text": "They said 64.", "url": "https://example.org/a"}
    editor.add(Report, **a_form(publisher, killed(claimant, 64), **text))
    page = editor.add(Report, **a_form(publisher, killed(claimant, 65), **text))
    assert "on file" in str(errors_of(page))
    assert Claim.objects.count() == 1


def test_a_copy_is_stated_with_the_report(editor: Desk, publisher, claimant):
    incident = rows.an_incident()
    first = rows.on_file(64, incident=incident.code)
    copy = killed(claimant, 64, incident=incident.pk, repeats=first.pk)
    editor.add(Report, **a_form(publisher, copy))
    assert rows.current(incident).groups == 1


def test_an_empty_form_says_what_is_missing(editor: Desk, publisher):
    page = editor.add(Report, **a_form(publisher, title=""))
    assert "at least an address, a text or a claim" in str(errors_of(page))


@pytest.mark.parametrize("name", ["url", "archived_url"])
def test_an_address_of_no_page_is_told_at_its_field(name, editor: Desk, publisher):
    page = editor.add(Report, **a_form(publisher, text="A text.", **{name: "javascript:alert(1)"}))
    assert "begins with http:// or https://" in str(errors_of(page)[name])
    assert not Report.objects.exists()


def test_there_is_room_for_more_claims(editor: Desk):
    page = editor.client.get("/admin/sources/report/add/", {"claims": "12"})
    assert page.context["form"].claims.total_form_count() == 12


def test_a_browser_s_line_ends_do_not_make_another_report(editor: Desk, publisher, claimant):
    described = {"url": "https://example.org/a"}
    editor.add(Report, **a_form(publisher, killed(claimant, 3), text="One\r\ntwo", **described))
    editor.add(Report, **a_form(publisher, killed(claimant, 3), text="One\ntwo", **described))
    assert Report.objects.get().text == "One\ntwo"


def one_more(report, **said: Any) -> dict[str, Any]:
    """A claim that is added to a report on file, as a browser sends it."""
    words = {"stance": "asserts", "scope": "incident", "date_precision": "day"}
    words |= {"location_precision": "unknown", "expression": "12 killed"}
    return words | killed(report.publisher, 12) | said


@pytest.mark.parametrize(
    ("second", "on_file"),
    [
        ({}, 1),
        ({"expression": "twelve were killed"}, 2),
        ({"place_name": "Dawassa"}, 2),
        ({"low": 13}, 2),
    ],
)
def test_a_claim_added_twice_word_for_word_is_filed_once(editor: Desk, second, on_file):
    rows.taken_in(rows.a_report(publisher="airwars"))
    report = Report.objects.get()
    editor.decide(report, "add_claim", **one_more(report))
    page = editor.decide(report, "add_claim", **one_more(report, **second))
    assert Claim.objects.count() == on_file
    refused = "Claim a1 of this report says the same, word for word"
    assert (refused in page.content.decode()) is (on_file == 1)


def test_the_same_words_may_be_said_of_two_incidents(editor: Desk):
    rows.taken_in(rows.a_report(publisher="airwars"))
    report = Report.objects.get()
    for incident in (rows.an_incident(), rows.an_incident()):
        for _ in range(2):
            editor.decide(report, "add_claim", **one_more(report, incident=incident.pk))
    assert Claim.objects.count() == 2


def test_room_is_made_for_as_many_claims_as_may_be_however_many_are_asked_for(editor: Desk):
    page = editor.client.get("/admin/sources/report/add/", {"claims": "9" * 5000})
    assert len(page.context["form"].claims) == page.context["most_slots"]
