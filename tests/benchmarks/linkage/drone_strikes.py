"""Two aggregators of the same strikes: the Bureau's list as incidents, Dronestream's as claims."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from casualties.core.linking import Candidate, Citation, Count, Days, LinkClaim, Spot
from casualties.core.types import Measure
from casualties.core.words import LocationPrecision
from tests.benchmarks.linkage.case import Case

KILLED = Measure.parse("killed:unknown")
COUNTRIES = {"Pakistan": "PK", "Yemen": "YE", "Somalia": "SO"}
US = frozenset({"us"})


def incidents(folder: Path) -> dict[str, Candidate]:
    """Return the Bureau's strikes; their codes are their own, not used to compare."""
    rows = list(_rows(folder / "tbij_strikes.csv"))
    pages = [_page(row["strike_link"]) for row in rows]
    served = {page: pages.count(page) for page in set(pages)}
    return {row["strike_id"]: _incident(row, served) for row in rows}


def _incident(row: dict[str, str], served: dict[str, int]) -> Candidate:
    page = _page(row["strike_link"])
    return Candidate(
        code=row["strike_id"],
        when=_day(row["date"]),
        where=_spot(row["location"], row["area"], row["country"]),
        parties=US,
        counts=tuple(_count(row["minimum_people_killed"], row["maximum_people_killed"], "tbij")),
        citations=(Citation(address=page, incidents=served[page]),) if page else (),
    )


def claims(folder: Path) -> list[Case]:
    """Return Dronestream's strikes in order of date; `bureau_id` is the hidden answer."""
    cases = [_case(row) for row in _rows(folder / "dronestream_strikes.csv")]
    return sorted(cases, key=lambda case: (case.claim.when.first or date.max, case.claim.key))


def _case(row: dict[str, str]) -> Case:
    page = _page(row["bij_link"])
    claim = LinkClaim(
        key=f"d{int(row['number']):05}",
        when=_day(row["date"]),
        where=_spot(row["town"], row["location"], row["country"], row["lat"], row["lon"]),
        parties=US,
        counts=tuple(_count(row["deaths_min"], row["deaths_max"], row["number"])),
        citations=frozenset({page} if page else ()),
    )
    exact = (row["date"][:10], row["town"].strip(), row["deaths_min"], row["deaths_max"])
    return Case(claim=claim, truth=row["bureau_id"], city=row["town"].strip(), exact=exact)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _page(link: str) -> str:
    """Return the page without its anchor: the anchor is the hidden key itself."""
    return re.sub(r"^(?:https?://)?(?:www\.)?|#.*$|/$", "", link.split("#")[0].strip())


def _day(text: str) -> Days:
    day = date.fromisoformat(text[:10])
    return Days(first=day, last=day)


def _spot(town: str, area: str, country: str, lat: str = "", lon: str = "") -> Spot:
    area = re.sub(r"\s+Province$", "", area.strip())
    named = [part.strip() for part in (town, area) if part.strip() not in ("", "Unknown")]
    return Spot(
        latitude=float(lat) if lat and lon else None,
        longitude=float(lon) if lat and lon else None,
        precision=LocationPrecision.TOWN if town.strip() else LocationPrecision.DISTRICT,
        names=(", ".join(named),) if named else (),
        country=COUNTRIES.get(country.split("-")[0], ""),
    )


def _count(low: str, high: str, report: str) -> Iterator[Count]:
    if low.strip().isdigit() and high.strip().isdigit():
        least, most = sorted((int(low), int(high)))
        yield Count(measure=KILLED, low=least, high=most, report=report)
