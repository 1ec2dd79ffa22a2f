"""Texts nobody wrote: mutated articles, mixed scripts, markup, binary, random characters."""

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
        _both_ways,
        _marked_up,
        _binary,
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


ARABIC = tuple(
    """
    \u0642\u062a\u0644 \u062c\u0631\u062d \u0627\u0644\u0642\u062a\u0644\u0649
    \u0645\u062f\u0646\u064a\u0627 \u0623\u0643\u062b\u0631 \u0645\u0646
    \u0639\u0634\u0631\u0627\u062a
    \u0634\u0647\u064a\u062f\u0627\u0646 \u0662\u0665 \u0642\u0627\u0644 \u0625\u0646
    """.split()  # noqa: SIM905
)
TURNS = tuple("\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u2066\u2067\u2069")


def _both_ways(text: str, chance: random.Random) -> str:
    """Run left-to-right and right-to-left into one another, marks of direction between."""
    pieces = [word for word in text.split(" ") for _ in range(chance.randrange(1, 3))]
    for _ in range(1 + len(pieces) // 3):
        at = chance.randrange(len(pieces) + 1)
        pieces[at:at] = [chance.choice(TURNS) + chance.choice(ARABIC)]
    return " ".join(pieces)[:1_200]


TAGS = tuple("p div b i script style table td br/ a img !-- /p /div /b /script".split())  # noqa: SIM905


def _marked_up(text: str, chance: random.Random) -> str:
    """Wrap words in tags, some of them open, crossed or cut short."""
    words = text.split(" ")
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(words) + 1)
        tag = chance.choice(TAGS)
        words[at:at] = [f"<{tag} class='x'" + ">" * chance.randrange(2)]
    page = " ".join(words)
    return page[: chance.randrange(len(page) + 1)] if chance.random() < 0.3 else page


def _binary(text: str, chance: random.Random) -> str:
    """Decode the text's bytes, some of them turned over, as a careless upload would."""
    raw = bytearray(text.encode())
    for _ in range(chance.randrange(1, 1 + max(len(raw) // 8, 1))):
        if raw:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return raw.decode(chance.choice(("latin-1", "utf-8")), errors="replace")


def _random(text: str, chance: random.Random) -> str:
    return " ".join(chance.choice(ODD) for _ in range(len(text) // 6))
