/** States of seeded accounts: of every hundred, those whose number ends so. */
export const states: Readonly<Record<string, readonly number[]>> = {
  needs_reauth: [7, 57],
  suspended: [13],
  needs_scopes: [21, 71],
  paused: [34, 84],
};

/**
 * Accounts as they are stored, with what an installation at work has of each: a credential, a webhook, calls of the last
 * hour, a counted budget, changes of the day, and here and there a late write or an incident. No site stands behind them,
 * so no worker may run.
 */
export async function seedAccounts(run: (sql: string) => Promise<unknown>, count: number): Promise<void> {
  const state = Object.entries(states)
    .flatMap(([name, ends]) => ends.map((end) => `WHEN ${end} THEN '${name}'`))
    .join(' ');
  await run(
    `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities, created_at)
     SELECT 'acc_' || lpad(n::text, 5, '0'), (ARRAY['zendesk', 'freshdesk', 'intercom'])[1 + n % 3],
            'customer-' || lpad(n::text, 5, '0'), s,
            CASE s WHEN 'needs_reauth' THEN 'grant_refused' WHEN 'suspended' THEN 'account_suspended'
                   WHEN 'needs_scopes' THEN 'scopes_missing' WHEN 'paused' THEN 'paused' ELSE 'allowed' END,
            CASE s WHEN 'needs_reauth' THEN 'The platform says that the token was revoked.'
                   WHEN 'suspended' THEN 'The platform has suspended the whole account.'
                   WHEN 'needs_scopes' THEN 'The credential may not write replies.'
                   WHEN 'paused' THEN 'An operator paused it: moving house' ELSE '' END,
            CASE s WHEN 'needs_reauth' THEN 'Connect it again.' WHEN 'suspended' THEN 'Ask the platform’s owner.'
                   WHEN 'needs_scopes' THEN 'Connect it again with the right to write.' ELSE '' END,
            now() - n * interval '1 minute', '{tickets:read,replies:write}', now() - interval '90 days'
       FROM (SELECT n, CASE n % 100 ${state} ELSE 'live' END AS s FROM generate_series(1, ${count}) n) made`,
  );
  await run(`
    INSERT INTO credentials (id, account_id, lane, kind, sealed_access, scopes, expires_at, created_at)
    SELECT 'cred_' || id, id, 'both', 'oauth', 'x', '{read,write,offline_access}', now() + interval '20 hours', now() FROM accounts`);
  await run(`
    INSERT INTO webhooks (account_id, url, sealed_secret, created_at) SELECT id, 'https://x', 'x', now() FROM accounts`);
  await run(`
    INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms, durations)
    SELECT id, date_trunc('minute', now()) - m * interval '1 minute', 'read', 40, 0, 0, 4000, '{1,2,3,4,5,6,7,8,4,0,0,0,0}'
      FROM accounts, generate_series(0, 59, 2) m`);
  await run(`
    INSERT INTO arrival_hours (account_id, hour, kind, by_webhook, missed, delays)
    SELECT id, date_trunc('hour', now()) - h * interval '1 hour', k, 50,
           CASE WHEN right(id, 2) = '42' AND k = 'reply' THEN 5 ELSE 0 END, '{40,10}'
      FROM accounts, generate_series(0, 23) h, unnest('{reply,status,created}'::text[]) k`);
  await run(`
    SELECT count(budget_reserve(id, true, 0.75, 5, 'l' || id, 60000, '{account}', '{60000}', '{700}', '{1}', '{true}')) FROM accounts`);
  await run(`
    INSERT INTO operations (id, account_id, ticket_id, state, content_hash, if_status_in, requested_by, trace_id, due_at, created_at)
    SELECT 'op_' || id, id, '7', 'queued', 'h', '{}', 'key', 't', now(), now() - interval '20 minutes'
      FROM accounts WHERE right(id, 2) = '11'`);
  await run(`
    INSERT INTO incidents (id, account_id, cause, subject, severity, reason, remedy, details, opened_at, updated_at)
    SELECT 'inc_' || id, id, 'webhook_gone', '', 'warning', 'Our webhook does not work at the platform: deleted',
           'Set the webhook up again.', '{}', now(), now() FROM accounts WHERE right(id, 2) = '66'`);
  await run(`
    INSERT INTO inbox (account_id, dedupe_key, via, type, received_at, body, trace_id, state, due_at)
    SELECT id, 'k' || m, 'webhook', 't', now() - m * interval '10 minutes', '', 't', 'done', now()
      FROM accounts, generate_series(1, 100) m`);
  await run('ANALYZE');
}
