-- The budget with look-ahead and places (libs/budget). The Lua twin is libs/budget/src/*.lua.ts; change the two together.

DROP FUNCTION budget_usage(text);
DROP FUNCTION budget_learn(text, jsonb);
DROP FUNCTION budget_reserve(text, text, integer, double precision, jsonb);
DROP FUNCTION budget_lock(text, jsonb);
DROP FUNCTION budget_expiry(budget_windows, bigint);

-- One row for each account that was ever counted: everything of an account is serial on it. Also the register by which
-- the engine on Redis tells a new account from one whose counts were lost.
CREATE TABLE "budget_accounts" (
  "account_id" TEXT NOT NULL,
  "created_ms" BIGINT NOT NULL,
  "last_ms" BIGINT NOT NULL DEFAULT 0,
  "write_waits_until_ms" BIGINT NOT NULL DEFAULT 0,
  "leases" TEXT[] NOT NULL DEFAULT '{}',
  "lease_reads" BOOLEAN[] NOT NULL DEFAULT '{}',
  "lease_granted_ms" BIGINT[] NOT NULL DEFAULT '{}',
  "lease_expires_ms" BIGINT[] NOT NULL DEFAULT '{}',

  CONSTRAINT "budget_accounts_pkey" PRIMARY KEY ("account_id")
) WITH (fillfactor = 50);

ALTER TABLE "budget_windows"
  ADD COLUMN "lasts" BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "calls" INTEGER[] NOT NULL DEFAULT '{}',
  ADD COLUMN "writes" INTEGER[] NOT NULL DEFAULT '{}',
  ADD COLUMN "shared" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "write_peak" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "write_peak_ms" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "pressed_until_ms" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "foreign_ms" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "foreign_before" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "window_end_ms" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "fixed_until_ms" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "foreign_peak" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "foreign_peak_ms" BIGINT NOT NULL DEFAULT 0;

-- What was counted before this migration stays counted.
UPDATE budget_windows SET
  lasts = ARRAY(SELECT least((slot + 1) * budget_slot_ms(window_ms), budget_now())
                FROM budget_live_slots(slots, window_ms, budget_now()) ORDER BY slot),
  calls = ARRAY(SELECT calls FROM budget_live_slots(slots, window_ms, budget_now()) ORDER BY slot),
  writes = ARRAY(SELECT 0 FROM budget_live_slots(slots, window_ms, budget_now())),
  foreign_ms = budget_now();
INSERT INTO budget_accounts (account_id, created_ms) SELECT DISTINCT account_id, budget_now() FROM budget_windows;

CREATE OR REPLACE FUNCTION budget_slot_ms(p_window_ms integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(1, ceil(p_window_ms / 90.0))::bigint
$$;

DROP FUNCTION budget_live_slots(jsonb, integer, bigint);
ALTER TABLE "budget_windows" DROP COLUMN "slots", DROP COLUMN "last_ms", DROP COLUMN "foreign_until_ms";

-- Locks the account's row, which is made when it is missing, and drops places whose time is over. `last_ms` becomes now:
-- an engine's clock that steps back must not make a second window of the same time.
CREATE FUNCTION budget_lock(p_account text) RETURNS budget_accounts LANGUAGE plpgsql AS $$
DECLARE
  a budget_accounts;
BEGIN
  SELECT * INTO a FROM budget_accounts WHERE account_id = p_account FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO budget_accounts (account_id, created_ms) VALUES (p_account, budget_now()) ON CONFLICT DO NOTHING;
    SELECT * INTO a FROM budget_accounts WHERE account_id = p_account FOR UPDATE;
  END IF;
  a.last_ms := greatest(budget_now(), a.last_ms);
  FOR i IN REVERSE cardinality(a.leases)..1 LOOP
    IF a.lease_expires_ms[i] <= a.last_ms THEN
      a := budget_without(a, i);
    END IF;
  END LOOP;
  RETURN a;
END
$$;

CREATE FUNCTION budget_without(a budget_accounts, i integer) RETURNS budget_accounts LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  a.leases := a.leases[:i - 1] || a.leases[i + 1:];
  a.lease_reads := a.lease_reads[:i - 1] || a.lease_reads[i + 1:];
  a.lease_granted_ms := a.lease_granted_ms[:i - 1] || a.lease_granted_ms[i + 1:];
  a.lease_expires_ms := a.lease_expires_ms[:i - 1] || a.lease_expires_ms[i + 1:];
  RETURN a;
END
$$;

CREATE FUNCTION budget_keep_account(a budget_accounts) RETURNS void LANGUAGE sql AS $$
  UPDATE budget_accounts
  SET last_ms = a.last_ms, write_waits_until_ms = a.write_waits_until_ms, leases = a.leases, lease_reads = a.lease_reads,
      lease_granted_ms = a.lease_granted_ms, lease_expires_ms = a.lease_expires_ms
  WHERE account_id = a.account_id
$$;

-- A window at an instant, without the calls that have left it. A call counts until, and still at, `last + window`.
CREATE FUNCTION budget_window(p_account text, p_name text, p_window_ms integer, p_now bigint)
RETURNS budget_windows LANGUAGE plpgsql AS $$
DECLARE
  w budget_windows;
  v_gone integer := 0;
BEGIN
  SELECT * INTO w FROM budget_windows WHERE account_id = p_account AND name = p_name AND window_ms = p_window_ms;
  IF w.expires_ms > p_now THEN
    WHILE w.lasts[v_gone + 1] + p_window_ms < p_now LOOP
      v_gone := v_gone + 1;
    END LOOP;
    IF v_gone > 0 THEN
      w.lasts := w.lasts[v_gone + 1:];
      w.calls := w.calls[v_gone + 1:];
      w.writes := w.writes[v_gone + 1:];
    END IF;
    RETURN w;
  END IF;
  RETURN (p_account, p_name, p_window_ms, NULL, NULL, 0, 0, 0, '{}', '{}', '{}', false, 0, 0, 0, 0, 0, 0, 0, 0, 0)::budget_windows;
END
$$;

-- Unused windows go after two of their lengths, short ones after half an hour at most (so long does write demand last),
-- learnt limits after a day.
CREATE FUNCTION budget_keep_window(w budget_windows, p_now bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  w.expires_ms := greatest(p_now + 2 * w.window_ms::bigint, p_now + least(30 * w.window_ms::bigint, 1800000),
                           w.blocked_until_ms + w.window_ms,
                           CASE WHEN w.stated IS NOT NULL THEN p_now + 86400000 END);
  UPDATE budget_windows
  SET configured = w.configured, stated = w.stated, foreign_calls = w.foreign_calls, blocked_until_ms = w.blocked_until_ms,
      expires_ms = w.expires_ms, lasts = w.lasts, calls = w.calls, writes = w.writes, shared = w.shared,
      write_peak = w.write_peak, write_peak_ms = w.write_peak_ms, pressed_until_ms = w.pressed_until_ms,
      foreign_ms = w.foreign_ms, foreign_before = w.foreign_before, window_end_ms = w.window_end_ms,
      fixed_until_ms = w.fixed_until_ms, foreign_peak = w.foreign_peak, foreign_peak_ms = w.foreign_peak_ms
  WHERE account_id = w.account_id AND name = w.name AND window_ms = w.window_ms;
  IF NOT FOUND THEN
    INSERT INTO budget_windows SELECT w.*;
    DELETE FROM budget_windows WHERE account_id = w.account_id AND expires_ms < p_now;
  END IF;
END
$$;

CREATE FUNCTION budget_ceiling(w budget_windows, p_ratio double precision) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(1, floor(coalesce(w.stated, w.configured) * p_ratio + 1e-9))::integer
$$;

-- Calls of others that still count at an instant. They fade within a window of their last sight; where the platform's
-- window is fixed they stay until it ends, beside what the window before it leaves in the rolling picture.
CREATE FUNCTION budget_foreign(w budget_windows, p_at bigint) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_fixed boolean := w.fixed_until_ms > p_at AND w.window_end_ms > 0;
  v_from bigint := CASE WHEN v_fixed THEN greatest(w.window_end_ms, w.foreign_ms) ELSE w.foreign_ms END;
BEGIN
  IF w.foreign_calls = 0 AND w.foreign_before = 0 THEN
    RETURN 0;
  END IF;
  RETURN floor(
    w.foreign_calls * least(1, greatest(0, 1 - (p_at - v_from)::double precision / w.window_ms))
    + CASE WHEN v_fixed THEN w.foreign_before * greatest(0, (w.window_end_ms - p_at)::double precision / w.window_ms) ELSE 0 END
    + 1e-9);
END
$$;

-- The most of something lately; it fades by half in four windows.
CREATE FUNCTION budget_fading(p_peak double precision, p_since bigint, p_window_ms integer, p_at bigint)
RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT p_peak * 0.5 ^ least(100, (p_at - p_since) / (4.0::double precision * p_window_ms))
$$;

CREATE FUNCTION budget_peak(w budget_windows, p_at bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT budget_fading(w.write_peak, w.write_peak_ms, w.window_ms, p_at)
$$;

-- What is left of the ceiling beside others. Who has burst will burst again: reads stay so far below the platform's own limit
-- that there is room for it, but never below half of the ceiling.
CREATE FUNCTION budget_free(w budget_windows, p_ceiling integer, p_foreign integer, p_at bigint)
RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_burst double precision := budget_fading(w.foreign_peak, w.foreign_peak_ms, w.window_ms, p_at);
  v_limit integer := coalesce(w.stated, w.configured);
BEGIN
  IF v_burst < 0.5 THEN
    RETURN p_ceiling - p_foreign;
  END IF;
  RETURN least(p_ceiling - p_foreign,
               greatest(ceil(p_ceiling / 2.0), v_limit - ceil(v_burst - 1e-9) - ceil(v_limit / 20.0)));
END
$$;

-- What a read must leave to writes at an instant: the calls that writes at their recent demand will make before enough of
-- our own calls have left the window. While reads press, a higher rate is assumed, which spreads them evenly. Before they
-- do, an account that writes at all is taken to write a tenth and three deviations of chance: a burst of reads cannot be
-- taken back.
CREATE FUNCTION budget_reserved(w budget_windows, p_ceiling integer, p_free integer, p_cost integer, p_at bigint)
RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_lasts bigint[] := w.lasts;
  v_calls integer[] := w.calls;
  v_writes integer[] := w.writes;
  v_written integer := 0;
  v_from bigint := p_at - w.window_ms;
  v_demand double precision := budget_peak(w, p_at);
  v_prior double precision := CASE WHEN w.shared THEN p_ceiling / 10.0 ELSE 0 END;
  v_rate double precision;
  v_most double precision := 0;
  v_first integer := 1;
  p_freed integer := 0;
BEGIN
  WHILE v_lasts[v_first] < v_from LOOP
    v_first := v_first + 1;
  END LOOP;
  FOR i IN v_first..cardinality(v_lasts) LOOP
    v_written := v_written + v_writes[i];
  END LOOP;
  v_demand := greatest(v_demand, v_written);
  IF v_demand >= 0.1 AND p_at >= w.pressed_until_ms THEN
    v_prior := v_prior + 3 * sqrt(v_prior);
  END IF;
  v_demand := greatest(v_demand, v_prior);
  IF v_demand < 0.1 THEN
    RETURN 0;
  END IF;
  v_rate := v_demand / w.window_ms;
  IF p_at < w.pressed_until_ms THEN
    v_rate := greatest(v_rate, 0.9 * p_free / w.window_ms);
  END IF;
  FOR i IN v_first..cardinality(v_lasts) LOOP
    v_most := greatest(v_most, v_rate * (v_lasts[i] - v_from) - p_freed);
    p_freed := p_freed + v_calls[i];
  END LOOP;
  RETURN greatest(
    ceil(v_most - 1e-9),
    -- What writes take in a quarter of a second; a read that could not fit beside it in an empty window may use it.
    least(greatest(1, ceil(v_demand * least(1, 250.0::double precision / w.window_ms) - 1e-9)), p_ceiling - 1,
          greatest(0, p_free - p_cost)));
END
$$;

-- How many calls more would fit at an instant if nothing else happened until then; below 0: this one does not.
CREATE FUNCTION budget_room(w budget_windows, p_read boolean, p_cost integer, p_ceiling integer, p_at bigint)
RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_foreign integer := budget_foreign(w, p_at);
  v_limit integer := coalesce(w.stated, w.configured);
  v_lasts bigint[] := w.lasts;
  v_calls integer[] := w.calls;
  v_from bigint := p_at - w.window_ms;
  v_used integer := p_cost;
  v_free integer;
BEGIN
  FOR i IN REVERSE cardinality(v_lasts)..1 LOOP
    EXIT WHEN v_lasts[i] < v_from;
    v_used := v_used + v_calls[i];
  END LOOP;
  IF p_read THEN
    v_free := budget_free(w, p_ceiling, v_foreign, p_at);
    RETURN v_free - v_used - budget_reserved(w, p_ceiling, v_free, p_cost, p_at);
  END IF;
  -- Writes yield to others only where the platform's own limit is near.
  RETURN least(p_ceiling, greatest(p_ceiling, v_limit - ceil(v_limit / 20.0)) - v_foreign) - v_used;
END
$$;

-- The first instant at which a call fits that does not fit now. Room only grows while nothing is granted, so it is looked
-- for by halves, with the very rule that decides.
CREATE FUNCTION budget_retry(w budget_windows, p_read boolean, p_cost integer, p_ceiling integer, p_now bigint)
RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_no bigint := p_now;
  v_yes bigint := greatest(p_now + 1, w.lasts[cardinality(w.lasts)] + w.window_ms + 1,
                           greatest(w.foreign_ms, w.window_end_ms) + w.window_ms);
  v_between bigint;
BEGIN
  WHILE v_yes - v_no > 1 LOOP
    v_between := (v_no + v_yes) / 2;
    IF budget_room(w, p_read, p_cost, p_ceiling, v_between) < 0 THEN
      v_no := v_between;
    ELSE
      v_yes := v_between;
    END IF;
  END LOOP;
  RETURN v_yes;
END
$$;
