import { seeds } from './incidents.seeds.js';
import type { World } from './incidents.world.js';

/** What makes a cause hold, what then makes it hold no more, and what is told of it. */
export interface Case {
  holds: () => Promise<unknown>;
  ends: () => Promise<unknown>;
  says: string;
}

/** Every cause of docs/causes.md. */
export function casesOf(world: World): Record<string, Case> {
  const { set, state, live, credential, webhook, arrived, operation, subscriber, alert } = seeds(world);
  const account = (to: string, cause: string): Case => ({
    holds: state(to, cause),
    ends: live,
    says: `told: ${cause}`,
  });

  return {
    scopes_missing: account('needs_scopes', 'scopes_missing'),
    grant_refused: account('needs_reauth', 'grant_refused'),
    refresh_lost: account('needs_reauth', 'refresh_lost'),
    key_refused: account('suspended', 'key_refused'),
    agent_gone: account('suspended', 'agent_gone'),
    account_suspended: account('suspended', 'account_suspended'),
    refresh_failing: {
      holds: () =>
        credential({ refresh_failures: 2, expires_at: new Date(world.now.getTime() + 10 * 60_000) }),
      ends: () => set('credentials', 'refresh_failures = 0'),
      says: 'Renewing the access token has failed 2 times; it ends at 2026-11-22 08:10 UTC.',
    },
    credential_ending: {
      holds: () =>
        credential({
          kind: 'api_token',
          sealed_refresh: null,
          refresh_at: null,
          expires_at: new Date(world.now.getTime() + 30.5 * 86_400_000),
        }),
      ends: () => set('credentials', `expires_at = expires_at + interval '40 days'`),
      says: 'The credential ends at 2026-12-22 20:00 UTC: 30 days are left.',
    },
    scope_drift: {
      holds: () =>
        world.insert('capability_findings', {
          account_id: 'acc',
          capability: 'tags:write',
          verdict: 'missing',
          call: 'c',
          says: 's',
          checked_at: world.now,
          lost_at: world.now,
        }),
      ends: () => set('capability_findings', 'lost_at = NULL'),
      says: 'The credential may no longer do: tags:write.',
    },
    error_rate: {
      holds: async () => {
        await world.rows(
          `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms)
           VALUES ('acc', $1, 'read', 99, 0, 0, 1), ('acc', $2, 'write', 1, 2, 0, 1)`,
          world.ago(2),
          world.ago(1),
        );
      },
      ends: () => set('call_minutes', 'failures = 0'),
      says: '2 of 100 calls in 5 minutes failed.',
    },
    oldest_write: {
      holds: () => operation(),
      ends: () => set('operations', `state = 'confirmed'`),
      says: '1 write waits too long, the oldest since 2026-11-22 07:54 UTC.',
    },
    synthetic_failing: {
      holds: async () => {
        const due = [world.now, 'acc'] as const;
        await world.rows(
          `INSERT INTO synthetic_checks (account_id, ticket_id, every_minutes, slo_seconds, due_at) VALUES ($2, '1', 5, 60, $1)`,
          ...due,
        );
        await world.rows(
          `INSERT INTO synthetic_runs (account_id, at, ok, problem) VALUES ('acc', $1, false, 'Not seen.'), ('acc', $2, false, 'Late.')`,
          world.ago(7),
          world.ago(2),
        );
      },
      ends: () => set('synthetic_runs', 'ok = true'),
      says: '0 of 2 round trips in 24 h were in time; the last problem: Late.',
    },
    webhook_silent: {
      holds: async () => {
        await webhook();
        for (let minute = 40; minute < 65; minute += 1) await arrived(minute);
        await arrived(5, 'reconciliation');
      },
      ends: () => arrived(0),
      says: 'No webhook since 2026-11-22 07:20 UTC; usually there is one every 1 min. Changes that sweeps have found since: 1.',
    },
    webhook_gone: {
      holds: () => webhook({ problem: 'It was deleted.' }),
      ends: () => set('webhooks', 'problem = NULL'),
      says: 'Our webhook does not work at the platform: It was deleted.',
    },
    signature_failures: {
      holds: () => webhook({ last_signature_failure: world.ago(2), signature_failures: 3 }),
      ends: async () => world.pass(9),
      says: 'The last webhook with a wrong signature came at 2026-11-22 07:58 UTC (3 so far).',
    },
    clock_skew: {
      holds: () => webhook({ skewed_at: world.ago(2), skew_seconds: -600 }),
      ends: () => arrived(0),
      says: 'A genuine webhook of 2026-11-22 07:58 UTC was stamped 600 s behind our clock.',
    },
    platform_slow: {
      holds: () =>
        world.rows(
          `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms)
           VALUES ('acc', $1, 'read', 4, 0, 0, 20000), ('acc', $1, 'write', 1, 0, 0, 1000)`,
          world.ago(1),
        ),
      ends: () => set('call_minutes', 'total_ms = 3000'),
      says: 'The last 5 calls took 4.2 s each on average.',
    },
    foreign_use: {
      holds: async () => {
        await world.rows(
          `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms)
           VALUES ('acc', $1, 'read', 4, 0, 1, 40)`,
          world.ago(1),
        );
        await world.insert('budget_windows', {
          account_id: 'acc',
          name: 'account',
          window_ms: 60_000,
          stated: 400,
          foreign_calls: 201,
          foreign_ms: world.ago(1).getTime(),
          expires_ms: 0,
        });
      },
      ends: () => set('budget_windows', 'foreign_calls = 200'),
      says: 'Other programs used 201 of 400 calls of the platform’s limit.',
    },
    breaker_open: {
      holds: () =>
        world.insert('breakers', {
          account_id: 'acc',
          state: 'open',
          reason: '5 failures in a row',
          opened_at: world.ago(2),
          retry_at: world.now,
        }),
      ends: () => world.rows('DELETE FROM breakers'),
      says: 'No call goes out since 2026-11-22 07:58 UTC: 5 failures in a row.',
    },
    dead_letters: {
      holds: async () => {
        for (const cause of ['unavailable', 'unavailable', 'invalid', 'superseded'])
          await operation({ state: 'dead', cause, finished_at: world.ago(1) });
      },
      ends: () => set('operations', 'discarded_at = $1', world.now),
      says: '3 writes did not reach the helpdesk: 2 unavailable, 1 invalid.',
    },
    review_waiting: {
      holds: () => operation({ state: 'unknown', review: { positions: [0] }, created_at: world.ago(1) }),
      ends: () => set('operations', 'review = NULL'),
      says: '1 write waits for a person, the oldest since 2026-11-22 07:59 UTC.',
    },
    ticket_frozen: {
      holds: () =>
        world.insert('ticket_fuses', { account_id: 'acc', ticket_id: '7', changes: 31, blown_at: world.now }),
      ends: () => set('ticket_fuses', 'released_at = $1', world.now),
      says: 'Our own writes changed ticket 7 31 times in a short time.',
    },
    account_shadowed: {
      holds: async () => {
        await set(
          'accounts',
          `live_share = 0, live_share_since = $1, shadow_reason = 'Too many failed.'`,
          world.now,
        );
        await world.insert('events', {
          id: 'evt',
          account_id: 'acc',
          type: 'account.shadowed',
          dedupe_key: `account.shadowed:${world.now.toISOString()}`,
          origin: 'system',
          via: 'system',
          data: {},
          trace_id: 't',
          occurred_at: world.now,
          recorded_at: world.now,
        });
      },
      ends: () => set('accounts', 'live_share = 25, shadow_reason = NULL'),
      says: 'Too many failed.',
    },
    subscriber_failing: {
      holds: () => subscriber({ failing_since: world.ago(11) }),
      ends: () => set('subscribers', 'failing_since = NULL'),
      says: 'bot.example.com has failed since 2026-11-22 07:49 UTC.',
    },
    subscriber_disabled: {
      holds: () => subscriber({ state: 'disabled', failing_since: world.ago(2_000) }),
      ends: () => set('subscribers', `state = 'active', failing_since = NULL`),
      says: 'bot.example.com is disabled since it has failed for a day, or answered 410.',
    },
    worker_lost: {
      holds: () =>
        world.insert('processes', {
          id: 'prc_dead',
          role: 'worker',
          host: 'desk-1',
          pid: 7,
          version: '1',
          started_at: world.ago(60),
          seen_at: world.ago(2),
        }),
      ends: () =>
        world.insert('processes', {
          id: 'prc_next',
          role: 'worker',
          host: 'desk-2',
          pid: 7,
          version: '1',
          started_at: world.ago(1),
          seen_at: world.now,
        }),
      says: 'The worker on desk-1 was last seen at 2026-11-22 07:58 UTC.',
    },
    alert_channel_failing: {
      holds: () => alert({ attempts: 3, last_error: 'answered 500' }),
      ends: () => alert({ state: 'sent' }),
      says: '1 alert to hooks.slack.com (slack 9892a8) did not arrive: answered 500',
    },
  };
}
