"""Number-word schemes: what 'dozens' means in numbers, and according to whom."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

DEFAULT_SCHEME: Final = "corroborate"
_HERE: Final = Path(__file__).parent
_ARTICLES: Final = ("a ", "an ", "the ", "some ")


class UnknownScheme(LookupError):
    """No scheme of that name. ``known`` lists those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Say which schemes could have been meant."""
        super().__init__(f"No coding scheme is called {name!r}. Known: {', '.join(known)}.")
        self.name = name
        self.known = known


class BrokenScheme(ValueError):
    """A scheme file contradicts itself; the message names the file and the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRange:
    """The numbers of one vague word: persons, ``high`` None where the word has no upper limit."""

    low: int
    high: int | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A named, versioned reading of vague words.

    Parameters
    ----------
    name, version
        What an estimate states beside its figures.
    title
        What a reader sees.
    words
        Canonical word to its range.
    identity
        Hash of everything that can change a figure: ranges and wordings, not the sources cited.
    """

    name: str
    version: str
    title: str
    words: Mapping[str, WordRange]
    identity: str

    def range_of(self, word: str) -> WordRange | None:
        """Return the numbers of a word or of one of its wordings.

        Returns
        -------
        WordRange or None
            None where this scheme gives the word no numbers: an outcome to record, not an error.

        Examples
        --------
        >>> load_scheme("airwars").range_of("Dozens of").high
        24
        >>> load_scheme("airwars").range_of("scores") is None
        True
        """
        canonical = canonical_word(word)
        return self.words.get(canonical) if canonical is not None else None


@cache
def vocabulary() -> Mapping[str, str]:
    """Return every known wording and the canonical word it means.

    Examples
    --------
    >>> vocabulary()["scores of"]
    'scores'
    """
    with (_HERE / "vocabulary.toml").open("rb") as file:
        words: dict[str, list[str]] = tomllib.load(file)["words"]
    meant = {wording: word for word, wordings in words.items() for wording in [word, *wordings]}
    return MappingProxyType(meant)


def canonical_word(wording: str) -> str | None:
    """Return the canonical vague word a wording means, or None where it is not a known one.

    Examples
    --------
    >>> canonical_word("A  handful of")
    'handful'
    >>> canonical_word("umpteen") is None
    True
    """
    folded = " ".join(wording.lower().split())
    bare = next((folded[len(start) :] for start in _ARTICLES if folded.startswith(start)), folded)
    return vocabulary().get(folded) or vocabulary().get(bare)


@cache
def known_schemes() -> tuple[str, ...]:
    """Return the names of the schemes there are, sorted.

    Examples
    --------
    >>> known_schemes()
    ('acled', 'airwars', 'corroborate', 'ucdp-inferred')
    """
    return tuple(sorted(path.stem for path in (_HERE / "schemes").glob("*.toml")))


@cache
def load_scheme(name: str = DEFAULT_SCHEME) -> Scheme:
    """Return a scheme by name.

    Raises
    ------
    UnknownScheme
        Where there is none of that name; it lists those there are.
    BrokenScheme
        Where the file gives a word a range upside down or a word the vocabulary lacks.

    Examples
    --------
    >>> dozens = load_scheme("corroborate").range_of("dozens")
    >>> (dozens.low, dozens.high)
    (20, 99)
    """
    if name not in known_schemes():
        raise UnknownScheme(name, known_schemes())
    with (_HERE / "schemes" / f"{name}.toml").open("rb") as file:
        content = tomllib.load(file)
    words = {word: _word_range(name, word, line) for word, line in content["words"].items()}
    return Scheme(
        name=content["name"],
        version=content["version"],
        title=content["title"],
        words=MappingProxyType(words),
        identity=_identity(content["name"], content["version"], words),
    )


def _word_range(scheme: str, word: str, line: Mapping[str, int | str]) -> WordRange:
    low, high = int(line["low"]), line.get("high")
    if vocabulary().get(word) != word:
        raise BrokenScheme(f"{scheme}.toml: {word!r} is not a canonical word of vocabulary.toml.")
    if low < 0 or (high is not None and int(high) < low):
        raise BrokenScheme(f"{scheme}.toml: the range of {word!r} is upside down.")
    return WordRange(
        low=low, high=None if high is None else int(high), source=str(line.get("source", ""))
    )


def _identity(name: str, version: str, words: Mapping[str, WordRange]) -> str:
    ranges = {word: [numbers.low, numbers.high] for word, numbers in words.items()}
    content = [name, version, ranges, dict(vocabulary())]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
