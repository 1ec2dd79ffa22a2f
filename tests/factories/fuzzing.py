"""Calls made up from the API's own description, and what was wrong with the answers.

schemathesis makes the calls, fitting and unfitting ones. Half of them get a real code or key in
their address, and half of the bodies are an example with one part made up: what is pure chance
seldom gets past the door.
"""

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PATIENCE_S = 30


@schemathesis.deserializer("application/x-ndjson", "text/csv")
def _as_text(_context: Any, answer: Any) -> str:
    return answer.content.decode()


@dataclass(kw_only=True)
class Findings:
    """How many calls got which answers, and each distinct fault with a call that shows it."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who calls, where, and what it knows: values by path parameter, tokens, example bodies."""

    address: str
    known: Mapping[str, Sequence[str]]
    tokens: Sequence[str | None] = (None,)

    def call(self, schema: dict[str, Any], cases: int, *, begin: int = 1) -> Findings:
        """Make at least so many calls, evenly over all operations; the same ones at each run."""
        found = Findings()
        operations = list(_operations(schema))
        for number in itertools.count(begin):
            left = cases - found.calls
            if left <= 0:
                return found
            for operation in operations:
                self._try(operation, math.ceil(left / len(operations)), number, found)
        return found

    def _try(self, operation: Any, cases: int, number: int, found: Findings) -> None:
        @seed(number)
        @settings(
            max_examples=cases,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def once(data: st.DataObject) -> None:
            case = data.draw(_cases(operation))
            self._ground(case, data.draw)
            token = data.draw(st.sampled_from(self.tokens))
            self._ask(case, token, found)

        once()

    def _ground(self, case: Case, draw: Callable[..., Any]) -> None:
        """Put what is really there into half of the calls."""
        for name in set(case.path_parameters or {}) & set(self.known):
            if draw(st.booleans()):
                case.path_parameters[name] = draw(st.sampled_from(self.known[name]))
        examples = _examples(case)
        if examples and draw(st.booleans()):
            body = {**draw(st.sampled_from(examples)), "text": draw(st.text(max_size=20))}
            made_up = case.body if isinstance(case.body, dict) and case.body else {"title": "x"}
            part = draw(st.sampled_from(sorted(made_up)))
            case.body = {**body, part: made_up[part]} if draw(st.booleans()) else body

    def _ask(self, case: Case, token: str | None, found: Findings) -> None:
        headers = {"Authorization": f"Token {token}"} if token else {}
        try:
            answer = case.call(base_url=self.address, headers=headers, timeout=PATIENCE_S)
        except (requests.exceptions.InvalidHeader, requests.exceptions.InvalidURL):
            return  # no client can send it
        found.calls += 1
        found.statuses[answer.status_code] += 1
        label = case.operation.label
        found.operations[f"{label} {answer.status_code}"] += 1
        try:
            # A part of a file has no shape of its own.
            checks = CHECKS[:-1] if answer.status_code == 206 else CHECKS
            case.validate_response(answer, checks=checks)
        except (Failure, FailureGroup) as error:
            for fault in getattr(error, "exceptions", [error]):
                title = f"{label}: {answer.status_code}: {str(fault).splitlines()[0]}"
                found.faults.setdefault(title, f"{fault}\n{case.as_curl_command()[:2000]}")


def _operations(schema: dict[str, Any]) -> Iterator[Any]:
    for result in schemathesis.openapi.from_dict(schema).get_all_operations():
        yield result.ok()


def _cases(operation: Any) -> st.SearchStrategy[Case]:
    fitting = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (operation.body or operation.query or operation.path_parameters):
        return fitting
    return st.one_of(fitting, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def _examples(case: Case) -> list[dict[str, Any]]:
    body = case.operation.definition.raw.get("requestBody", {})
    content = body.get("content", {}).get("application/json", {})
    shown = [example["value"] for example in content.get("examples", {}).values()]
    return [value for value in shown if isinstance(value, dict)]
