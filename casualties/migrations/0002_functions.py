"""What triggers and queries call in the database, and an index no model can declare."""

from django.db import migrations

ROOTS_AND_STALENESS = """
CREATE FUNCTION casualties_root(start bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
-- The incident that readers of this one see: itself, or the end of its chain of merges.
DECLARE
    here bigint := start;
    next bigint;
BEGIN
    LOOP
        SELECT merged_into_id INTO next FROM casualties_incident WHERE id = here;
        EXIT WHEN next IS NULL;
        here := next;
    END LOOP;
    RETURN here;
END $$;

CREATE FUNCTION casualties_derives_from(claim bigint, origin bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE behind(id) AS (
        SELECT claim
        UNION
        SELECT d.on_claim_id FROM behind b
          JOIN casualties_derivation d ON d.claim_id = b.id
         WHERE d.ended_at IS NULL AND d.verdict <> 'refused'
    )
    SELECT EXISTS (SELECT FROM behind WHERE id = origin)
$$;

CREATE FUNCTION casualties_mark_incidents_stale(touched bigint[], cause text, priority int)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO casualties_staleness (incident_id, cause, priority)
    SELECT DISTINCT id, cause, priority FROM unnest(touched) AS id WHERE id IS NOT NULL
$$;

CREATE FUNCTION casualties_mark_claims_stale(touched bigint[], cause text, priority int)
RETURNS void LANGUAGE sql SET enable_seqscan = off AS $$
-- By index whatever the planner believes: in a bulk load it still believes the tables are empty.
-- A claim bears on its own incident and on those of all claims tied to it, in either direction.
    WITH RECURSIVE tied(id) AS (
        SELECT unnest(touched)
        UNION
        SELECT neighbour.id FROM tied t
         CROSS JOIN LATERAL (
            SELECT d.on_claim_id AS id FROM casualties_derivation d
             WHERE d.claim_id = t.id AND d.ended_at IS NULL
            UNION ALL
            SELECT d.claim_id FROM casualties_derivation d
             WHERE d.on_claim_id = t.id AND d.ended_at IS NULL
         ) AS neighbour
    )
    INSERT INTO casualties_staleness (incident_id, cause, priority)
    SELECT DISTINCT j.incident_id, cause, priority
      FROM tied JOIN casualties_judgement j ON j.claim_id = tied.id
     WHERE j.verdict = 'positive' AND j.ended_at IS NULL
$$;
"""

CHANGES = """
CREATE FUNCTION casualties_note(resource text, touched bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO casualties_changenote (resource, subject)
    SELECT DISTINCT resource, id FROM unnest(touched) AS id WHERE id IS NOT NULL
$$;
"""

CANDIDATES = """
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

WAITING = """
CREATE FUNCTION casualties_waits(claims bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off AS $$
-- Those of the claims nobody decided on, and the accepted ones of an incident without a link that
-- a person made or confirmed; not those that were corrected, unless the correction was turned down.
    SELECT c.id FROM unnest(claims) AS asked JOIN casualties_claim AS c ON c.id = asked
      LEFT JOIN casualties_review AS r ON r.claim_id = c.id AND r.ended_at IS NULL
     WHERE (r.verdict IS NULL
            OR r.verdict = 'accepted' AND c.scope = 'incident'
               AND NOT EXISTS (SELECT FROM casualties_judgement AS j
                                WHERE j.claim_id = c.id AND j.verdict = 'positive'
                                  AND j.ended_at IS NULL AND j.confirmed))
       AND NOT EXISTS (SELECT FROM casualties_derivation AS d
                        WHERE d.on_claim_id = c.id AND d.relation = 'corrects'
                          AND d.verdict = 'confirmed' AND d.ended_at IS NULL
                          AND NOT EXISTS (SELECT FROM casualties_review AS v
                                           WHERE v.claim_id = d.claim_id AND v.ended_at IS NULL
                                             AND v.verdict IN ('rejected', 'withdrawn')))
$$;

CREATE FUNCTION casualties_keep_waiting(claims bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- One row for each of the claims that waits, none for the others. A claim on no incident weighs
-- nothing; what one on an incident weighs, workers write with the next range.
DECLARE
    waits bigint[];
BEGIN
    IF cardinality(claims) = 0 THEN
        RETURN;
    END IF;
    waits := ARRAY(SELECT casualties_waits(claims));
    DELETE FROM casualties_waiting AS w USING unnest(claims) AS asked
     WHERE w.claim_id = asked AND NOT EXISTS (SELECT FROM unnest(waits) AS still WHERE still = asked);
    UPDATE casualties_waiting AS w SET signed = false, gap = 0
      FROM unnest(waits) AS wait
     WHERE w.claim_id = wait AND (w.signed OR w.gap > 0)
       AND NOT EXISTS (SELECT FROM casualties_judgement AS j
                        WHERE j.claim_id = wait AND j.verdict = 'positive' AND j.ended_at IS NULL);
    INSERT INTO casualties_waiting (claim_id, signed, gap, entered_at)
    SELECT c.id, false, 0, c.entered_at
      FROM unnest(waits) AS wait JOIN casualties_claim AS c ON c.id = wait
        ON CONFLICT (claim_id) DO NOTHING;
END $$;
"""

# The last number of a country and year at once, however many there are.
INCIDENT_NUMBERS = """
CREATE INDEX incident_by_number ON casualties_incident (
    (substring(code from '^(.*-)[0-9]{4,}$')), (substring(code from '[0-9]{4,}$')::bigint))
 WHERE code ~ '^[A-Z]{2}-[0-9]{4}-[0-9]{4,}$'
"""

BACKWARD = """
DROP INDEX incident_by_number;
DROP FUNCTION casualties_keep_waiting(bigint[]);
DROP FUNCTION casualties_waits(bigint[]);
DROP FUNCTION casualties_candidates(int[], bigint[], smallint[], date[], date[], bigint[]);
DROP FUNCTION casualties_note(text, bigint[]);
DROP FUNCTION casualties_mark_claims_stale(bigint[], text, int);
DROP FUNCTION casualties_mark_incidents_stale(bigint[], text, int);
DROP FUNCTION casualties_derives_from(bigint, bigint);
DROP FUNCTION casualties_root(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("casualties", "0001_initial")]
    operations = [
        migrations.RunSQL(
            [ROOTS_AND_STALENESS, CHANGES, CANDIDATES, WAITING, INCIDENT_NUMBERS],
            BACKWARD,
        )
    ]
