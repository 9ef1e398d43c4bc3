import { watched, working } from './conditions.urgent.sql.js';

/** Looked at every five minutes: they read something of every account, or change slowly. $1 is now. Columns as in `urgent`. */
export const rare: Readonly<Record<string, string>> = {
  credential_ending: `
    SELECT a.id, 'credential_ending', CASE c.lane WHEN 'both' THEN '' ELSE c.lane END,
           jsonb_build_object('kind', c.kind, 'endsAt', e.ends_at,
             'daysLeft', greatest(0, floor(extract(epoch FROM e.ends_at - $1::timestamptz) / 86400))), NULL, NULL
      FROM (SELECT id, expires_at AS ends_at FROM credentials
             WHERE refresh_at IS NULL AND sealed_refresh IS NULL AND expires_at < $1::timestamptz + interval '60 days'
            UNION ALL
            SELECT id, refresh_token_expires_at FROM credentials
             WHERE refresh_token_expires_at IS NOT NULL AND sealed_refresh IS NOT NULL
               AND refresh_token_expires_at < $1::timestamptz + interval '7 days') e
      JOIN credentials c ON c.id = e.id JOIN accounts a ON a.id = c.account_id WHERE ${watched}`,

  /** The usual gap is that of the last 200 within a day: bounded, however busy the account was. */
  webhook_silent: `
    SELECT a.id, 'webhook_silent', '',
           jsonb_build_object('lastAt', last.at, 'gapMinutes', round(extract(epoch FROM usual.gap) / 60, 1),
             'found', (SELECT count(*) FROM inbox i
                        WHERE i.account_id = a.id AND i.received_at > last.at AND i.via = 'reconciliation')), NULL, NULL
      FROM webhooks w JOIN accounts a ON a.id = w.account_id
      CROSS JOIN LATERAL (SELECT i.received_at AS at FROM inbox i
                           WHERE i.account_id = a.id AND i.via = 'webhook' AND i.received_at > $1::timestamptz - interval '2 days'
                           ORDER BY i.received_at DESC LIMIT 1) last
      CROSS JOIN LATERAL (SELECT count(*) AS count, (last.at - min(d.at)) / greatest(1, count(*) - 1) AS gap
                            FROM (SELECT i.received_at AS at FROM inbox i
                                   WHERE i.account_id = a.id AND i.via = 'webhook'
                                     AND i.received_at BETWEEN last.at - interval '1 day' AND last.at
                                   ORDER BY i.received_at DESC LIMIT 200) d
                           WHERE last.at < $1::timestamptz - interval '30 minutes') usual
     WHERE ${working} AND last.at < $1::timestamptz - interval '30 minutes' AND usual.count >= 20
       AND last.at < $1::timestamptz - 20 * usual.gap`,
};
