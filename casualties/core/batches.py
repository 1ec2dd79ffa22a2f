"""What is sent as a batch, line by line: JSON Lines, or a claims table, to bodies of the API.

A body has the shape of ``POST /api/v1/reports``; whoever stores it reads it again with the API's
own rules, so that a report is judged alike on whichever road it comes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import orjson

from casualties.core.intake import NewClaim, NewReport, key_of
from casualties.core.tabular import TableReport, read_table
from casualties.core.tabular.claims import SWAPPED
from sources.errors import CorroborateError, InvalidInput

Line = tuple[int, Mapping[str, Any] | CorroborateError]
"""Where a report stands, from 1, and its body or what is wrong with it."""

_QUANTITY = (
    *("qualifier", "low", "best", "high", "word", "share", "share_of", "name_list"),
    "expression",
)
_FOREIGN = "@"


def json_lines(content: bytes) -> Iterator[Line]:
    """Yield the bodies of JSON Lines; empty lines are passed over, but counted.

    Parameters
    ----------
    content : bytes
        UTF-8, one JSON object a line.

    Yields
    ------
    (int, mapping or InvalidInput)
        The line from 1, and its object or why it cannot be read.
    """
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield number, _object(line)


def _object(line: bytes) -> Mapping[str, Any] | InvalidInput:
    if rb"\u0000" in line:
        return InvalidInput("The line holds NUL characters: it is binary, or was read as such.")
    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return InvalidInput(f"The line is no JSON: {error}.")
    if not isinstance(body, dict):
        return InvalidInput("The line is no JSON object: send one report a line.")
    return body


def table_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Yield the reports of a claims table as bodies, in an order in which they can be filed.

    A report with a wrong row is refused whole: filed without it, it would be on file with other
    claims than its sender means, and the mended table would then differ from it.
    """
    found = read_table(lines)
    keys = {
        claim.value.key: f"{key_of(one.report)}/{claim.value.key}"
        for one in found
        if one.report
        for claim in one.report.claims
    }
    for one in found:
        yield one.line, _body(one.report, keys) if one.report else _refusal(one)


def _refusal(one: TableReport) -> InvalidInput:
    fields = {f"line {error.line}, {error.column}": error.message for error in one.errors}
    return InvalidInput.of(fields)


def _body(report: NewReport, keys: Mapping[str, str]) -> dict[str, Any] | InvalidInput:
    swapped = [claim.value.key for claim in report.claims if SWAPPED in claim.flags]
    if swapped:
        return InvalidInput.at(swapped[0], "The low is above the high: swap them.")
    return {
        "publisher": report.publisher,
        "title": report.title,
        "url": report.url,
        "language": report.language,
        "published_on": _day(report.published_on),
        "claims": [_claim(claim, keys) for claim in report.claims],
    }


def _claim(claim: NewClaim, keys: Mapping[str, str]) -> dict[str, Any]:
    value, location = claim.value, claim.value.location
    quantity = asdict(value.quantity)
    return {
        "key": value.key,
        "claimant": value.claimant,
        "stance": value.stance,
        "harm": value.harm,
        "status": value.status,
        "sub_group": value.sub_group,
        "quantity": {name: quantity[name] for name in _QUANTITY},
        "scope": value.scope,
        "period": value.period
        and {"first": _day(value.period.first), "last": _day(value.period.last)},
        "event_date": _day(value.event_date),
        "date_precision": value.date_precision,
        "place": location.name,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "location_precision": location.precision,
        "alleged_parties": list(value.alleged_parties),
        "cause": value.cause,
        "note": value.note,
        "incident": claim.incident,
        "repeats": claim.repeats and _stable(claim.repeats, keys),
        "revises": claim.revises and _stable(claim.revises, keys),
        "based_on": [_stable(key, keys) for key in claim.based_on],
        "part_of": [_stable(key, keys) for key in claim.part_of],
    }


def _stable(mention: str, keys: Mapping[str, str]) -> str:
    """Return the stable key of a claim of another report in the table, named ``@id``."""
    return keys.get(mention[1:], mention[1:]) if mention.startswith(_FOREIGN) else mention


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
