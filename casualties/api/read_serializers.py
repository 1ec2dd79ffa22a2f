"""What readers get of sources, claims and reports."""

from types import SimpleNamespace
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from casualties.api.fields import WordField
from casualties.api.figures import ClaimFigureSerializer
from casualties.api.post_pieces import PeriodSerializer
from casualties.core.words import (
    DatePrecision,
    DerivationVerdict,
    Harm,
    JudgementVerdict,
    LocationPrecision,
    Relation,
    Scope,
    Stance,
    Status,
)
from casualties.queries.readings import ClaimReading, ClaimState, LinkState, ReportReading
from sources.core.types import PROTECTED, Reliability, SourceKind
from sources.models import Party, Report, Source


class SourceSerializer(serializers.Serializer[Any]):
    """A source on file."""

    slug = serializers.CharField()
    name = serializers.CharField()
    kind = WordField(SourceKind)
    party = serializers.CharField(
        source="party.slug", default=None, allow_null=True, help_text="The party it speaks for."
    )
    reliability = WordField(Reliability)
    reliability_reason = serializers.CharField()
    country = serializers.CharField()
    language = serializers.CharField()
    url = serializers.CharField()


class PartySerializer(serializers.Serializer[Any]):
    """A party to the conflict."""

    slug = serializers.CharField()
    name = serializers.CharField()
    hostile_to = serializers.SerializerMethodField(help_text="Slugs of those it fights.")

    def get_hostile_to(self, party: Party) -> list[str]:
        """Return their slugs."""
        return sorted(foe.slug for foe in party.hostile_to.all())


class SpeakerSerializer(serializers.Serializer[Any]):
    """Who makes or carries a claim; the slug is null and the name general where it is hidden."""

    slug = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    kind = WordField(SourceKind, allow_null=True)


def _speaker(source: Source, *, named: bool) -> dict[str, Any]:
    if not named:
        return {"slug": None, "name": PROTECTED, "kind": None}
    return {"slug": source.slug, "name": source.name, "kind": source.kind}


class TieSerializer(serializers.Serializer[Any]):
    """How the claim stands to another."""

    relation = WordField(Relation)
    on = serializers.CharField(allow_null=True, help_text="Its key; null where it is protected.")
    verdict = WordField(DerivationVerdict)


class ClaimSerializer(serializers.Serializer[Any]):
    """A claim. Claims compete and repeat one another: never add them up."""

    key = serializers.CharField(allow_null=True, help_text="Stable; null where protected.")
    report = serializers.CharField(allow_null=True, help_text="The report's key.")
    claimant = SpeakerSerializer(help_text="Who asserts it.")
    publisher = SpeakerSerializer(help_text="Who carries it.")
    title = serializers.CharField(allow_null=True, help_text="The report's.")
    url = serializers.CharField(allow_null=True, help_text="The report's.")
    published_on = serializers.DateField(allow_null=True)
    stance = WordField(Stance)
    harm = WordField(Harm)
    status = WordField(Status)
    sub_group = serializers.CharField(allow_null=True)
    figure = ClaimFigureSerializer()
    scope = WordField(Scope)
    period = PeriodSerializer(allow_null=True)
    event_date = serializers.DateField(allow_null=True)
    date_precision = WordField(DatePrecision)
    place = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    location_precision = WordField(LocationPrecision)
    alleged_parties = serializers.ListField(child=serializers.CharField())
    cause = serializers.CharField(allow_null=True)
    note = serializers.CharField()
    flags = serializers.ListField(child=serializers.CharField())
    state = WordField(ClaimState)
    incident = serializers.CharField(allow_null=True)
    link = WordField(LinkState, allow_null=True)
    protected = serializers.BooleanField(help_text="Who said it is hidden from this reader.")
    derivations = TieSerializer(many=True)

    def to_representation(self, instance: ClaimReading) -> dict[str, Any]:
        """Return the claim without what leads to a protected source.

        Pages hold hundreds: it goes from its row as it is, and the fields above describe it.
        """
        row, named = instance.row, instance.named
        period = {"first": row.period_first, "last": row.period_last} if row.period_first else None
        return {name: getattr(row, name) for name in _AS_STORED} | {
            "key": row.key if named else None,
            "report": row.report.key if named else None,
            "claimant": _speaker(row.claimant, named=named),
            "publisher": _speaker(row.report.publisher, named=named),
            "title": row.report.title if named else None,
            "url": row.report.url if named else None,
            "published_on": row.report.published_on,
            "figure": {name: getattr(row, name) for name in _FIGURE},
            "period": period,
            "place": row.place_name,
            "alleged_parties": sorted(link.party.slug for link in row.party_links.all()),
            "note": row.note if named else "",
            "state": instance.state,
            "incident": instance.incident,
            "link": instance.link,
            "protected": not named,
            "derivations": [
                {"relation": tie.relation, "on": tie.on, "verdict": tie.verdict}
                for tie in instance.ties
            ],
        }


_AS_STORED = (
    "stance",
    "harm",
    "status",
    "sub_group",
    "scope",
    "event_date",
    "date_precision",
    "latitude",
    "longitude",
    "location_precision",
    "cause",
    "flags",
)


_FIGURE = tuple(ClaimFigureSerializer().fields)


class ReportRowSerializer(serializers.Serializer[Any]):
    """A report, without its claims and its text."""

    key = serializers.CharField()
    publisher = serializers.SerializerMethodField()
    title = serializers.CharField()
    url = serializers.CharField()
    archived_url = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    retrieved_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the text; empty: none.")

    @extend_schema_field(SpeakerSerializer)
    def get_publisher(self, report: Report) -> dict[str, Any]:
        """Return who published it: a report of a hidden publisher is not shown at all."""
        return _speaker(report.publisher, named=True)


class ReportSerializer(ReportRowSerializer):
    """A report with those of its claims that the reader may see."""

    text = serializers.CharField(
        allow_null=True, help_text="For readers who may see drafts; null for others."
    )
    cites = serializers.ListField(child=serializers.CharField(), help_text="Keys of reports.")
    claims = ClaimSerializer(many=True)

    def to_representation(self, instance: ReportReading) -> dict[str, Any]:
        """Return the report's row, and what is told of it besides."""
        row = instance.row
        told = {name: getattr(instance, name) for name in ("text", "cites", "claims")}
        shown = {name: getattr(row, name) for name in _OF_REPORT}
        return super().to_representation(SimpleNamespace(**shown, **told))


_OF_REPORT = (
    *("key", "publisher", "title", "url", "archived_url", "published_on", "retrieved_on"),
    *("language", "sha256"),
)


class JudgementSerializer(serializers.Serializer[Any]):
    """Whether a claim is about an incident, and who said so."""

    claim = serializers.CharField(source="row.claim.key")
    incident = serializers.CharField(help_text="Its code; of a merged one its root's.")
    verdict = WordField(JudgementVerdict, source="row.verdict")
    confirmed = serializers.BooleanField(
        source="row.confirmed", help_text="Made or confirmed by somebody who may review."
    )
    probability = serializers.FloatField(
        source="row.probability", allow_null=True, help_text="0 to 1, where a rule judged."
    )
    features = serializers.ListField(
        source="row.features", child=serializers.DictField(), help_text="What spoke for it."
    )
    model = serializers.CharField(source="row.model", help_text="The rule's version.")
    by = serializers.CharField(source="row.by")
    at = serializers.DateTimeField(source="row.at")
    reason = serializers.CharField(source="row.reason")


class MethodSerializer(serializers.Serializer[Any]):
    """A way to make a range from competing claims."""

    name = serializers.CharField()
    version = serializers.CharField()
    headline = serializers.BooleanField(help_text="The ranges here are made by it.")
    summary = serializers.CharField()
    weighs_denials = serializers.BooleanField(help_text="Denials bear on its ranges.")
    converts = serializers.BooleanField(help_text="Reads other measures where one has no figure.")
