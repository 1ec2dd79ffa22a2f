"""The phrases figures are said with: qualifiers, vague words, shares."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from casualties.core.coding import vocabulary
from casualties.core.reading.english import words
from casualties.core.reading.numbers import word_value
from casualties.core.reading.text import Token
from casualties.core.words import Qualifier

Table = dict[str, list[tuple[tuple[str, ...], str]]]
"""Phrases by their first word, the longest first, with what each means."""

SHARES: Final = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "thirds": 2 / 3,
    "quarters": 3 / 4,
}

JOINED_SHARES: Final = {
    "two-thirds": 2 / 3,
    "one-third": 1 / 3,
    "three-quarters": 3 / 4,
    "one-quarter": 1 / 4,
}

BEFORE: Final = {
    Qualifier.AT_LEAST: (
        "at least", "no fewer than", "not less than", "no less than", "a minimum of",
        "minimum of", "at the very least", "atleast",
    ),
    Qualifier.MORE_THAN: (
        "more than", "over", "upwards of", "in excess of", "well over", "greater than",
    ),
    Qualifier.AT_MOST: (
        "up to", "as many as", "at most", "no more than", "not more than", "a maximum of",
        "fewer than", "less than", "under", "below", "as much as",
    ),
    Qualifier.ABOUT: (
        "about", "around", "approximately", "some", "nearly", "almost", "roughly",
        "an estimated", "estimated", "close to", "circa", "approx", "approx.",
        "an average of", "just over", "just under", "near",
    ),
    Qualifier.EXACTLY: (
        "exactly", "only", "just", "a total of", "a further", "another", "an additional",
        "additional", "all", "all of", "the", "these", "those", "both", "a combined",
        "further", "the other", "other",
    ),
}  # fmt: skip
AFTER_LEAST: Final = (("or", "more"), ("and", "more"), ("at", "least"))
UNKNOWN: Final = words("unknown undetermined unclear uncertain undisclosed untold indeterminate")


@cache
def vague_words() -> Table:
    """Return the vague words of the coding vocabulary, but those that nouns for people tell."""
    skip = {"plural", "others", "family"}
    table: Table = {}
    for wording, word in vocabulary().items():
        if word in skip or wording.split()[-1] == "people":
            continue
        phrase = tuple(wording.split())
        table.setdefault(phrase[0], []).append((phrase, word))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


@cache
def qualifier_words() -> Table:
    """Return the phrases that qualify a figure."""
    table: Table = {}
    for qualifier, phrases in BEFORE.items():
        for phrase in map(tuple, map(str.split, phrases)):
            table.setdefault(phrase[0], []).append((phrase, qualifier))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


_OPENERS: Final = frozenset(
    {"a", "an", "half", "between", "from", "no", "none", "nobody", "neither"}
)


@cache
def _first_words() -> frozenset[str]:
    """Return the words a quantity may begin with, number words left out."""
    return frozenset({*qualifier_words(), *vague_words(), *UNKNOWN, *_OPENERS})


def may_begin(word: str) -> bool:
    """Whether a quantity may begin with a word: most do not, and are told at once."""
    return (
        word in _first_words()
        or word_value(word) is not None
        or word.startswith(("one-", "two-", "three-"))
    )


def lookup(table: Table, toks: Sequence[Token], i: int) -> tuple[str, int] | None:
    """Return what the longest phrase at a token means, and the token behind it."""
    if i >= len(toks):
        return None
    for phrase, tag in table.get(toks[i].low, ()):
        if tuple(token.low for token in toks[i : i + len(phrase)]) == phrase:
            return tag, i + len(phrase)
    return None
