"""What the reference says of incidents."""

from drf_spectacular.utils import extend_schema

from casualties.api import examples
from casualties.api.filters import IncidentFilterSerializer
from casualties.api.incident_serializers import IncidentRowSerializer, IncidentSerializer
from casualties.api.schema.answers import Decorator, answer, errors, page_of

list_incidents: Decorator = extend_schema(
    operation_id="listIncidents",
    tags=["incidents"],
    summary="List incidents with their headline ranges",
    parameters=[IncidentFilterSerializer],
    responses={
        200: answer(
            page_of("IncidentPage", IncidentRowSerializer(many=True)),
            "A page, by code.",
            {"results": [examples.INCIDENT], "next": None},
        ),
        **errors(400, 401, 503),
    },
)
read_incident: Decorator = extend_schema(
    operation_id="readIncident",
    tags=["incidents"],
    summary="Read an incident: ranges, why they are so, claims",
    responses={
        200: answer(IncidentSerializer, "The incident."),
        **errors(301, 400, 401, 404, 503),
    },
)
