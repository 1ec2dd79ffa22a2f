"""All candidates in one statement: by place and day, by a shared citation, as roots of merges."""

from django.db import migrations

FORWARD = """
DROP FUNCTION casualties_near(int[], bigint[], smallint[], date[], date[]);

CREATE FUNCTION casualties_candidates(
    numbers int[], keys bigint[], classes smallint[], firsts date[], lasts date[], claims bigint[])
RETURNS TABLE (number int, claim bigint, root bigint)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
-- Incidents under any of these keys, known as exactly as asked, on days from first to last (the
-- numbers say which of them), and those of reports that share a citation with one of the claims.
-- By index whatever the planner believes: in a bulk load it still believes the tables are empty.
    WITH asked AS MATERIALIZED (
        SELECT a.number, a.key, a.place_class, firsts[a.number] AS first, lasts[a.number] AS last
          FROM unnest(numbers, keys, classes) AS a(number, key, place_class)
    ), met AS (
        SELECT a.number, NULL::bigint AS claim, b.incident_id
          FROM asked a CROSS JOIN LATERAL (
            SELECT b.incident_id FROM casualties_incidentblock b
             WHERE b.key = a.key AND b.place_class = a.place_class
               AND b.day BETWEEN a.first AND a.last OFFSET 0) AS b
        UNION
        -- Incidents of over 31 days have one row, under the first of all days.
        SELECT a.number, NULL, s.incident_id
          FROM asked a CROSS JOIN LATERAL (
            SELECT b.incident_id FROM casualties_incidentblock b
             WHERE b.key = a.key AND b.place_class = a.place_class
               AND b.day = '0001-01-01' OFFSET 0) AS b
          JOIN casualties_incidentspot s ON s.incident_id = b.incident_id
         WHERE s.first_day <= a.last AND s.last_day >= a.first
        UNION
        SELECT NULL, c.id, j.incident_id
          FROM casualties_claim c
          JOIN sources_report r ON r.id = c.report_id
         CROSS JOIN LATERAL (
            SELECT r.id
             UNION SELECT o.id FROM sources_report o
                    WHERE r.canonical_url <> '' AND o.canonical_url = r.canonical_url
             UNION SELECT t.cited_id FROM sources_citation t WHERE t.report_id = r.id
             UNION SELECT t.report_id FROM sources_citation t WHERE t.cited_id = r.id
         ) AS beside
          JOIN casualties_claim other ON other.report_id = beside.id
          JOIN casualties_judgement j
            ON j.claim_id = other.id AND j.verdict = 'positive' AND j.ended_at IS NULL
         WHERE c.id = ANY(claims)
    )
    SELECT DISTINCT m.number, m.claim, root.id
      FROM met m
      JOIN casualties_incident i ON i.id = m.incident_id
      JOIN casualties_incident root ON root.state <> 'discarded' AND root.id =
           CASE WHEN i.merged_into_id IS NULL THEN i.id ELSE casualties_root(i.id) END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("casualties", "0013_batches")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
