"""A plain regular expression: the first number beside a word for death. What reading must beat."""

import re

from tests.benchmarks.texts.sets import Coded

_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_WORDS = {**{word: n for n, word in enumerate(_NAMES.split(), 1)}, "a": 1, "an": 1}
_NUMBER = rf"(\d[\d,]*|{'|'.join(_WORDS)})"
_DEATH = r"(?:killed|dead|died|shot dead|murdered)"
_EITHER = re.compile(
    rf"\b{_NUMBER}\s+(?:[\w'-]+\s+){{0,4}}?(?:was |were )?{_DEATH}\b"
    rf"|\b(?:killed|killing|kills|death of|deaths of)\s+(?:at least |up to |some )?{_NUMBER}\b",
    re.IGNORECASE,
)


def count(row: Coded) -> int:
    """Return the first number that stands near a death; 0 where none does."""
    match = _EITHER.search(row.text)
    if match is None:
        return 0
    word = (match[1] or match[2]).lower()
    return _WORDS.get(word) or int(word.replace(",", ""))
