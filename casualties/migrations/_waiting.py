"""What the queue's triggers call: whether claims wait for a person, and the rows that say so."""

FUNCTIONS = """
CREATE FUNCTION casualties_waits(claims bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off AS $$
-- Those of the claims nobody decided on, and the accepted ones of an incident without a link that
-- a person made or confirmed; not those that were corrected.
    SELECT c.id FROM unnest(claims) AS asked JOIN casualties_claim AS c ON c.id = asked
      LEFT JOIN casualties_review AS r ON r.claim_id = c.id AND r.ended_at IS NULL
     WHERE (r.verdict IS NULL
            OR r.verdict = 'accepted' AND c.scope = 'incident'
               AND NOT EXISTS (SELECT FROM casualties_judgement AS j
                                WHERE j.claim_id = c.id AND j.verdict = 'positive'
                                  AND j.ended_at IS NULL AND j.confirmed))
       AND NOT EXISTS (SELECT FROM casualties_derivation AS d
                        WHERE d.on_claim_id = c.id AND d.relation = 'corrects'
                          AND d.verdict = 'confirmed' AND d.ended_at IS NULL)
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

BACKWARD = """
DROP FUNCTION casualties_keep_waiting(bigint[]);
DROP FUNCTION casualties_waits(bigint[]);
"""

FILL = """
SELECT casualties_keep_waiting(array_agg(id)) FROM casualties_claim GROUP BY id / 5000
"""
