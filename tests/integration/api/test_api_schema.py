"""The reference is complete, says nothing wrong, and every answer is as it says."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft7Validator

from casualties.actions import sign_offs, staleness
from casualties.api import examples
from config.management.commands.api_schema import accepted, current
from config.schema_differences import breaking_changes
from tests.factories import rows
from tests.factories.posts import a_body, a_claim

EVERY_ERROR = {"400", "401", "406", "500", "503"}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


def operations(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        told["operationId"]: told
        for path in schema["paths"].values()
        for method, told in path.items()
        if method in {"get", "post"}
    }


def without_nullable(part: Any) -> Any:
    """Say ``nullable`` of OpenAPI 3.0 as plain JSON schema does."""
    if isinstance(part, list):
        return [without_nullable(one) for one in part]
    if not isinstance(part, dict):
        return part
    plain = {name: without_nullable(one) for name, one in part.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain


def assert_as_told(schema: dict[str, Any], operation: str, status: int, answer: Any) -> None:
    told = operations(schema)[operation]["responses"][str(status)]
    shape = told["content"]["application/json"]["schema"]
    plain = without_nullable({**shape, "components": schema["components"]})
    assert [error.message for error in Draft7Validator(plain).iter_errors(answer)] == []


def test_the_reference_is_made_without_a_warning():
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


def test_every_operation_is_named_and_tells_its_errors(schema):
    told = operations(schema)
    assert {*told} == {
        "downloadExport",
        "listExports",
        "readExport",
        "readIndex",
        "postReport",
        "readReport",
        "listIncidents",
        "readIncident",
        "listSources",
        "readSource",
        "listParties",
        "readParty",
        "listClaims",
        "readClaim",
        "listReports",
        "listEstimates",
        "listJudgements",
        "listMethods",
        "readMethod",
        "listChanges",
        *("postBatch", "readBatch", "listBatchLines", "fileBatch", "revertBatch", "restoreBatch"),
        *("readToken", "rotateToken"),
    }
    for operation in told.values():
        assert operation["summary"]
        assert operation["responses"].keys() >= EVERY_ERROR
    posting = {"400", "401", "403", "409", "413", "415", "422", "503"}
    assert posting <= told["postReport"]["responses"].keys()


def test_every_word_is_explained(schema):
    words = [part for part in schema["components"]["schemas"].values() if "enum" in part]
    assert len(words) > 20
    for part in words:
        for value in part["enum"]:
            assert re.search(rf"\* `{re.escape(value)}`: .+", part["description"])


def test_the_example_is_taken_and_answered_as_shown(schema, sender, dawassa):
    answer = sender.post("/api/v1/reports", examples.REPORT)
    assert answer.status_code == 201
    assert_as_told(schema, "postReport", 201, answer.json())
    key = answer.json()["report"]
    shown = {**examples.RECEIPT}
    assert str(shown).replace(examples.RECEIPT["report"], key) == str(answer.json())


@pytest.mark.django_db
def test_every_answer_is_as_the_reference_says(schema, sender, officer, dawassa):
    rows.a_party().hostile_to.add(rows.a_party("militia"))
    rows.on_file(64, claimant="yaqein", incident=dawassa.code, event_date=dawassa.first_day)
    sender.post("/api/v1/reports", a_body(a_claim(based_on=[], sub_group="children")))
    staleness.drain()
    sign_offs.sign_off(incident=dawassa, measure="killed:civilian", by=rows.EDITOR)
    listed = officer.get("/api/v1/incidents").json()
    whole = officer.get("/api/v1/incidents/IQ-2017-0005").json()
    report = officer.get(f"/api/v1/reports/{whole['claims'][0]['report']}").json()
    for operation, answer in (
        ("listIncidents", listed),
        ("readIncident", whole),
        ("readReport", report),
        ("listSources", officer.get("/api/v1/sources").json()),
        ("readSource", officer.get("/api/v1/sources/yaqein").json()),
        ("listParties", officer.get("/api/v1/parties").json()),
        ("listClaims", officer.get("/api/v1/claims").json()),
        ("readClaim", officer.get(f"/api/v1/claims/{whole['claims'][0]['key']}").json()),
        ("listReports", officer.get("/api/v1/reports").json()),
        ("listEstimates", officer.get("/api/v1/incidents/IQ-2017-0005/estimates").json()),
        ("listJudgements", officer.get("/api/v1/judgements").json()),
        ("listMethods", officer.get("/api/v1/methods").json()),
        ("listChanges", officer.get("/api/v1/changes").json()),
        ("readIndex", officer.get("/api/v1/").json()),
    ):
        assert_as_told(schema, operation, 200, answer)


@pytest.mark.parametrize("status", examples.ERRORS)
def test_every_example_of_an_error_has_the_one_shape(status):
    assert examples.ERRORS[status].keys() == {"code", "message", "detail"}


@pytest.mark.parametrize("address", ["/api/docs", "/api/schema", "/"])
def test_the_pages_need_nothing_from_elsewhere(stranger, address):
    answer = stranger.get(address)
    assert answer.status_code == 200
    loaded = re.findall(r'(?:src|href)="(https?:)?//[^"]+"', answer.content.decode())
    assert loaded == []


def test_the_examples_are_of_real_incidents_and_sources(settings):
    fixtures = settings.BASE_DIR / "fixtures"
    told = "".join(path.read_text() for path in fixtures.rglob("*.*") if path.is_file())
    for code in (examples.INCIDENT["code"], examples.SOURCE["slug"], *examples.INCIDENT["aliases"]):
        assert code in told


def test_no_change_breaks_a_client_of_the_description_we_gave():
    """`manage.py api_schema --accept` takes a change as meant; say in the changelog what breaks."""
    assert breaking_changes(accepted(), current()) == []


def test_every_operation_has_an_answer_with_an_example_or_a_shape(schema):
    for name, operation in operations(schema).items():
        for status, answer in operation["responses"].items():
            assert answer.get("content") or status == "304", (name, status)
