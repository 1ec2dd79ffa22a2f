"""Incidents with their ranges."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from casualties import queries
from casualties.api import schema
from casualties.api.access import audience_of
from casualties.api.filters import IncidentFilterSerializer, QuerySerializer, read
from casualties.api.incident_serializers import IncidentRowSerializer, IncidentSerializer
from casualties.api.views.pages import page
from casualties.models import Incident


class IncidentsView(APIView):
    """The incidents, by code."""

    @schema.list_incidents
    def get(self, request: Request) -> Response:
        """Return a page of incidents with their headline ranges."""
        filters = read(IncidentFilterSerializer, request)
        readings, more = queries.incidents_page(filters, audience_of(request))
        rows = IncidentRowSerializer(readings, many=True).data
        return page(request, rows, rows[-1]["code"] if more else None)


class IncidentView(APIView):
    """One incident."""

    @schema.read_incident
    def get(self, request: Request, code: str) -> Response:
        """Return the incident with its ranges, their explanations and its claims."""
        read(QuerySerializer, request)
        audience = audience_of(request)
        incident = queries.incident_for(code, audience)
        if not incident:
            raise NotFound(f"No incident {code!r} is on file, or you may not see it.")
        if incident.merged_into:
            return _moved(incident)
        return Response(IncidentSerializer(queries.incident_reading(incident, audience)).data)


def _moved(incident: Incident) -> Response:
    root = queries.root_of(incident).code
    message = f"{incident.code} was merged into {root}."
    told = {"code": "merged", "message": message, "detail": {"into": root}}
    # A merge can be undone, so nobody may keep this answer for ever.
    headers = {"Location": reverse("api:incident", args=[root]), "Cache-Control": "no-cache"}
    return Response(told, status=301, headers=headers)
