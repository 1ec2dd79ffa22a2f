"""Errors that any operation may answer: told of each, so that none is forgotten."""

from typing import Any

from casualties.api.schema.answers import error_component

EVERYWHERE = (400, 401, 406, 429, 500, 503)

TOO_LONG = {
    "description": "The address is too long. The web server says so, in a page and not in JSON.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}


def add_errors(
    result: dict[str, Any],
    generator: Any,  # noqa: ARG001  (drf-spectacular passes all four by name)
    request: Any,  # noqa: ARG001
    public: bool,  # noqa: ARG001
) -> dict[str, Any]:
    """Add to the finished schema what an operation does not tell itself."""
    for path in result["paths"].values():
        for operation in path.values():
            for status in EVERYWHERE:
                operation["responses"].setdefault(str(status), error_component(status))
            operation["responses"].setdefault("414", TOO_LONG)
    return result
