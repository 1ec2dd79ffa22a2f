"""Arabic, experimental: what a few sentences written for this table give."""

from pathlib import Path

import pytest

from casualties.core.reading import Document, read_with, reader_named
from casualties.core.words import Qualifier
from tests.unit.reading.test_sentences import lines, shown

TABLE = Path(__file__).with_name("sentences_ar.txt")


@pytest.mark.parametrize(("sentence", "expected"), lines(TABLE))
def test_a_sentence_gives_its_claims(sentence, expected):
    drafts = read_with(reader_named(), Document(text=sentence)).drafts
    assert ("; ".join(shown(draft, expected) for draft in drafts) or "-") == expected


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("أكثر من 30 مدنيا", Qualifier.MORE_THAN),
        ("ما لا يقل عن 30 مدنيا", Qualifier.AT_LEAST),
        ("نحو 30 مدنيا", Qualifier.ABOUT),
        ("ما يصل إلى 30 مدنيا", Qualifier.AT_MOST),
    ],
)
def test_a_qualifier_is_read(words, qualifier):
    (draft,) = read_with(reader_named(), Document(text=f"مقتل {words} في قصف.")).drafts
    assert draft.quantity.qualifier is qualifier


def test_a_speaker_and_the_places_of_all_words():
    text = "قالت وزارة الصحة إن 40 شخصا قتلوا. أعلن المرصد السوري مقتل 9 مدنيين."
    draft = read_with(reader_named(), Document(text=text)).drafts[-1]
    assert draft.claimant == "المرصد السوري"
    assert all(text[q.start : q.end] == q.words for q in draft.quotes.values())


def test_every_draft_says_that_it_is_experimental():
    (draft,) = read_with(reader_named(), Document(text="مقتل 12 مدنيا.")).drafts
    assert draft.flags == ("experimental",)


def test_english_with_an_arabic_name_is_read_as_english():
    text = "At least 12 civilians were killed in \u0627\u0644\u0645\u0648\u0635\u0644 on Sunday."
    (draft,) = read_with(reader_named(), Document(text=text)).drafts
    assert draft.quantity.low == 12
