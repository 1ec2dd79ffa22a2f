"""`manage.py read` as a newcomer uses it."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SAID = "The mayor said at least 12 civilians were killed in Idlib on Sunday."


def read(path, *arguments):
    out = io.StringIO()
    call_command("read", str(path), *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(SAID, encoding="utf-8")
    return path


def test_the_table_names_figure_speaker_and_day(article):
    shown = read(article, "--published", "2017-03-14")
    assert "killed: at least 12, civilian" in shown
    assert "says: The mayor" in shown
    assert "when: 2017-03-12" in shown
    assert "\033[" not in shown


def test_json_holds_every_quote(article):
    (draft,) = json.loads(read(article, "--json"))["drafts"]
    quote = draft["quotes"]["quantity"]
    assert SAID[quote["start"] : quote["end"]] == quote["words"] == "at least 12 civilians"


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAID.encode())))
    assert "at least 12" in read("-")


def test_a_text_without_claims_says_so(tmp_path):
    path = tmp_path / "weather.txt"
    path.write_text("It rained.", encoding="utf-8")
    assert "No claims found." in read(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xd8\xff\xe0\x10", "no UTF-8 text"),
        (b"PK\x03\x04 \x00\x00 killed", "binary"),
        (b"\x01\x02\x03\x04\x05", "no letter"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(tmp_path, content, reason):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        read(tmp_path / "nothing.txt")


def test_a_day_that_is_none_is_refused(article):
    with pytest.raises(CommandError, match="write it as 2017-03-14"):
        read(article, "--published", "last week")


def test_an_unknown_reader_is_refused_with_those_there_are(article):
    with pytest.raises(CommandError, match="Known: rules"):
        read(article, "--reader", "oracle")


def test_a_long_line_tells_how_far_it_was_read(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(SAID[:-1] + " and the rain fell" * 25_000, encoding="utf-8")
    assert "Read up to character 400,000 of" in read(path)
