"""Years of work on one desk, by SQL: as many rows as it would hold, made in a minute."""

from collections.abc import Callable

from django.db import connection

from casualties.actions import queue, staleness
from casualties.models import Estimate, Staleness
from tests.benchmarks.recompute import SOURCES, WORLD

# Seven years, ninety towns; a tenth of the texts kept, a tenth of the claims drafts on which the
# linker alone decided, three sources protected.
YEARS = """
UPDATE sources_source SET protection = 'identity' WHERE id % 67 = 0;

UPDATE casualties_incident
   SET first_day = '2014-01-01'::date + (id * 7 % 2500)::int,
       last_day = '2014-01-01'::date + (id * 7 % 2500)::int,
       country = 'X' || chr(65 + (id % 4)::int), place_name = 'Town ' || id % 90,
       title = 'Strike ' || id || ' near the market of town ' || id % 90;

UPDATE sources_report
   SET title = 'Report ' || id || ' on town ' || id % 90, url = 'https://example.org/' || id,
       canonical_url = 'https://example.org/' || id, language = (ARRAY['ar', 'en'])[1 + id % 2],
       published_on = '2014-01-03'::date + (id * 7 % 2500)::int,
       received_at = now() - (id * interval '1 minute'),
       text = CASE WHEN id % 10 = 0 THEN repeat('The dead lay in the road. Some fled. ', 80) END;

UPDATE casualties_claim
   SET event_date = '2014-01-01'::date + (report_id * 7 % 2500)::int,
       place_name = 'Town ' || report_id % 90, entered_at = now() - (id * interval '20 seconds');

DELETE FROM casualties_review WHERE claim_id % 10 = 0;
UPDATE casualties_judgement SET by = 'rule:linker', confirmed = false, probability = 0.9
 WHERE claim_id % 10 = 0;

INSERT INTO casualties_derivation (by, reason, operation, claim_id, on_claim_id, relation, verdict)
SELECT 'rule:linker', 'Nearly the same words.', gen_random_uuid(), later.id, first.id, 'repeats',
       CASE WHEN first.id % 5 = 0 THEN 'proposed' ELSE 'confirmed' END
  FROM casualties_claim AS first
  JOIN casualties_claim AS later ON later.report_id = first.report_id
 WHERE first.key LIKE '%/c1' AND later.key LIKE '%/c2' AND first.report_id % 5 = 0;

INSERT INTO casualties_reportreading (report_id, reader, drafts, unread, refused, read_to, note)
SELECT id, 'rules-1', '{}', CASE WHEN id % 40 = 0 THEN '[[0, 25], [37, 62]]' ELSE '[]' END::jsonb,
       '[]', 2960, ''
  FROM sources_report WHERE text IS NOT NULL;

INSERT INTO sources_auditevent (at, by, verb, subject, reason, operation, detail)
SELECT received_at, 'user:benchmark', 'report.receive', key, '', gen_random_uuid(), '{}'::jsonb
  FROM sources_report
 UNION ALL
SELECT c.entered_at, r.by, 'claim.accepted', c.key, '', r.operation, '{}'::jsonb
  FROM casualties_review AS r JOIN casualties_claim AS c ON c.id = r.claim_id;

INSERT INTO casualties_place (name, other_names, country, admin1, admin2, latitude, longitude,
    precision, folded)
SELECT 'Town ' || n, '{}', 'XX', '', '', 30 + n % 100 / 10.0, 40 + n / 4000.0, 'town',
       ARRAY['town ' || n]
  FROM generate_series(1, 20000) AS n;

INSERT INTO casualties_batch (key, name, by, may_review, to_file, done_at)
SELECT lpad(n::text, 24, '0'), 'month-' || n || '.csv', 'user:benchmark', true, true, now()
  FROM generate_series(1, 40) AS n;
INSERT INTO casualties_batchline (batch_id, number, chosen, state, report, outcome)
SELECT b.id, n, true, 'known', '', '{}' FROM casualties_batch AS b, generate_series(1, 500) AS n;
"""

# Of one incident in ten that has a range the headline is signed off.
SIGNED = """
INSERT INTO casualties_signoff (by, reason, operation, incident_id, measure, estimate_id, low,
    best, high, open_below, open_above)
SELECT 'user:benchmark', '', gen_random_uuid(), incident_id, measure, id, low, best, high,
       open_below, open_above
  FROM casualties_estimate
 WHERE incident_id % 10 = 3 AND measure = 'killed:civilian' AND basis = 'reviewed'
   AND outcome = 'range' AND ended_at IS NULL;
UPDATE casualties_incident SET state = 'signed_off'
 WHERE id IN (SELECT incident_id FROM casualties_signoff);
"""

# Lists need as many ranges as incidents; only the workspaces looked at need their own.
LIKE_THOSE = """
INSERT INTO casualties_estimate (operation, incident_id, {columns})
SELECT gen_random_uuid(), other.id, {columns}
  FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM casualties_incident
         WHERE id NOT IN (SELECT incident_id FROM casualties_estimate)) AS other
  JOIN (SELECT incident_id AS own, dense_rank() OVER (ORDER BY incident_id) - 1 AS n
          FROM (SELECT DISTINCT incident_id FROM casualties_estimate) AS computed) AS model
    ON model.n = other.n %% %s
  JOIN casualties_estimate AS e ON e.incident_id = model.own
"""


def fill(incidents: int, computed: int, say: Callable[[str], None]) -> None:
    """Put everything on file; compute the ranges of some incidents, and copy them to the rest."""
    say(f"Making {incidents} incidents with three claims each, and what grew around them")
    _without_triggers(WORLD, {"sources": SOURCES, "incidents": incidents})
    _without_triggers(YEARS)
    say(f"Computing the ranges of {computed} of them")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "INSERT INTO casualties_staleness (incident_id, cause, priority)"
            " SELECT id, 'reconcile', 0 FROM casualties_incident ORDER BY id LIMIT %s",
            [computed],
        )
    staleness.drain()
    say("Giving the others ranges like theirs, and signing a tenth off")
    _without_triggers(LIKE_THOSE.format(columns=", ".join(_copied())), [computed])
    _without_triggers(SIGNED)
    Staleness.objects.bulk_create(
        Staleness(incident_id=pk, cause="review", priority=1) for pk in range(1, 501)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    queue.tidy()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE casualties_waiting")


def _copied() -> list[str]:
    """Return the columns of a range that its copy has too."""
    own = {"id", "incident_id", "operation"}
    return [
        f'"{field.column}"' for field in Estimate._meta.concrete_fields if field.column not in own
    ]


def _without_triggers(statement: str, told: object = None) -> None:
    """Run SQL that writes what triggers would refuse, or would take an hour to follow."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, told)
        cursor.execute("SET session_replication_role = origin")
