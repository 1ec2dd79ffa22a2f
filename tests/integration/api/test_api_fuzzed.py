"""Whatever is sent, the API answers in a documented way and never with a fault of its own."""

import pytest

from casualties.actions import exports, staleness
from config.management.commands.api_schema import current
from sources.actions import tokens
from sources.core.types import TokenScope
from tests.factories import rows
from tests.factories.fuzzing import Caller

CASES = 250


@pytest.mark.django_db(transaction=True)
def test_no_call_gets_an_undocumented_answer(live_server, settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    for slug in ("airwars", "mosul-eye", "yaqein"):
        rows.a_source(slug)
    rows.an_incident("IQ-2017-0005")
    claim = rows.on_file(64, incident="IQ-2017-0005")
    staleness.drain()
    exports.build()
    secret = tokens.issue(name="caller", scopes=[TokenScope.ADMIN], by=rows.EDITOR)
    known = {
        "code": ["IQ-2017-0005"],
        "key": [claim.report.key],
        "slug": ["airwars"],
        "snapshot": ["latest"],
        "file": ["claims.csv", "incidents.geojson"],
    }
    caller = Caller(address=live_server.url, known=known, tokens=[None, secret])
    found = caller.call(current(), CASES)
    assert found.calls >= CASES
    assert found.statuses[200]
    assert found.statuses[201]
    assert list(found.faults) == []
