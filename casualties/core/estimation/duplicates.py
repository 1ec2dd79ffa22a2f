"""A voice that says the same twice says it once."""

from collections.abc import Iterable

from casualties.core.estimation import reasons
from casualties.core.estimation.early import is_early
from casualties.core.estimation.members import Figure, Member
from casualties.core.estimation.statements import Statements
from casualties.core.types import EvidenceClaim
from casualties.core.words import Use

_CREDIBILITY = {1: 0, 2: 1, None: 2, 3: 2, 6: 2, 4: 3, 5: 4}


def _standing(figure: Figure) -> tuple[bool, int, str]:
    """Order exact duplicates: the one least in doubt stands for them, then the first by key."""
    claim = figure.claim
    return (is_early(claim), _CREDIBILITY[claim.credibility], claim.key)


def _alike(figure: Figure) -> tuple[object, ...]:
    quantity = figure.claim.quantity
    return (
        quantity.qualifier,
        figure.reading,
        figure.part,
        figure.claim.measure,
        quantity.name_list,
        quantity.share_of,
        figure.claim.stance,
    )


def distinct(figures: list[Figure], statements: Statements) -> Iterable[Member]:
    """Yield every figure of a group, exact duplicates of the first in standing as copies."""
    first: dict[tuple[object, ...], EvidenceClaim] = {}
    for figure in sorted(figures, key=_standing):
        same = first.setdefault(_alike(figure), figure.claim)
        counts = same is figure.claim
        yield Member(
            claim=figure.claim,
            use=Use.COUNTED if counts else Use.COPY,
            why=(
                reasons.counted(figure.claim, len(figures), statements, part=figure.part)
                if counts
                else reasons.duplicate(figure.claim, same)
            ),
            reading=figure.reading,
            part=figure.part,
        )
