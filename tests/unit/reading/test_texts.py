"""Texts as they come: HTML, long lines, other scripts, binary bytes."""

from datetime import date

import pytest

from casualties.core.reading import (
    Document,
    UnknownReader,
    UnreadableText,
    read_with,
    reader_named,
)
from casualties.core.reading.text import READING_CEILING, SENTENCE_CEILING

SAID = "At least 12 civilians were killed in Idlib on Sunday, the mayor said."


def read(text, published_on=None):
    return read_with(reader_named(), Document(text=text, published_on=published_on))


def quotes_hold(text, reading):
    quotes = [quote for draft in reading.drafts for quote in draft.quotes.values()]
    return bool(quotes) and all(text[q.start : q.end] == q.words for q in quotes)


@pytest.mark.parametrize(
    "text",
    [
        f"<html><body><p>{SAID}</p></body></html>",
        "<div>At least&nbsp;<b>12</b> civilians were <i>killed</i> in Idlib, the mayor said.</div>",
        f"\u202b{SAID}\u202c \u0642\u0627\u0644\u062a \u0627\u0644\u0648\u0632\u0627\u0631\u0629",
        f"\ufeff{SAID}",
        SAID.replace(" ", "\u00a0"),
        f"{'Nothing else happened there. ' * 50}{SAID}",
    ],
)
def test_a_text_is_read_with_its_offsets_whatever_surrounds_it(text):
    reading = read(text)
    assert [draft.quantity.low for draft in reading.drafts] == [12]
    assert quotes_hold(text, reading)


def test_scripts_and_styles_of_a_page_are_no_text():
    assert read("<script>var s = '12 people were killed';</script><p>Rain.</p>").drafts == ()


@pytest.mark.parametrize("text", ["PK\x00\x03killed", "\x01\x02\x03\x04" * 9, "\ufffd" * 40])
def test_binary_is_refused_with_what_to_do(text):
    with pytest.raises(UnreadableText, match=r"Give the words|save the file as UTF-8"):
        Document(text=text)


def test_a_line_of_a_megabyte_is_read_up_to_the_ceiling_and_says_so():
    rain = "the rain fell on the fields and the river rose " * 40
    reading = read(f"{SAID[:-1]} and {rain}" * 520)
    assert reading.read_to == READING_CEILING
    assert reading.drafts


def test_no_sentence_is_longer_than_the_cap():
    spans = Document(text="killed " * 2_000).spans
    assert max(span.end - span.start for span in spans) <= SENTENCE_CEILING


def test_a_sentence_with_a_casualty_word_and_no_draft_is_kept_as_unread():
    text = f"{SAID} The dead lay in the road. Shops were shut."
    (span,) = read(text).unread
    assert text[span.start : span.end] == "The dead lay in the road."


def test_a_day_of_the_week_is_counted_back_from_publication():
    when = read(SAID, date(2017, 3, 14)).drafts[0].when
    assert when is not None
    assert when.first == date(2017, 3, 12)


def test_a_day_of_the_week_without_publication_stays_open():
    assert read(SAID).drafts[0].when is None


def test_a_reader_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownReader, match="rules"):
        reader_named("oracle")


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "killed", "12", "a" * 5_000])
def test_nothing_gives_nothing(text):
    assert read(text).drafts == ()


def test_the_same_dead_told_twice_are_one_claim():
    text = "A teacher was killed in Deraa. The woman was shot on her way home. She died at once."
    assert [draft.quantity.best for draft in read(text).drafts] == [1]


def test_a_headline_run_into_the_body_that_says_it_again_is_parted():
    said = "A man was shot dead in the old market of Basra on Sunday night."
    (draft,) = read(f"Trader shot dead in Basra {said} {said} Nobody was arrested.").drafts
    assert draft.quantity.best == 1


def test_others_on_top_are_a_claim_of_their_own():
    text = "Two men were killed in Deraa. Three others were killed in Nawa."
    assert [draft.quantity.best for draft in read(text).drafts] == [2, 3]


def test_another_figure_for_the_same_dead_is_kept_and_marked():
    text = "Nine people were killed, police said. The hospital said 14 people were killed."
    first, second = read(text).drafts
    assert "competing" not in first.flags
    assert "competing" in second.flags


def test_the_same_figure_of_another_speaker_is_its_own_claim_and_marked():
    text = "A judge was killed, police said. A man was shot dead in the court, the mayor said."
    first, second = read(text).drafts
    assert (first.claimant, second.claimant) == ("police", "the mayor")
    assert "told_again" in second.flags


def test_a_total_so_far_is_marked():
    text = "Five people were killed. A wounded man died, bringing the total to six killed."
    assert "total_so_far" in read(text).drafts[-1].flags
