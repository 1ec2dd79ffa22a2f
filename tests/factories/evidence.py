"""Evidence for tests: claims in the order they are spoken of, ties by name, and random evidence."""

from typing import Any

from hypothesis import strategies as st

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


# Random evidence -------------------------------------------------------------------------------

_SPEAKERS = {
    # the reliability of a claimant is the same wherever it speaks
    "Yaqein": Reliability.C,
    "Mosul Eye": Reliability.B,
    "Airwars": Reliability.A,
    "Coalition": Reliability.D,
    "Rumour": Reliability.E,
    "Newcomer": Reliability.F,
}
_FIGURES = st.one_of(st.integers(0, 12), st.sampled_from([64, 130, 500, 2_000_000]))


def quantities() -> st.SearchStrategy[Quantity]:
    """Any quantity a claim may carry, small and repeated figures more often than not."""
    one_figure = st.sampled_from(
        [
            Qualifier.EXACTLY,
            Qualifier.AT_LEAST,
            Qualifier.MORE_THAN,
            Qualifier.AT_MOST,
            Qualifier.ABOUT,
        ]
    )
    words = st.sampled_from(["dozens", "hundreds", "family", "scores", "umpteen"])
    pairs = st.tuples(_FIGURES, _FIGURES).map(sorted)
    return st.one_of(
        st.builds(Quantity.said, one_figure, _FIGURES),
        pairs.map(lambda pair: between(*pair)),
        pairs.map(
            lambda pair: Quantity(
                qualifier=Qualifier.BETWEEN, low=pair[0], best=sum(pair) // 2, high=pair[1]
            )
        ),
        words.map(vague),
        st.just(UNSTATED),
    )


@st.composite
def claims(draw: st.DrawFn, key: str) -> EvidenceClaim:
    """One random claim; most count killed civilians, and most assert."""
    speaker = draw(st.sampled_from(sorted(_SPEAKERS)))
    carrier = draw(st.sampled_from([speaker, *sorted(_SPEAKERS)]))
    stance = draw(st.sampled_from([Stance.ASSERTS, Stance.ASSERTS, Stance.CONCEDES, *Stance]))
    denies = stance in (Stance.DENIES_HARM, Stance.DENIES_RESPONSIBILITY)
    return claim(
        key,
        speaker,
        UNSTATED if denies else draw(quantities()),
        stance=stance,
        reliability=_SPEAKERS[speaker],
        publisher=carrier.lower(),
        publisher_reliability=_SPEAKERS[carrier],
        measure=draw(st.sampled_from([HEADLINE, HEADLINE, HEADLINE, INJURED, BODIES])),
        sub_group=draw(st.sampled_from([None, None, None, "children"])),
        reviewed=draw(st.booleans()),
    )


@st.composite
def random_evidence(draw: st.DrawFn, most: int = 7) -> Evidence:
    """Up to ``most`` claims with any ties between them, circles and ties to absent claims too."""
    keys = [f"c{number}" for number in range(draw(st.integers(0, most)))]
    ends = st.sampled_from([*keys, "absent-1", "absent-2"])
    ties = st.builds(Tie, claim=ends, relation=st.sampled_from(Relation), on=ends)
    return Evidence.of([draw(claims(key)) for key in keys], draw(st.lists(ties, max_size=most)))
