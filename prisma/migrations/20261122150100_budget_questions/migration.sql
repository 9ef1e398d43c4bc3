-- What the budget is asked (libs/budget), on the rules of the migration `budget_lookahead`. Windows come as arrays of one
-- length. The Lua twin is libs/budget/src/*.lua.ts; change the two together.

-- Verdicts: granted; refused: a window is used up; full: no place is free; impossible: a window can never hold the cost.
CREATE FUNCTION budget_reserve(p_account text, p_read boolean, p_ratio double precision, p_places integer, p_lease text,
  p_lease_ms integer, p_names text[], p_window_ms integer[], p_limits integer[], p_costs integer[], p_shared boolean[],
  OUT verdict text, OUT retry_in_ms bigint, OUT window_name text) LANGUAGE plpgsql AS $$
DECLARE
  a budget_accounts := budget_lock(p_account);
  w budget_windows;
  windows budget_windows[] := '{}';
  v_now bigint := a.last_ms;
  v_ceiling integer;
  v_at bigint;
  v_latest bigint := 0;
  v_last integer;
  v_writes integer;
  v_peak double precision;
BEGIN
  retry_in_ms := 0;
  FOR i IN 1..cardinality(p_names) LOOP
    w := budget_window(p_account, p_names[i], p_window_ms[i], v_now);
    w.configured := p_limits[i];
    w.shared := p_shared[i];
    v_ceiling := budget_ceiling(w, p_ratio);
    IF p_costs[i] > v_ceiling THEN
      verdict := 'impossible';
      window_name := w.name;
      RETURN;
    END IF;
    v_at := 0;
    IF budget_room(w, p_read, p_costs[i], v_ceiling, v_now) < 0 THEN
      IF p_read THEN
        w := budget_pressed(w, v_now);
      ELSE
        w := budget_wanted(w, p_costs[i], v_now);
      END IF;
      v_at := budget_retry(w, p_read, p_costs[i], v_ceiling, v_now);
    END IF;
    IF w.blocked_until_ms > v_now THEN
      v_at := greatest(v_at, w.blocked_until_ms);
    END IF;
    IF v_at > v_latest THEN
      v_latest := v_at;
      window_name := w.name;
    END IF;
    windows[i] := w;
  END LOOP;
  IF v_latest > 0 THEN
    verdict := 'refused';
    retry_in_ms := v_latest - v_now;
    RETURN;
  END IF;

  IF cardinality(a.leases) >= p_places OR (p_read AND (
       a.write_waits_until_ms > v_now
       OR cardinality(array_positions(a.lease_reads, true)) >= greatest(1, p_places - 1))) THEN
    verdict := 'full';
    retry_in_ms := 20;
    IF NOT p_read THEN
      PERFORM set_config('synchronous_commit', 'off', true);
      a.write_waits_until_ms := v_now + 1000;
      PERFORM budget_keep_account(a);
    END IF;
    RETURN;
  END IF;

  verdict := 'granted';
  FOR i IN 1..cardinality(p_names) LOOP
    w := windows[i];
    v_writes := CASE WHEN p_read THEN 0 ELSE p_costs[i] END;
    v_last := cardinality(w.lasts);
    IF w.lasts[v_last] / budget_slot_ms(w.window_ms) = v_now / budget_slot_ms(w.window_ms) THEN
      w.calls[v_last] := w.calls[v_last] + p_costs[i];
      w.writes[v_last] := w.writes[v_last] + v_writes;
      w.lasts[v_last] := v_now;
    ELSE
      w.calls := w.calls || p_costs[i];
      w.writes := w.writes || v_writes;
      w.lasts := w.lasts || v_now;
    END IF;
    IF NOT p_read THEN
      w := budget_demanded(w, 0, v_now);
    END IF;
    PERFORM budget_keep_window(w, v_now);
  END LOOP;
  IF NOT p_read THEN
    a.write_waits_until_ms := 0;
  END IF;
  a.leases := a.leases || p_lease;
  a.lease_reads := a.lease_reads || p_read;
  a.lease_granted_ms := a.lease_granted_ms || v_now;
  a.lease_expires_ms := a.lease_expires_ms || (v_now + p_lease_ms);
  PERFORM budget_keep_account(a);
END
$$;

-- Gives the place back and learns what the platform's answer says of each window; null: it says nothing.
CREATE FUNCTION budget_settle(p_account text, p_lease text, p_names text[], p_window_ms integer[], p_limits integer[],
  p_remaining integer[], p_reset_in_ms bigint[], p_blocked_in_ms bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  a budget_accounts;
  w budget_windows;
  v_held integer;
  v_sent bigint := 0;
BEGIN
  -- What a crash of the server could lose here, a lease's end or the next answer makes good.
  PERFORM set_config('synchronous_commit', 'off', true);
  a := budget_lock(p_account);
  v_held := array_position(a.leases, p_lease);
  IF v_held IS NOT NULL THEN
    v_sent := a.lease_granted_ms[v_held];
    a := budget_without(a, v_held);
  END IF;
  FOR i IN 1..cardinality(p_names) LOOP
    w := budget_window(p_account, p_names[i], p_window_ms[i], a.last_ms);
    w.stated := coalesce(p_limits[i], w.stated);
    w.blocked_until_ms := greatest(w.blocked_until_ms, a.last_ms + p_blocked_in_ms[i]);
    -- A 429 says when to come back, and not how much others use.
    IF p_blocked_in_ms[i] IS NULL AND p_remaining[i] IS NOT NULL AND coalesce(w.stated, w.configured) IS NOT NULL THEN
      w := budget_sense(w, p_remaining[i], p_reset_in_ms[i], cardinality(a.leases), v_sent, a.last_ms);
    END IF;
    PERFORM budget_keep_window(w, a.last_ms);
  END LOOP;
  PERFORM budget_keep_account(a);
END
$$;

CREATE FUNCTION budget_usage(p_account text, p_ratio double precision)
RETURNS TABLE (name text, window_ms integer, stated integer, ceiling integer, used integer, foreign_calls integer,
  reserve integer, blocked_in_ms bigint) LANGUAGE plpgsql AS $$
DECLARE
  b record;
  w budget_windows;
  v_now bigint;
BEGIN
  SELECT greatest(budget_now(), last_ms) INTO v_now FROM budget_accounts WHERE account_id = p_account;
  FOR b IN SELECT x.name, x.window_ms FROM budget_windows x
           WHERE account_id = p_account AND expires_ms > v_now AND coalesce(x.stated, x.configured) IS NOT NULL ORDER BY 1, 2
  LOOP
    w := budget_window(p_account, b.name, b.window_ms, v_now);
    name := w.name;
    window_ms := w.window_ms;
    stated := coalesce(w.stated, w.configured);
    ceiling := budget_ceiling(w, p_ratio);
    used := (SELECT coalesce(sum(n), 0) FROM unnest(w.calls) n);
    foreign_calls := budget_foreign(w, v_now);
    reserve := budget_reserved(w, ceiling, budget_free(w, ceiling, foreign_calls, v_now), 1, v_now);
    blocked_in_ms := greatest(0, w.blocked_until_ms - v_now);
    RETURN NEXT;
  END LOOP;
END
$$;

-- For the engine on Redis: whether this account is new, else how long ago it was.
CREATE FUNCTION budget_register(p_account text, OUT is_new boolean, OUT age_ms bigint) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO budget_accounts (account_id, created_ms) VALUES (p_account, budget_now()) ON CONFLICT DO NOTHING;
  is_new := FOUND;
  SELECT budget_now() - created_ms INTO age_ms FROM budget_accounts WHERE account_id = p_account;
END
$$;

-- Writes now take `p_more` and what they took within the window: keeps it when it is the most lately.
CREATE FUNCTION budget_demanded(w budget_windows, p_more integer, p_now bigint) RETURNS budget_windows
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_writes integer := p_more + (SELECT coalesce(sum(n), 0) FROM unnest(w.writes) n);
BEGIN
  IF v_writes > budget_peak(w, p_now) THEN
    w.write_peak := v_writes;
    w.write_peak_ms := p_now;
  END IF;
  RETURN w;
END
$$;

-- A write was refused: it shows demand beyond what was granted. Kept only when it says something new.
CREATE FUNCTION budget_wanted(w budget_windows, p_cost integer, p_now bigint) RETURNS budget_windows
LANGUAGE plpgsql AS $$
DECLARE
  v_known bigint := w.write_peak_ms;
BEGIN
  w := budget_demanded(w, p_cost, p_now);
  IF w.write_peak_ms <> v_known THEN
    PERFORM set_config('synchronous_commit', 'off', true), budget_keep_window(w, p_now);
  END IF;
  RETURN w;
END
$$;

-- A read was refused: reads press for one window more. Kept when that moves it by a quarter of a window.
CREATE FUNCTION budget_pressed(w budget_windows, p_now bigint) RETURNS budget_windows LANGUAGE plpgsql AS $$
BEGIN
  IF w.pressed_until_ms < p_now + 0.75 * w.window_ms THEN
    w.pressed_until_ms := p_now + w.window_ms;
    PERFORM set_config('synchronous_commit', 'off', true), budget_keep_window(w, p_now);
  END IF;
  RETURN w;
END
$$;

-- What the platform's count tells of others. `p_others`: our calls still in flight; `p_sent`: when the answered call went out.
CREATE FUNCTION budget_sense(w budget_windows, p_remaining integer, p_reset_in_ms bigint, p_others integer, p_sent bigint,
  p_now bigint) RETURNS budget_windows LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_seen integer := coalesce(w.stated, w.configured) - p_remaining;
  v_ours integer := 0;
  v_surely integer := 0;
  v_since bigint := 0;
  v_known integer;
  v_foreign integer;
  v_new_window boolean;
BEGIN
  -- Fewer than we surely sent within a window: the platform's window does not roll, it starts anew.
  FOR i IN 1..cardinality(w.lasts) LOOP
    IF w.lasts[i] + w.window_ms - budget_slot_ms(w.window_ms) >= p_now THEN
      v_surely := v_surely + w.calls[i];
    END IF;
  END LOOP;
  IF v_seen + p_others + 2 < v_surely THEN
    w.fixed_until_ms := p_now + 20 * w.window_ms::bigint;
  END IF;

  v_known := budget_foreign(w, p_now);
  IF w.fixed_until_ms > p_now AND p_reset_in_ms IS NOT NULL THEN
    v_since := p_now + p_reset_in_ms - w.window_ms - 1000; -- headers are in whole seconds
    v_new_window := p_now + p_reset_in_ms > w.window_end_ms + w.window_ms / 2;
    IF v_new_window THEN
      w.foreign_before := CASE WHEN p_now < w.window_end_ms + w.window_ms THEN w.foreign_calls ELSE 0 END;
    END IF;
    w.window_end_ms := greatest(w.window_end_ms, p_now + p_reset_in_ms);
  END IF;
  FOR i IN 1..cardinality(w.lasts) LOOP
    IF w.lasts[i] >= v_since THEN
      v_ours := v_ours + w.calls[i];
    END IF;
  END LOOP;
  v_foreign := greatest(0, v_seen - v_ours);
  -- The answer to an older call must not lower what a newer one has shown.
  IF v_foreign >= v_known OR p_sent >= w.foreign_ms THEN
    w.foreign_calls := v_foreign;
    w.foreign_ms := p_now;
    w.foreign_peak := greatest(v_foreign, budget_fading(w.foreign_peak, w.foreign_peak_ms, w.window_ms, p_now));
    w.foreign_peak_ms := p_now;
  END IF;
  RETURN w;
END
$$;
