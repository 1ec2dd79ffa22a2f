"""Which corrections stand for the claims they correct."""

from django.db.models import Exists, OuterRef, QuerySet

from casualties.core.words import TURNED_DOWN, DerivationVerdict, Relation
from casualties.models import Derivation, Review


def standing_corrections() -> QuerySet[Derivation]:
    """Return the ties of corrections that nobody turned down.

    Where the correction itself is rejected or withdrawn, what it corrected is there again: it
    waits, and can be corrected another time.
    """
    turned_down = Review.objects.filter(
        claim=OuterRef("claim"),
        ended_at=None,
        verdict__in=TURNED_DOWN,
    )
    ties = Derivation.objects.filter(relation=Relation.CORRECTS, ended_at=None)
    return ties.exclude(verdict=DerivationVerdict.REFUSED).exclude(Exists(turned_down))
