import pytest

from casualties.core.coding import (
    UnknownScheme,
    canonical_word,
    known_schemes,
    load_scheme,
    vocabulary,
)

# word, corroborate, airwars, acled, ucdp-inferred
# "-": the scheme has no numbers for it; "2-": no upper limit
TABLE = """
couple              2-3          2-2      2-2      2-2
few                 2-6          -        -        -
several             3-9          2-2      -        3-3
multiple            2-9          2-2      -        -
handful             3-7          -        -        -
family              3-9          2-       -        -
dozen               10-14        12-12    12-12    12-12
tens                10-99        -        10-10    20-20
dozens              20-99        12-24    12-12    24-24
scores              40-120       -        -        40-40
hundreds            150-999      100-200  100-100  200-200
thousands           1500-9999    -        -        2000-2000
tens_of_thousands   15000-99999  -        -        -
many                5-60         2-10     -        -
some                2-12         2-2      -        -
number              2-20         2-2      -        -
plural              2-9          2-2      -        2-3
others              2-9          2-2      -        2-3
large_number        20-99        12-24    -        -
"""
LINES = [line.split() for line in TABLE.strip().splitlines()]


def shown(scheme, word):
    numbers = load_scheme(scheme).range_of(word.replace("_", " "))
    return "-" if numbers is None else f"{numbers.low}-{numbers.high or ''}"


SCHEMES = ("corroborate", "airwars", "acled", "ucdp-inferred")


@pytest.mark.parametrize(("word", "numbers"), [(line[0], line[1:]) for line in LINES])
def test_word_has_the_numbers_its_scheme_gives(word, numbers):
    assert [shown(scheme, word) for scheme in SCHEMES] == numbers


def test_table_above_covers_the_whole_vocabulary():
    assert {line[0].replace("_", " ") for line in LINES} == set(vocabulary().values())


@pytest.mark.parametrize("scheme", known_schemes())
def test_every_word_of_a_scheme_says_where_its_numbers_come_from(scheme):
    assert all(numbers.source for numbers in load_scheme(scheme).words.values())


@pytest.mark.parametrize(
    ("wording", "word"),
    [
        ("Dozens of", "dozens"),
        ("a couple", "couple"),
        ("A large number of", "large number"),
        ("  several   dozen ", "dozens"),
        ("whole family", "family"),
        ("unspecified number", "number"),
        ("umpteen", None),
    ],
)
def test_wording_means_its_canonical_word(wording, word):
    assert canonical_word(wording) == word


def test_wordings_mean_one_word_each():
    words = set(vocabulary().values())
    assert all(vocabulary()[word] == word for word in words)


def test_unknown_scheme_names_the_known_ones():
    with pytest.raises(UnknownScheme, match="acled, airwars, corroborate, ucdp-inferred"):
        load_scheme("guesswork")


def test_identity_tells_schemes_apart_and_stays():
    assert load_scheme("airwars").identity != load_scheme("corroborate").identity
    assert load_scheme("airwars").identity == load_scheme.__wrapped__("airwars").identity
