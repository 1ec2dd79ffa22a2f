"""A million claims on file and new ones arriving: how fast candidates are found and links made."""

import os
import random
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from casualties.actions import blocking, linking
from casualties.models import Claim, LinkDecision
from casualties.queries.linking import asked_of, near
from casualties.queries.live_links import with_their_reports
from tests.benchmarks import running

FIRST_DAY = date(2013, 1, 1)
DAYS = 3650
TOWNS = 400
BOX = (30.0, 37.0, 36.0, 48.0)  # Iraq and Syria: south, north, west, east
PRECISIONS = (("neighbourhood", 0.5, 0.6), ("town", 0.35, 2.0), ("district", 0.15, 10.0))
"""How exactly places are known: the word, its share, and the error of a report in km."""

ABOUT_KNOWN = 0.8  # share of the new claims that are about an incident on file


def batched(values: Sequence[int], size: int) -> Iterator[list[int]]:
    """Yield the values in lists of a size, as itertools does from Python 3.12 on."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


class Happened(NamedTuple):
    """An incident of the world."""

    latitude: float
    longitude: float
    precision: str
    day: date
    deaths: int


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--incidents", type=int, default=300_000, help="Default: 300,000.")
    parser.add_argument("--claims", type=int, default=1_000_000, help="Default: 1,000,000.")
    parser.add_argument("--new", type=int, default=10_000, help="New claims. Default: 10,000.")
    parser.add_argument("--seed", type=int, default=1, help="Another seed, another world.")


def run(options: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Make the world by COPY, probe every new claim alone, then link them all."""
    chance = random.Random(options["seed"])
    with running.spare_database():
        say(f"Copying {options['incidents']:,} incidents and {options['claims']:,} claims")
        world = list(_world(chance, options["incidents"]))
        _copy_world(chance, world, options["claims"])
        say("Writing the keys incidents are found by")
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO casualties_unblocked (incident_id) SELECT id FROM casualties_incident"
            )
        blocking.refresh()
        keyed = time.perf_counter() - started
        truth = _copy_new(chance, world, options)
        _analyse()
        probed = _probed(sorted(truth), truth, say)
        return {
            "incidents": options["incidents"],
            "claims": options["claims"],
            "new": options["new"],
            "keys_per_s": round(options["incidents"] / keyed),
            **probed,
            **_linked(sorted(truth), truth, say),
        }


def _world(chance: random.Random, count: int) -> Iterator[Happened]:
    south, north, west, east = BOX
    towns = [(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(TOWNS)]
    for _ in range(count):
        latitude, longitude = towns[min(int(chance.expovariate(1 / 80)), TOWNS - 1)]
        precision = chance.choices([p[0] for p in PRECISIONS], [p[1] for p in PRECISIONS])[0]
        yield Happened(
            chance.gauss(latitude, 0.05),
            chance.gauss(longitude, 0.05),
            precision,
            FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
            1 + int(chance.lognormvariate(1, 1)),
        )


def _copy_world(chance: random.Random, world: Sequence[Happened], claims: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_SOURCES)
        cursor.execute(_DEFAULTS)
        with cursor.copy(_INCIDENTS) as copy:
            for number, one in enumerate(world, start=1):
                where = (one.latitude, one.longitude, one.precision)
                copy.write_row((number, f"XX-{number:06d}", one.day, one.day, *where))
        subjects = [
            number if number < len(world) else chance.randrange(len(world))
            for number in range(claims)
        ]
        _copy_claims(cursor, chance, world, subjects, first=1)
        cursor.execute(_JUDGED, [list(range(1, claims + 1)), [subject + 1 for subject in subjects]])
        cursor.execute("SELECT setval('casualties_incident_id_seq', %s)", [len(world)])
        cursor.execute("SET session_replication_role = origin")


def _copy_new(
    chance: random.Random, world: Sequence[Happened], options: dict[str, Any]
) -> dict[int, int | None]:
    """Put claims without an incident on file; return the true one of each, None for none."""
    first = options["claims"] + 1
    known = [chance.random() < ABOUT_KNOWN for _ in range(options["new"])]
    subjects = [chance.randrange(len(world)) for _ in known]
    fresh = list(_world(chance, options["new"]))
    mixed = [
        world[s] if k else fresh[n] for n, (k, s) in enumerate(zip(known, subjects, strict=True))
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        _copy_claims(cursor, chance, mixed, range(len(mixed)), first=first)
        cursor.execute("SET session_replication_role = origin")
    return {
        first + number: subjects[number] + 1 if known[number] else None
        for number in range(len(mixed))
    }


def _copy_claims(
    cursor: Any,
    chance: random.Random,
    world: Sequence[Happened],
    subjects: Sequence[int],
    *,
    first: int,
) -> None:
    """Write a report with a claim about each subject, off in place and day as reports are."""
    with cursor.copy(_REPORTS) as copy:
        for number, subject in enumerate(subjects, start=first):
            url = f"https://example.org/{number}"
            published = world[subject].day + timedelta(days=chance.choice([0, 1, 1, 2, 5]))
            copy.write_row((number, f"{number:024d}", 1 + number % 50, url, url, published))
    with cursor.copy(_CLAIMS) as copy:
        for number, subject in enumerate(subjects, start=first):
            one = world[subject]
            km = next(error for word, _, error in PRECISIONS if word == one.precision)
            copy.write_row(
                (
                    *(number, f"{number:024d}/c1", number, 1 + number % 50),
                    *([max(1, one.deaths + chance.choice([-1, 0, 0, 1, 2]))] * 3),
                    one.day + timedelta(days=chance.choice([0, 0, 0, 0, -1, 1])),
                    chance.gauss(one.latitude, km / 111 / 2),
                    chance.gauss(one.longitude, km / 93 / 2),
                    one.precision,
                )
            )


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _probed(
    ids: Sequence[int], truth: dict[int, int | None], say: Callable[[str], None]
) -> dict[str, Any]:
    say(f"Probing {len(ids):,} claims, one by one")
    own = _cpu_ms()
    milliseconds, counts, hits, dense = [], [], 0, 0
    for some in batched(ids, 500):
        for one in asked_of(with_their_reports(list(some))):
            started = time.perf_counter()
            (found,) = near([one])
            milliseconds.append((time.perf_counter() - started) * 1000)
            counts.append(len(found.incidents))
            dense += found.dense
            hits += truth[one.row.pk] in found.incidents
    known = sum(one is not None for one in truth.values())
    return {
        "candidates_p50": running.percentile(counts, 0.5),
        "candidates_p95": running.percentile(counts, 0.95),
        "query_ms_p50": round(running.percentile(milliseconds, 0.5), 2),
        "query_ms_p95": round(running.percentile(milliseconds, 0.95), 2),
        "probe_cpu_ms_mean": round((_cpu_ms() - own) / len(ids), 2),
        "blocking_recall": round(hits / known, 4),
        "dense": dense,
    }


def _linked(
    ids: Sequence[int], truth: dict[int, int | None], say: Callable[[str], None]
) -> dict[str, Any]:
    say(f"Linking {len(ids):,} claims")
    started, own = time.perf_counter(), _cpu_ms()
    for some in batched(ids, linking.BATCH):
        linking.link(claims=[Claim(pk=pk) for pk in some])
    spent, own = time.perf_counter() - started, _cpu_ms() - own
    made = LinkDecision.objects.filter(course="link").values_list(
        "claim", "claim__judgements__incident"
    )
    right = sum(truth[claim] == incident for claim, incident in made)
    courses = dict.fromkeys(("link", "review", "provisional", "set_aside"), 0)
    for (course,) in LinkDecision.objects.values_list("course"):
        courses[course] += 1
    return {
        "linked_per_s": round(len(ids) / spent, 1),
        "link_cpu_ms_mean": round(own / len(ids), 2),
        **courses,
        "auto_precision": round(right / len(made), 4) if made else None,
    }


# What Django fills in by itself, as defaults of the spare database: shorter rows to copy.
_DEFAULTS = """
    ALTER TABLE casualties_incident ALTER aliases SET DEFAULT '{}', ALTER title SET DEFAULT '',
        ALTER country SET DEFAULT 'XX', ALTER date_precision SET DEFAULT 'day',
        ALTER place_name SET DEFAULT '', ALTER action_status SET DEFAULT 'unknown',
        ALTER cause SET DEFAULT '', ALTER state SET DEFAULT 'open', ALTER note SET DEFAULT '';
    ALTER TABLE sources_report ALTER title SET DEFAULT '', ALTER archived_url SET DEFAULT '',
        ALTER sha256 SET DEFAULT '', ALTER language SET DEFAULT '',
        ALTER protection SET DEFAULT 'public', ALTER received_by SET DEFAULT 'user:benchmark',
        ALTER redaction_reason SET DEFAULT '';
    ALTER TABLE casualties_claim ALTER stance SET DEFAULT 'asserts',
        ALTER harm SET DEFAULT 'killed', ALTER status SET DEFAULT 'civilian',
        ALTER qualifier SET DEFAULT 'exactly', ALTER name_list SET DEFAULT false,
        ALTER expression SET DEFAULT '', ALTER scope SET DEFAULT 'incident',
        ALTER date_precision SET DEFAULT 'day', ALTER place_name SET DEFAULT '',
        ALTER spans SET DEFAULT '{}', ALTER read_by SET DEFAULT 'person',
        ALTER flags SET DEFAULT '{}', ALTER note SET DEFAULT '',
        ALTER protection SET DEFAULT 'public', ALTER entered_by SET DEFAULT 'user:benchmark';
"""


def _cpu_ms() -> float:
    """Return the milliseconds of processor this process and its session's server have used.

    On a machine that others use too it says more than the clock. The server's are counted where
    it runs here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    told = Path(f"/proc/{pid}/stat")
    ticks = (
        sum(map(int, told.read_text().rpartition(")")[2].split()[11:13])) if told.exists() else 0
    )
    return time.process_time() * 1000 + ticks / os.sysconf("SC_CLK_TCK") * 1000


_SOURCES = """
    INSERT INTO sources_source (id, slug, name, kind, reliability, reliability_reason, protection,
        country, language, url, note, registered_at)
    SELECT n, 'source-' || n, 'Source ' || n, 'local_media', 'C', '', 'public', '', '', '', '',
           now()
      FROM generate_series(1, 60) AS n
"""
_INCIDENTS = """
    COPY casualties_incident (id, code, first_day, last_day, latitude, longitude,
        location_precision) FROM STDIN
"""
_REPORTS = """
    COPY sources_report (id, key, publisher_id, url, canonical_url, published_on) FROM STDIN
"""
_CLAIMS = """
    COPY casualties_claim (id, key, report_id, claimant_id, low, best, high, event_date, latitude,
        longitude, location_precision) FROM STDIN
"""
_JUDGED = """
    INSERT INTO casualties_judgement (by, reason, operation, claim_id, incident_id, verdict,
        confirmed, features, model)
    SELECT 'user:benchmark', '', gen_random_uuid(), claim, incident, 'positive', true, '[]', ''
      FROM unnest(%s::bigint[], %s::bigint[]) AS j(claim, incident)
"""
