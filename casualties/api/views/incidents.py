"""Incidents with their ranges."""

import re
from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from casualties import queries
from casualties.actions import descriptions
from casualties.api import rows, schema
from casualties.api.access import audience_of
from casualties.api.edit_serializers import IncidentChangeSerializer
from casualties.api.fields import told
from casualties.api.filters import (
    AsOfSerializer,
    EstimateFilterSerializer,
    IncidentFilterSerializer,
    QuerySerializer,
    read,
)
from casualties.api.incident_serializers import (
    EstimateSerializer,
    IncidentRowSerializer,
    IncidentSerializer,
)
from casualties.api.parsers import ShallowJSONParser
from casualties.api.views.reading import ReadView, answer, fresh, page
from casualties.errors import VersionMissing
from casualties.models import Incident
from casualties.queries import TODAY, AsOf
from casualties.queries.readings import EstimateReading
from sources.api.authentication import HasScope, actor_of
from sources.core.types import TokenScope
from sources.visibility import Audience


class IncidentsView(ReadView):
    """The incidents, by code."""

    @schema.list_incidents
    def get(self, request: Request) -> HttpResponse:
        """Return a page of incidents with their headline ranges."""
        asked, audience = fresh(read(IncidentFilterSerializer, request)), audience_of(request)
        as_of = _as_of(asked)
        if as_of == TODAY:
            found, pending = queries.incident_rows(asked, audience)
            page_rows = rows.incident_rows(found.rows, pending)
            return page(request, asked, page_rows, found.after, additive=False)
        past = queries.incident_readings(asked, audience, as_of)
        shown = IncidentRowSerializer(past.rows, many=True).data
        return page(request, asked, shown, past.after, additive=False)


class IncidentView(ReadView):
    """One incident."""

    parser_classes = (ShallowJSONParser,)

    def get_permissions(self) -> list[BasePermission]:
        """Return who may describe it; everyone may read."""
        if self.request.method in SAFE_METHODS:
            return []
        return [HasScope(TokenScope.ADMIN, right="casualties.change_incident")]

    @schema.read_incident
    def get(self, request: Request, code: str) -> Response | HttpResponse:
        """Return the incident with its ranges, their explanations and its claims."""
        as_of, audience = _as_of(read(AsOfSerializer, request)), audience_of(request)
        incident = _incident(code, audience)
        if incident.merged_into:
            return _moved(request, "api:incident", incident)
        return _told(incident, audience, as_of)

    @schema.describe_incident
    def patch(self, request: Request, code: str) -> HttpResponse:
        """Change what describes the incident, where nobody else did since it was read."""
        read(QuerySerializer, request)
        body = IncidentChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        audience = audience_of(request)
        described = descriptions.describe(
            incident=_incident(code, audience),
            wanted=body.validated_data,
            version=_version(request),
            by=actor_of(request),
        )
        return _told(described, audience, TODAY)


class EstimatesView(ReadView):
    """The ranges of one incident."""

    @schema.list_estimates
    def get(self, request: Request, code: str) -> Response | HttpResponse:
        """Return every range of the incident with its explanation.

        What was recorded of a merged incident before that stays under its own code.
        """
        asked, audience = read(EstimateFilterSerializer, request), audience_of(request)
        incident, as_of = _incident(code, audience), _as_of(asked)
        if incident.merged_into and not as_of.recorded_at:
            return _moved(request, "api:estimates", incident)
        found = queries.estimate_readings(incident, audience, as_of)
        wanted = [told(EstimateSerializer, one) for one in found if _meets(one, asked)]
        return page(request, asked, wanted, None, additive=False)


def _told(incident: Incident, audience: Audience, as_of: AsOf) -> HttpResponse:
    reading = queries.incident_reading(incident, audience, as_of)
    return answer(told(IncidentSerializer, reading), version=queries.version_of(incident))


def _version(request: Request) -> str:
    """Return the version an edit rests on: what stands before the dot of the ETag.

    What follows it tells of claims and ranges, which change under an editor's hands.
    """
    found = re.fullmatch(r'"([0-9a-f]{16})\.[0-9a-f]+"', request.headers.get("If-Match", ""))
    if not found:
        raise VersionMissing("Send the ETag of the incident, as you read it, in If-Match.")
    return found[1]


def _as_of(asked: dict[str, Any]) -> AsOf:
    return AsOf(published_by=asked.get("as_published_by"), recorded_at=asked.get("as_recorded_at"))


def _incident(code: str, audience: Audience) -> Incident:
    incident = queries.incident_for(code, audience)
    if not incident:
        raise NotFound(f"No incident {code!r} is on file, or you may not see it.")
    return incident


def _meets(reading: EstimateReading, asked: dict[str, Any]) -> bool:
    harm, _, status = reading.row.measure.partition(":")
    stands = {"harm": harm, "status": status, "basis": reading.row.basis}
    return all(asked.get(name, value) == value for name, value in stands.items())


def _moved(request: Request, name: str, incident: Incident) -> Response:
    root = queries.root_of(incident).code
    message = f"{incident.code} was merged into {root}."
    body = {"code": "merged", "message": message, "detail": {"into": root}}
    place = reverse(name, args=[root])
    asked = request.META.get("QUERY_STRING")
    # A merge can be undone, so nobody may keep this answer for ever.
    headers = {"Location": f"{place}?{asked}" if asked else place, "Cache-Control": "no-cache"}
    return Response(body, status=301, headers=headers)
