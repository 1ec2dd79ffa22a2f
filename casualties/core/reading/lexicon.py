"""The words a reader knows, from its data file: people, outcomes, signs, speakers."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from casualties.core.reading.text import Token
from casualties.core.words import Harm, Status

_HERE: Final = Path(__file__).parent / "lexicons"
Tag = TypeVar("Tag")


class Noun(NamedTuple):
    """What a noun for people tells of those it counts."""

    status: Status
    sub_group: str | None
    plural: bool


class Trigger(NamedTuple):
    """A word that says what happened: the harm, and how it takes its victims."""

    harm: Harm
    form: str


class Phrases(Generic[Tag]):
    """Phrases of one word and more, found at a token, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, Tag]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
        for phrase, tag in entries:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, tag))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[Tag, int] | None:
        """Return the tag of the longest phrase that begins at token ``i``, and its length."""
        for words, tag in self._by_first.get(tokens[i].low, ()):
            size = len(words)
            if size == 1 or tuple(token.low for token in tokens[i : i + size]) == words:
                return tag, size
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language, ready to be looked up. ``identity`` hashes its file."""

    language: str
    identity: str
    nouns: Phrases[Noun]
    triggers: Phrases[tuple[Trigger, ...]]
    signs: Phrases[str]
    lists: dict[str, frozenset[str]]
    causes: Phrases[str]
    parties: Phrases[str]
    according: Phrases[str]
    aliases: dict[str, str]
    stems: re.Pattern[str]
    harms: dict[Harm, tuple[str, ...]]

    def harm_stems(self, harm: Harm) -> tuple[str, ...]:
        """Return the phrases that may stand for a harm, for the validator."""
        return self.harms[harm]

    def has(self, name: str, word: str) -> bool:
        """Return whether a list, such as ``people.kin``, holds a word."""
        return word in self.lists[name]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the words of a language."""
    raw = (_HERE / f"{language}.toml").read_bytes()
    content: dict[str, Any] = tomllib.loads(raw.decode())
    return Lexicon(
        language=content["language"],
        identity=hashlib.sha256(raw).hexdigest()[:8],
        nouns=Phrases(_nouns(content["people"])),
        triggers=Phrases(_triggers(content["outcomes"])),
        signs=Phrases(_signs(content["signs"])),
        lists=_lists(content),
        causes=Phrases(
            (word, cause) for cause, words in content["causes"].items() for word in words
        ),
        parties=Phrases((word, word) for word in content["parties"]["words"]),
        according=Phrases((phrase, phrase) for phrase in content["speech"]["according"]),
        aliases=dict(content["parties"]["aliases"]),
        stems=_stems(content["outcomes"]["stems"]["words"]),
        harms=_harms(content["outcomes"]),
    )


def _nouns(people: dict[str, Any]) -> Iterable[tuple[str, Noun]]:
    always = set(people["groups"]["plural"])
    for status in Status:
        for sub_group, words in people[status.value].items():
            for word in words:
                one, _, many = word.partition("/")
                yield one, Noun(status, sub_group or None, one in always)
                yield many or _plural(one), Noun(status, sub_group or None, True)
    for word in people["demonyms"]["words"]:
        yield word, Noun(Status.UNKNOWN, None, False)
        yield word + "s", Noun(Status.UNKNOWN, None, True)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _triggers(outcomes: dict[str, Any]) -> Iterable[tuple[str, tuple[Trigger, ...]]]:
    found: dict[str, list[Trigger]] = {}
    for harm in Harm:
        for form, phrases in outcomes.get(harm.value, {}).items():
            for phrase in phrases:
                found.setdefault(phrase, []).append(Trigger(harm, form))
    return ((phrase, tuple(triggers)) for phrase, triggers in found.items())


def _harms(outcomes: dict[str, Any]) -> dict[Harm, tuple[str, ...]]:
    own = {
        harm: tuple(p for phrases in outcomes.get(harm.value, {}).values() for p in phrases)
        for harm in Harm
    }
    both = own[Harm.KILLED] + own[Harm.INJURED] + own[Harm.KILLED_OR_INJURED]
    return {**own, Harm.KILLED_OR_INJURED: both}


def _signs(signs: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    chunked = ("be", "have", "include", "together", "join", "who")
    return ((word, sign) for sign in chunked for word in signs[sign])


def _lists(content: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Name each list by its path: ``people.kin`` holds all below it, ``people.kin.words`` one."""
    lists: dict[str, frozenset[str]] = {}
    for section, table in content.items():
        if isinstance(table, dict):
            for name, entry in table.items():
                lists[f"{section}.{name}"] = frozenset(_words(entry))
                if isinstance(entry, dict):
                    lists |= {f"{section}.{name}.{sub}": frozenset(w) for sub, w in entry.items()}
    return lists


def _words(entry: Any) -> Iterable[str]:
    return (word for part in entry.values() for word in part) if isinstance(entry, dict) else entry


def _stems(words: Sequence[str]) -> re.Pattern[str]:
    """Make one expression of the stems, parted by first letter: most words fail at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})")
