"""Words that run from right to left inside sentences that do not."""

import re

import pytest

from casualties.core.estimation.wording import isolated

KILLED = "\N{ARABIC LETTER QAF}\N{ARABIC LETTER TEH}\N{ARABIC LETTER LAM}"
HEBREW = "\N{HEBREW LETTER ALEF}"


@pytest.mark.parametrize("words", ["64", "9-14 killed", "about 12 \N{EN DASH} 15", ""])
def test_other_words_are_left_as_they_are(words):
    assert isolated(words) == words


@pytest.mark.parametrize(
    ("words", "ranges"),
    [
        (f"{KILLED} 64", []),
        (f"9-14 {KILLED}", ["9-14"]),
        (f"{HEBREW} (9 \N{EN DASH} 14) {HEBREW} 20-30", ["9 \N{EN DASH} 14", "20-30"]),
    ],
)
def test_they_are_closed_off_and_their_ranges_stay_as_written(words, ranges):
    told = isolated(words)
    assert re.sub("[\u2066-\u2069]", "", told) == words
    assert re.findall("\u2066(.*?)\u2069", told) == ranges
    assert (told[0], told[-1]) == ("\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")
