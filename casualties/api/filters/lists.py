"""The parameters of each list: which of the names it knows, and what its rows are ordered by."""

from typing import Any

from rest_framework import serializers

from casualties.api.change_serializers import ChangeSerializer
from casualties.api.fields import WordField
from casualties.api.filters.names import (
    AsOfSerializer,
    KilledAtLeast,
    OnIncident,
    UpdatedSince,
    What,
    When,
    Where,
    Who,
    Words,
)
from casualties.api.filters.reading import PageSerializer, QuerySerializer
from casualties.api.incident_serializers import EstimateSerializer, IncidentRowSerializer
from casualties.api.read_serializers import (
    ClaimSerializer,
    JudgementSerializer,
    PartySerializer,
    ReportRowSerializer,
    SourceSerializer,
)
from casualties.core.estimation.registry import METHODS
from casualties.core.estimation.words import Flag, HarmGrade
from casualties.core.words import Basis, IncidentState, JudgementVerdict, Resource
from casualties.queries.readings import ClaimState
from sources.core.types import Reliability

MOST_CODES = 100
MOST_RECOMPUTED = 100


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


class IncidentFilterSerializer(
    AsOfSerializer, Where, When, UpdatedSince, Who, What, KilledAtLeast, Words, PageSerializer
):
    """Which incidents. Flag, grade, method and killed_low_min speak of the headline range."""

    orderings = ("code", "first_day")
    shape = IncidentRowSerializer

    code = serializers.CharField(
        required=False,
        max_length=MOST_CODES * 61,
        help_text="Codes or aliases, with commas between them.",
    )
    grade = WordField(HarmGrade, required=False)
    flag = WordField(Flag, required=False)
    method = serializers.ChoiceField(sorted(METHODS), required=False)
    review_state = WordField(IncidentState, required=False)

    def validate_code(self, code: str) -> tuple[str, ...]:
        """Return the codes."""
        return _split(code)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Put harm and status together, as one range has both."""
        attrs = super().validate(attrs)
        if "as_published_by" in attrs and attrs["page_size"] > MOST_RECOMPUTED:
            told = f"Every range is made anew: ask for {MOST_RECOMPUTED} rows at most."
            raise serializers.ValidationError({"page_size": told})
        if "harm" in attrs or "status" in attrs:
            attrs["measure"] = attrs.get("harm"), attrs.get("status")
        return attrs


class EstimateFilterSerializer(AsOfSerializer, What):
    """Which ranges of an incident."""

    basis = WordField(Basis, required=False)
    fields = PageSerializer._declared_fields["fields"]  # type: ignore[assignment]
    shape = EstimateSerializer
    validate_fields = PageSerializer.validate_fields


class ClaimFilterSerializer(
    Where, When, UpdatedSince, Who, What, KilledAtLeast, OnIncident, Words, PageSerializer
):
    """Which claims. Those without coordinates lie where their incident does."""

    orderings = ("key", "entered_at")
    shape = ClaimSerializer

    flag = serializers.CharField(required=False, max_length=40, help_text="A claim's flag.")
    review_state = WordField(ClaimState, required=False)
    report = serializers.CharField(required=False, max_length=24, help_text="A report's key.")


class ReportFilterSerializer(When, UpdatedSince, What, OnIncident, Words, PageSerializer):
    """Which reports, and which claims they carry."""

    orderings = ("key", "received_at")
    shape = ReportRowSerializer

    source = Who._declared_fields["source"]  # type: ignore[assignment]
    source_kind = Who._declared_fields["source_kind"]
    language = serializers.CharField(required=False, max_length=8, help_text="ISO 639 code.")


class SourceFilterSerializer(UpdatedSince, Words, PageSerializer):
    """Which sources."""

    orderings = ("slug", "name")
    shape = SourceSerializer

    country = Where._declared_fields["country"]
    party = Who._declared_fields["party"]
    source_kind = Who._declared_fields["source_kind"]
    reliability = WordField(Reliability, required=False)


class PartyFilterSerializer(UpdatedSince, Words, PageSerializer):
    """Which parties."""

    orderings = ("slug", "name")
    shape = PartySerializer


class JudgementFilterSerializer(UpdatedSince, What, OnIncident, PageSerializer):
    """Which judgements."""

    orderings = ("id",)
    shape = JudgementSerializer

    claim = serializers.CharField(required=False, max_length=90, help_text="A claim's key.")
    source = Who._declared_fields["source"]  # type: ignore[assignment]
    verdict = WordField(JudgementVerdict, required=False)
    confirmed = serializers.BooleanField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Leave out what was not asked."""
        attrs = super().validate(attrs)
        return {name: value for name, value in attrs.items() if value is not None}


class ChangeFilterSerializer(QuerySerializer):
    """Where to go on in the feed."""

    after = serializers.IntegerField(
        required=False, min_value=0, max_value=2**63 - 1, help_text="`last` of the page before."
    )
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=1000, default=100)
    resource = WordField(Resource, required=False)
    shape = ChangeSerializer
