"""The site with two more pages, as bare as can be: what the page of incidents is held against."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path

from casualties.models import Estimate, Incident
from config.urls import handler500
from config.urls import urlpatterns as _site

_INCIDENT = (
    *("code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("place_name", "latitude", "longitude", "location_precision", "action_status", "cause"),
    "state",
)
_RANGE = (
    *("incident_id", "measure", "outcome", "low", "best", "high", "open_above", "open_below"),
    *("level", "method", "basis", "harm_grade", "attribution"),
)


def incidents(request: HttpRequest) -> HttpResponse:
    """Return 100 incidents' own columns: no range, no rights, no parameters."""
    rows = Incident.objects.order_by("code").values(*_INCIDENT)[:100]
    return _answer({"results": list(rows)})


def with_ranges(request: HttpRequest) -> HttpResponse:
    """Return 100 incidents' columns and their headline ranges, side by side."""
    rows = list(Incident.objects.order_by("code").values("pk", *_INCIDENT)[:100])
    ranges = Estimate.objects.filter(
        incident__in=[row["pk"] for row in rows], measure="killed:civilian", ended_at=None
    )
    return _answer({"results": rows, "ranges": list(ranges.values(*_RANGE))})


def _answer(told: object) -> HttpResponse:
    return HttpResponse(orjson.dumps(told), content_type="application/json")


urlpatterns = [path("bare", incidents), path("bare-with-ranges", with_ranges), *_site]
__all__ = ["handler500", "urlpatterns"]
