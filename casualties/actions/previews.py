"""What a merge or a split would make of the ranges, found without changing anything."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from casualties import queries
from casualties.actions.estimates import Slot, wanted
from casualties.core.basis import LinkedClaim
from casualties.core.estimation import estimate_many
from casualties.core.types import Interval, Tie
from casualties.core.words import ActionStatus, Basis
from casualties.models import Incident

Ranges = Mapping[Slot, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure in one basis: two ranges apart, and one together. None: there is none."""

    measure: str
    basis: Basis
    first: Interval | None
    second: Interval | None
    together: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """The ranges side by side. ``mark`` changes whenever any of them does."""

    lines: tuple[Line, ...]
    mark: str


def merged(incident: Incident, into: Incident) -> Foreseen:
    """Return the ranges of two incidents as they are, and as one."""
    first, second = queries.root_of(incident), queries.root_of(into)
    links = queries.links_of(list({first.pk, second.pk}))
    one, other = links[first.pk], links[second.pk]
    both = replace(other, claims=one.claims + other.claims, ties=one.ties + other.ties)
    return _foreseen(_ranges(one), _ranges(other), _ranges(both))


def parted(incident: Incident, keys: Collection[str]) -> Foreseen:
    """Return the ranges of what would stay and of the claims that would go, and as they are."""
    root = queries.root_of(incident)
    links = queries.links_of([root.pk])[root.pk]
    staying = replace(links, claims=[one for one in links.claims if not _among(one, keys)])
    going = replace(
        links,
        claims=[one for one in links.claims if _among(one, keys)],
        action=ActionStatus.UNKNOWN,
    )
    return _foreseen(_ranges(staying), _ranges(going), _ranges(links))


def foreseen(now: queries.Links, then: queries.Links) -> Foreseen:
    """Return the ranges as they are, and on other evidence."""
    return _foreseen(_ranges(now), {}, _ranges(then))


def with_each(links: queries.Links, ties: Sequence[Tie], slot: Slot) -> list[Interval]:
    """Return the range of one measure and basis with each of these ties added, by itself."""
    measure, _ = slot
    asked = []
    for tie in ties:
        slots = wanted(replace(links, ties=[*links.ties, tie]))
        # Where drafts tell nothing apart there is no provisional range: the reviewed one is it.
        asked.append(slots.get(slot) or slots[measure, Basis.REVIEWED])
    return [value.interval for value in estimate_many(asked)]


def _among(one: LinkedClaim, keys: Collection[str]) -> bool:
    return one.claim.key in keys


def _ranges(links: queries.Links) -> Ranges:
    slots = wanted(links)
    values = estimate_many(list(slots.values()))
    return {slot: value.interval for slot, value in zip(slots, values, strict=True)}


def _reviewed_first(slot: Slot) -> tuple[str, bool]:
    measure, basis = slot
    return measure, basis is not Basis.REVIEWED


def _foreseen(first: Ranges, second: Ranges, together: Ranges) -> Foreseen:
    slots = sorted({*first, *second, *together}, key=_reviewed_first)
    lines = tuple(
        Line(
            measure=measure,
            basis=basis,
            first=first.get((measure, basis)),
            second=second.get((measure, basis)),
            together=together.get((measure, basis)),
        )
        for measure, basis in slots
    )
    return Foreseen(lines=lines, mark=sha256(repr(lines).encode()).hexdigest())
