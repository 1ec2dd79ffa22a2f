"""What the demo tells: two reports arrive; one moves a range, one does not, and both say why."""

import json
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from casualties import mapping
from casualties.actions import claims, importing
from casualties.api.figures import estimate_figure
from casualties.core.estimation import Flag
from casualties.core.estimation.registry import ENVELOPE
from casualties.core.words import Basis, Harm, Outcome
from casualties.management.commands.import_claims import read_tables
from casualties.models import Claim, Estimate
from casualties.queries import backlog
from config.demonstration.client import Client
from config.services import ServiceError, Services
from sources.actions import tokens
from sources.core.types import Actor, ActorKind, TokenScope

FIXTURES = settings.BASE_DIR / "fixtures"
ANALYST = Actor(ActorKind.USER, "demo-analyst")
PATIENCE = 60.0  # seconds a range may take before the demo calls it broken
UNMOVED = "No claim of this measure came in."

Slot = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One incident's range in one measure, before and after the demo's reports.

    ``stated_before`` and ``stated_after`` are the envelope of what sources stated, which always
    stands beside the range.
    """

    code: str
    title: str
    measure: str
    before: dict[str, Any] | None
    after: dict[str, Any]
    stated_before: dict[str, Any] | None
    stated_after: dict[str, Any] | None
    claims: int
    groups: int
    grade: str
    flags: dict[str, str]
    moved_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One posted claim and what became of it."""

    claim: str
    what_became_of_it: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The whole demo, as data."""

    incidents: list[Movement]
    posted: list[Posted]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


class Story:
    """Tells the demo on an empty, migrated database; ``say`` gets each line as it happens."""

    def __init__(self, say: Callable[[str], None], *, started: float) -> None:
        self.say = say
        self.keys: dict[str, str] = {}
        self.posted: list[Posted] = []
        self.started = started

    def prepare(self) -> str:
        """File the fixture and make a partner's token, which is returned."""
        tables = read_tables(FIXTURES / "claims" / "mosul-2014-2017.csv", FIXTURES / "reference")
        self.keys = importing.file_tables(tables=tables, by=ANALYST, may_review=True)
        self.say(
            f"Filed {len(tables.reports)} reports with {len(self.keys)} claims on "
            f"{len(tables.incidents)} incidents, Iraq 2014-2017."
        )
        scopes = [TokenScope.WRITE_REPORTS, TokenScope.READ_RESTRICTED]
        return tokens.issue(name="demo-partner", scopes=scopes, by=ANALYST)

    def tell(self, services: Services, token: str) -> Telling:
        """Post the reports as a partner, accept their claims as an analyst, watch the ranges."""
        client = Client(services.address, token)
        self._settle(services)
        before = _reviewed()
        for title, name in (
            ("A news report on Mosul", "mosul-advance-2017-03-14"),
            ("Airwars' page on Dawassa, with Mosul Eye's figure", "dawassa-ci510"),
        ):
            self.say(f"\n{title} arrives over the API:")
            answer = self._post(client, name)
            self._settle(services)
            self._tell_provisional(answer["incidents"])
            self._accept(answer)
            self._settle(services)
        after = _reviewed()
        self.say("\nReviewed ranges: best (80 % interval), what was stated, and why it moved:\n")
        movements = [_movement(slot, before.get(slot), row) for slot, row in after.items()]
        for line in _lines(movements):
            self.say(line)
        seconds = round(time.monotonic() - self.started, 1)
        return Telling(incidents=movements, posted=self.posted, seconds=seconds)

    def _post(self, client: Client, name: str) -> Any:
        body = json.loads((FIXTURES / "reports" / f"{name}.json").read_text(encoding="utf-8"))
        answer = client.post("/api/v1/reports", self._resolved(body), idempotency_key=name)
        for claim, became in zip(body["claims"], answer["claims"], strict=True):
            harm = Harm(claim["harm"]).label
            label = f"{claim['claimant']}: {claim['quantity']['expression']} {harm}"
            self.posted.append(Posted(claim=label, what_became_of_it=became["note"]))
            self.say(f"  {label}. {became['note']}")
        return answer

    def _resolved(self, value: Any) -> Any:
        """Replace ``@ID`` by the stable key the fixture's claim got, as a partner would know it."""
        if isinstance(value, dict):
            return {name: self._resolved(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._resolved(part) for part in value]
        if isinstance(value, str) and value.startswith(importing.FOREIGN):
            return self.keys[value.removeprefix(importing.FOREIGN)]
        return value

    def _tell_provisional(self, codes: list[str]) -> None:
        for row in _in_force(Basis.PROVISIONAL):
            if row.incident.code in codes:
                self.say(f"  {row.incident.code} {row.measure}, provisional: {row.change}")

    def _accept(self, answer: Any) -> None:
        keys = [claim["key"] for claim in answer["claims"]]
        with transaction.atomic():
            for claim in Claim.objects.filter(key__in=keys):
                claims.accept(claim=claim, by=ANALYST)
        self.say(f"  {ANALYST.name} accepts the {len(keys)} claims.")

    def _settle(self, services: Services) -> None:
        """Wait until the workers have recomputed what is stale."""
        deadline = time.monotonic() + PATIENCE
        while backlog().waiting:
            services.check()
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"No worker took the work up; see {services.running['worker'].log}"
                )
            time.sleep(0.05)


def _in_force(basis: Basis) -> Iterator[Estimate]:
    rows = Estimate.objects.filter(basis=basis, ended_at=None).select_related("incident")
    return rows.order_by("incident__code", "measure").iterator()


def _reviewed() -> dict[Slot, Estimate]:
    return {(row.incident.code, row.measure): row for row in _in_force(Basis.REVIEWED)}


def _movement(slot: Slot, before: Estimate | None, after: Estimate) -> Movement:
    return Movement(
        code=slot[0],
        title=after.incident.title,
        measure=slot[1],
        before=estimate_figure(before) if before else None,
        after=estimate_figure(after),
        stated_before=_stated(before) if before else None,
        stated_after=_stated(after),
        claims=after.claims,
        groups=after.groups,
        grade=_graded(after),
        flags={flag: Flag(flag).meaning for flag in after.flags},
        moved_because=_why(before, after),
    )


def _why(before: Estimate | None, after: Estimate) -> str:
    """Return the reasons given for every step from the one row to the other."""
    if before and before.pk == after.pk:
        return UNMOVED
    steps = Estimate.objects.filter(
        incident=after.incident,
        measure=after.measure,
        basis=after.basis,
        pk__gt=before.pk if before else 0,
    ).order_by("pk")
    return " ".join(steps.values_list("change", flat=True))


def _graded(row: Estimate) -> str:
    """Return the incident's grade in words; empty where the row is not of its headline."""
    grade = mapping.snapshot(row).derivation.grade
    if grade is None:
        return ""
    return f"harm {grade.harm.label} (attribution {grade.attribution.label}): {grade.harm_because}"


def _stated(row: Estimate) -> dict[str, Any] | None:
    """Return the envelope: from the bench, or the range itself where that is the envelope."""
    if row.method == ENVELOPE and row.outcome == Outcome.RANGE:
        return asdict(mapping.interval_of(row))
    envelope: dict[str, Any] | None = row.bench.get(ENVELOPE)
    return envelope


def _lines(movements: list[Movement]) -> Iterator[str]:
    """Yield the ranges incident by incident: what moved with its reason, the rest in a line."""
    last = ""
    for movement in movements:
        if movement.code != last:
            yield f"{movement.code}  {movement.title}"
        last = movement.code
        before = _words(movement.before) if movement.before else "nothing"
        after = _words(movement.after)
        moved = f"{before} -> {after}" if before != after else f"{after}, as before"
        yield f"  {movement.measure:<22} {moved}"
        yield from _indented(_stated_words(movement))
        if movement.grade:
            yield from _indented(movement.grade)
        for flag, meaning in movement.flags.items():
            yield from _indented(f"! {flag}: {meaning}")
        if movement.moved_because != UNMOVED:
            yield from _indented(movement.moved_because)


def _indented(text: str) -> list[str]:
    room = " " * 6
    return textwrap.wrap(text, width=96, initial_indent=room, subsequent_indent=room)


def _stated_words(movement: Movement) -> str:
    if not movement.stated_after or movement.after["method"] == ENVELOPE:
        return ""
    before = _limits(movement.stated_before) if movement.stated_before else "nothing"
    after = _limits(movement.stated_after)
    return f"stated: {after}" if before == after else f"stated: {before} -> {after}"


def _words(figure: dict[str, Any]) -> str:
    if figure["low"] is None:
        return "no estimate"
    best = f"{figure['best']} " if figure["best"] is not None else ""
    return f"{best}({_limits(figure)})" if best else _limits(figure)


def _limits(figure: dict[str, Any]) -> str:
    open_sides = [
        word
        for word, is_open in (("lower", figure["open_below"]), ("upper", figure["open_above"]))
        if is_open
    ]
    limits = f", no {' or '.join(open_sides)} limit stated" if open_sides else ""
    return f"{figure['low']}-{figure['high']}{limits}"
