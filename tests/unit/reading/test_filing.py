"""Whom the words for a speaker mean: a source on file, or nobody."""

from datetime import date

import pytest

from casualties.core.reading import Document, read_with, reader_named
from casualties.core.reading.filing import OnFile, filed

ON_FILE = OnFile(
    publisher="digest",
    sources={"airwars": "airwars", "amnesty": "amnesty", "human rights watch": "hrw"},
    parties={},
    day=date(2017, 3, 14),
)

# the words for a speaker, the source on file they mean (the digest: none, so it stands in)
SPEAKERS = [
    ("Airwars", "airwars"),
    ("The monitoring group Airwars", "airwars"),
    ("the rights organisation Human Rights Watch", "hrw"),
    ("Friends of Amnesty", "digest"),
    ("A lawyer for Amnesty", "digest"),
    ("New Airwars", "digest"),
    ("The mayor", "digest"),
]


@pytest.mark.parametrize(("words", "source"), SPEAKERS)
def test_the_words_mean(words, source):
    text = f"{words} said 12 civilians were killed."
    (draft,) = read_with(reader_named(), Document(text=text)).drafts
    found = filed(draft, "r1", ON_FILE)
    assert (found.value.claimant, "speaker_not_on_file" in found.flags) == (
        source,
        source == "digest",
    )
