"""How many other incidents are on file at the place: where much happens, more is new."""

from collections.abc import Sequence
from dataclasses import replace

from casualties.core.linking.types import Feature, Scored
from casualties.core.linking.weights import Weights

FEW = 3
"""Others at the place in those days up to which they still are few."""


def with_crowd(scored: Sequence[Scored], weights: Weights) -> list[Scored]:
    """Return the candidates with what the others at their place say of each.

    An incident alone at the place in those days is the likelier meant; where many are on file,
    the next report is the likelier about one that is not.
    """
    at_place = sum(map(_at_the_place, scored))
    return [_with(each, at_place - _at_the_place(each), weights) for each in scored]


def _at_the_place(scored: Scored) -> bool:
    found = {feature.name: feature.level for feature in scored.features}
    if "distance" in found:
        return found["distance"].startswith("same_")
    return found.get("place_name") in ("same", "within")


def _with(scored: Scored, others: int, weights: Weights) -> Scored:
    level = "alone" if others == 0 else "few" if others <= FEW else "many"
    told = f"{others or 'No'} other incident{'s are' if others > 1 else ' is'} on file there then."
    crowd = Feature(name="crowd", level=level, bits=weights.bits[f"crowd.{level}"], sentence=told)
    return replace(
        scored, features=(*scored.features, crowd), bits=round(scored.bits + crowd.bits, 9)
    )
