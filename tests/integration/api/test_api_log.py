"""What is written to the log about a request: never whom or what somebody asked for."""

import json

import pytest
import structlog
from structlog.testing import capture_logs

from tests.factories import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("/api/v1/incidents?q=Umm+Salma&nothing=1", "GET api/v1/incidents"),
        ("/api/v1/sources/umm-salma", "GET api/v1/sources/<slug:slug>"),
        ("/api/v1/umm-salma", "GET api/"),
        ("/umm-salma", "GET no page of ours"),
    ],
)
def test_a_request_is_logged_by_its_route(stranger, address, route):
    rows.a_source("reuters")
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        stranger.get(address)
    assert lines[-1]["request"] == route
    assert "salma" not in json.dumps(lines, default=str).lower()
