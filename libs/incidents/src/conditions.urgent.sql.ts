/** In an account that works; `a` is its row. */
export const working = `a.state IN ('live', 'needs_scopes')`;
/** In one that people still count on: neither given up, nor waiting for a person for a reason of its own. */
export const watched = `a.state IN ('live', 'needs_scopes', 'probing', 'paused')`;

/** Of what waits in an account. */
const waits = `jsonb_build_object(
  'operations', (SELECT count(*) FROM operations o
                  WHERE o.account_id = a.id AND o.state IN ('queued', 'sending', 'unknown', 'held')),
  'deliveries', (SELECT count(*) FROM inbox i WHERE i.account_id = a.id AND i.state = 'pending'))`;

/**
 * Looked at every few seconds: each statement goes by an index that is empty while all is well. $1 is now.
 * Columns: account_id, cause, subject, details, reason, remedy.
 */
export const urgent: Readonly<Record<string, string>> = {
  'states of accounts': `
    SELECT a.id, a.cause, '', jsonb_build_object('since', a.state_since) || ${waits}, a.reason, a.remedy
      FROM accounts a WHERE a.state IN ('needs_scopes', 'needs_reauth', 'suspended')`,

  refresh_failing: `
    SELECT a.id, 'refresh_failing', CASE c.lane WHEN 'both' THEN '' ELSE c.lane END,
           jsonb_build_object('failures', c.refresh_failures, 'expiresAt', c.expires_at), NULL, NULL
      FROM credentials c JOIN accounts a ON a.id = c.account_id
     WHERE c.refresh_failures > 0 AND ${watched} AND $1::timestamptz >
           coalesce(c.refreshed_at, c.created_at) + 0.9 * (c.expires_at - coalesce(c.refreshed_at, c.created_at))`,

  /** Calls are summed only where some have failed. */
  error_rate: `
    SELECT a.id, 'error_rate', '', jsonb_build_object('calls', m.calls, 'failures', m.failures), NULL, NULL
      FROM (SELECT DISTINCT account_id FROM call_minutes
             WHERE failures > 0 AND minute > $1::timestamptz - interval '5 minutes') failing
      JOIN accounts a ON a.id = failing.account_id
      CROSS JOIN LATERAL (SELECT sum(calls)::int AS calls, sum(failures)::int AS failures FROM call_minutes
                           WHERE account_id = a.id AND minute > $1::timestamptz - interval '5 minutes') m
     WHERE ${working} AND m.calls >= 20 AND m.failures > 0.01 * m.calls`,

  webhook_gone: `
    SELECT a.id, 'webhook_gone', '', jsonb_build_object('problem', w.problem), NULL, NULL
      FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE w.problem IS NOT NULL AND ${watched}`,

  signature_failures: `
    SELECT a.id, 'signature_failures', '',
           jsonb_build_object('count', w.signature_failures, 'lastAt', w.last_signature_failure), NULL, NULL
      FROM webhooks w JOIN accounts a ON a.id = w.account_id
     WHERE w.last_signature_failure > $1::timestamptz - interval '10 minutes' AND a.state <> 'disconnected'`,

  /** Until a delivery is believed again. */
  clock_skew: `
    SELECT a.id, 'clock_skew', '', jsonb_build_object('seconds', w.skew_seconds, 'at', w.skewed_at), NULL, NULL
      FROM webhooks w JOIN accounts a ON a.id = w.account_id
     WHERE w.skewed_at > $1::timestamptz - interval '1 hour' AND a.state <> 'disconnected'
       AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.account_id = a.id AND i.received_at > w.skewed_at AND i.via = 'webhook')`,

  breaker_open: `
    SELECT a.id, 'breaker_open', '', jsonb_build_object('since', b.opened_at, 'problem', b.reason), NULL, NULL
      FROM breakers b JOIN accounts a ON a.id = b.account_id
     WHERE b.opened_at < $1::timestamptz - interval '1 minute' AND ${working}`,

  /** What a condition of the automation ended, or a person, is no surprise to anybody. */
  dead_letters: `
    SELECT a.id, 'dead_letters', '',
           jsonb_build_object('count', sum(o.count), 'oldestAt', min(o.oldest_at),
             'causes', string_agg(o.count || ' ' || o.cause, ', ' ORDER BY o.count DESC, o.cause)), NULL, NULL
      FROM (SELECT account_id, coalesce(cause, 'other') AS cause, count(*) AS count, min(finished_at) AS oldest_at
              FROM operations
             WHERE state IN ('failed', 'dead') AND finished_at > $1::timestamptz - interval '7 days'
               AND (discarded_at IS NULL OR discarded_at < finished_at)
               AND coalesce(cause, 'other') NOT IN ('superseded', 'precondition', 'given_up')
             GROUP BY 1, 2) o
      JOIN accounts a ON a.id = o.account_id AND a.state <> 'disconnected' GROUP BY a.id`,

  review_waiting: `
    SELECT a.id, 'review_waiting', '', jsonb_build_object('count', count(*), 'oldestAt', min(o.created_at)), NULL, NULL
      FROM operations o JOIN accounts a ON a.id = o.account_id
     WHERE o.review IS NOT NULL AND o.decision IS NULL AND o.state IN ('queued', 'sending', 'unknown', 'held')
       AND a.state <> 'disconnected' GROUP BY a.id`,

  ticket_frozen: `
    SELECT a.id, 'ticket_frozen', f.ticket_id,
           jsonb_build_object('ticketId', f.ticket_id, 'changes', f.changes, 'since', f.blown_at), NULL, NULL
      FROM ticket_fuses f JOIN accounts a ON a.id = f.account_id
     WHERE f.released_at IS NULL AND a.state <> 'disconnected'`,

  /** By itself, and not by an operator: then there is no such event. */
  account_shadowed: `
    SELECT a.id, 'account_shadowed', '',
           jsonb_build_object('problem', a.shadow_reason, 'since', a.live_share_since), NULL, NULL
      FROM accounts a
     WHERE a.live_share = 0 AND ${watched} AND EXISTS (
           SELECT 1 FROM events e WHERE e.account_id = a.id AND e.dedupe_key = 'account.shadowed:' ||
             to_char(a.live_share_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`,

  'states of subscribers': `
    SELECT NULL, CASE s.state WHEN 'disabled' THEN 'subscriber_disabled' ELSE 'subscriber_failing' END, s.id,
           jsonb_build_object('host', substring(s.url FROM '^https?://([^/?#]+)'), 'since', s.failing_since), NULL, NULL
      FROM subscribers s WHERE s.state = 'disabled' OR s.failing_since < $1::timestamptz - interval '10 minutes'`,

  /** Neither seen any more nor said goodbye, and no other has been started since. */
  worker_lost: `
    SELECT NULL, 'worker_lost', p.id, jsonb_build_object('host', p.host, 'lastAt', p.seen_at, 'version', p.version), NULL, NULL
      FROM processes p
     WHERE p.role = 'worker' AND p.seen_at < $1::timestamptz - interval '1 minute'
       AND p.seen_at > $1::timestamptz - interval '1 day'
       AND NOT EXISTS (SELECT 1 FROM processes o WHERE o.role = 'worker' AND o.started_at > p.seen_at
                          AND o.seen_at > $1::timestamptz - interval '1 minute')`,

  /** Until something arrives there again. */
  alert_channel_failing: `
    SELECT NULL, 'alert_channel_failing', f.channel || ' ' || f.target,
           jsonb_build_object('count', count(*), 'problem', (array_agg(f.last_error ORDER BY f.seq DESC))[1]), NULL, NULL
      FROM alerts f
     WHERE ((f.state = 'pending' AND f.attempts >= 3)
            OR (f.state = 'dead' AND f.created_at > $1::timestamptz - interval '1 day'))
       AND NOT EXISTS (SELECT 1 FROM alerts s WHERE s.channel = f.channel AND s.target = f.target
                          AND s.seq > f.seq AND s.state = 'sent')
     GROUP BY f.channel, f.target`,
};
