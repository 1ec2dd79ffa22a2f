"""Reports by the thousand: each line by itself, polled, resumed, taken back."""

import json
from pathlib import Path

import pytest
from rest_framework.test import APIClient

from casualties.actions import batches, claims, staleness
from casualties.api.batch_bodies import read_body
from casualties.core.batches import table_lines
from casualties.core.tabular import read_reports
from casualties.models import Batch, BatchLine, Claim, Review
from sources.models import Report
from tests.factories import rows
from tests.factories.posts import a_body, a_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dawassa")]

BULK = "/api/v1/reports:bulk"
BATCHES = "/api/v1/batches"
CLAIMS = Path(__file__).parents[3] / "fixtures" / "claims"


def numbered(number: int, **changes) -> dict:
    return a_body(url=f"https://example.org/{number}", **changes)


def wrong(number: int) -> dict:
    return numbered(number) | {"claims": [a_claim(harm="hurt")]}


def send(client: APIClient, *bodies, ask: str = "", **headers):
    lines = [body if isinstance(body, str) else json.dumps(body) for body in bodies]
    content = "\n".join(lines).encode()
    address = f"{BULK}{ask}"
    return client.post(address, content, content_type="application/x-ndjson", **headers)


def worked_off(answer) -> str:
    """The address of a batch whose lines were looked at."""
    batches.work(read=read_body)
    return answer.headers["Location"]


def states(client: APIClient, address: str) -> list[str]:
    return [row["state"] for row in client.get(f"{address}/lines").json()["results"]]


def test_a_batch_is_answered_at_once_and_worked_off_later(sender):
    answer = send(sender, numbered(1), numbered(2))
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["counts"]["waiting"]) == ("in_work", 2)
    told = sender.get(worked_off(answer)).json()
    assert (told["state"], told["counts"]["filed"], told["incidents"]) == ("done", 2, 1)


def test_one_bad_line_never_spoils_the_others(sender):
    unread, unknown = "{not json", numbered(4, claims=[a_claim(incident="IQ-0000-0000")])
    answer = send(sender, numbered(1), unread, wrong(3), unknown, "[]", numbered(6))
    address = worked_off(answer)
    assert states(sender, address) == ["filed", *["refused"] * 4, "filed"]
    assert Report.objects.count() == 2


def test_a_refused_line_says_why_as_a_posted_report_would(sender):
    address = worked_off(send(sender, wrong(1)))
    (line,) = sender.get(f"{address}/lines").json()["results"]
    assert line["error"] == sender.post("/api/v1/reports", wrong(1)).json()


def test_a_filed_line_says_what_a_posted_report_would(sender):
    address = worked_off(send(sender, numbered(1)))
    (line,) = sender.get(f"{address}/lines").json()["results"]
    posted = sender.post("/api/v1/reports", numbered(1)).json()
    assert {name: line[name] for name in ("report", "claims", "incidents")} == {
        name: posted[name] for name in ("report", "claims", "incidents")
    }


def test_a_line_refused_among_the_rest_is_found_by_halving(sender):
    """Another claim under the address and text of a report on file: found when it is filed."""
    sender.post("/api/v1/reports", numbered(3, text="As published."))
    other = numbered(3, text="As published.", claims=[a_claim(claimant="mosul-eye")])
    address = worked_off(send(sender, *map(numbered, (1, 2)), other, *map(numbered, (4, 5))))
    assert states(sender, address) == ["filed", "filed", "refused", "filed", "filed"]


def test_complaint_2_the_same_file_twice_adds_nothing(sender):
    worked_off(send(sender, numbered(1), numbered(2)))
    address = worked_off(send(sender, numbered(1), numbered(2)))
    assert states(sender, address) == ["known", "known"]
    assert Claim.objects.count() == 2


def test_a_line_twice_in_one_batch_is_filed_once(sender):
    address = worked_off(send(sender, numbered(1), numbered(1)))
    assert states(sender, address) == ["filed", "known"]


def test_a_later_line_names_a_claim_of_an_earlier_one(sender):
    key = worked_off(send(sender, numbered(1)))
    first = sender.get(f"{key}/lines").json()["results"][0]["claims"][0]["key"]
    copy = numbered(2, claims=[a_claim(claimant="airwars", repeats=first)])
    address = worked_off(send(sender, numbered(3), copy))
    assert states(sender, address) == ["filed", "filed"]


def test_a_batch_goes_on_where_a_worker_was_killed(sender, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    answer = send(sender, *map(numbered, range(5)))
    assert batches._work_once(read_body) == 2
    assert BatchLine.objects.filter(state="filed").count() == 2
    assert states(sender, worked_off(answer)) == ["filed"] * 5


def test_results_are_read_page_by_page_and_by_state(sender):
    address = worked_off(send(sender, *map(numbered, range(3)), wrong(9)))
    page = sender.get(f"{address}/lines?page_size=3").json()
    (last,) = sender.get(page["next"]).json()["results"]
    (refused,) = sender.get(f"{address}/lines?state=refused").json()["results"]
    assert (last["line"], refused["line"], refused["error"]["code"]) == (4, 4, "invalid")


def test_a_staged_batch_files_nothing_until_it_is_told_to(sender):
    sender.post("/api/v1/reports", numbered(1))
    address = worked_off(send(sender, numbered(1), numbered(2), wrong(3), ask="?stage=true"))
    assert states(sender, address) == ["known", "fit", "refused"]
    assert (sender.get(address).json()["state"], Report.objects.count()) == ("staged", 1)
    assert sender.post(f"{address}/file", {}).status_code == 202
    batches.work(read=read_body)
    assert states(sender, address) == ["known", "filed", "refused"]


def test_chosen_lines_alone_are_filed(sender):
    address = worked_off(send(sender, *map(numbered, range(3)), ask="?stage=true"))
    sender.post(f"{address}/file", {"lines": [2]})
    batches.work(read=read_body)
    assert states(sender, address) == ["fit", "filed", "fit"]
    assert sender.get(address).json()["state"] == "done"


def test_a_batch_is_filed_once(sender):
    address = worked_off(send(sender, numbered(1)))
    assert sender.post(f"{address}/file", {}).json()["code"] == "conflict"


def test_reverting_withdraws_what_the_batch_brought_in_and_nothing_else(reviewer):
    reviewer.post("/api/v1/reports", numbered(1))
    address = worked_off(send(reviewer, numbered(1), numbered(2)))
    told = reviewer.post(f"{address}/revert", {"reason": "The wrong file."}).json()
    withdrawn = Review.objects.filter(ended_at=None, verdict="withdrawn")
    assert (told["state"], withdrawn.count()) == ("reverted", 1)
    assert {row.operation for row in withdrawn} == {Batch.objects.get().operation}


def test_a_sender_without_review_takes_back_drafts_alone(sender):
    address = worked_off(send(sender, numbered(1), numbered(2)))
    claims.accept(claim=Claim.objects.first(), by=rows.EDITOR)
    assert sender.post(f"{address}/revert", {"reason": "The wrong file."}).status_code == 200
    live = Review.objects.filter(ended_at=None).order_by("claim")
    assert list(live.values_list("verdict", flat=True)) == ["accepted", "withdrawn"]


def test_ranges_follow_a_reverting_and_its_undoing(reviewer, dawassa):
    address = worked_off(send(reviewer, numbered(1)))
    assert rows.figures(rows.current(dawassa)) == (64, 64, False, False)
    reviewer.post(f"{address}/revert", {"reason": "The wrong file."})
    assert rows.figures(rows.current(dawassa)) is None
    reviewer.post(f"{address}/restore", {"reason": "It was right."})
    assert rows.figures(rows.current(dawassa)) == (64, 64, False, False)


def test_undoing_keeps_what_was_decided_since(sender):
    address = worked_off(send(sender, numbered(1)))
    sender.post(f"{address}/revert", {"reason": "The wrong file."})
    claim = Claim.objects.get()
    claims.reject(claim=claim, by=rows.EDITOR, reason="Not in the text.")
    sender.post(f"{address}/restore", {"reason": "It was right."})
    assert Review.objects.get(ended_at=None).verdict == "rejected"


@pytest.mark.parametrize("act", ["restore", "file"])
def test_what_makes_no_sense_is_refused(sender, act):
    address = worked_off(send(sender, numbered(1)))
    body = {} if act == "file" else {"reason": "Why not."}
    assert sender.post(f"{address}/{act}", body).status_code == 409


def test_a_batch_is_reverted_once_and_when_it_is_done(sender):
    answer = send(sender, numbered(1))
    why = {"reason": "The wrong file."}
    address = answer.headers["Location"]
    assert sender.post(f"{address}/revert", why).status_code == 409
    worked_off(answer)
    codes = [sender.post(f"{address}/revert", why).status_code for _ in range(2)]
    assert codes == [200, 409]


def test_a_batch_is_its_sender_s_and_the_desk_s(sender, insider, reviewer, officer, stranger):
    address = worked_off(send(sender, numbered(1)))
    codes = {
        name: client.get(address).status_code
        for name, client in {
            "sender": sender,
            "other sender": reviewer,
            "reader": insider,
            "officer": officer,
            "stranger": stranger,
        }.items()
    }
    assert codes == {
        "sender": 200,
        "other sender": 404,
        "reader": 403,
        "officer": 200,
        "stranger": 401,
    }


def test_a_batch_sent_again_with_its_key_is_one_batch(sender):
    key = {"HTTP_IDEMPOTENCY_KEY": "march"}
    one, two = (send(sender, numbered(1), **key).json()["batch"] for _ in range(2))
    assert one == two
    assert send(sender, numbered(2), **key).status_code == 422


def test_a_filed_text_is_not_kept_a_second_time(sender):
    worked_off(send(sender, numbered(1, text="A witness said so."), wrong(2)))
    assert [line.body is None for line in BatchLine.objects.order_by("number")] == [True, False]


def test_what_a_batch_brings_in_is_as_reviewed_as_its_token(sender, reviewer):
    worked_off(send(sender, numbered(1)))
    worked_off(send(reviewer, numbered(2)))
    staleness.drain()
    assert Review.objects.filter(verdict="accepted").count() == 1


BAD = {
    "nothing": (b"", "application/x-ndjson", 400, "invalid"),
    "too many lines": (b"{}\n" * 5001, "application/x-ndjson", 413, "too_large"),
    "another format": (b"[]", "application/json", 415, "unsupported_media_type"),
    "no table": (b"a,b\n1,2", "text/csv", 400, "invalid"),
    "no UTF-8": ("claim,größe\n".encode("latin-1"), "text/csv", 400, "invalid"),
}


@pytest.mark.parametrize(("content", "kind", "status", "code"), BAD.values(), ids=BAD)
def test_what_is_no_batch_is_refused_at_once(sender, content, kind, status, code):
    answer = sender.post(BULK, content, content_type=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_nul_and_a_deep_line_are_refused_lines(sender):
    deep = "[" * 5000
    address = worked_off(send(sender, '{"title": "\\u0000"}', deep, numbered(1)))
    assert states(sender, address) == ["refused", "refused", "filed"]


TABLE = """claim,publisher,url,claimant,harm,status,qualifier,low,best,high,incident,repeats
A1,airwars,https://example.org/a,yaqein,killed,civilian,exactly,64,64,64,IQ-2017-0005,B1
B1,mosul-eye,https://example.org/b,mosul-eye,killed,civilian,exactly,64,64,64,IQ-2017-0005,
C1,airwars,https://example.org/c,yaqein,killed,civilian,exactly,64,64,64,IQ-2017-0005,
C2,airwars,https://example.org/c,yaqein,hurt,civilian,exactly,64,64,64,IQ-2017-0005,
"""


def test_a_claims_table_is_a_batch_too(sender):
    """C1 waits for C2 to be mended: they are one report."""
    answer = sender.post(BULK, TABLE.encode(), content_type="text/csv")
    address = worked_off(answer)
    lines = sender.get(f"{address}/lines").json()["results"]
    assert {row["line"]: row["state"] for row in lines} == {2: "filed", 3: "filed", 4: "refused"}
    assert "line 5, harm" in lines[-1]["error"]["message"]
    assert Claim.objects.get(key__endswith="/A1").derivations.count() == 1


def test_a_table_says_the_same_as_bodies_as_when_it_is_imported():
    """Every report of our own table, by both roads."""
    for table in sorted(CLAIMS.glob("*.csv")):
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        bodies = {json.dumps(body, default=str): body for _, body in table_lines(lines)}
        imported = read_reports(lines).values
        assert len(bodies) == len(imported)
        for body, report in zip(bodies.values(), imported, strict=True):
            read = read_body(body)
            values = [claim.value for claim in read.claims]
            assert values == [claim.value for claim in report.claims]
