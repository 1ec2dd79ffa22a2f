"""The public files hold what anonymous readers may see, and agree with what the API shows them."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from casualties.actions import claims, incidents, sign_offs, staleness
from casualties.core.exports import ExportedRows
from casualties.core.types import HEADLINE, Location, Period
from casualties.core.words import Harm, IncidentState, LocationPrecision, Scope
from sources.core.types import PROTECTED, Protection
from tests.factories import rows

pytestmark = pytest.mark.django_db(transaction=True)

HOME = Location(
    name="Dawassa",
    latitude=36.3325861,
    longitude=43.1388688,
    precision=LocationPrecision.NEIGHBOURHOOD,
)
PERIOD = Period(first=date(2017, 2, 19), last=date(2017, 3, 19))


def api(address: str) -> dict[str, Any]:
    return APIClient().get(f"/api/v1/{address}").json()


def open_incident():
    """An incident the desk confirmed, so that it is public before any claim is reviewed."""
    incident = rows.an_incident()
    incident.state = IncidentState.OPEN
    incident.save()
    return incident


def hidden_source(slug: str, protection: Protection):
    return rows.a_source(slug, protection=protection, name="Secret Name")


def a_world() -> None:
    """Drafts, rejected, protected, closed, merged, discarded and provisional, beside the public."""
    hidden_source("witness", Protection.IDENTITY)
    hidden_source("insider", Protection.CLOSED)
    first, second = rows.an_incident("IQ-2017-0001"), rows.an_incident("IQ-2017-0002")
    merged, gone = rows.an_incident("IQ-2017-0003"), rows.an_incident("IQ-2017-0004")
    told = rows.on_file(64, incident=first.code, location=HOME)
    rows.on_file(64, claimant="reuters", incident=first.code, repeats=told.key)
    rows.on_file(65, claimant="witness", incident=first.code)
    rows.on_file(66, claimant="insider", incident=first.code)
    rows.on_file(67, incident=first.code, by=rows.SENDER)
    rows.on_file(70, incident=merged.code)
    claims.reject(claim=rows.on_file(68, incident=second.code), by=rows.EDITOR)
    rows.on_file(5, harm=Harm.INJURED, incident=second.code)
    rows.on_file(9, incident=gone.code)
    rows.on_file(1000, scope=Scope.AGGREGATE, period=PERIOD)
    incidents.merge(incident=merged, into=first, by=rows.EDITOR, reason="One and the same.")
    gone.state = IncidentState.DISCARDED
    gone.save()
    staleness.drain()


def test_an_incident_has_its_headline_range_and_what_was_signed(exported):
    incident = rows.an_incident(location=HOME)
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    sign_offs.sign_off(incident=incident, measure=str(HEADLINE), by=rows.EDITOR)
    rows.on_file(70, claimant="reuters", incident=incident.code)
    staleness.drain()
    (row,) = exported(ExportedRows.INCIDENTS)
    assert (row["low"], row["high"], row["method"], row["basis"]) == (
        64,
        70,
        "envelope",
        "reviewed",
    )
    assert (row["signed_low"], row["signed_high"], row["state"]) == (64, 64, "changed_since")
    assert (row["latitude"], row["longitude"]) == (36.33, 43.14)


def test_an_incident_without_a_range_yet_says_so(exported):
    open_incident()
    (row,) = exported(ExportedRows.INCIDENTS)
    assert (row["outcome"], row["low"], row["method"], row["state"]) == (None, None, None, None)


def test_an_incident_has_its_grade_and_who_gave_it(exported):
    incident = open_incident()
    rows.on_file(64, incident=incident.code)
    staleness.drain()
    shown = api("incidents")["results"][0]["grade"]
    (row,) = exported(ExportedRows.INCIDENTS)
    told = {"harm": row["grade"], "attribution": row["attribution"], "decided": False}
    assert told == {**shown, "decided": row["grade_decided"]}


def test_complaint_7_incidents_agree_with_what_the_api_shows_everyone(exported):
    a_world()
    shown = api("incidents")["results"]
    told = [
        (row["code"], row["headline"]["low"], row["headline"]["high"], row["headline"]["state"])
        for row in shown
    ]
    names = ("code", "low", "high", "state")
    found = exported(ExportedRows.INCIDENTS)
    assert [tuple(row[name] for name in names) for row in found] == told


def test_complaint_7_claims_agree_with_what_the_api_shows_everyone(exported):
    a_world()
    codes = [row["code"] for row in api("incidents")["results"]]
    shown = [claim for code in codes for claim in api(f"incidents/{code}")["claims"]]
    told = {(claim["key"], claim["incident"], claim["figure"]["low"]) for claim in shown}
    on_incidents = [row for row in exported(ExportedRows.CLAIMS) if row["incident"]]
    assert len(on_incidents) == len(shown) == len(told)
    assert {(row["key"], row["incident"], row["low"]) for row in on_incidents} == told


def test_complaint_7_estimates_agree_with_what_the_api_shows_everyone(exported):
    a_world()
    codes = [row["code"] for row in api("incidents")["results"]]
    shown = [
        (code, told["figure"]["measure"], told["figure"]["low"], told["figure"]["high"])
        for code in codes
        for told in api(f"incidents/{code}")["estimates"]
    ]
    names = ("incident", "measure", "low", "high")
    told = [tuple(row[name] for name in names) for row in exported(ExportedRows.ESTIMATES)]
    assert sorted(told) == sorted(shown)


def test_a_claim_on_no_incident_is_there_where_its_report_is(exported):
    rows.on_file(1000, scope=Scope.AGGREGATE, period=PERIOD)
    (row,) = exported(ExportedRows.CLAIMS)
    assert (row["scope"], row["incident"], row["low"]) == ("aggregate", None, 1000)
    assert api(f"reports/{row['report']}")["claims"][0]["key"] == row["key"]


def test_a_claim_beside_a_hidden_one_is_there_only_on_its_incident(exported):
    hidden_source("witness", Protection.IDENTITY)
    incident = open_incident()
    aggregate = rows.a_claim(1000, key="c1", scope=Scope.AGGREGATE, period=PERIOD)
    linked = rows.a_claim(64, key="c2", incident=incident.code)
    hidden = rows.a_claim(65, key="c3", claimant="witness", incident=incident.code)
    rows.taken_in(rows.a_report(aggregate, linked, hidden))
    staleness.drain()
    assert {row["low"] for row in exported(ExportedRows.CLAIMS)} == {64, 65}


def test_a_protected_claim_keeps_its_figure_and_nothing_that_leads_to_who_said_it(exported):
    hidden_source("witness", Protection.IDENTITY)
    incident = open_incident()
    first = rows.on_file(64, incident=incident.code)
    claim = rows.a_claim(65, claimant="witness", incident=incident.code, location=HOME)
    told = rows.claim_of(rows.taken_in(rows.a_report(claim, title="Told in secret")))
    rows.on_file(64, claimant="reuters", incident=incident.code, repeats=told.key)
    staleness.drain()
    row = exported(ExportedRows.CLAIMS)[-1]
    assert (row["low"], row["protected"], row["claimant_name"]) == (65, True, PROTECTED)
    hidden = ("key", "report", "claimant", "claimant_kind", "publisher", "title", "url")
    assert {row[name] for name in hidden} == {None}
    assert (row["latitude"], row["longitude"]) == (36.3, 43.1)
    assert {found["repeats"] for found in exported(ExportedRows.CLAIMS)} == {None}
    assert first.key in {found["key"] for found in exported(ExportedRows.CLAIMS)}


@pytest.mark.parametrize("what", ExportedRows)
def test_no_file_holds_a_name_to_hide_or_a_closed_figure(exported, tmp_path, what):
    a_world()
    exported(what)
    for path in (tmp_path / "out").glob(f"{what}.*"):
        told = path.read_text()
        assert "Secret Name" not in told
        assert "witness" not in told
        assert "insider" not in told
    if what is ExportedRows.CLAIMS:
        assert {row["low"] for row in exported(what)}.isdisjoint({66, 67, 68})


def test_a_repeat_names_what_it_repeats_so_that_nobody_counts_it_twice(exported):
    incident = open_incident()
    first = rows.on_file(64, incident=incident.code)
    copy = rows.on_file(64, claimant="reuters", incident=incident.code, repeats=first.key)
    staleness.drain()
    told = {row["key"]: row["repeats"] for row in exported(ExportedRows.CLAIMS)}
    assert told == {first.key: None, copy.key: first.key}


def test_complaint_15_a_range_has_a_column_for_each_end_so_no_direction_turns_it(exported):
    incident = open_incident()
    rows.on_file(9, incident=incident.code)
    rows.on_file(14, claimant="reuters", incident=incident.code)
    staleness.drain()
    (row,) = exported(ExportedRows.ESTIMATES)
    assert (row["low"], row["high"]) == (9, 14)
    assert not any("9-14" in str(cell) or "9–14" in str(cell) for cell in row.values())  # noqa: RUF001
