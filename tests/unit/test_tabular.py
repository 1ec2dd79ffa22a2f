"""Tables of claims and reference rows, read without a database."""

from datetime import date

import pytest

from casualties.core.tabular import (
    Parsed,
    read_incidents,
    read_parties,
    read_reports,
    read_sources,
)
from casualties.core.tabular.claims import SWAPPED
from casualties.core.words import ActionStatus, Qualifier, Scope, Stance
from sources.core.types import Reliability, SourceKind

BASE = {
    "claim": "A-1",
    "publisher": "airwars",
    "url": "https://example.org/1",
    "claimant": "mosul-eye",
    "harm": "killed",
    "status": "civilian",
    "qualifier": "exactly",
    "low": "64",
    "best": "64",
    "high": "64",
}
OTHER_REPORT = "https://example.org/2"


def table(*changes: dict[str, str]) -> list[str]:
    """Make a table of one row per change to the base row, claims numbered A-1, A-2, ..."""
    rows = [BASE | {"claim": f"A-{n}"} | change for n, change in enumerate(changes, 1)]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows]
    return [",".join(columns), *lines]


def only_claim(**change: str):
    read = read_reports(table(change))
    assert read.errors == ()
    return read.values[0].claims[0]


def complaints(read: Parsed) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in read.errors]


def test_a_row_becomes_a_claim_with_defaults_for_what_is_not_said():
    claim = only_claim()
    assert claim.value.quantity.best == 64
    assert (claim.value.stance, claim.value.scope) == (Stance.ASSERTS, Scope.INCIDENT)
    assert (claim.incident, claim.value.event_date, claim.value.cause) == (None, None, None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"qualifier": "at_most", "low": "", "best": "", "high": "600"}, (None, None, 600)),
        ({"qualifier": "more_than", "low": "670", "best": "", "high": ""}, (670, None, None)),
        ({"qualifier": "between", "low": "41", "best": "", "high": "52"}, (41, None, 52)),
        ({"qualifier": "unstated", "low": "", "best": "", "high": ""}, (None, None, None)),
        ({"qualifier": "exactly", "low": "0", "best": "0", "high": "0"}, (0, 0, 0)),
    ],
)
def test_figures_are_read_as_said(cells, expected):
    quantity = only_claim(**cells).value.quantity
    assert (quantity.low, quantity.best, quantity.high) == expected


def test_a_vague_word_keeps_its_word_and_no_figures():
    claim = only_claim(qualifier="vague", low="", best="", high="", word="hundreds")
    assert (claim.value.quantity.word, claim.value.quantity.low) == ("hundreds", None)


def test_a_share_keeps_its_parts():
    figure = {"low": "2500", "best": "2500", "high": "2500"}
    quantity = only_claim(qualifier="about", share="0.5", share_of="5000", **figure).value.quantity
    assert (quantity.share, quantity.share_of) == (0.5, 5000)


def test_low_above_high_is_swapped_and_flagged():
    claim = only_claim(qualifier="between", low="52", best="", high="41", note="Ours.")
    assert (claim.value.quantity.low, claim.value.quantity.high) == (41, 52)
    assert claim.flags == (SWAPPED,)


def test_lists_places_and_days_are_read():
    claim = only_claim(
        alleged_parties="us-led-coalition; iraqi-government;",
        event_date="2017-03-05",
        latitude="36.33",
        longitude="43.14",
        name_list="yes",
    )
    assert claim.value.alleged_parties == ("us-led-coalition", "iraqi-government")
    assert claim.value.event_date == date(2017, 3, 5)
    assert claim.value.location.latitude == 36.33
    assert claim.value.quantity.name_list


@pytest.mark.parametrize(
    ("cells", "column", "hint"),
    [
        ({"harm": "hurt"}, "harm", "killed_or_injured"),
        ({"status": ""}, "status", "combatant"),
        ({"qualifier": "circa"}, "qualifier", "about"),
        ({"low": "1_000"}, "low", "whole number"),
        ({"low": "٦٤"}, "low", "whole number"),
        ({"latitude": "nan", "longitude": "43"}, "latitude", "number"),
        ({"latitude": "36.3"}, "latitude", "both"),
        ({"event_date": "20170305"}, "event_date", "2017-03-05"),
        ({"event_date": "2017-02-30"}, "event_date", "2017-03-05"),
        ({"published_on": "March"}, "published_on", "2017-03-05"),
        ({"claimant": ""}, "claimant", "empty"),
        ({"publisher": ""}, "publisher", "empty"),
        ({"claim": "A/1"}, "claim", "no claim id"),
        ({"name_list": "maybe"}, "name_list", "yes nor no"),
        ({"low": "-64", "best": "-64", "high": "-64"}, "low", "negative"),
        ({"qualifier": "between", "best": "", "high": ""}, "qualifier", "high"),
        ({"scope": "aggregate", "period_first": ""}, "period_first", "period"),
        ({"period_first": "2017-03-01"}, "period_first", "both"),
        ({"period_first": "2017-03-02", "period_last": "2017-03-01"}, "period_first", "swap"),
        ({"repeats": "A-9"}, "repeats", "no claim 'A-9'"),
        ({"repeats": "A-1;A-1"}, "repeats", "one claim"),
        ({"stance": "denies_harm"}, "qualifier", "unstated"),
    ],
)
def test_a_wrong_cell_is_told_with_line_column_and_mend(cells, column, hint):
    read = read_reports(table({}, cells))
    assert (2 + 1, column) in complaints(read)
    assert hint in " ".join(error.message for error in read.errors)
    assert [claim.value.key for report in read.values for claim in report.claims] == ["A-1"]


def test_every_wrong_row_is_told_in_order_of_line():
    read = read_reports(table({"harm": "x", "status": "y"}, {}, {"low": "many"}))
    assert complaints(read) == [(2, "harm"), (2, "status"), (4, "low")]


def test_an_aggregate_row_may_not_name_an_incident():
    period = {"period_first": "2017-03-01", "period_last": "2017-03-07"}
    read = read_reports(table({"scope": "aggregate", "incident": "IQ-2017-0005"} | period))
    assert complaints(read) == [(2, "incident")]


def test_an_id_given_twice_is_refused_once():
    read = read_reports(table({}, {"claim": "A-1"}))
    assert complaints(read) == [(3, "claim")]
    assert len(read.values[0].claims) == 1


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ([], "claim"),
        (["claim,publisher"], "harm"),
        ([*table({})[:1], "a,b"], ""),
        (["claim,claim,publisher,claimant,harm,status,qualifier"], "claim"),
        ([table({})[0] + ",victims", table({})[1] + ",x"], "victims"),
        ([table({})[0], '"A-1,never closed'], ""),
    ],
)
def test_a_broken_table_is_told_and_raises_nothing(lines, column):
    read = read_reports(lines)
    assert read.values == ()
    assert column in [error.column for error in read.errors]


def test_empty_rows_and_a_byte_order_mark_are_passed_over():
    header, row = table({})
    read = read_reports([f"\ufeff{header}\n", "\n", f"{row}\n", "," * header.count(",") + "\n"])
    assert (len(read.values), read.errors) == (1, ())


def test_lines_are_counted_in_the_file_where_a_cell_spans_two():
    header, first, second = table({"note": "one\ntwo"}, {"note": "", "harm": "x"})
    lines = "\n".join([header, first, second]).splitlines(keepends=True)
    assert complaints(read_reports(lines)) == [(4, "harm")]


def test_rows_of_one_publication_make_one_report():
    read = read_reports(table({}, {}, {"url": OTHER_REPORT}))
    assert [len(report.claims) for report in read.values] == [2, 1]


def test_an_address_read_on_two_days_makes_two_reports():
    read = read_reports(table({"published_on": "2017-03-05"}, {"published_on": "2017-03-06"}))
    assert [report.published_on for report in read.values] == [date(2017, 3, 5), date(2017, 3, 6)]


def test_an_address_of_no_page_is_refused():
    read = read_reports(table({"url": "javascript:alert(1)"}, {"url": "example.org:8080/a"}))
    assert complaints(read) == [(2, "url")]


def test_one_report_with_two_titles_is_refused():
    read = read_reports(table({"title": "One"}, {"title": "Two"}))
    assert complaints(read) == [(3, "title")]


def test_without_an_address_the_title_keeps_reports_apart():
    read = read_reports(table({"url": "", "title": "One"}, {"url": "", "title": "Two"}))
    assert [report.title for report in read.values] == ["One", "Two"]


def test_mentions_inside_a_report_are_bare_and_outside_it_marked():
    rows = table({"based_on": "A-2;A-3"}, {}, {"url": OTHER_REPORT})
    claims = [claim for report in read_reports(rows).values for claim in report.claims]
    assert {claim.based_on for claim in claims} == {("A-2", "@A-3"), ()}


def test_a_stable_key_of_a_claim_on_file_passes_as_it_is():
    assert only_claim(revises="abc123/c1").revises == "abc123/c1"


def test_mentioned_reports_come_first_and_the_rest_keep_their_order():
    urls = [f"https://example.org/{n}" for n in range(4)]
    rows = table({"url": urls[0], "repeats": "A-3"}, *({"url": url} for url in urls[1:]))
    order = [report.url for report in read_reports(rows).values]
    assert order == [urls[1], urls[2], urls[3], urls[0]]


def test_claims_that_mention_one_another_are_an_error():
    read = read_reports(table({"repeats": "A-2"}, {"based_on": "A-1"}))
    assert (read.values, complaints(read)) == ((), [(2, "repeats")])
    assert "A-1 on A-2, A-2 on A-1" in read.errors[0].message


def test_a_claim_that_mentions_itself_is_an_error():
    assert complaints(read_reports(table({"part_of": "A-1"}))) == [(2, "part_of")]


def test_reports_that_need_one_another_are_an_error():
    other = {"url": OTHER_REPORT}
    read = read_reports(table({"repeats": "A-3"}, {}, other, other | {"repeats": "A-2"}))
    assert (read.values, complaints(read)) == ((), [(2, "repeats")])


def test_qualifier_words_are_the_fields_own():
    assert only_claim(qualifier="about").value.quantity.qualifier is Qualifier.ABOUT


def test_parties_name_whom_they_are_hostile_to():
    read = read_parties(["slug,name,hostile_to", "a,Side A,b;c", "b,,"])
    assert read.values[0].hostile_to == ("b", "c")
    assert complaints(read) == [(3, "name")]


def test_a_source_is_read_with_its_grade_and_reason():
    header = "slug,name,kind,reliability,reliability_reason"
    read = read_sources([header, "x,X,monitor,B,Publishes its method.", "y,Y,witness,,"])
    assert [source.reliability for source in read.values] == [Reliability.B, Reliability.F]
    assert read.values[1].source.kind is SourceKind.WITNESS


def test_a_grade_without_a_reason_is_refused():
    read = read_sources(["slug,name,kind,reliability,reliability_reason", "x,X,monitor,B,"])
    assert complaints(read) == [(2, "reliability_reason")]


INCIDENT_HEADER = "code,aliases,title,country,first_day,last_day,action_status"


def test_an_incident_is_read_with_its_aliases():
    row = "IQ-2017-0005,CI510;X,Dawassa,IQ,2017-03-05,2017-03-05,contested"
    filed = read_incidents([INCIDENT_HEADER, row]).values[0]
    assert (filed.incident.code, filed.aliases) == ("IQ-2017-0005", ("CI510", "X"))
    assert filed.action_status is ActionStatus.CONTESTED


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("IQ-1,,T,IQ,2017-03-05,2017-03-04,", "last_day"),
        ("IQ-1,,T,IQ,,2017-03-04,", "first_day"),
        ("IQ-1,,T,IQ,2017-03-05,2017-03-05,maybe", "action_status"),
        (",,T,IQ,2017-03-05,2017-03-05,", "code"),
    ],
)
def test_a_wrong_incident_is_told(row, column):
    read = read_incidents([INCIDENT_HEADER, row])
    assert (read.values, complaints(read)) == ((), [(2, column)])
