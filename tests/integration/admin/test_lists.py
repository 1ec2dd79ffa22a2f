"""Lists of very many rows: counted as far as it matters, searched column by column."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casualties.actions import sign_offs, staleness
from casualties.core.types import HEADLINE, Interval, Location
from casualties.models import Claim, Incident, Review
from sources.admin import lists
from sources.models import Source
from tests.factories import rows
from tests.integration.admin.desk import Desk, address

pytestmark = pytest.mark.django_db


def listed(desk: Desk, model, said: str) -> list[str]:
    page = desk.client.get(address(model, "changelist"), {"q": said})
    return sorted(str(row) for row in page.context["cl"].result_list)


@pytest.fixture
def incidents() -> None:
    rows.an_incident(title="A market, Dawassa", location=Location(name="Mosul"))
    rows.an_incident(title="A market, Zanjili")
    rows.an_incident(title="A bridge")


@pytest.fixture
def three_counted(monkeypatch) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)


def test_each_word_may_stand_in_another_column(editor: Desk, incidents):
    assert [row[-17:] for row in listed(editor, Incident, "mosul MARKET")] == ["A market, Dawassa"]


def test_quoted_words_are_one(editor: Desk, incidents):
    assert len(listed(editor, Incident, '"A market"')) == 2
    assert listed(editor, Incident, '"market A"') == []


def test_a_quotation_mark_alone_is_no_error(editor: Desk, incidents):
    assert listed(editor, Incident, '"') == []


def test_a_claim_is_found_by_whose_it_is_and_by_the_beginning_of_its_key(editor: Desk):
    claim = rows.on_file(64)
    assert listed(editor, Claim, "yaqein") == listed(editor, Claim, claim.key[:9]) == [str(claim)]
    assert listed(editor, Claim, claim.key[3:9]) == []


def test_counting_ends_where_nobody_turns_pages_and_says_so(editor: Desk, three_counted):
    for number in range(5):
        rows.a_source(f"source-{number}")
    page = editor.client.get(address(Source, "changelist"))
    assert page.context["cl"].result_count == 3
    assert "3 or more sources" in page.content.decode()


def test_a_short_list_is_counted_to_its_end(editor: Desk, three_counted):
    rows.a_source("yaqein")
    assert "1 source" in editor.text(Source, "changelist")
    assert "or more" not in editor.text(Source, "changelist")


def test_words_that_are_everywhere_are_met_on_the_way(editor: Desk, incidents, monkeypatch):
    monkeypatch.setattr(lists, "RARE", 0)
    assert [row[-17:] for row in listed(editor, Incident, "mosul MARKET")] == ["A market, Dawassa"]
    claim = rows.on_file(64)
    assert listed(editor, Claim, "yaqein") == [str(claim)]


def test_a_list_is_kept_to_the_days_asked_for(editor: Desk):
    for day in (4, 5, 6):
        rows.an_incident(title=f"On the {day}th", day=date(2017, 3, day))
    asked = {"first_day_from": "2017-03-05", "first_day_to": "2017-03-05"}
    page = editor.client.get(address(Incident, "changelist"), asked)
    assert [row.title for row in page.context["cl"].result_list] == ["On the 5th"]
    assert 'value="2017-03-05"' in page.content.decode()


def test_what_is_no_day_is_said_and_lists_nothing(editor: Desk, incidents):
    page = editor.client.get(address(Incident, "changelist"), {"first_day_from": "yesterday"})
    assert page.context["cl"].result_count == 0
    assert "Not a day: yesterday" in page.content.decode()


@pytest.mark.parametrize(("ends", "listed"), [("at_to=9999-12-31", 1), ("at_from=9999-12-31", 0)])
def test_the_last_of_all_days_is_a_day(ends, listed, editor: Desk):
    rows.on_file(64)
    page = editor.client.get(f"{address(Review, 'changelist')}?{ends}")
    assert page.context["cl"].result_count == listed


@pytest.mark.parametrize(
    "asked",
    [
        "autocomplete/?app_label=casualties&model_name=judgement&field_name=incident&term=%00",
        "sources/report/add/known/?url=%00",
        "sources/source/add/known/?name=a%00b",
        "sources/report/?language=%00",
        "casualties/claim/?state=%00",
        "casualties/estimate/?measure=killed&measure=%00",
    ],
)
def test_an_address_with_a_nul_is_refused(asked, editor: Desk):
    assert editor.client.get(reverse("admin:index") + asked).status_code == 400


def test_a_day_of_decisions_ends_at_midnight(editor: Desk):
    rows.on_file(64)
    today = timezone.localdate()
    found = [
        editor.client.get(address(Review, "changelist"), {f"at_{end}": day.isoformat()})
        for end, day in (("from", today), ("to", today), ("from", today + timedelta(days=1)))
    ]
    assert [page.context["cl"].result_count for page in found] == [1, 1, 0]


def test_the_list_shows_the_range_that_was_signed(editor: Desk):
    incident = rows.an_incident()
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    sign_offs.sign_off(
        incident=incident,
        measure=str(HEADLINE),
        by=rows.EDITOR,
        figures=Interval(low=60, best=70, high=131),
        reason="We counted.",
    )
    page = editor.text(Incident, "changelist")
    assert "60\N{EN DASH}131 (best 70)</bdi>, signed; computed" in page
