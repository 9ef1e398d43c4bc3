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

  /** What waited for the account itself is not late before the account has worked for as long. */
  oldest_write: `
    SELECT a.id, 'oldest_write', '', jsonb_build_object('count', count(*), 'oldestAt', min(o.created_at)), NULL, NULL
      FROM operations o JOIN accounts a ON a.id = o.account_id
     WHERE o.state IN ('queued', 'held', 'unknown') AND o.created_at < $1::timestamptz - $2 * interval '1 minute'
       AND a.state_since < $1::timestamptz - $2 * interval '1 minute'
       AND ${working} AND ${unexplained}
     GROUP BY a.id`,
};
