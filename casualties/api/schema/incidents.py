"""What the reference says of incidents."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from casualties.api import examples
from casualties.api.edit_serializers import IncidentChangeSerializer
from casualties.api.filters import (
    AsOfSerializer,
    EstimateFilterSerializer,
    IncidentFilterSerializer,
)
from casualties.api.incident_serializers import (
    EstimateSerializer,
    IncidentRowSerializer,
    IncidentSerializer,
)
from casualties.api.schema.answers import Decorator, answer, errors, page_of, reading

list_incidents: Decorator = extend_schema(
    operation_id="listIncidents",
    tags=["incidents"],
    summary="List incidents with their headline ranges",
    parameters=[IncidentFilterSerializer],
    responses=reading(
        answer(
            page_of("IncidentPage", IncidentRowSerializer(many=True), additive=False),
            "A page, by code.",
            {"results": [examples.INCIDENT], "next": None, "additive": False},
        )
    ),
)
read_incident: Decorator = extend_schema(
    operation_id="readIncident",
    tags=["incidents"],
    summary="Read an incident: ranges, why they are so, claims",
    parameters=[AsOfSerializer],
    responses=reading(answer(IncidentSerializer, "The incident."), 301, 404),
)
describe_incident: Decorator = extend_schema(
    operation_id="describeIncident",
    tags=["incidents"],
    summary="Change what describes an incident",
    description="For the desk. What is left out stays. What somebody else changed since you read "
    "it is not written over: 412 gives both.",
    parameters=[
        OpenApiParameter(
            "If-Match",
            OpenApiTypes.STR,
            OpenApiParameter.HEADER,
            required=True,
            description="The incident's ETag as you read it. Only a change of the description "
            "outdates it, not one of claims or ranges.",
        )
    ],
    request=IncidentChangeSerializer,
    responses={
        200: answer(IncidentSerializer, "As it is described now."),
        **errors(400, 401, 403, 404, 409, 412, 413, 415, 428, 503),
    },
)
list_estimates: Decorator = extend_schema(
    operation_id="listEstimates",
    tags=["incidents"],
    summary="List the ranges of an incident, as they stand or as they were",
    parameters=[EstimateFilterSerializer],
    responses=reading(
        answer(
            page_of("EstimatePage", EstimateSerializer(many=True), additive=False),
            "All of them: the headline first, reviewed before provisional.",
        ),
        *(301, 404),
    ),
)
