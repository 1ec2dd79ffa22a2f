"""What somebody typed of a figure, in English, as fields to look over before they are saved."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from casualties.core.reading.dates import dates_in
from casualties.core.reading.quantities import parse_quantity
from casualties.core.reading.text import Span
from casualties.core.types import Quantity
from casualties.core.words import Harm, Status

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFigure:
    """One figure of a phrase; None where the words say nothing of it."""

    quantity: Quantity
    harm: Harm | None
    status: Status | None
    sub_group: str | None


_WORD = re.compile(r"\S+")
_PARTS = re.compile(r"\s*[,;(]?\s*\b(?:including|among them|of whom|of them)\b\s*", re.I)
_AND = re.compile(r"\s+and\s+(?=\S+\s+\S)|\s*,\s*")

_NUMERAL = re.compile(r"\d+")
# What turns a figure round, or says in another language how it is meant.
_NOT_OURS = re.compile(
    r"\b(?:no|not|none|nobody|never)\b(?!\s+(?:more|fewer|less)\s+than\b)"
    r"|\b(?:al menos|por lo menos|m[a\u00e1]s de|menos de|hasta|entre|unos|unas|au moins|plus de"
    r"|moins de|environ|jusqu|pr\u00e8s de|mindestens|mehr als|weniger als|etwa|rund|bis zu"
    r"|\u00fcber)\b"
    r"|[^\W\d_a-z\u00c0-\u024f]",
    re.I,
)

_HARMS = (
    (Harm.BODIES_FOUND, r"bodies|corpses|remains"),
    (Harm.KILLED, r"killed|dead|died|deaths?|slain|martyrs|fatalities|executed"),
    (Harm.INJURED, r"injured|wounded|hurt|injuries"),
    (Harm.MISSING, r"missing|unaccounted"),
    (Harm.TAKEN_AWAY, r"abducted|kidnapped|detained|taken away"),
)
_STATUSES = (
    (Status.CIVILIAN, r"civilians?|residents?|villagers?"),
    (Status.COMBATANT, r"fighters?|militants?|soldiers?|combatants?|troops"),
)
_GROUPS = (
    ("children", r"child(?:ren)?|boys?|girls?|infants?|babies"),
    ("women", r"wom[ae]n"),
    ("men", r"m[ae]n"),
    ("medical", r"medics?|paramedics?|doctors?|nurses?"),
    ("press", r"journalists?|reporters?"),
    ("detainees", r"detainees?|prisoners?|inmates?"),
)


def read_typed(words: str) -> tuple[TypedFigure, ...]:
    """Read a typed phrase: its figure first, then those it includes, each as a figure of its own.

    For a form in which a person sees what was read before it is saved; whole texts are for the
    readers. Nothing is guessed: what the words do not say stays None. A phrase gives nothing
    where it has no figure, where a number in it would stay unread (a day apart), and where it
    denies or is in another language: half of what it says would be worse than nothing.

    Parameters
    ----------
    words : str
        Such as ``at least 12 civilians killed, including 3 children``. English.

    Examples
    --------
    >>> whole, part = read_typed("at least 12 killed, including three children")
    >>> whole.quantity.qualifier.value, whole.quantity.low, part.sub_group, part.quantity.low
    ('at_least', 12, 'children', 3)
    """
    if _NOT_OURS.search(words):
        return ()
    whole, *rest = _PARTS.split(words.strip(), maxsplit=1)
    first = _figure(whole, None)
    if first is None:
        return ()
    found = (first, *_included(rest[0] if rest else "", first))
    return found if _whole(words, found) else ()


def _whole(words: str, found: Iterable[TypedFigure]) -> bool:
    """Return whether each number in the words belongs to a figure, or to a day."""
    for figure in found:
        words = words.replace(figure.quantity.expression, " ", 1)
    days = [one.span for one in dates_in(words, Span(0, len(words)), None)]
    return not any(
        all(not day.start <= number.start() < day.end for day in days)
        for number in _NUMERAL.finditer(words)
    )


def _included(words: str, whole: TypedFigure) -> Iterator[TypedFigure]:
    for piece in _AND.split(words.rstrip(" .)")):
        part = _figure(piece, whole)
        if part and part.sub_group:
            yield part


def _figure(words: str, whole: TypedFigure | None) -> TypedFigure | None:
    quantity = _quantity(words)
    if quantity is None:
        return None
    return TypedFigure(
        quantity=quantity,
        harm=_named(words, _HARMS) or (whole.harm if whole else None),
        status=_named(words, _STATUSES) or (whole.status if whole else None),
        sub_group=_named(words, _GROUPS) if whole else None,
    )


def _quantity(words: str) -> Quantity | None:
    """Return the first quantity in the words; none of a range that runs backwards."""
    for word in _WORD.finditer(words):
        found = parse_quantity(words[word.start() :])
        if found or word.group().lower() == "between":
            return found
    return None


def _named(words: str, table: tuple[tuple[Meaning, str], ...]) -> Meaning | None:
    for meaning, pattern in table:
        if re.search(rf"\b(?:{pattern})\b", words, re.I):
            return meaning
    return None
