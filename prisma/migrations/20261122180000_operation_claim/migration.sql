-- Takes an operation in hand (libs/operations): false when somebody else has it, or another one of its ticket, or it has moved on.
-- The lock is taken by a statement of its own, because a statement sees only what was committed before it began. The commit is
-- not waited for: every further step of the operation is, and none of them succeeds without this claim.
CREATE FUNCTION operation_claim(p_id text, p_open text[], p_now timestamptz, p_until timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_account text;
  v_ticket text;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT account_id, ticket_id INTO v_account, v_ticket FROM operations WHERE id = p_id;
  PERFORM pg_advisory_xact_lock(hashtextextended(v_account || ':' || v_ticket, 1));
  IF EXISTS (SELECT FROM operations
             WHERE account_id = v_account AND ticket_id = v_ticket AND claimed_until > p_now) THEN
    RETURN false;
  END IF;
  UPDATE operations SET claimed_until = p_until WHERE id = p_id AND state = ANY(p_open);
  RETURN FOUND;
END
$$;
