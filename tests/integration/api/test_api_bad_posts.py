"""What bad input gets: a status, a code, the path of what is wrong - and nothing is stored."""

import json
from datetime import date, timedelta

import pytest
from django.db import OperationalError

from casualties.actions import posting
from casualties.models import Claim, Incident
from sources.models import Report, Source
from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]
REPORTS = "/api/v1/reports"
TOMORROW_AND_ONE = str(date.today() + timedelta(days=2))  # noqa: DTZ011 - any day ahead will do


def said(qualifier: str, **parts) -> dict:
    return a_body(a_claim(quantity={"qualifier": qualifier, **parts}))


def claiming(**changes) -> dict:
    return a_body(a_claim(**changes))


WRONG_FIELDS = {
    # body: the paths that are wrong, with what the message must say
    "no body": ({}, {"publisher": "required"}),
    "an unknown field": (a_body(titel="x"), {"titel": "There is no such field here. Known: "}),
    "an unknown field of a claim": (
        claiming(killed=3),
        {"claims.0.killed": "There is no such field here. Known: "},
    ),
    "an unknown field of a quantity": (
        said("exactly", low=1, min=1),
        {"claims.0.quantity.min": "There is no such field here. Known: "},
    ),
    "a claim that is none": (a_body(3), {"claims.0": "dictionary"}),
    "claims that are none": (a_body(claims={}), {"claims": "list"}),
    "a figure that is none": (
        said("exactly", low="many"),
        {"claims.0.quantity.low": "integer"},
    ),
    "an unknown word": (claiming(harm="dead"), {"claims.0.harm": "killed, injured"}),
    "low above high": (
        said("between", low=130, high=64),
        {"claims.0.quantity.low": "low 130 is above high 64"},
    ),
    "a negative figure": (said("exactly", low=-1), {"claims.0.quantity.low": "negative"}),
    "a figure beyond belief": (
        said("at_least", low=2_000_001),
        {"claims.0.quantity.low": "over 2,000,000"},
    ),
    "a figure of a thousand digits": (
        said("at_least", low=10**1000),
        {"claims.0.quantity.low": "2,000,000"},
    ),
    "a qualifier without its figure": (
        said("at_most", low=3),
        {"claims.0.quantity.qualifier": "at_most"},
    ),
    "a share beyond the whole": (
        said("about", share=1.5, share_of=10),
        {"claims.0.quantity.share": "at most 1"},
    ),
    "a denial with a figure": (claiming(stance="denies_harm"), {"claims.0.quantity": "denial"}),
    "an aggregate without a period": (
        claiming(scope="aggregate", incident=None),
        {"claims.0.period": "needs the period"},
    ),
    "a period that ends first": (
        claiming(period={"first": "2017-03-02", "last": "2017-03-01"}),
        {"claims.0.period": "swap"},
    ),
    "half a coordinate": (claiming(latitude=36.3), {"claims.0.latitude": "both"}),
    "an incident and a new one": (
        claiming(new_incident={"title": "x", "country": "IQ", "first_day": "2017-03-05"}),
        {"claims.0.new_incident": "not both"},
    ),
    "a new incident that ends first": (
        claiming(
            incident=None,
            new_incident={
                "title": "x",
                "country": "IQ",
                "first_day": "2017-03-05",
                "last_day": "2017-03-04",
            },
        ),
        {"claims.0.new_incident.last_day": "swap"},
    ),
    "two claims of one key": (a_body(a_claim(), a_claim()), {"claims": "share a key"}),
    "a key with a slash": (claiming(key="a/b"), {"claims.0.key": "pattern"}),
    "a source without a kind": (
        a_body(publisher={"slug": "x", "name": "X"}),
        {"publisher.kind": "required"},
    ),
    "a claimant without a name": (
        claiming(claimant={"slug": "x", "kind": "witness"}),
        {"claims.0.claimant.name": "required"},
    ),
    "a publisher in the future": (
        a_body(published_on=TOMORROW_AND_ONE),
        {"published_on": "future"},
    ),
    "an event in the future": (
        claiming(event_date=TOMORROW_AND_ONE),
        {"claims.0.event_date": "future"},
    ),
    "no date": (a_body(published_on="2017-02-30"), {"published_on": "Date"}),
    "an address that runs a script": (
        a_body(url="javascript:alert(1)//"),
        {"url": "begins with http:// or https://"},
    ),
    "NUL bytes in the text": (a_body(text="a\0b"), {"text": "ull"}),
    "NUL bytes in a claim": (claiming(place="a\0b"), {"claims.0.place": "ull"}),
    "half a character": (a_body(title="\ud800"), {"title": "urrogate"}),
    "a text of ten million characters": (
        a_body(text="x" * 10_000_000),
        {"text": "10,000,000 characters; split it below 5,000,000"},
    ),
    "more claims than are taken": (
        a_body(*(a_claim(f"c{number}") for number in range(501))),
        {"claims": "500"},
    ),
    "a title beyond its column": (a_body(title="x" * 501), {"title": "500"}),
    "an expression beyond its column": (
        said("exactly", low=1, expression="x" * 301),
        {"claims.0.quantity.expression": "300"},
    ),
    "a revision of another's figure": (
        a_body(a_claim("c1"), a_claim("c2", claimant="mosul-eye", revises="c1")),
        {"claims.1.revises": "its own"},
    ),
}


@pytest.mark.parametrize(("body", "wrong"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_wrong_field_is_named_with_its_path(sender, body, wrong):
    answer = sender.post(REPORTS, json.dumps(body), content_type="application/json")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "invalid"), told
    assert told["detail"]["fields"].keys() == wrong.keys()
    for path, words in wrong.items():
        assert words in told["detail"]["fields"][path]
    assert not Report.objects.exists()


def test_every_wrong_field_is_named_at_once(sender):
    wrong = {"qualifier": "between", "low": 9, "high": 3}
    body = a_body(a_claim(quantity=wrong), a_claim("c2", harm="dead"), publisher="not a slug")
    assert sender.post(REPORTS, body).json() == {
        "code": "invalid",
        "message": 'publisher: Enter a valid "slug" consisting of letters, numbers, underscores '
        "or hyphens. (2 more in detail.fields)",
        "detail": {
            "fields": {
                "publisher": 'Enter a valid "slug" consisting of letters, numbers, underscores or '
                "hyphens.",
                "claims.0.quantity.low": "low 9 is above high 3: swap them.",
                "claims.1.harm": "'dead' is not one of: killed, injured, missing, "
                "killed_or_injured, bodies_found, taken_away.",
            }
        },
    }


UNKNOWN = {
    "publisher": (a_body(publisher="nobody"), "publisher", "'nobody'"),
    "claimant": (claiming(claimant="nobody"), "claims.0.claimant", "'nobody'"),
    "incident": (claiming(incident="IQ-2017-9999"), "claims.0.incident", "'IQ-2017-9999'"),
    "party": (claiming(alleged_parties=["nobody"]), "claims.0.alleged_parties", "'nobody'"),
    "claim": (claiming(repeats="c9"), "claims.0.repeats", "'c9'"),
    "report": (a_body(cites=["0" * 24]), "cites.0", "0" * 24),
}


@pytest.mark.parametrize(("body", "path", "name"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_name_that_is_not_on_file_is_named(sender, body, path, name):
    answer = sender.post(REPORTS, body)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "unknown_reference"), told
    assert [*told["detail"]["fields"]] == [path]
    assert name in told["message"]
    assert not Report.objects.exists()


def test_a_refused_report_registers_no_source_and_opens_no_incident(sender):
    witness = {"slug": "w", "name": "W", "kind": "witness"}
    new = {"title": "x", "country": "IQ", "first_day": "2017-03-05"}
    opened = a_claim("c1", claimant=witness, incident=None, new_incident=new)
    answer = sender.post(REPORTS, a_body(opened, a_claim("c2", incident="IQ-2017-9999")))
    assert answer.status_code == 400
    assert not Source.objects.filter(slug="w").exists()
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"low": NaN}', b"\xff\xfe{}", b"[" * 100_000, b'{"a": ' + b"9" * 9999],
    ids=["empty", "cut short", "not a number", "not UTF-8", "too deep", "too many digits"],
)
def test_a_body_that_is_no_json_is_malformed(sender, body):
    answer = sender.post(REPORTS, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["code"] in {"malformed", "invalid"}


def test_a_number_that_overflows_is_a_wrong_field(sender):
    body = json.dumps(said("about", share=0.125, share_of=8)).replace("0.125", "1e400")
    answer = sender.post(REPORTS, body, content_type="application/json")
    assert answer.json()["detail"]["fields"].keys() == {"claims.0.quantity.share"}


def test_a_list_is_no_report(sender):
    assert sender.post(REPORTS, []).json()["detail"]["fields"].keys() == {""}


def test_another_content_type_is_not_read(sender):
    answer = sender.post(REPORTS, json.dumps(a_body()), content_type="text/plain")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_beyond_all_measure_is_not_read(sender, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = sender.post(REPORTS, a_body(text="x" * 1000))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "1,000 bytes" in answer.json()["message"]


def test_our_own_fault_has_the_same_shape(sender, monkeypatch):
    monkeypatch.setattr(posting.intake, "receive", lambda **_: 1 / 0)
    sender.raise_request_exception = False
    answer = sender.post(REPORTS, a_body())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")


def test_a_database_that_is_gone_is_told(sender, monkeypatch):
    monkeypatch.setattr(posting.intake, "receive", raising(OperationalError("gone")))
    answer = sender.post(REPORTS, a_body())
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def raising(error: Exception):
    def fail(**_):
        raise error

    return fail


def test_the_same_text_with_other_claims_is_refused_with_the_difference(sender):
    sender.post(REPORTS, a_body(text="The text."))
    other = {"qualifier": "exactly", "low": 65, "expression": "65"}
    answer = sender.post(REPORTS, a_body(a_claim(quantity=other), a_claim("c2"), text="The text."))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "report_differs")
    assert told["detail"]["only_posted"] == ["c2"]
    assert told["detail"]["changed"].keys() == {"c1"}
    assert Claim.objects.count() == 1


def test_a_slug_that_is_another_s_is_a_conflict(sender):
    taken = {"slug": "yaqein", "name": "Somebody Else", "kind": "witness"}
    answer = sender.post(REPORTS, claiming(claimant=taken))
    assert (answer.status_code, answer.json()["detail"]) == (409, {"slug": "yaqein"})


def test_claims_that_rest_on_each_other_are_refused_in_the_database_s_words(sender):
    circle = [a_claim("c1", based_on=["c2"]), a_claim("c2", based_on=["c1"])]
    answer = sender.post(REPORTS, a_body(*circle))
    assert (answer.status_code, answer.json()) == (
        409,
        {
            "code": "conflict",
            "message": "A claim cannot derive from itself, however far round.",
            "detail": {},
        },
    )
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("get", "/api/v1/nothing", 404, "not_found"),
        ("get", "/api/v1/reports/", 404, "not_found"),
        ("post", "/api/v2/reports", 404, "not_found"),
        ("get", "/api/v1/incidents/a%00b", 404, "not_found"),
        ("delete", "/api/v1/reports", 405, "method_not_allowed"),
        ("post", "/api/v1/incidents", 405, "method_not_allowed"),
    ],
)
def test_the_wrong_door_answers_in_the_same_shape(officer, method, address, status, code):
    answer = getattr(officer, method)(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json().keys() == {"code", "message", "detail"}
