import { Clock, Ids } from '@nightdesk/platform/clock';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import pg from 'pg';
import { seeded } from './figures.js';

/** A seeded account, with what its helpdesk would know of it. */
export interface SeededAccount {
  id: string;
  site: string;
  webhookSecret: string;
}

const hourMs = 3_600_000;
const capabilities = ['tickets:read', 'replies:write', 'status:write', 'tags:write', 'assignee:write'];
const chunk = 1_000;

/**
 * Writes `count` live Zendesk accounts as a connect and its first probe leave them: account, credential sealed for its own
 * row, webhook, six findings, the plan of the next probe. They were connected at different hours of the last month, so
 * the probe is due at some instant of the next day and the token at some instant of the next 19 hours (80 % of its 24):
 * idle is not the same as asleep.
 */
export async function seedAccounts(
  databaseUrl: string,
  keyRing: string,
  count: number,
  seed: number,
): Promise<SeededAccount[]> {
  const random = seeded(seed);
  const ids = new Ids(new Clock());
  const ring = new KeyRing(keyRing);
  const accounts = Array.from({ length: count }, (_, at): SeededAccount => {
    return { id: ids.next('acc'), site: `site-${at}`, webhookSecret: token(random) };
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let from = 0; from < count; from += chunk)
      await insert(client, accounts.slice(from, from + chunk), { random, ids, ring });
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return accounts;
}

interface Making {
  random: () => number;
  ids: Ids;
  ring: KeyRing;
}

async function insert(client: pg.Client, accounts: readonly SeededAccount[], { random, ids, ring }: Making) {
  const now = Date.now();
  const within = (ms: number) => new Date(now + random() * ms);
  const accountIds = accounts.map(({ id }) => id);
  await client.query(
    `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities,
                           remote_user_id, created_at)
     SELECT id, 'zendesk', site, 'live', 'allowed', 'Connected; nothing that is needed is missing.', '', connected, $4, '7', connected
       FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS made (id, site, connected)`,
    [accountIds, accounts.map(({ site }) => site), accounts.map(() => within(-720 * hourMs)), capabilities],
  );
  const credentials = accounts.map(() => ids.next('cred'));
  const sealed = (part: 'access' | 'refresh') =>
    credentials.map((id) => ring.seal(new Secret(token(random)), `credential:${id}:${part}`));
  const refreshes = accounts.map(() => within(19 * hourMs));
  await client.query(
    `INSERT INTO credentials (id, account_id, lane, kind, sealed_access, sealed_refresh, scopes, expires_at,
                              refresh_token_expires_at, refresh_at, created_at)
     SELECT id, account, 'both', 'oauth', access, refresh, $6, refresh_at + interval '5 hours', now() + interval '60 days',
            refresh_at, now() - interval '30 days'
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
            AS made (id, account, access, refresh, refresh_at)`,
    [
      credentials,
      accountIds,
      sealed('access'),
      sealed('refresh'),
      refreshes,
      ['tickets:read', 'tickets:write', 'users:read', 'webhooks:read', 'webhooks:write'],
    ],
  );
  await client.query(
    `INSERT INTO webhooks (account_id, remote_id, url, sealed_secret, created_at)
     SELECT account, 'hook', 'https://nightdesk.example.com/v1/webhooks/' || account, secret, now()
       FROM unnest($1::text[], $2::text[]) AS made (account, secret)`,
    [
      accountIds,
      accounts.map(({ id, webhookSecret }) => ring.seal(new Secret(webhookSecret), `webhook:${id}`)),
    ],
  );
  await client.query(
    `INSERT INTO capability_findings (account_id, capability, verdict, call, status, says, checked_at)
     SELECT account, capability, 'granted', 'GET /api/v2/users/me', 200, 'the user’s role is “admin”', now()
       FROM unnest($1::text[]) AS made (account) CROSS JOIN unnest($2::text[]) AS known (capability)`,
    [accountIds, [...capabilities, 'webhooks:manage']],
  );
  await client.query(
    `INSERT INTO scope_probes (account_id, checked_at, next_at)
     SELECT account, next_at - interval '1 day', next_at
       FROM unnest($1::text[], $2::timestamptz[]) AS made (account, next_at)`,
    [accountIds, accounts.map(() => within(24 * hourMs))],
  );
  // Swept a moment ago and not again here: a sweep is a call to a platform, and `sweep` is the bench of these.
  await client.query(
    `INSERT INTO sweeps (account_id, role, mark, next_at, pause_ms, full_at)
     SELECT id, 'beside', now(), now() + interval '1 day', 300000, now() + interval '1 day' FROM unnest($1::text[]) AS made (id)`,
    [accountIds],
  );
}

const token = (random: () => number) =>
  Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
