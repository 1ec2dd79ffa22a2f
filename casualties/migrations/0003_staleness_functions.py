"""The functions that the triggers call: roots of merges, circles of derivations, staleness."""

from django.db import migrations

FORWARD = """
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

BACKWARD = """
DROP FUNCTION casualties_mark_claims_stale(bigint[], text, int);
DROP FUNCTION casualties_mark_incidents_stale(bigint[], text, int);
DROP FUNCTION casualties_derives_from(bigint, bigint);
DROP FUNCTION casualties_root(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("casualties", "0002_relations")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
