"""MAVERICK event reports as claims (van Baalen and Hoglund 2026, CC BY 4.0)."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

from casualties.core.linking import Count, Days, LinkClaim, Spot
from casualties.core.types import Measure
from casualties.core.words import DatePrecision, LocationPrecision
from tests.benchmarks.linkage.case import Case

PUBLISHED = re.compile(r"\((\d{4})-(\d{2})-(\d{2})\)")
PRECISIONS = {
    "6": LocationPrecision.EXACT,
    "5": LocationPrecision.STREET,
    "4": LocationPrecision.NEIGHBOURHOOD,
    "3": LocationPrecision.TOWN,
    "2": LocationPrecision.DISTRICT,
    "1": LocationPrecision.GOVERNORATE,
}
COUNTRIES = {"Ivory Coast": "CI", "Kenya": "KE"}
MEASURES = {
    "deaths": Measure.parse("killed:unknown"),
    "injuries": Measure.parse("injured:unknown"),
}


def read(path: Path) -> list[Case]:
    """Return the reports in the order of publication; the event's id is the hidden answer."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = Counter(row["source"] for row in rows)
    cases = [_case(row, number, listed[row["source"]]) for number, row in enumerate(rows)]
    return sorted(cases, key=lambda case: (case.claim.published_on or date.max, case.claim.key))


def _case(row: dict[str, str], number: int, listed: int) -> Case:
    claim = LinkClaim(
        key=f"r{number:05}",
        published_on=_published(row["source"]),
        when=_days(row),
        where=_spot(row),
        groups=_stated(row["target"]),
        parties=frozenset(
            row[f"actor{seat}_id"]
            for seat in range(1, 7)
            if row[f"actor{seat}_id"] and not row[f"actor{seat}"].startswith("Unknown actor")
        ),
        causes=_stated(row["event_context"]),
        counts=tuple(_counts(row)),
        citations=frozenset({row["source"]}),
        listed=listed,
    )
    exact = (row["date_start"], row["date_end"], row["city"], row["location"], row["deaths_best"])
    return Case(claim=claim, truth=row["event_id"], city=row["city"], exact=exact)


def _published(source: str) -> date | None:
    found = PUBLISHED.search(source)
    return date(*map(int, found.groups())) if found else None


def _days(row: dict[str, str]) -> Days:
    first, last = (date.fromisoformat(row[f"date_{end}"]) for end in ("start", "end"))
    precision = DatePrecision.DAY if first == last else DatePrecision.RANGE
    return Days(first=first, last=max(first, last), precision=precision)


def _spot(row: dict[str, str]) -> Spot:
    names = ", ".join(filter(None, (row["location"], row["city"])))
    return Spot(
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        precision=PRECISIONS.get(row["geo_precision"][:1], LocationPrecision.UNKNOWN),
        names=(names,) if names else (),
        country=COUNTRIES.get(row["country"], ""),
    )


def _stated(value: str) -> frozenset[str]:
    return frozenset() if value in ("", "Unknown", "Other", "Other context") else frozenset({value})


def _counts(row: dict[str, str]) -> list[Count]:
    found = []
    for column, measure in MEASURES.items():
        stated = [
            int(float(row[f"{column}_{end}"]))
            for end in ("low", "best", "high")
            if row[f"{column}_{end}"].strip()
        ]
        if stated:
            low, high = min(stated), max(stated)
            found.append(Count(measure=measure, low=low, high=high, report=row["source"]))
    return found
