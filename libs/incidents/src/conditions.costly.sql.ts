import { capabilityOf } from '@nightdesk/helpdesks/contract';
import { working } from './conditions.urgent.sql.js';

const needs = Object.entries(capabilityOf).map(([kind, capability]) => `WHEN '${kind}' THEN '${capability}'`);

/** A wait that is explained, and told elsewhere: a switch, a missing right, a person, a frozen ticket, the breaker. */
const unexplained = `o.review IS NULL
  AND NOT EXISTS (SELECT 1 FROM switches w WHERE w.name IN ('writes', 'platform:' || a.platform))
  AND NOT EXISTS (SELECT 1 FROM breakers b WHERE b.account_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM ticket_fuses f
                   WHERE f.account_id = a.id AND f.ticket_id = o.ticket_id AND f.released_at IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM operations e
      JOIN operation_steps s ON s.operation_id = e.id AND s.state = 'pending'
     WHERE e.account_id = a.id AND e.ticket_id = o.ticket_id AND e.seq <= o.seq
       AND e.state IN ('queued', 'sending', 'unknown', 'held')
       AND (e.review IS NOT NULL
            OR EXISTS (SELECT 1 FROM switches w WHERE w.name = 'capability:' || CASE s.kind ${needs.join(' ')} END)
            OR EXISTS (SELECT 1 FROM capability_findings c WHERE c.account_id = a.id AND c.verdict = 'missing'
                          AND c.capability = CASE s.kind ${needs.join(' ')} END)))`;

/** Looked at every half a minute. $1 is now, $2 OLDEST_WRITE_MINUTES. Columns as in `urgent`. */
export const costly: Readonly<Record<string, string>> = {
  /** What the account needs is told by its state. */
  scope_drift: `
    SELECT a.id, 'scope_drift', '',
           jsonb_build_object('capabilities', string_agg(f.capability, ', ' ORDER BY f.capability),
             'since', min(f.lost_at)), NULL, NULL
      FROM capability_findings f JOIN accounts a ON a.id = f.account_id
     WHERE f.lost_at IS NOT NULL AND ${working} AND f.capability <> ALL (a.required_capabilities) GROUP BY a.id`,

  /** Of those who have called lately; the open breaker tells of a platform that answers nothing. */
  platform_slow: `
    SELECT a.id, 'platform_slow', '', jsonb_build_object('calls', m.calls, 'seconds', round(m.total_ms / 1000.0 / m.calls, 1)), NULL, NULL
      FROM (SELECT account_id, sum(calls) AS calls, sum(total_ms) AS total_ms FROM call_minutes
             WHERE minute > $1::timestamptz - interval '2 minutes' GROUP BY account_id
            HAVING sum(calls) >= 5 AND sum(total_ms) > 2000 * sum(calls)) m
      JOIN accounts a ON a.id = m.account_id
     WHERE ${working} AND NOT EXISTS (SELECT 1 FROM breakers b WHERE b.account_id = a.id)`,

  /**
   * As the platform's headers showed it at our last calls (kept here where budgets are), or as its refusals show: we stay under
   * our ceiling, so a 429 is somebody else's doing.
   */
  foreign_use: `
    SELECT a.id, 'foreign_use', '',
           jsonb_build_object('foreign', w.foreign_calls, 'limit', w.most, 'refused', recent.refused), NULL, NULL
      FROM (SELECT account_id, sum(limited)::int AS refused FROM call_minutes
             WHERE minute > $1::timestamptz - interval '3 minutes' GROUP BY account_id) recent
      JOIN accounts a ON a.id = recent.account_id
      LEFT JOIN LATERAL (
           SELECT foreign_calls, coalesce(stated, configured) AS most FROM budget_windows
            WHERE account_id = a.id AND name NOT LIKE '%:%' AND foreign_calls * 2 > coalesce(stated, configured)
              AND foreign_ms > extract(epoch FROM $1::timestamptz) * 1000 - 2 * window_ms
            ORDER BY foreign_calls DESC LIMIT 1) w ON true
     WHERE ${working} AND (w.foreign_calls IS NOT NULL OR recent.refused >= 2)`,

  /** By the runs of the few accounts that are checked. */
  synthetic_failing: `
    SELECT a.id, 'synthetic_failing', '',
           jsonb_build_object('runs', day.runs, 'good', day.good, 'problem', coalesce(day.problem, '?')), NULL, NULL
      FROM synthetic_checks c JOIN accounts a ON a.id = c.account_id
      CROSS JOIN LATERAL (SELECT count(*) AS failed FROM (
             SELECT ok FROM synthetic_runs WHERE account_id = a.id ORDER BY at DESC LIMIT 2) r WHERE NOT ok) latest
      CROSS JOIN LATERAL (SELECT count(*) AS runs, count(*) FILTER (WHERE ok) AS good,
             (array_agg(problem ORDER BY at DESC) FILTER (WHERE NOT ok))[1] AS problem
        FROM synthetic_runs WHERE account_id = a.id AND at > $1::timestamptz - interval '1 day') day
     WHERE ${working} AND (latest.failed = 2 OR (day.runs >= 10 AND day.good < 0.9 * day.runs))`,

  /** What waited for the account itself is not late before the account has worked for as long. */
  oldest_write: `
    SELECT a.id, 'oldest_write', '', jsonb_build_object('count', count(*), 'oldestAt', min(o.created_at)), NULL, NULL
      FROM operations o JOIN accounts a ON a.id = o.account_id
     WHERE o.state IN ('queued', 'held', 'unknown') AND o.created_at < $1::timestamptz - $2 * interval '1 minute'
       AND a.state_since < $1::timestamptz - $2 * interval '1 minute'
       AND ${working} AND ${unexplained}
     GROUP BY a.id`,
};
