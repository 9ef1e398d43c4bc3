import type pg from 'pg';
import { until } from '../support/until.js';
import type { World } from '../support/world.js';
import { type Accounts, connectAccounts } from './accounts.js';
import { type Headers, makePrincipals, type Principals } from './principals.js';
import type { PrincipalName } from './shots.types.js';
import type { Hints } from './values.js';

/** Routes that end or hold what they are given. */
const hurtful = new Set([
  'disconnectAccount',
  'pauseAccount',
  'changeAccount',
  'rotateWebhookSecret',
  'recreateWebhook',
]);
/** Where an answer names something that later requests can name. */
const named: Readonly<Record<string, string>> = {
  createApiKey: 'keyId',
  createSubscriber: 'subscriberId',
  submitOperation: 'operationId',
  createConnectSession: 'sessionId',
  startReplay: 'replayId',
  listIncidents: 'incidentId',
  listEvents: 'id',
  inviteUser: 'userId',
};
/** Tables whose rows come and go by these routes alone. */
const tables: Readonly<Record<string, { made: string; ended?: string; but?: string }>> = {
  api_keys: { made: 'createApiKey' },
  subscribers: { made: 'createSubscriber', ended: 'deleteSubscriber' },
  // Round trips of synthetic checks are asked for by Nightdesk itself.
  operations: { made: 'submitOperation', but: `requested_by = 'system'` },
  users: { made: 'inviteUser', ended: 'removeUser' },
  replays: { made: 'startReplay' },
};
/** What of an answer names something. */
interface Named {
  id?: string;
  user?: { id: string };
  data?: { id?: string }[];
}

/** More would multiply the deliveries of each event. */
const mostSubscribers = 10;

/** An installation with an account of each platform, keys and sessions of every kind, and what is known to be there. */
export class Ground {
  private readonly known: Map<string, string[]>;
  /** By table, the ids of what must be there. */
  private readonly alive = new Map<string, Set<string>>();

  private constructor(
    private readonly world: World,
    private readonly sql: pg.Client,
    readonly accounts: Accounts,
    private readonly principals: Principals,
  ) {
    this.known = new Map([
      ['accountId', accounts.ids],
      ['ticketId', accounts.ticketIds],
      ['appId', ['nightdesk', 'app-deski']],
      ['name', ['writes', 'platform:zendesk', 'capability:replies:write']],
      ['station', ['webhook', 'event', 'delivery', 'operation']],
      ['id', ['1', '2', '3']],
    ]);
  }

  static async prepare(world: World, sql: pg.Client): Promise<Ground> {
    const accounts = await connectAccounts(world, sql);
    const principals = await makePrincipals(world, accounts.ids[0] ?? '');
    const ground = new Ground(world, sql, accounts, principals);
    for (const table of Object.keys(tables)) ground.alive.set(table, new Set(await ground.idsOf(table)));
    return ground;
  }

  get hints(): Hints {
    const accountIds = [...this.accounts.ids, 'acc_none'];
    return {
      url: [this.world.consumer.url, 'https://bot.example/in'],
      platform: ['zendesk', 'freshdesk', 'intercom', 'nothing'],
      site: ['deskz', 'deskf', 'none'],
      region: ['us', 'eu'],
      accountId: accountIds,
      accountIds,
      writeLaneOf: accountIds,
      ticketId: this.accounts.ticketIds,
      key: ['sandbox-freshdesk-key', 'wrong'],
      clientId: ['nightdesk'],
      clientSecret: ['sandbox-secret'],
      password: ['not the right one'],
    };
  }

  /** What the installation has under the name of a path's parameter, where this route may be let loose on it. */
  target(name: string, operationId: string, at: number): string {
    const all =
      name === 'accountId' && hurtful.has(operationId)
        ? this.accounts.spareIds
        : name === 'name' && operationId === 'changePlatform'
          ? ['zendesk', 'freshdesk']
          : this.of(name);
    return all[at % Math.max(1, all.length)] ?? 'none';
  }

  headersOf(principal: PrincipalName, operationId: string): Headers {
    const ends = operationId === 'logout' || operationId === 'changePassword';
    return this.principals.get(ends && principal === 'session' ? 'session to end' : principal) ?? [];
  }

  /** Notes what a request did that was not a repetition, and takes back what would stand in the way of others. */
  async note(operationId: string, status: number, target: string, text: string): Promise<void> {
    // A dry run stores nothing.
    if (operationId === 'submitOperation' && status !== 202) return;
    const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Named;
    const id = body.id ?? body.user?.id ?? '';
    const name = named[operationId];
    if (name !== undefined) {
      const ids = body.data?.map((one) => one.id ?? '') ?? [id];
      this.known.set(name, [...new Set([...this.of(name), ...ids])].slice(-40));
    }
    for (const [table, { made, ended }] of Object.entries(tables)) {
      if (operationId === made) this.alive.get(table)?.add(id);
      if (operationId === ended) this.alive.get(table)?.delete(decodeURIComponent(lastOf(target)));
    }
    if (operationId === 'setSwitch') await this.delete(target);
    const [oldest] = this.of('subscriberId');
    if (operationId !== 'createSubscriber' || this.of('subscriberId').length <= mostSubscribers) return;
    this.known.set('subscriberId', this.of('subscriberId').slice(1));
    await this.delete(`/v1/subscribers/${oldest}`);
    this.alive.get('subscribers')?.delete(oldest ?? '');
  }

  /** Where the tables have more or less than the answers said. */
  async miscounts(): Promise<string[]> {
    const wrong: string[] = [];
    for (const [table, alive] of this.alive) {
      const found = new Set(await this.idsOf(table));
      const [more, gone] = [
        [...found].filter((id) => !alive.has(id)),
        [...alive].filter((id) => !found.has(id)),
      ];
      if (more.length > 0) wrong.push(`${table} has what no answer told: ${more.join(', ')}`);
      if (gone.length > 0) wrong.push(`${table} lost what answers told: ${gone.join(', ')}`);
    }
    return wrong;
  }

  private of(name: string): string[] {
    return this.known.get(name) ?? [];
  }

  private async idsOf(table: string): Promise<string[]> {
    const { rows } = await this.sql.query<{ id: string }>(
      `SELECT id FROM ${table} WHERE NOT (${tables[table]?.but ?? 'false'})`,
    );
    return rows.map(({ id }) => id);
  }

  private async delete(target: string): Promise<void> {
    const headers = { Authorization: `Bearer ${this.world.key}`, 'Idempotency-Key': crypto.randomUUID() };
    // An api that has no time left says so, and nothing was done.
    await until(
      async () => (await fetch(this.world.url + target, { method: 'DELETE', headers })).status !== 503,
    );
  }
}

const lastOf = (target: string) => /([^/?]*)(\?.*)?$/.exec(target)?.[1] ?? '';
