-- The budget in Postgres (libs/budget). The Lua twin is libs/budget/src/budget.lua.ts; change the two together.

CREATE TABLE "budget_windows" (
  "account_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "window_ms" INTEGER NOT NULL,
  "slots" JSONB NOT NULL DEFAULT '{}',
  "configured" INTEGER,
  "stated" INTEGER,
  "foreign_calls" INTEGER NOT NULL DEFAULT 0,
  "foreign_until_ms" BIGINT NOT NULL DEFAULT 0,
  "blocked_until_ms" BIGINT NOT NULL DEFAULT 0,
  "last_ms" BIGINT NOT NULL DEFAULT 0,
  "expires_ms" BIGINT NOT NULL,

  CONSTRAINT "budget_windows_pkey" PRIMARY KEY ("account_id", "name", "window_ms")
) WITH (fillfactor = 50); -- rows are updated all the time and no index changes: room for the new version on the same page

-- The server's own time, read when it is asked for and not when the transaction began.
CREATE FUNCTION budget_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

CREATE FUNCTION budget_slot_ms(p_window_ms integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(1, ceil(p_window_ms / 60.0))::bigint
$$;

-- The slots that an instant's window touches; the oldest one is counted in full, so the count is never too low.
CREATE FUNCTION budget_live_slots(p_slots jsonb, p_window_ms integer, p_now bigint)
RETURNS TABLE (slot bigint, calls integer) LANGUAGE sql IMMUTABLE AS $$
  SELECT key::bigint, value::integer FROM jsonb_each_text(p_slots)
  WHERE key::bigint >= (p_now - p_window_ms) / budget_slot_ms(p_window_ms)
$$;

CREATE FUNCTION budget_expiry(w budget_windows, p_now bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(p_now + 2 * w.window_ms, w.blocked_until_ms + w.window_ms,
                  CASE WHEN w.stated IS NOT NULL THEN p_now + 86400000 END)
$$;

-- Makes rows that are missing and locks all, always in the same order; windows that nobody used for long go away.
CREATE FUNCTION budget_lock(p_account text, p_windows jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_new integer;
BEGIN
  INSERT INTO budget_windows AS b (account_id, name, window_ms, configured, expires_ms)
  SELECT DISTINCT ON (name, "windowMs") p_account, name, "windowMs", "limit", budget_now() + 2 * "windowMs"
  FROM jsonb_to_recordset(p_windows) AS given(name text, "windowMs" integer, "limit" integer)
  ORDER BY name, "windowMs"
  ON CONFLICT (account_id, name, window_ms) DO UPDATE SET configured = excluded.configured
    WHERE excluded.configured IS NOT NULL AND b.configured IS DISTINCT FROM excluded.configured;
  GET DIAGNOSTICS v_new = ROW_COUNT;
  IF v_new > 0 THEN
    DELETE FROM budget_windows WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM budget_windows
      WHERE account_id = p_account AND expires_ms < budget_now()
        AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(p_windows) AS given(name text, "windowMs" integer)
                        WHERE given.name = budget_windows.name AND given."windowMs" = budget_windows.window_ms)
      FOR UPDATE SKIP LOCKED));
  END IF;
END
$$;

-- p_windows: [{name, limit, windowMs}]. All windows are counted or none.
CREATE FUNCTION budget_reserve(p_account text, p_lane text, p_cost integer, p_ratio double precision, p_windows jsonb,
  OUT verdict text, OUT retry_in_ms bigint, OUT window_name text) LANGUAGE plpgsql AS $$
DECLARE
  w budget_windows;
  v_now bigint;
  v_ceiling integer;
  v_permitted integer;
  v_excess integer;
  v_foreign integer;
  v_used integer;
  v_at bigint;
  v_slot text;
BEGIN
  PERFORM budget_lock(p_account, p_windows);
  v_now := budget_now();
  verdict := 'granted';
  retry_in_ms := 0;
  window_name := '';

  FOR w IN
    SELECT b.* FROM budget_windows b
    JOIN (SELECT DISTINCT name, "windowMs" FROM jsonb_to_recordset(p_windows) AS g(name text, "windowMs" integer)) g
      ON b.name = g.name AND b.window_ms = g."windowMs"
    WHERE b.account_id = p_account
  LOOP
    w.last_ms := greatest(v_now, w.last_ms);
    v_ceiling := greatest(1, floor(coalesce(w.stated, w.configured) * p_ratio + 1e-9));
    IF p_cost > v_ceiling THEN
      verdict := 'impossible';
      retry_in_ms := 0;
      window_name := w.name;
      RETURN;
    END IF;
    v_permitted := v_ceiling;
    IF p_lane = 'read' THEN
      v_permitted := greatest(v_ceiling - least(v_ceiling - 1, ceil(v_ceiling / 10.0)), p_cost);
    END IF;

    SELECT coalesce(sum(calls), 0) INTO v_used FROM budget_live_slots(w.slots, w.window_ms, w.last_ms);
    v_foreign := CASE WHEN w.foreign_until_ms > w.last_ms THEN w.foreign_calls ELSE 0 END;
    v_excess := v_used + v_foreign + p_cost - v_permitted;
    v_at := 0;
    IF v_excess > 0 THEN
      SELECT min(at) INTO v_at FROM (
        SELECT at, sum(calls) OVER (ORDER BY at) AS freed FROM (
          SELECT (slot + 1) * budget_slot_ms(w.window_ms) + w.window_ms AS at, calls
          FROM budget_live_slots(w.slots, w.window_ms, w.last_ms)
          UNION ALL SELECT w.foreign_until_ms, v_foreign WHERE v_foreign > 0
        ) leaving
      ) steps WHERE freed >= v_excess;
    END IF;
    IF w.blocked_until_ms > w.last_ms THEN
      v_at := greatest(v_at, w.blocked_until_ms);
    END IF;
    IF v_at > 0 AND (verdict = 'granted' OR v_at - v_now > retry_in_ms) THEN
      verdict := 'refused';
      retry_in_ms := v_at - v_now;
      window_name := w.name;
    END IF;
  END LOOP;

  IF verdict = 'granted' THEN
    UPDATE budget_windows b
    SET last_ms = greatest(v_now, b.last_ms),
        expires_ms = budget_expiry(b, greatest(v_now, b.last_ms)),
        slots = (
          SELECT jsonb_object_agg(slot::text, calls) FROM (
            SELECT slot, sum(calls) AS calls FROM (
              SELECT * FROM budget_live_slots(b.slots, b.window_ms, greatest(v_now, b.last_ms))
              UNION ALL SELECT greatest(v_now, b.last_ms) / budget_slot_ms(b.window_ms), p_cost
            ) counted GROUP BY slot
          ) summed)
    FROM (SELECT DISTINCT name, "windowMs" FROM jsonb_to_recordset(p_windows) AS g(name text, "windowMs" integer)) g
    WHERE b.account_id = p_account AND b.name = g.name AND b.window_ms = g."windowMs";
  END IF;
END
$$;

-- p_signals: [{name, windowMs, limit?, remaining?, resetInMs?, blockedInMs?}].
CREATE FUNCTION budget_learn(p_account text, p_signals jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  s record;
  w budget_windows;
  v_now bigint;
  v_foreign integer;
BEGIN
  PERFORM budget_lock(p_account, (
    SELECT jsonb_agg(jsonb_build_object('name', name, 'windowMs', "windowMs"))
    FROM jsonb_to_recordset(p_signals) AS g(name text, "windowMs" integer)));

  FOR s IN
    SELECT * FROM jsonb_to_recordset(p_signals)
      AS g(name text, "windowMs" integer, "limit" integer, remaining integer, "resetInMs" bigint, "blockedInMs" bigint)
  LOOP
    SELECT * INTO w FROM budget_windows WHERE account_id = p_account AND name = s.name AND window_ms = s."windowMs";
    v_now := greatest(budget_now(), w.last_ms);
    w.stated := coalesce(s."limit", w.stated);
    IF s.remaining IS NOT NULL AND coalesce(w.stated, w.configured) IS NOT NULL THEN
      SELECT coalesce(w.stated, w.configured) - s.remaining - coalesce(sum(calls), 0) INTO v_foreign
      FROM budget_live_slots(w.slots, w.window_ms, v_now);
      -- Only ever more, until the window is over: `remaining` must not enlarge what our own count allows.
      IF v_foreign > 0 AND (w.foreign_until_ms <= v_now OR v_foreign >= w.foreign_calls) THEN
        w.foreign_calls := v_foreign;
        w.foreign_until_ms := v_now + least(greatest(coalesce(s."resetInMs", w.window_ms), 1), w.window_ms);
      END IF;
    END IF;
    w.blocked_until_ms := greatest(w.blocked_until_ms, v_now + s."blockedInMs");
    UPDATE budget_windows b
    SET stated = w.stated, foreign_calls = w.foreign_calls, foreign_until_ms = w.foreign_until_ms,
        blocked_until_ms = w.blocked_until_ms, last_ms = v_now, expires_ms = budget_expiry(w, v_now)
    WHERE b.account_id = p_account AND b.name = s.name AND b.window_ms = s."windowMs";
  END LOOP;
END
$$;

CREATE FUNCTION budget_usage(p_account text)
RETURNS TABLE (name text, window_ms integer, stated integer, used bigint, foreign_calls integer, blocked_in_ms bigint)
LANGUAGE sql VOLATILE AS $$
  SELECT b.name, b.window_ms, coalesce(b.stated, b.configured),
         (SELECT coalesce(sum(calls), 0) FROM budget_live_slots(b.slots, b.window_ms, t.now)),
         CASE WHEN b.foreign_until_ms > t.now THEN b.foreign_calls ELSE 0 END,
         greatest(0, b.blocked_until_ms - t.now)
  FROM budget_windows b, (SELECT budget_now() AS now) t
  WHERE b.account_id = p_account AND b.expires_ms > t.now AND coalesce(b.stated, b.configured) IS NOT NULL
  ORDER BY b.name, b.window_ms
$$;
