"""Rows of the page asked for most, straight from columns: the serializers give the same."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from casualties.core.types import HEADLINE
from casualties.core.words import Basis
from casualties.queries import IncidentRow
from casualties.queries.readings import SignOffState

_HEADLINE = str(HEADLINE)
_IN_ADDRESSES = "~:@!$&'()*+,;="


def incident_rows(
    rows: Iterable[IncidentRow], pending: Callable[[int], bool | None]
) -> Iterator[dict[str, Any]]:
    """Yield incidents with their headline ranges, as `IncidentRowSerializer` would tell them."""
    address = reverse("api:incidents")
    for row in rows:
        estimate, signed = row.reviewed[0], row.signed[0]
        harm, attribution, decided = row.grade
        yield {
            "code": row.code,
            "aliases": row.aliases,
            "title": row.title,
            "country": row.country,
            "first_day": row.first_day,
            "last_day": row.last_day,
            "date_precision": row.date_precision,
            "place": row.place,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "location_precision": row.location_precision,
            "alleged_parties": row.alleged_parties,
            "action_status": row.action_status,
            "cause": row.cause,
            "state": row.state,
            "grade": harm and {"harm": harm, "attribution": attribution, "decided": decided},
            "headline": _figure(row.reviewed, Basis.REVIEWED, _state(estimate, signed)),
            "headline_provisional": _figure(
                row.provisional, Basis.PROVISIONAL, SignOffState.UNSIGNED
            ),
            "signed": _signed(row.signed) if estimate and signed else None,
            "pending": pending(row.id),
            "url": f"{address}/{quote(row.code, safe=_IN_ADDRESSES)}",
        }


def _figure(columns: tuple[Any, ...], basis: Basis, state: SignOffState) -> dict[str, Any] | None:
    pk, outcome, low, best, high, open_above, open_below, level, method = columns
    if pk is None:
        return None
    return {
        "measure": _HEADLINE,
        "outcome": outcome,
        "low": low,
        "best": best,
        "high": high,
        "open_above": open_above,
        "open_below": open_below,
        "level": level,
        "method": method,
        "basis": basis,
        "state": state,
    }


def _signed(columns: tuple[Any, ...]) -> dict[str, Any]:
    _, low, best, high, below, above = columns
    return {"low": low, "best": best, "high": high, "open_below": below, "open_above": above}


def _state(estimate: int | None, signed: int | None) -> SignOffState:
    if signed is None:
        return SignOffState.UNSIGNED
    return SignOffState.SIGNED_OFF if signed == estimate else SignOffState.CHANGED_SINCE
