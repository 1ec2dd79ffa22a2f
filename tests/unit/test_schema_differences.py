"""Which changes of the API's description break a client, each by name."""

import copy
from typing import Any

import pytest

from config.schema_differences import additions, breaking_changes

SCHEMA: dict[str, Any] = {
    "paths": {
        "/reports": {
            "post": {
                "operationId": "postReport",
                "parameters": [
                    {"name": "dry", "in": "query", "schema": {"type": "integer", "maximum": 9}}
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/New"}}
                    }
                },
                "responses": {
                    "201": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Report"}}
                        }
                    },
                    "409": {"description": "Differs."},
                },
            },
            "get": {"operationId": "listReports", "responses": {}},
        },
        "/sources": {"get": {"operationId": "listSources", "responses": {}}},
    },
    "components": {
        "schemas": {
            "New": {
                "type": "object",
                "required": ["title"],
                "properties": {
                    "title": {"type": "string", "maxLength": 500},
                    "url": {"type": "string", "nullable": True},
                    "harm": {"allOf": [{"$ref": "#/components/schemas/Harm"}], "default": "killed"},
                },
            },
            "Report": {
                "type": "object",
                "required": ["key", "claims"],
                "properties": {
                    "key": {"type": "string"},
                    "low": {"type": "integer", "nullable": True},
                    "high": {"type": "integer"},
                    "claims": {"type": "array", "items": {"$ref": "#/components/schemas/Report"}},
                },
            },
            "Harm": {"type": "string", "enum": ["killed", "injured"]},
        }
    },
}
POST = SCHEMA["paths"]["/reports"]["post"]
BODY, ANSWER = "POST /reports: body (New)", "POST /reports: answer 201 (Report)"


def changed(path: str, value: Any = ...) -> dict[str, Any]:
    """The schema with one place changed, or removed."""
    new = copy.deepcopy(SCHEMA)
    *way, last = path.split(">")
    part = new
    for step in way:
        part = part[int(step) if isinstance(part, list) else step]
    if value is ...:
        del part[int(last) if isinstance(part, list) else last]
    else:
        part[last] = value
    return new


NEW, REPORT = "components>schemas>New", "components>schemas>Report"
OPERATION = "paths>/reports>post"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (changed("paths>/sources"), "GET /sources: path removed"),
        (changed("paths>/reports>get"), "GET /reports: operation removed"),
        (
            changed(f"{OPERATION}>operationId", "send"),
            "POST /reports: operation id postReport is now send",
        ),
        (changed(f"{OPERATION}>parameters>0"), "POST /reports: parameter dry (query) removed"),
        (
            changed(f"{OPERATION}>parameters>0>required", True),
            "POST /reports: parameter dry (query) is now required",
        ),
        (
            changed(f"{OPERATION}>parameters>0>schema>maximum", 5),
            "POST /reports: parameter dry (query): maximum is now 5",
        ),
        (changed(f"{OPERATION}>responses>201"), "POST /reports: answer 201 removed"),
        (
            changed(f"{OPERATION}>requestBody>required", True),
            "POST /reports: a body is now required",
        ),
        (changed(f"{NEW}>properties>url"), f"{BODY}.url removed"),
        (changed(f"{NEW}>required", ["title", "url"]), f"{BODY}.url is now required"),
        (changed(f"{NEW}>properties>url>nullable", False), f"{BODY}.url may no longer be null"),
        (changed(f"{NEW}>properties>title>maxLength", 9), f"{BODY}.title: maxLength is now 9"),
        (
            changed(f"{NEW}>properties>title>type", "integer"),
            f"{BODY}.title: type string is now integer",
        ),
        (changed("components>schemas>Harm>enum", ["killed"]), f"{BODY}.harm: no longer injured"),
        (changed(f"{REPORT}>properties>high"), f"{ANSWER}.high removed"),
        (changed(f"{REPORT}>properties>high>nullable", True), f"{ANSWER}.high may now be null"),
        (
            changed(f"{REPORT}>properties>high>type", "string"),
            f"{ANSWER}.high: type integer is now string",
        ),
        (changed(f"{REPORT}>required", ["key"]), f"{ANSWER}.claims may now be missing"),
    ],
)
def test_what_breaks_is_named(new, told):
    assert breaking_changes(SCHEMA, new) == [told]


@pytest.mark.parametrize(
    "new",
    [
        SCHEMA,
        changed("paths>/parties", {"get": {"operationId": "listParties", "responses": {}}}),
        changed("components>schemas>Harm>enum", ["killed", "injured", "missing"]),
        changed(f"{NEW}>required", []),
        changed(f"{NEW}>properties>title>maxLength", 900),
        changed(f"{NEW}>properties>note", {"type": "string"}),
        changed(f"{REPORT}>properties>note", {"type": "string"}),
        changed(f"{REPORT}>required", ["key", "claims", "low"]),
        changed(f"{REPORT}>properties>low>nullable", False),
        changed(f"{OPERATION}>responses>409"),
        changed(f"{OPERATION}>responses>429", {"description": "Too often."}),
    ],
)
def test_what_only_adds_breaks_nothing(new):
    assert breaking_changes(SCHEMA, new) == []


def test_what_is_new_is_named():
    new = changed("paths>/parties", {"get": {"operationId": "listParties", "responses": {}}})
    assert additions(SCHEMA, new) == ["GET /parties: new"]
