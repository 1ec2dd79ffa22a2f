"""Typed words as fields: a table an analyst can read."""

import pytest

from casualties.core.reading import read_typed


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "best", "high"),
    [
        ("64", "exactly", 64, 64, 64),
        ("64 civilians killed", "exactly", 64, 64, 64),
        ("at least 12", "at_least", 12, None, None),
        ("12+", "at_least", 12, None, None),
        ("12 or more dead", "at_least", 12, None, None),
        ("more than 130", "more_than", 130, None, None),
        ("over 1,200 people", "more_than", 1200, None, None),
        ("up to 600", "at_most", None, None, 600),
        ("no more than ten", "at_most", None, None, 10),
        ("about forty", "about", 40, 40, 40),
        ("9-14", "between", 9, None, 14),
        ("9\N{EN DASH}14 killed", "between", 9, None, 14),
        ("between 40 and 60", "between", 40, None, 60),
        ("two hundred and thirty-one", "exactly", 231, 231, 231),
        ("some three thousand five hundred", "about", 3500, 3500, 3500),
        ("hundreds killed", "vague", None, None, None),
    ],
)
def test_the_figure(words, qualifier, low, best, high):
    (found,) = read_typed(words)
    quantity = found.quantity
    assert (quantity.qualifier, quantity.low, quantity.best, quantity.high) == (
        *(qualifier, low, best, high),
    )
    assert quantity.expression in words


@pytest.mark.parametrize(
    ("words", "harm", "status"),
    [
        ("12 civilians killed", "killed", "civilian"),
        ("12 wounded", "injured", None),
        ("30 bodies", "bodies_found", None),
        ("5 fighters dead", "killed", "combatant"),
        ("12", None, None),
    ],
)
def test_what_it_counts_is_taken_from_the_words_alone(words, harm, status):
    (found,) = read_typed(words)
    assert (found.harm, found.status) == (harm, status)


def test_what_is_included_is_a_figure_of_its_own():
    whole, children, women = read_typed("at least 12 killed, including 3 children and two women")
    assert (whole.sub_group, whole.quantity.low) == (None, 12)
    assert [(one.sub_group, one.quantity.low, one.harm) for one in (children, women)] == [
        *(("children", 3, "killed"), ("women", 2, "killed")),
    ]


def test_a_vague_word_is_kept_as_its_word():
    (found,) = read_typed("dozens of people")
    assert found.quantity.word == "dozens"


@pytest.mark.parametrize("words", ["", "   ", "killed in Mosul", "between 90 and 41", "\0"])
def test_words_without_a_figure_or_against_themselves_give_nothing(words):
    assert read_typed(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        "10 000 civilians killed",
        "12 killed and 30 injured",
        "12 women and 3 men",
        "41 to 52, most likely 47",
        "entre 41 y 52 civiles",
        "al menos 12",
        "au moins 12 civils",
        "no civilians were killed",
        "not 12 but 15 killed",
        "\N{ARABIC LETTER QAF}\N{ARABIC LETTER TEH} 12",
    ],
)
def test_a_phrase_that_would_be_read_by_half_is_not_read(words):
    assert read_typed(words) == ()


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("64 killed on 5 March 2017", 64),
        ("64 killed, March 5th, 2017", 64),
        ("64 killed in May 2017", 64),
        ("64 killed by 2017-03-05", 64),
        ("no fewer than 12 killed", 12),
        ("12 killed in Qa\N{LATIN SMALL LETTER I WITH DIAERESIS}m", 12),
    ],
)
def test_a_day_is_no_figure_and_hinders_none(words, figure):
    (found,) = read_typed(words)
    assert found.quantity.low == figure
