"""From a draft to what a claim says: names on file, days, the period of a total."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casualties.core.reading.english import words as words_in
from casualties.core.reading.lexicon import load_lexicon
from casualties.core.reading.types import ClaimDraft
from casualties.core.types import ClaimValue, Location, Period
from casualties.core.words import DatePrecision, Scope

SPEAKER_NOT_ON_FILE: Final = "speaker_not_on_file"
"""Flag: the text names a claimant that is no source on file; the publisher stands in."""

PERIOD_UNSTATED: Final = "period_unstated"
"""Flag: a total without its period; the day of publication stands in until a person sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFile:
    """Whom a draft may mean: names of sources and of parties, folded, to their slugs.

    ``publisher`` is the slug that speaks where nobody on file does, ``day`` the day the text was
    published, or came in.
    """

    publisher: str
    sources: Mapping[str, str]
    parties: Mapping[str, str]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What a draft becomes: the claim's value, and flags for whoever reviews it."""

    value: ClaimValue
    flags: tuple[str, ...]


_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Return a name as it is compared: no article, no case, no signs.

    Examples
    --------
    >>> folded("The Human-Rights Watch") == folded("human rights watch")
    True
    """
    return _NO_WORD.sub(" ", _ARTICLE.sub("", name.strip())).strip().casefold()


def filed(draft: ClaimDraft, key: str, on_file: OnFile) -> Filed:
    """Return the claim a draft would be.

    A claimant or party is taken only where its name is on file; no source is invented. An
    aggregate without a period gets the day of publication, and says so.
    """
    slug = _speaker(draft.claimant, on_file) if draft.claimant else on_file.publisher
    flags = list(draft.flags)
    if slug is None:
        flags.append(SPEAKER_NOT_ON_FILE)
    period, day, precision = _days(draft, on_file.day)
    if draft.scope is Scope.AGGREGATE and period is None:
        period = Period(first=on_file.day, last=on_file.day)
        flags.append(PERIOD_UNSTATED)
    party = _party(draft.alleged_party, on_file)
    quantity = draft.quantity
    if quantity.name_list:
        quantity = replace(quantity, expression="")
    value = ClaimValue(
        key=key,
        claimant=slug or on_file.publisher,
        stance=draft.stance,
        harm=draft.harm,
        status=draft.status,
        sub_group=draft.sub_group,
        quantity=quantity,
        scope=draft.scope,
        period=period,
        event_date=day,
        date_precision=precision,
        location=Location(name=(draft.place or "")[:200]),
        alleged_parties=(party,) if party else (),
        cause=draft.cause,
    )
    return Filed(value=value, flags=tuple(dict.fromkeys(flags)))


def _speaker(words: str, on_file: OnFile) -> str | None:
    """Return the slug of a speaker on file: "Airwars", or "the monitoring group Airwars".

    Before the name stand only words that say what it is; one that links would make it another's:
    "friends of Amnesty".
    """
    said = words.split()
    names = [0, *(k for k in range(1, len(said)) if _is_what_it_is(said[:k]))]
    found = (on_file.sources.get(folded(" ".join(said[k:]))) for k in names)
    return next(filter(None, found), None)


_LINKING: Final = words_in("of for from at in by to with and or near against")


def _is_what_it_is(before: list[str]) -> bool:
    return before[-1].islower() and not _LINKING & set(before)


def _party(words: str | None, on_file: OnFile) -> str | None:
    if not words:
        return None
    name = load_lexicon("en").aliases.get(folded(words), folded(words))
    return on_file.parties.get(name)


def _days(draft: ClaimDraft, latest: date) -> tuple[Period | None, date | None, DatePrecision]:
    """Return period, first day and precision; days after publication are no event's."""
    when = draft.when
    if when is None or when.first > latest:
        return None, None, DatePrecision.DAY
    if draft.scope is Scope.AGGREGATE:
        return when.period, None, DatePrecision.DAY
    period = when.period if when.precision is DatePrecision.RANGE else None
    return period, when.first, when.precision
