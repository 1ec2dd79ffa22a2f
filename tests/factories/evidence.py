"""Evidence for tests: claims in the order they are spoken of, ties by name, and random evidence."""

from typing import Any

from casualties.core.types import HEADLINE, Evidence, EvidenceClaim, Measure, Quantity, Tie
from casualties.core.words import Qualifier, Relation, Stance
from sources.core.types import Reliability, SourceKind

BODIES = Measure.parse("bodies_found:civilian")
INJURED = Measure.parse("injured:civilian")
TAKEN = Measure.parse("taken_away:civilian")

UNSTATED = Quantity.said(Qualifier.UNSTATED)


def exactly(figure: int) -> Quantity:
    return Quantity.said(Qualifier.EXACTLY, figure)


def about(figure: int) -> Quantity:
    return Quantity.said(Qualifier.ABOUT, figure, expression=f"about {figure}")


def at_least(figure: int) -> Quantity:
    return Quantity.said(Qualifier.AT_LEAST, figure)


def more_than(figure: int) -> Quantity:
    return Quantity.said(Qualifier.MORE_THAN, figure)


def up_to(figure: int) -> Quantity:
    return Quantity.said(Qualifier.AT_MOST, figure)


def between(low: int, high: int) -> Quantity:
    return Quantity.said(Qualifier.BETWEEN, low, high)


def vague(word: str) -> Quantity:
    return Quantity.said(Qualifier.VAGUE, word=word)


def claim(key: str, speaker: str, quantity: Quantity = UNSTATED, **fields: Any) -> EvidenceClaim:
    """A claim by ``speaker``, graded C and published by itself unless the fields say otherwise."""
    reliability = fields.pop("reliability", Reliability.C)
    slug = speaker.lower().replace(" ", "-")
    given = {
        "claimant": slug,
        "claimant_kind": SourceKind.LOCAL_MEDIA,
        "claimant_reliability": reliability,
        "publisher": slug,
        "publisher_reliability": reliability,
        "stance": Stance.ASSERTS,
        "measure": HEADLINE,
    }
    return EvidenceClaim(key=key, speaker=speaker, quantity=quantity, **(given | fields))


def denial(key: str, speaker: str, **fields: Any) -> EvidenceClaim:
    """A denial that anybody was harmed."""
    return claim(key, speaker, **({"stance": Stance.DENIES_HARM} | fields))


def tie(claim: str, relation: str, on: str) -> Tie:
    """A confirmed relation: ``tie("b", "repeats", "a")``."""
    return Tie(claim=claim, relation=Relation(relation), on=on)


def evidence(*parts: EvidenceClaim | Tie) -> Evidence:
    """The evidence of one incident from claims and ties, in any order."""
    return Evidence.of(
        [part for part in parts if isinstance(part, EvidenceClaim)],
        [part for part in parts if isinstance(part, Tie)],
    )
