"""What benchmarks share: a spare database with a world in it, and the processes on it."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.core.management import call_command

from casualties.actions import incidents
from casualties.core.intake import NewClaim, NewIncident, NewReport
from casualties.core.types import ClaimValue, Quantity
from casualties.core.words import Harm, Qualifier, Status
from casualties.queries import backlog
from config.databases import fresh_database
from config.services import ServiceError, Services
from sources.actions import sources
from sources.core.types import Actor, ActorKind, NewSource, SourceKind

BENCH = Actor(ActorKind.USER, "benchmark")
KINDS = [SourceKind.MONITOR, SourceKind.LOCAL_MEDIA, SourceKind.HOSPITAL, SourceKind.WITNESS]


@contextmanager
def spare_database() -> Iterator[str]:
    """Yield the address of an empty, migrated database."""
    with fresh_database("benchmark") as address:
        call_command("migrate", verbosity=0)
        yield address


def a_world(*, source_count: int, incident_count: int) -> tuple[list[str], list[str]]:
    """Make sources and incidents; return their slugs and codes."""
    slugs = [f"source-{number}" for number in range(source_count)]
    for number, slug in enumerate(slugs):
        kind = KINDS[number % len(KINDS)]
        sources.register(source=NewSource(slug=slug, name=slug.title(), kind=kind), by=BENCH)
    codes = [f"XX-2020-{number:05d}" for number in range(incident_count)]
    for number, code in enumerate(codes):
        day = date(2020, 1, 1) + timedelta(days=number % 366)
        new = NewIncident(code=code, title=code, country="XX", first_day=day, last_day=day)
        incidents.open_incident(new=new, by=BENCH)
    return slugs, codes


def a_report(
    chance: random.Random, slugs: Sequence[str], codes: Sequence[str], claims: int
) -> NewReport:
    """Return a report nobody has seen, with so many claims on incidents drawn by chance."""
    return NewReport(
        publisher=chance.choice(slugs),
        text=f"Report {chance.getrandbits(128):032x}",
        claims=tuple(
            NewClaim(value=_claim(f"c{number}", chance, slugs), incident=chance.choice(codes))
            for number in range(claims)
        ),
    )


def _claim(key: str, chance: random.Random, slugs: Sequence[str]) -> ClaimValue:
    figure = int(chance.lognormvariate(2, 1)) + 1
    qualifier = chance.choice([Qualifier.EXACTLY, Qualifier.AT_LEAST, Qualifier.MORE_THAN])
    return ClaimValue(
        key=key,
        claimant=chance.choice(slugs),
        harm=chance.choice([Harm.KILLED, Harm.KILLED, Harm.INJURED]),
        status=Status.CIVILIAN,
        quantity=Quantity.said(qualifier, figure),
    )


def settle(services: Services, *, within: float, say: Callable[[str], None] | None = None) -> float:
    """Wait until nothing is stale and return the seconds; ServiceError after ``within``."""
    started = time.monotonic()
    while waiting := backlog().waiting:
        services.check()
        spent = time.monotonic() - started
        if spent > within:
            raise ServiceError(f"{waiting} rows still wait after {within:.0f} s.")
        if say:
            say(f"{waiting} to go")
        time.sleep(0.05)
    return time.monotonic() - started


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
