"""How figures are written: never a bare number, and always the same three shapes."""

from typing import Any

from rest_framework import serializers

from casualties.api.fields import WordField, told
from casualties.core.words import Basis, Outcome, Qualifier
from casualties.models import Estimate
from casualties.queries.readings import EstimateReading, SignOffState


def _persons(help_text: str, **options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=True, help_text=help_text, **options)


class IntervalSerializer(serializers.Serializer[Any]):
    """A range of persons. An open side has no limit: the figure there is the last one stated."""

    low = _persons("Persons; null: no range.")
    best = _persons("Null where no single figure stands out.")
    high = _persons("Persons; null: no range.")
    open_below = serializers.BooleanField(help_text="No lower limit was stated.")
    open_above = serializers.BooleanField(help_text="No upper limit was stated.")


class EstimateFigureSerializer(serializers.Serializer[Any]):
    """A range that was worked out. Ranges of incidents do not add up by adding their ends."""

    measure = serializers.CharField(source="row.measure", help_text="harm:status")
    outcome = WordField(Outcome, source="row.outcome")
    low = _persons("Persons; null: no range.", source="row.low")
    best = _persons("Null where the method gives none.", source="row.best")
    high = _persons("Persons; null: no range.", source="row.high")
    open_above = serializers.BooleanField(source="row.open_above")
    open_below = serializers.BooleanField(source="row.open_below")
    level = serializers.FloatField(
        source="row.level",
        allow_null=True,
        help_text="Probability the range claims, 0 to 1; null: it claims none.",
    )
    method = serializers.CharField(source="row.method")
    basis = WordField(Basis, source="row.basis")
    state = WordField(SignOffState)


class ClaimFigureSerializer(serializers.Serializer[Any]):
    """A figure as it was said."""

    qualifier = WordField(Qualifier)
    low = _persons("Null: no lower limit stated.")
    best = _persons("Null: no single figure stated.")
    high = _persons("Null: no upper limit stated.")
    word = serializers.CharField(allow_null=True, help_text="A vague figure's word: dozens.")
    share = serializers.FloatField(allow_null=True, help_text="0 to 1, of share_of.")
    share_of = _persons("The total that share is a share of.")
    name_list = serializers.BooleanField(help_text="The victims are named in a list.")
    expression = serializers.CharField(help_text="The figure's own words.")
    scheme = serializers.CharField(
        allow_null=True, help_text="The coding scheme of whoever turned words into this range."
    )


def estimate_figure(row: Estimate, state: SignOffState = SignOffState.UNSIGNED) -> dict[str, Any]:
    """Return an estimate in the one shape every door shows."""
    return told(EstimateFigureSerializer, EstimateReading(row=row, state=state))
