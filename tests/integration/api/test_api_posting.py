"""Reports come in over the API: what is stored, and what the sender is told."""

import re

import pytest
from rest_framework.test import APIClient

from casualties.core.roles import Role
from casualties.models import Claim, Derivation, Incident, Review
from sources.models import AuditEvent, Report, Source
from tests.factories import people, rows
from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]
REPORTS = "/api/v1/reports"


def test_a_posted_claim_waits_as_a_draft(sender):
    answer = sender.post(REPORTS, a_body())
    key = answer.json()["report"]
    assert re.fullmatch("[0-9a-f]{24}", key)
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "report": key,
            "claims": [
                {
                    "key": f"{key}/c1",
                    "state": "draft",
                    "incident": "IQ-2017-0005",
                    "note": "On incident IQ-2017-0005. Waits as a draft for an analyst.",
                }
            ],
            "incidents": ["IQ-2017-0005"],
            "estimates": "/api/v1/incidents?code=IQ-2017-0005",
        },
    )


def test_a_reviewer_s_claim_is_accepted_at_once(reviewer):
    answer = reviewer.post(REPORTS, a_body()).json()
    assert answer["claims"][0]["state"] == "accepted"
    assert Review.objects.get().verdict == "accepted"


def test_what_is_posted_is_recorded_under_the_token(sender):
    key = sender.post(REPORTS, a_body()).json()["report"]
    by = AuditEvent.objects.get(verb="report.receive", subject=key).by
    assert by.startswith("token:script-")
    assert Report.objects.get().received_by == by


def test_a_claim_without_incident_has_nothing_to_poll(sender):
    answer = sender.post(REPORTS, a_body(a_claim(incident=None))).json()
    assert (answer["incidents"], answer["estimates"]) == ([], None)


def test_every_field_of_the_contract_is_taken(sender):
    rows.a_party("coalition")
    first = rows.on_file(9, claimant="yaqein")
    full = {
        "key": "c1",
        "claimant": "mosul-eye",
        "stance": "asserts",
        "harm": "killed",
        "status": "civilian",
        "sub_group": "children",
        "quantity": {
            "qualifier": "between",
            "low": 4,
            "best": 5,
            "high": 6,
            "word": None,
            "share": None,
            "share_of": None,
            "name_list": True,
            "expression": "4 to 6",
        },
        "scheme": "their-own",
        "scope": "incident",
        "period": {"first": "2017-03-04", "last": "2017-03-05"},
        "event_date": "2017-03-05",
        "date_precision": "week",
        "place": "Mosul, Dawassa",
        "latitude": 36.33,
        "longitude": 43.14,
        "location_precision": "neighbourhood",
        "alleged_parties": ["coalition"],
        "cause": "airstrike",
        "note": "Two lists.",
        "incident": None,
        "new_incident": None,
        "repeats": None,
        "based_on": [first.key],
        "part_of": ["c2"],
        "revises": None,
    }
    answer = sender.post(REPORTS, a_body(full, a_claim("c2")))
    assert answer.status_code == 201
    stored = Claim.objects.get(key=answer.json()["claims"][0]["key"])
    assert (stored.low, stored.best, stored.high, stored.name_list) == (4, 5, 6, True)
    assert (stored.sub_group, stored.scheme, stored.note) == ("children", "their-own", "Two lists.")
    assert {row.relation for row in Derivation.objects.filter(claim=stored)} == {
        "based_on",
        "part_of",
    }


@pytest.mark.parametrize(
    ("quantity", "figures"),
    [
        ({"qualifier": "exactly", "low": 64}, (64, 64, 64)),
        ({"qualifier": "exactly", "best": 64}, (64, 64, 64)),
        ({"qualifier": "about", "high": 600}, (600, 600, 600)),
        ({"qualifier": "about", "share": 0.5, "share_of": 5000}, (2500, 2500, 2500)),
        ({"qualifier": "more_than", "low": 130}, (130, None, None)),
        ({"qualifier": "vague", "word": "dozens"}, (None, None, None)),
    ],
)
def test_one_figure_stands_for_all_three_where_that_was_said(sender, quantity, figures):
    sender.post(REPORTS, a_body(a_claim(quantity=quantity)))
    stored = Claim.objects.get()
    assert (stored.low, stored.best, stored.high) == figures


def test_null_stands_for_left_out(sender):
    claim = a_claim(stance=None, alleged_parties=None, place=None, based_on=None, scope=None)
    answer = sender.post(REPORTS, a_body(claim, title=None, cites=None, protection=None))
    assert answer.status_code == 201
    assert (Report.objects.get().title, Claim.objects.get().stance) == ("", "asserts")


def test_a_source_may_be_registered_with_its_report(sender):
    witness = {
        "slug": "a-witness",
        "name": "A resident",
        "kind": "witness",
        "party": None,
        "country": "IQ",
        "language": "ar",
        "url": "",
        "protection": "identity",
    }
    answer = sender.post(REPORTS, a_body(a_claim(claimant=witness), publisher=witness))
    assert answer.status_code == 201
    source = Source.objects.get(slug="a-witness")
    assert (source.reliability, source.protection) == ("F", "identity")


def test_an_incident_may_be_opened_with_its_report(sender):
    new = {
        "title": "Jadida",
        "country": "IQ",
        "first_day": "2017-03-17",
        "last_day": "2017-03-18",
        "place": "Mosul",
    }
    answer = sender.post(REPORTS, a_body(a_claim(incident=None, new_incident=new))).json()
    opened = Incident.objects.get(code=answer["incidents"][0])
    assert (opened.state, opened.date_precision, opened.place_name) == (
        "provisional",
        "range",
        "Mosul",
    )


def test_an_alias_names_the_incident(sender, dawassa):
    dawassa.aliases = ["CI510"]
    dawassa.save()
    answer = sender.post(REPORTS, a_body(a_claim(incident="CI510"))).json()
    assert answer["incidents"] == ["IQ-2017-0005"]


def test_a_repeated_report_gets_its_first_answer(sender):
    first, again = sender.post(REPORTS, a_body()), sender.post(REPORTS, a_body())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert (Report.objects.count(), Claim.objects.count()) == (1, 1)


def test_an_empty_text_is_none(sender):
    sender.post(REPORTS, a_body(text=""))
    assert Report.objects.get().text is None


def test_a_text_is_kept_to_the_last_blank(sender):
    sender.post(REPORTS, a_body(text="  قُتل 64 \n"))
    assert Report.objects.get().text == "  قُتل 64 \n"


def logged_in(*roles: Role) -> APIClient:
    client = APIClient()
    people.log_in(client, people.one(*roles))
    return client


@pytest.mark.parametrize(
    ("role", "state"),
    [(Role.DATA_ENTRY, "draft"), (Role.API_CLIENT, "draft"), (Role.ANALYST, "accepted")],
)
def test_what_a_person_posts_waits_or_counts_by_the_role(role, state):
    assert logged_in(role).post(REPORTS, a_body()).json()["claims"][0]["state"] == state
    assert Report.objects.get().received_by.startswith("user:")


@pytest.mark.parametrize(
    "roles", [(), (Role.REVIEWER,), (Role.PUBLISHER,), (Role.PROTECTION_OFFICER,), (Role.AUDITOR,)]
)
def test_a_person_whose_role_types_no_reports_may_not_post(roles):
    assert logged_in(*roles).post(REPORTS, a_body()).status_code == 403
