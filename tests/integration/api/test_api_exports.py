"""Public files over the API: listed, explained, downloaded whole or in part, never made to wait."""

import hashlib

import pytest

from casualties.actions import exports, staleness
from sources.core.types import Protection
from sources.models import Source
from tests.factories import rows

pytestmark = pytest.mark.django_db(transaction=True)
LATEST = "/api/v1/exports/latest"
CLAIMS = f"{LATEST}/claims.csv"


@pytest.fixture
def built(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    rows.on_file(64, incident=rows.an_incident().code)
    staleness.drain()
    return exports.build()


def body(answer) -> bytes:
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def test_nothing_was_built_yet(stranger, settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "none"
    assert stranger.get("/api/v1/exports").json() == {"results": [], "next": None}
    assert stranger.get(LATEST).status_code == 404


def test_a_file_is_listed_with_its_address_count_and_checksum(stranger, built):
    (told,) = stranger.get("/api/v1/exports").json()["results"]
    assert told["additive"] is False
    assert told["notes"]
    for file in told["files"]:
        content = body(stranger.get(file["url"]))
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert len(content) == file["bytes"]
        assert file["rows"] == 1


def test_a_set_explains_its_columns(stranger, built):
    told = stranger.get(LATEST).json()
    assert told["snapshot"] == built.name
    low = next(column for column in told["schemas"]["incidents"] if column["name"] == "low")
    assert low["hxl"] == "#affected+killed+civilian+min"
    assert stranger.get(told["url"]).json() == told


def test_a_file_comes_as_what_it_is_under_a_name_of_its_own(stranger, built):
    answer = stranger.get(CLAIMS, headers={"Accept": "text/csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    named = f'attachment; filename="{built.name}-claims.csv"'
    assert answer.headers["Content-Disposition"] == named
    assert int(answer.headers["Content-Length"]) == len(body(answer))


def test_what_the_reader_has_is_not_sent_again(stranger, built):
    answer = stranger.head(CLAIMS)
    answer.close()
    etag = answer.headers["ETag"]
    for known in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = stranger.get(CLAIMS, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
    answer = stranger.get(CLAIMS, headers={"If-None-Match": '"other"'})
    assert (answer.status_code, body(answer)[:4]) == (200, b"key,")


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=10-19", slice(10, 20)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=-99999999", slice(None)),
        ("bytes=5-99999999", slice(5, None)),
    ],
)
def test_a_part_is_sent_where_one_is_asked_for(stranger, built, asked, part):
    whole = body(stranger.get(CLAIMS))
    answer = stranger.get(CLAIMS, headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (206, whole[part])
    first = part.indices(len(whole))[0]
    last = first + len(whole[part]) - 1
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=", "bytes=-", "lines=1-2", "bytes=1-2,4-5", "bytes=x-"])
def test_what_cannot_be_read_as_one_range_gives_the_whole(stranger, built, asked):
    answer = stranger.get(CLAIMS, headers={"Range": asked})
    assert (answer.status_code, body(answer)[:4]) == (200, b"key,")


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=7-3"])
def test_a_range_that_is_not_there_is_refused(stranger, built, asked):
    answer = stranger.get(CLAIMS, headers={"Range": asked})
    assert (answer.status_code, answer.json()["code"]) == (416, "range_not_satisfiable")


def test_a_part_of_another_version_is_not_sewn_on(stranger, built):
    headers = {"Range": "bytes=10-", "If-Range": '"other"'}
    whole = stranger.get(CLAIMS, headers=headers)
    headers["If-Range"] = whole.headers["ETag"]
    part = stranger.get(CLAIMS, headers=headers)
    assert (whole.status_code, part.status_code) == (200, 206)
    assert body(whole)[10:] == body(part)


@pytest.mark.parametrize(
    "address",
    ["20200101T000000.000Z", "..", "latest/manifest.json", "latest/named.json", "latest/x.csv"],
)
def test_what_is_not_there_says_where_to_look(stranger, built, address):
    answer = stranger.get(f"/api/v1/exports/{address}")
    assert answer.status_code == 404
    assert "GET" in answer.json()["message"]


def test_files_that_name_a_source_protected_since_are_gone_at_once(stranger, built):
    Source.objects.filter(slug="yaqein").update(protection=Protection.IDENTITY)
    assert stranger.get("/api/v1/exports").json()["results"] == []
    assert stranger.get(f"/api/v1/exports/{built.name}/claims.csv").status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/exports", LATEST, CLAIMS])
def test_complaint_13_no_reader_waits_for_a_file_to_be_made(
    stranger, built, django_assert_num_queries, address
):
    with django_assert_num_queries(2):  # who is protected by now, and how often that changed
        answer = stranger.get(address)
        answer.close()
        assert answer.status_code == 200
