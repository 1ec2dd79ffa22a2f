"""What readers get of incidents: ranges, why they are what they are, who signed them off."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from casualties.api.fields import WordField, told
from casualties.api.figures import EstimateFigureSerializer, IntervalSerializer
from casualties.api.read_serializers import ClaimSerializer
from casualties.core.estimation.words import Attribution, Flag, HarmGrade
from casualties.core.words import (
    ActionStatus,
    Basis,
    DatePrecision,
    IncidentState,
    LeftOut,
    LocationPrecision,
    Qualifier,
    Use,
)
from casualties.queries.readings import EstimateReading, IncidentReading, SignOffState
from sources.core.types import Reliability


def _figure() -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=True)


class SaidSerializer(serializers.Serializer[Any]):
    """A figure as it was said, in a derivation."""

    qualifier = WordField(Qualifier)
    low = _figure()
    best = _figure()
    high = _figure()
    word = serializers.CharField(allow_null=True)
    expression = serializers.CharField()
    sub_group = serializers.CharField(allow_null=True)
    scheme = serializers.CharField(allow_null=True)


class LineSerializer(serializers.Serializer[Any]):
    """What every line of a derivation says of its claim."""

    claim = serializers.CharField(allow_null=True, help_text="Its key; null where protected.")
    speaker = serializers.CharField()
    protected = serializers.BooleanField()
    said = SaidSerializer()


class TermSerializer(serializers.Serializer[Any]):
    """A claim's term in the likelihood."""

    kind = serializers.CharField(help_text="Form of the term: exact, between, at_least, ...")
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    r = serializers.FloatField(help_text="Probability that it is about right.")
    rho = serializers.FloatField(help_text="Probability that it is exactly right.")
    offset = serializers.FloatField(help_text="Bias and conversion, in log units.")
    variance = serializers.FloatField(help_text="In log units, squared.")
    weight = serializers.FloatField(help_text="Its share in its group, 0 to 1.")


class FloorSerializer(serializers.Serializer[Any]):
    """A count below which it hardly was."""

    kind = serializers.CharField(help_text="names or concession")
    n = serializers.IntegerField()


class InfluenceSerializer(serializers.Serializer[Any]):
    """What one voice does to the range."""

    divergence = serializers.FloatField(help_text="From the range without it, in nats.")
    overlap = serializers.FloatField(help_text="With what the others say, 0 to 1.")
    low = _figure()
    best = _figure()
    high = _figure()
    floors = FloorSerializer(many=True)


class MemberSerializer(LineSerializer):
    """A claim that counts, or repeats one that does."""

    use = WordField(Use)
    why = serializers.CharField()
    read_as = IntervalSerializer(allow_null=True, help_text="The figure as numbers.")
    term = TermSerializer(required=False, help_text="How the posterior weighs it.")


class GroupSerializer(serializers.Serializer[Any]):
    """One independent voice, with the claims that trace back to it."""

    key = serializers.CharField(allow_null=True)
    root = serializers.CharField(  # type: ignore[assignment]  # the base class has a `root` too
        allow_null=True, help_text="The claim it all goes back to."
    )
    speaker = serializers.CharField()
    protected = serializers.BooleanField()
    reliability = WordField(Reliability)
    members = MemberSerializer(many=True)
    weight = serializers.FloatField(allow_null=True, help_text="Null also where protected.")
    shift = serializers.FloatField(allow_null=True, help_text="Null also where protected.")
    influence = InfluenceSerializer(
        required=False, allow_null=True, help_text="Its low, best and high: by itself alone."
    )


class OmissionSerializer(LineSerializer):
    """A claim that bears on nothing, and why."""

    code = WordField(LeftOut)
    sentence = serializers.CharField()


class BoundSerializer(serializers.Serializer[Any]):
    """Where one end of a range comes from."""

    figure = serializers.IntegerField()
    claim = serializers.CharField(allow_null=True)
    sentence = serializers.CharField()


class BoundsSerializer(serializers.Serializer[Any]):
    """Where the ends come from; null: there is no such figure."""

    low = BoundSerializer(allow_null=True)
    best = BoundSerializer(allow_null=True)
    high = BoundSerializer(allow_null=True)


class GradeLineSerializer(serializers.Serializer[Any]):
    """The grade that the claims give the incident, a sentence on each axis."""

    harm = WordField(HarmGrade)
    harm_because = serializers.CharField()
    attribution = WordField(Attribution)
    attribution_because = serializers.CharField()


class PosteriorSerializer(serializers.Serializer[Any]):
    """What the posterior was made with and what it gives: enough to work it out again."""

    constants = serializers.CharField(help_text="Identity of the table of constants.")
    parameters = serializers.CharField(help_text="Name of the prior.")
    parameters_version = serializers.CharField()
    alpha = serializers.FloatField(help_text="Of the prior: its tail.")
    c = serializers.FloatField(help_text="Of the prior: its shift, in persons.")
    zero_prior = serializers.FloatField(help_text="Of the prior: the probability of nobody.")
    reason = serializers.CharField(help_text="Why this prior, where somebody chose it.")
    intervals = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()),
        help_text="[level, low, high] each.",
    )
    zero = serializers.FloatField(help_text="The probability that it was nobody.")
    mean = serializers.FloatField(help_text="Of the logarithm of the count plus a half.")
    sd = serializers.FloatField(help_text="Of the same.")
    readings = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()),
        help_text="Where there are two: [peak, low, high, probability] each.",
    )
    converted = serializers.BooleanField(help_text="Made from figures of another measure.")


class DerivationSerializer(serializers.Serializer[Any]):
    """How a range came about: every claim once, and why it changed last."""

    version = serializers.IntegerField()
    groups = GroupSerializer(many=True)
    left_out = OmissionSerializer(many=True)
    bounds = BoundsSerializer()
    posterior = PosteriorSerializer(required=False, help_text="Where the posterior made the range.")
    grade = GradeLineSerializer(required=False, help_text="The incident's, with its headline.")
    change = serializers.CharField(help_text="Why it moved, or did not, in one sentence.")

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        """Return it as it is: it is stored in the shape in which it is served."""
        return instance


class SignOffSerializer(serializers.Serializer[Any]):
    """Whether the desk stands by a range. Its figures are the ones to publish."""

    state = WordField(SignOffState)
    figures = IntervalSerializer(
        source="sign_off", allow_null=True, help_text="As signed; null while unsigned."
    )
    signed_at = serializers.DateTimeField(source="sign_off.at", default=None, allow_null=True)
    reason = serializers.CharField(
        source="sign_off.reason",
        default=None,
        allow_null=True,
        help_text="Why they differ from the computed ones, where they do.",
    )


class EstimateSerializer(serializers.Serializer[Any]):
    """A range in one measure and basis, and everything about it."""

    figure = EstimateFigureSerializer(source="*")
    reason = serializers.CharField(source="row.reason", help_text="Why there is no range.")
    claims = serializers.IntegerField(source="row.claims", help_text="Claims it rests on.")
    groups = serializers.IntegerField(source="row.groups", help_text="Independent voices.")
    flags = serializers.ListField(source="row.flags", child=WordField(Flag))
    bench = serializers.DictField(
        source="row.bench", child=IntervalSerializer(), help_text="What the other methods give."
    )
    method_version = serializers.CharField(source="row.method_version")
    scheme = serializers.CharField(source="row.scheme", help_text="Gave words their numbers.")
    estimated_at = serializers.DateTimeField(
        source="row.at", allow_null=True, help_text="Null: made anew for this answer."
    )
    derivation = DerivationSerializer()
    sign_off = SignOffSerializer(source="*")


class GradeSerializer(serializers.Serializer[Any]):
    """How well it is attested that civilians were harmed, and who is held to have done it."""

    harm = WordField(HarmGrade)
    attribution = WordField(Attribution)
    decided = serializers.BooleanField(help_text="By a person; false: computed from the claims.")


class ExplainedGradeSerializer(GradeSerializer):
    """A grade with its reason."""

    because = serializers.CharField(help_text="The person's reason, or what the claims attest.")


class IncidentRowSerializer(serializers.Serializer[Any]):
    """An incident with its headline range (killed:civilian)."""

    code = serializers.CharField(source="row.code")
    aliases = serializers.ListField(source="row.aliases", child=serializers.CharField())
    title = serializers.CharField(source="row.title")
    country = serializers.CharField(source="row.country")
    first_day = serializers.DateField(source="row.first_day")
    last_day = serializers.DateField(source="row.last_day")
    date_precision = WordField(DatePrecision, source="row.date_precision")
    place = serializers.CharField(source="row.place_name")
    latitude = serializers.FloatField(source="row.latitude", allow_null=True)
    longitude = serializers.FloatField(source="row.longitude", allow_null=True)
    location_precision = WordField(LocationPrecision, source="row.location_precision")
    alleged_parties = serializers.SerializerMethodField()
    action_status = WordField(ActionStatus, source="row.action_status")
    cause = serializers.CharField(source="row.cause")
    state = WordField(IncidentState, source="row.state")
    grade = serializers.SerializerMethodField(help_text="Null: not worked out yet.")
    headline = serializers.SerializerMethodField(help_text="Null: not worked out yet.")
    headline_provisional = serializers.SerializerMethodField(
        help_text="With drafts; null where it equals the reviewed one or may not be seen."
    )
    signed = serializers.SerializerMethodField(
        help_text="The headline figures that were signed off: the ones to publish."
    )
    pending = serializers.BooleanField(
        allow_null=True,
        help_text="Something came in that the ranges do not show yet; null for the public.",
    )
    url = serializers.SerializerMethodField()

    def get_alleged_parties(self, reading: IncidentReading) -> list[str]:
        """Return the parties' slugs."""
        return sorted(party.slug for party in reading.row.alleged_parties.all())

    @extend_schema_field(GradeSerializer(allow_null=True))
    def get_grade(self, reading: IncidentReading) -> dict[str, Any] | None:
        """Return what somebody decided, else what was computed."""
        grade = _grade_of(reading)
        return None if grade is None else told(GradeSerializer, grade)

    @extend_schema_field(EstimateFigureSerializer(allow_null=True))
    def get_headline(self, reading: IncidentReading) -> dict[str, Any] | None:
        """Return the reviewed headline range."""
        return _figure_of(reading.headline(Basis.REVIEWED))

    @extend_schema_field(EstimateFigureSerializer(allow_null=True))
    def get_headline_provisional(self, reading: IncidentReading) -> dict[str, Any] | None:
        """Return the headline range with drafts."""
        return _figure_of(reading.headline(Basis.PROVISIONAL))

    @extend_schema_field(IntervalSerializer(allow_null=True))
    def get_signed(self, reading: IncidentReading) -> dict[str, Any] | None:
        """Return the headline figures somebody stands by."""
        headline = reading.headline(Basis.REVIEWED)
        if headline is None or headline.sign_off is None:
            return None
        return told(IntervalSerializer, headline.sign_off)

    def get_url(self, reading: IncidentReading) -> str:
        """Return where its claims and explanations are."""
        return reverse("api:incident", args=[reading.row.code])


def _figure_of(reading: EstimateReading | None) -> dict[str, Any] | None:
    return None if reading is None else told(EstimateFigureSerializer, reading)


def _grade_of(reading: IncidentReading) -> dict[str, Any] | None:
    headline = reading.headline(Basis.REVIEWED)
    if decision := reading.graded:
        return {"harm": decision.harm, "attribution": decision.attribution, "decided": True}
    if headline is None:
        return None
    row = headline.row
    return {"harm": row.harm_grade, "attribution": row.attribution, "decided": False}


class IncidentSerializer(IncidentRowSerializer):
    """An incident with all its ranges, their explanations and its claims."""

    @extend_schema_field(ExplainedGradeSerializer(allow_null=True))
    def get_grade(self, reading: IncidentReading) -> dict[str, Any] | None:
        """Return the grade with its reason."""
        grade, headline = _grade_of(reading), reading.headline(Basis.REVIEWED)
        if grade is None:
            return None
        computed = headline.row.derivation["grade"] if headline else {}
        axes = (computed.get(f"{axis}_because", "") for axis in ("harm", "attribution"))
        attested = " ".join(dict.fromkeys(axes))  # one sentence may speak of both
        because = reading.graded.reason if reading.graded else attested
        return told(ExplainedGradeSerializer, {**grade, "because": because})

    estimates = EstimateSerializer(many=True)
    claims = ClaimSerializer(many=True)
