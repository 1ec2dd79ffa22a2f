"""Bodies and parameters of batches, and what is told of them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casualties.api.fields import StrictSerializer, WordField
from casualties.api.filters import QuerySerializer
from casualties.api.post_serializers import ClaimReceiptSerializer
from casualties.core.words import BatchState, LineState
from casualties.models import BatchLine


class SendSerializer(QuerySerializer):
    """How a batch is to be taken."""

    stage = serializers.BooleanField(
        required=False, default=False, help_text="Only look at it: file it, or not, afterwards."
    )
    name = serializers.CharField(
        required=False, default="", max_length=200, help_text="Of its file, for people."
    )


class LineFilterSerializer(QuerySerializer):
    """Which lines."""

    after = serializers.IntegerField(
        required=False, default=0, min_value=0, max_value=2**31 - 1, help_text="The last line seen."
    )
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=1000, default=100)
    state = WordField(LineState, required=False)


class ChosenSerializer(StrictSerializer):
    """Which lines to file."""

    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        required=False,
        allow_null=True,
        default=None,
        max_length=5000,
        help_text="Their numbers; left out: all that fit.",
    )


class ReasonSerializer(StrictSerializer):
    """Why."""

    reason = serializers.CharField(max_length=2000, help_text="A sentence; it is kept.")


class CountsSerializer(serializers.Serializer[Any]):
    """How many lines stand where."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return a number for each state."""
        return {
            state.value: serializers.IntegerField(help_text=state.meaning) for state in LineState
        }


class BatchSerializer(serializers.Serializer[Any]):
    """How far a batch is."""

    batch = serializers.CharField(help_text="Its key.")
    state = WordField(BatchState)
    name = serializers.CharField()
    sent_at = serializers.DateTimeField()
    counts = CountsSerializer()
    falling = serializers.IntegerField(
        help_text="Refused lines whose cumulative figure falls and is not flagged as a revision."
    )
    incidents = serializers.IntegerField(help_text="Incidents its filed reports touched.")
    results = serializers.CharField(help_text="Where each line's result is.")


class LineErrorSerializer(serializers.Serializer[Any]):
    """Why a line was refused, as a posted report would be."""

    code = serializers.CharField()
    message = serializers.CharField()
    detail = serializers.DictField()


class LineSerializer(serializers.Serializer[BatchLine]):
    """What became of one line."""

    line = serializers.IntegerField(source="number")
    state = WordField(LineState)
    report = serializers.SerializerMethodField(help_text="Its key; null where it was refused.")
    claims = serializers.SerializerMethodField()
    incidents = serializers.SerializerMethodField(help_text="Codes touched.")
    error = serializers.SerializerMethodField(help_text="Null unless it was refused.")

    def get_report(self, line: BatchLine) -> str | None:
        """Return the key."""
        return None if line.state == LineState.REFUSED else line.report or None

    @extend_schema_field(ClaimReceiptSerializer(many=True))
    def get_claims(self, line: BatchLine) -> list[dict[str, Any]]:
        """Return what became of its claims."""
        return list(line.outcome.get("claims", []))

    def get_incidents(self, line: BatchLine) -> list[str]:
        """Return the codes."""
        return list(line.outcome.get("incidents", []))

    @extend_schema_field(LineErrorSerializer(allow_null=True))
    def get_error(self, line: BatchLine) -> dict[str, Any] | None:
        """Return the error."""
        return line.outcome if line.state == LineState.REFUSED else None
