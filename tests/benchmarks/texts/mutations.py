"""Texts nobody wrote: mutated articles, shuffled tokens, random characters."""

import random
from collections.abc import Callable, Iterator, Sequence

ODD = tuple(
    """
    0 \u0660\u0661\u0662 \u0669\u0669 \u00bd \u2167 \u00b2 \u4e94 \U0001f4a3 \u202e \u200f \u0130
    \ufb01 \ufffd \u00ad < > & &amp; &#8217; <b> </p> <!-- \u201c \u2019 - -- \u2013 , ; : ( ) [ ]
    ' " / % $ 1,2,3 999999999999999999999 1. .5 0-0 2014 31 9/11 U.S. a an the of and or at least
    up to between from half dozen hundreds killed dead wounded missing bodies said according
    to on Sunday June killing death toll rose one including among them who were with no not
    """.split()  # noqa: SIM905  a list of words reads better as words
)


def texts(seeds: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """Yield ``count`` texts of up to 1,200 characters, the same for the same seed."""
    chance = random.Random(seed)
    makers: tuple[Callable[[str, random.Random], str], ...] = (
        _edited,
        _edited,
        _shuffled,
        _spliced,
        _random,
    )
    for _ in range(count):
        base = chance.choice(seeds)
        start = chance.randrange(max(len(base) - 1_000, 1))
        yield chance.choice(makers)(base[start : start + chance.randrange(1, 1_000)], chance)


def _edited(text: str, chance: random.Random) -> str:
    """Delete, insert, double and swap at random places."""
    letters = list(text)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(letters) + 1)
        match chance.randrange(4):
            case 0:
                del letters[at : at + chance.randrange(1, 9)]
            case 1:
                letters[at:at] = chance.choice(ODD)
            case 2:
                letters[at:at] = letters[at : at + chance.randrange(1, 40)]
            case _:
                letters[at:at] = chr(chance.randrange(32, 0x2FFF))
    return "".join(letters)


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _spliced(text: str, chance: random.Random) -> str:
    """Put odd pieces between the words."""
    words = text.split(" ")
    return " ".join(part for word in words for part in (word, chance.choice(ODD)))[:1_200]


def _random(text: str, chance: random.Random) -> str:
    return " ".join(chance.choice(ODD) for _ in range(len(text) // 6))
