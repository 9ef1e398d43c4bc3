import type { World } from './incidents.world.js';

/** Rows of other libs, as they are when a cause holds. */
export function seeds(world: World) {
  const set = (table: string, change: string, ...values: unknown[]) =>
    world.rows(`UPDATE ${table} SET ${change}`, ...values);
  const state = (to: string, cause: string) => () =>
    set('accounts', 'state = $1, cause = $2, reason = $3', to, cause, `told: ${cause}`);
  const live = () => set('accounts', `state = 'live', cause = 'allowed', reason = ''`);

  const credential = (given: Record<string, unknown>) =>
    world.insert('credentials', {
      id: 'cred',
      account_id: 'acc',
      lane: 'both',
      kind: 'oauth',
      sealed_access: 'x',
      sealed_refresh: 'x',
      refresh_at: world.now,
      scopes: [],
      created_at: world.ago(100),
      ...given,
    });
  const webhook = (given: Record<string, unknown> = {}) =>
    world.insert('webhooks', {
      account_id: 'acc',
      url: 'https://x',
      sealed_secret: 'x',
      created_at: world.now,
      ...given,
    });
  let made = 0;
  const arrived = (minutesAgo: number, via = 'webhook') =>
    world.insert('inbox', {
      account_id: 'acc',
      dedupe_key: `k${(made += 1)}`,
      via,
      type: 't',
      received_at: world.ago(minutesAgo),
      body: Buffer.from(''),
      trace_id: 't',
      state: 'done',
      due_at: world.now,
    });
  const operation = (given: Record<string, unknown> = {}) =>
    world.insert('operations', {
      id: `op_${(made += 1)}`,
      account_id: 'acc',
      ticket_id: '7',
      state: 'queued',
      content_hash: 'h',
      if_status_in: [],
      requested_by: 'key',
      trace_id: 't',
      due_at: world.now,
      created_at: world.ago(6),
      ...given,
    });
  const subscriber = (given: Record<string, unknown>) =>
    world.insert('subscribers', {
      id: 'sub',
      url: 'https://bot.example.com/hook?key=secret',
      event_types: [],
      account_ids: [],
      include_own: false,
      sealed_secret: 'x',
      state: 'active',
      created_at: world.now,
      ...given,
    });
  const alert = async (given: Record<string, unknown>) => {
    await world.insert('incidents', {
      id: `inc_${(made += 1)}`,
      cause: 'none',
      subject: `${made}`,
      severity: 'warning',
      reason: '',
      remedy: '',
      details: {},
      opened_at: world.now,
      updated_at: world.now,
      resolved_at: world.ago(1_000),
    });
    await world.insert('alerts', {
      incident_id: `inc_${made}`,
      kind: 'opened',
      lane: 'slack.x',
      channel: 'slack',
      target: 'https://hooks.slack.com/secret',
      audience: 'operators',
      state: 'pending',
      due_at: world.now,
      created_at: world.now,
      ...given,
    });
  };

  return { set, state, live, credential, webhook, arrived, operation, subscriber, alert };
}
