"""Words: enumerations whose every member carries its meaning.

The admin's help texts, the API's schema and the glossary all read the meaning from here,
so a word is explained once.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A string with a one-line meaning: ``KILLED = "killed", "People who died."``."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make the member; ``meaning`` is one line an analyst understands."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word

    @property
    def label(self) -> str:
        """Return the value as it is shown to a person."""
        return self.value.replace("_", " ")

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (value, label) pairs in order of declaration."""
        return [(word.value, word.label) for word in cls]

    @classmethod
    def help(cls) -> str:
        """Return every value with its meaning, one sentence after the other."""
        return " ".join(f"{word.label}: {word.meaning}" for word in cls)
