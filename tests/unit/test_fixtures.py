"""The fixtures: they read without errors and say what the project relies on."""

import csv
import json
from pathlib import Path

import pytest

from casualties.core.tabular import read_incidents, read_parties, read_reports, read_sources
from casualties.core.types import Quantity
from casualties.core.words import Harm, Qualifier, Scope, Stance, Status

FIXTURES = Path(__file__).parents[2] / "fixtures"
MOSUL = "claims/mosul-2014-2017.csv"
DENIAL = "scenarios/denial/claims.csv"
REFERENCE = {MOSUL: "reference/", DENIAL: "scenarios/denial/"}
POSTED = ["mosul-advance-2017-03-14", "dawassa-ci510"]
CLAIM_FIELDS = {
    *("key", "claimant", "stance", "harm", "status", "sub_group", "quantity", "scope", "period"),
    *("event_date", "date_precision", "place", "latitude", "longitude", "location_precision"),
    *("alleged_parties", "cause", "incident", "new_incident", "repeats", "based_on", "revises"),
}


def lines(name: str) -> list[str]:
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines(keepends=True)


def reports(name: str = MOSUL):
    return read_reports(lines(name)).values


def claims(name: str = MOSUL):
    return {claim.value.key: claim for report in reports(name) for claim in report.claims}


def known(name: str) -> dict[str, set]:
    """Return the slugs and codes the reference rows beside a claims table register."""
    beside = REFERENCE[name]
    return {
        "party": {party.slug for party in read_parties(lines(f"{beside}parties.csv")).values},
        "source": {
            graded.source.slug for graded in read_sources(lines(f"{beside}sources.csv")).values
        },
        "incident": {
            filed.incident.code for filed in read_incidents(lines(f"{beside}incidents.csv")).values
        },
    }


def posted(name: str) -> dict:
    return json.loads((FIXTURES / "reports" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_tables_read_without_errors(name):
    assert read_reports(lines(name)).errors == ()
    for table, read in [
        ("parties", read_parties),
        ("sources", read_sources),
        ("incidents", read_incidents),
    ]:
        found = read(lines(f"{REFERENCE[name]}{table}.csv"))
        assert found.errors == ()
        assert found.values


def test_the_tables_hold_what_the_readme_counts():
    counted = {name: len(refs) for name, refs in known(MOSUL).items()}
    assert counted == {"party": 4, "source": 44, "incident": 12}
    assert (len(reports()), len(claims())) == (25, 59)


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_everyone_and_everything_named_is_registered(name):
    register, found = known(name), list(claims(name).values())
    named = {claim.value.claimant for claim in found} | {
        report.publisher for report in reports(name)
    }
    assert named <= register["source"]
    assert {party for claim in found for party in claim.value.alleged_parties} <= register["party"]
    assert {claim.incident for claim in found} - {None} <= register["incident"]


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_reference_rows_name_registered_parties(name):
    parties, beside = known(name)["party"], REFERENCE[name]
    speakers = {
        graded.source.party for graded in read_sources(lines(f"{beside}sources.csv")).values
    }
    assert speakers - {None} <= parties
    for filed in read_incidents(lines(f"{beside}incidents.csv")).values:
        assert set(filed.incident.alleged_parties) <= parties


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_hostility_is_told_from_both_sides(name):
    read = read_parties(lines(f"{REFERENCE[name]}parties.csv")).values
    told = {(party.slug, other) for party in read for other in party.hostile_to}
    assert told == {(other, party) for party, other in told}


def test_codes_and_aliases_name_one_incident_each():
    filed = read_incidents(lines("reference/incidents.csv")).values
    names = [name for one in filed for name in (one.incident.code, *one.aliases)]
    assert len(names) == len(set(names))


def test_dawassa_has_only_the_figure_of_yaqein():
    dawassa = [claim for claim in claims().values() if claim.incident == "IQ-2017-0005"]
    assert [(claim.value.claimant, claim.value.quantity.best) for claim in dawassa] == [
        ("yaqein", 64)
    ]


def test_every_claim_is_on_an_incident_or_an_aggregate():
    for claim in claims().values():
        assert (claim.incident is None) == (claim.value.scope is Scope.AGGREGATE), claim.value.key


def test_aggregates_carry_a_period_and_no_day():
    totals = [claim.value for claim in claims().values() if claim.value.scope is Scope.AGGREGATE]
    assert len(totals) == 26
    assert all(value.period and value.event_date is None for value in totals)


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_only_number_words_are_quoted(name):
    expressions = [claim.value.quantity.expression for claim in claims(name).values()]
    assert all(len(expression.split()) <= 6 for expression in expressions)


@pytest.mark.parametrize("name", [MOSUL, DENIAL])
def test_every_report_has_a_web_address(name):
    assert all(report.url.startswith("http") for report in reports(name))


def test_notes_are_one_line_and_sub_groups_are_parts():
    for claim in claims().values():
        assert claim.value.note
        assert "\n" not in claim.value.note
        assert bool(claim.value.sub_group) <= bool(claim.part_of)


def test_only_a_claimants_own_figure_is_revised():
    found = claims()
    revising = {claim for claim in found.values() if claim.revises}
    assert [claim.value.key for claim in revising] == ["WMOSUL-OFFENSIVE-03"]
    for claim in revising:
        assert found[claim.revises.removeprefix("@")].value.claimant == claim.value.claimant


def test_repeats_carry_the_same_claimants_statement():
    found = claims()
    pairs = {
        (claim.value.key, claim.repeats.removeprefix("@"))
        for claim in found.values()
        if claim.repeats
    }
    assert pairs == {
        ("BADUSH-04", "BADUSH-01"),
        ("BADUSH-06", "BADUSH-02"),
        ("JADIDAH-04", "JADIDAH-03"),
        ("WMOSUL-2017W09-02", "WMOSUL-2017W09-01"),
    }
    assert all(found[one].value.claimant == found[other].value.claimant for one, other in pairs)


def test_what_parties_admit_is_conceded_and_theirs():
    conceded = {key for key, claim in claims().items() if claim.value.stance is Stance.CONCEDES}
    assert conceded == {"JADIDAH-03", "JADIDAH-04", "MOSUL-BATTLE-03", "WMOSUL-2017W09-03"}


def test_people_of_unstated_status_are_not_civilians():
    unknown = {key for key, claim in claims().items() if claim.value.status is Status.UNKNOWN}
    assert {"JADIDAH-01", "WMOSUL-CI494-01", "MOSUL-BATTLE-04", "MOSUL-BATTLE-08"} <= unknown
    assert claims()["KHASFA-03"].value.status is Status.PROTECTED


def test_the_denial_scenario_has_a_count_a_denial_and_a_concession():
    found = {
        key: (claim.value.stance, claim.value.quantity) for key, claim in claims(DENIAL).items()
    }
    assert found["EXAMPLE-01"][1].best == 47
    assert found["EXAMPLE-02"] == (Stance.DENIES_HARM, Quantity.said(Qualifier.UNSTATED))
    assert found["EXAMPLE-03"][0] is Stance.CONCEDES


@pytest.mark.parametrize(
    "name",
    [DENIAL, *(f"scenarios/denial/{part}.csv" for part in ("parties", "sources", "incidents"))],
)
def test_invented_rows_say_so(name):
    for row in csv.DictReader(lines(name)):
        assert "nvented" in " ".join(row.values())


@pytest.mark.parametrize("name", POSTED)
def test_posted_reports_keep_to_the_contract(name):
    body, register = posted(name), known(MOSUL)
    assert set(body) == {"publisher", "title", "url", "published_on", "language", "text", "claims"}
    assert body["publisher"] in register["source"]
    for claim in body["claims"]:
        assert set(claim) == CLAIM_FIELDS
        assert claim["claimant"] in register["source"]
        assert set(claim["alleged_parties"]) <= register["party"]
        assert claim["incident"] is None or claim["incident"] in register["incident"]


@pytest.mark.parametrize("name", POSTED)
def test_posted_quantities_hold_together(name):
    for claim in posted(name)["claims"]:
        quantity = claim["quantity"]
        Quantity(**quantity | {"qualifier": Qualifier(quantity["qualifier"])})
        assert (claim["scope"] == "aggregate") == (claim["period"] is not None)


@pytest.mark.parametrize("name", POSTED)
def test_posted_placeholders_name_claims_of_the_table(name):
    body = posted(name)
    own = {claim["key"] for claim in body["claims"]}
    mentions = [
        m
        for claim in body["claims"]
        for m in [claim["repeats"], claim["revises"], *claim["based_on"]]
        if m
    ]
    assert mentions
    assert set(mentions) <= own | {f"@{key}" for key in claims()}


def test_the_advance_report_has_two_repeats_a_total_and_a_count_of_fighters():
    first, second, third, fourth = posted(POSTED[0])["claims"]
    assert (first["repeats"], second["repeats"]) == ("@BADUSH-01", "@BADUSH-02")
    assert (third["scope"], third["repeats"]) == ("aggregate", None)
    assert (fourth["harm"], fourth["status"]) == (Harm.KILLED_OR_INJURED, Status.COMBATANT)
    assert fourth["quantity"]["share_of"] == 5000


def test_the_dawassa_report_adds_one_account_and_a_synthesis():
    account, synthesis, injured = posted(POSTED[1])["claims"]
    assert (account["claimant"], account["quantity"]["low"]) == ("mosul-eye", 130)
    assert synthesis["based_on"] == ["c1", "@DAWASSA-CI510-02"]
    assert (injured["harm"], injured["quantity"]["high"]) == (Harm.INJURED, 24)
