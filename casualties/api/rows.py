"""Rows of the page asked for most, straight from columns: the serializers give the same."""

from typing import Any
from urllib.parse import quote

from django.urls import reverse

from casualties.queries.readings import SignOffState

Columns = dict[str, Any]

_AS_STORED = (
    *("code", "aliases", "title", "country", "first_day", "last_day", "date_precision"),
    *("latitude", "longitude", "location_precision", "action_status", "cause", "state", "pending"),
)
_FIGURE = (
    *("measure", "outcome", "low", "best", "high", "open_above", "open_below", "level"),
    *("method", "basis"),
)
_INTERVAL = ("low", "best", "high", "open_below", "open_above")
_REVIEWED = {name: f"reviewed__{name}" for name in _FIGURE}
_PROVISIONAL = {name: f"provisional__{name}" for name in _FIGURE}
_SIGNED = {name: f"signed__{name}" for name in _INTERVAL}
_IN_ADDRESSES = "~:@!$&'()*+,;="


def incident_rows(rows: list[Columns], *, drafts: bool) -> list[dict[str, Any]]:
    """Return incidents with their headline ranges, as `IncidentRowSerializer` would."""
    address = reverse("api:incidents")
    return [_incident(row, address, drafts=drafts) for row in rows]


def _incident(row: Columns, address: str, *, drafts: bool) -> dict[str, Any]:
    reviewed = row["reviewed__pk"] is not None
    provisional = drafts and row["provisional__pk"] is not None
    signed = reviewed and row["signed__estimate_id"] is not None
    told = {name: row[name] for name in _AS_STORED}
    told["place"] = row["place_name"]
    told["alleged_parties"] = row["parties"]
    told["grade"] = _grade(row)
    told["headline"] = _figure(row, _REVIEWED, _state(row)) if reviewed else None
    told["headline_provisional"] = (
        _figure(row, _PROVISIONAL, SignOffState.UNSIGNED) if provisional else None
    )
    told["signed"] = {name: row[column] for name, column in _SIGNED.items()} if signed else None
    told["url"] = f"{address}/{quote(row['code'], safe=_IN_ADDRESSES)}"
    return told


def _figure(row: Columns, columns: dict[str, str], state: SignOffState) -> dict[str, Any]:
    figure = {name: row[column] for name, column in columns.items()}
    figure["state"] = state
    return figure


def _state(row: Columns) -> SignOffState:
    signed = row["signed__estimate_id"]
    if signed is None:
        return SignOffState.UNSIGNED
    return SignOffState.SIGNED_OFF if signed == row["reviewed__pk"] else SignOffState.CHANGED_SINCE


def _grade(row: Columns) -> dict[str, Any] | None:
    decided = row["decided__pk"] is not None
    if not decided and row["reviewed__pk"] is None:
        return None
    made = "decided__harm" if decided else "reviewed__harm_grade"
    held = "decided__attribution" if decided else "reviewed__attribution"
    return {"harm": row[made], "attribution": row[held], "decided": decided}
