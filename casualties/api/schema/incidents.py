"""What the reference says of incidents."""

from drf_spectacular.utils import extend_schema

from casualties.api import examples
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
from casualties.api.schema.answers import Decorator, answer, page_of, reading

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
