"""The validator: what a reader may not make anybody believe."""

from datetime import date

import pytest

from casualties.core.reading import Document, EventTime, Quote, read_with
from casualties.core.types import Quantity
from casualties.core.words import DatePrecision, Harm, Qualifier, Relation
from tests.unit.reading.liar import Liar, quoted

TEXT = "The mayor said 12 people were killed in Idlib on 3 May 2016."
DOCUMENT = Document(text=TEXT, published_on=date(2016, 5, 9))


def read(lies=None, quotes=None):
    return read_with(Liar(lies or {}, quotes or {}), DOCUMENT)


def test_the_truth_passes_whole():
    reading = read()
    assert reading.refused == ()
    assert reading.drafts[0].quantity.low == 12
    assert reading.drafts[0].place == "Idlib"


@pytest.mark.parametrize("figure", [13, 120, 1_200, 0])
def test_a_figure_the_words_do_not_give_is_dropped_and_marked(figure):
    (draft,) = read({"quantity": Quantity.said(Qualifier.EXACTLY, figure)}).drafts
    assert draft.quantity == Quantity(qualifier=Qualifier.UNSTATED)
    assert "dropped_quantity" in draft.flags


def test_a_weaker_qualifier_than_the_words_give_is_dropped():
    (draft,) = read({"quantity": Quantity.said(Qualifier.AT_LEAST, 12)}).drafts
    assert not draft.quantity.has_figure


@pytest.mark.parametrize("name", ["claimant", "place"])
def test_a_name_the_words_do_not_give_is_dropped(name):
    (draft,) = read({name: "the United Nations"}).drafts
    assert getattr(draft, name) is None
    assert f"dropped_{name}" in draft.flags


@pytest.mark.parametrize(
    "quote",
    [
        Quote(start=0, end=5, words="12"),
        Quote(start=-3, end=2, words="12"),
        Quote(start=len(TEXT) - 1, end=len(TEXT) + 9, words="12"),
        Quote(start=9, end=9, words=""),
    ],
)
def test_a_quote_that_is_not_in_the_text_takes_its_field_with_it(quote):
    (draft,) = read(quotes={"quantity": quote}).drafts
    assert not draft.quantity.has_figure
    assert "quantity" not in draft.quotes


def test_a_draft_without_a_word_for_its_harm_falls():
    reading = read(quotes={"harm": quoted(DOCUMENT, "said")})
    assert reading.drafts == ()
    assert "killed" in reading.refused[0]


def test_a_harm_the_word_does_not_mean_falls():
    assert read({"harm": Harm.INJURED}).drafts == ()


def test_days_the_words_do_not_give_are_dropped():
    day = EventTime(first=date(2016, 5, 4), last=date(2016, 5, 4), precision=DatePrecision.DAY)
    (draft,) = read({"when": day}, {"when": quoted(DOCUMENT, "3 May 2016")}).drafts
    assert draft.when is None


def test_a_cause_without_words_is_dropped():
    (draft,) = read({"cause": "airstrike"}).drafts
    assert draft.cause is None


def test_summands_must_add_up_to_the_figure():
    twelve = Quantity.said(Qualifier.EXACTLY, 12)
    parts = (quoted(DOCUMENT, "12"), quoted(DOCUMENT, "12 people"))
    assert not read({"quantity": twelve, "parts": parts}).drafts[0].quantity.has_figure


def test_a_tie_to_a_draft_that_is_not_there_is_undone():
    (draft,) = read({"relation": Relation.PART_OF, "on": 7}).drafts
    assert (draft.relation, draft.on) == (None, None)
