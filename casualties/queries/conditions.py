"""What narrows a list, by the name of its parameter: one table a resource, one meaning a name."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt
from django.db.models.lookups import LessThanOrEqual

from casualties.core.areas import Box, Circle
from casualties.core.words import Resource
from casualties.models import Change
from sources.visibility import Audience

Condition = Callable[[Any, Audience], Q]
Conditions = Mapping[str, Condition]

_EARTH_KM = 6371.0088  # mean radius, IUGG
_DEGREE_KM = 111.1  # of latitude, a little short so that the box holds the circle


def matching(conditions: Conditions, asked: Mapping[str, Any], audience: Audience) -> Q:
    """Return what rows must meet to be what was asked for."""
    wanted = Q()
    for name, condition in conditions.items():
        if name in asked:
            wanted &= condition(asked[name], audience)
    return wanted


def holds(*columns: str) -> Condition:
    """Look for a text in any of the columns; trigram indexes answer it."""

    def found(text: str, _: Audience) -> Q:
        wanted = Q()
        for column in columns:
            wanted |= Q(**{f"{column}__icontains": text})
        return wanted

    return found


def changed_since(resource: Resource) -> Condition:
    """Look for what changed since a time, by the feed of changes."""

    def found(time: Any, _: Audience) -> Q:
        changes = Change.objects.filter(resource=resource, subject=OuterRef("pk"), at__gte=time)
        return Q(Exists(changes))

    return found


def within(area: Box | Circle, prefix: str = "") -> Q:
    """Look for what lies in an area; what has no coordinates lies in none."""
    if isinstance(area, Box):
        return _in_box(area, prefix)
    reach = area.distance_km / _DEGREE_KM
    near = Q(**{f"{prefix}latitude__range": (area.latitude - reach, area.latitude + reach)})
    return near & Q(LessThanOrEqual(_distance_km(area, prefix), area.distance_km))


def _in_box(box: Box, prefix: str) -> Q:
    tall = Q(**{f"{prefix}latitude__range": (box.south, box.north)})
    if box.west <= box.east:
        return tall & Q(**{f"{prefix}longitude__range": (box.west, box.east)})
    east, west = (
        Q(**{f"{prefix}longitude__gte": box.west}),
        Q(**{f"{prefix}longitude__lte": box.east}),
    )
    return tall & (east | west)


def _distance_km(circle: Circle, prefix: str) -> Combinable:
    """Return the haversine distance: right for near points, where others round to nothing."""
    latitude, longitude = F(f"{prefix}latitude"), F(f"{prefix}longitude")
    tall = Power(Sin(Radians(latitude - circle.latitude) / 2), 2)
    wide = Power(Sin(Radians(longitude - circle.longitude) / 2), 2)
    narrowing = Cos(Radians(latitude)) * math.cos(math.radians(circle.latitude))
    return 2 * _EARTH_KM * ASin(Sqrt(Least(1.0, tall + narrowing * wide)))
