"""Pieces the API's serializers share: strict bodies, words, values that refuse to be made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Generic, TypeVar

from rest_framework import serializers

from casualties.core.types import InvalidValue
from sources.core.words import Word

AWord = TypeVar("AWord", bound=Word)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a value's refusal into the error of its field, for DRF to put the path before it."""
    try:
        yield
    except InvalidValue as error:
        raise serializers.ValidationError({error.field: error.message}) from error


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not know: a misspelt one must not pass as left out.

    Null stands for left out wherever a field may be.
    """

    noun = "field"

    def to_internal_value(self, data: Any) -> Any:
        """Name every unknown field before looking at the others."""
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                known = ", ".join(self.fields) or "none"
                message = f"There is no such {self.noun} here. Known: {known}."
                raise serializers.ValidationError({str(name): message for name in unknown})
            data = {
                name: value
                for name, value in data.items()
                if value is not None or self.fields[name].required
            }
        return super().to_internal_value(data)


class WordField(serializers.ChoiceField, Generic[AWord]):
    """One of a set of words, read into its member."""

    def __init__(self, word: type[AWord], **options: Any) -> None:
        self.word = word
        super().__init__(choices=[(member.value, member.value) for member in word], **options)

    def to_internal_value(self, data: Any) -> AWord:
        """Return the member; an unknown word is answered with those there are."""
        if isinstance(data, str) and data in self.choices:
            return self.word(data)
        raise serializers.ValidationError(
            f"{str(data)[:60]!r} is not one of: {', '.join(self.choices)}."
        )


class SlugField(serializers.SlugField):
    """The short stable name of a source or party."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 50, **options})


def short_text(longest: int, **options: Any) -> serializers.CharField:
    """Return a field for a text that may be left out or empty."""
    return serializers.CharField(
        **{"required": False, "allow_blank": True, "default": "", "max_length": longest, **options}
    )


def optional(longest: int, **options: Any) -> serializers.CharField:
    """Return a field for a text that may be left out or null; an empty one counts as null."""
    return serializers.CharField(
        **{"required": False, "allow_null": True, "default": None, "max_length": longest, **options}
    )


@lru_cache
def _writer(serializer: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    return serializer()


def told(serializer: type[serializers.Serializer[Any]], value: Any) -> dict[str, Any]:
    """Return the value as the serializer tells it.

    One writer of each kind serves all: setting its fields up takes longer than telling a value.
    """
    return dict(_writer(serializer).to_representation(value))


def paths(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (dotted path, message) for every error of nested ones."""
    if isinstance(detail, dict):
        for name, part in detail.items():
            own = name == "non_field_errors"
            yield from paths(part, path if own else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list) and any(isinstance(part, dict | list) for part in detail):
        for number, part in enumerate(detail):
            yield from paths(part, f"{path}.{number}".lstrip("."))
    elif isinstance(detail, list):
        yield from [(path, " ".join(str(part) for part in detail))] if detail else []
    else:
        yield path, str(detail)
