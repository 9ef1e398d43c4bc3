import { randomUUID } from 'node:crypto';
import type { Conversation, Problem } from '@nightdesk/contract';
import pg from 'pg';
import type { EngineWorld } from '../support/engines.js';
import { freePort, Service } from '../support/service.js';
import { World } from '../support/world.js';

/** One answer to somebody who asked for a ticket as the platform has it now. */
export interface Told {
  status: number;
  /** From the question to the answer. */
  ms: number;
  retryAfter: string | null;
  freshness: Conversation['ticket']['freshness'] | null;
  said: string[];
  detail: string;
}

export interface Asking {
  within?: number;
  signal?: AbortSignal;
  /** Another api process than the first. */
  api?: string | undefined;
}

/** An installation with two api processes, seen from who asks for tickets and from the site that they are read from. */
export class FreshWorld {
  private readonly others: Service[] = [];

  private constructor(
    readonly world: World,
    readonly sql: pg.Client,
    readonly apis: readonly string[],
  ) {}

  static async start(engine: EngineWorld, more: Readonly<Record<string, string>> = {}): Promise<FreshWorld> {
    const sql = new pg.Client({ connectionString: engine.databaseUrl });
    await sql.connect();
    const world = await World.start(engine, more);
    const url = `http://127.0.0.1:${await freePort()}`;
    const desk = new FreshWorld(world, sql, [world.url, url]);
    await desk.also('apps/api/src/main.ts', { PORT: new URL(url).port }, url);
    return desk;
  }

  async stop(): Promise<void> {
    await Promise.all(this.others.map((service) => service.stop()));
    await this.world.stop();
    await this.sql.end();
  }

  /** One more worker on the same database. */
  async anotherWorker(): Promise<Service> {
    const port = String(await freePort());
    return this.also('apps/worker/src/main.ts', { HEALTH_PORT: port }, `http://127.0.0.1:${port}`);
  }

  /** A site of its own, so that what its limits remember hurts no other test; answers the account's id. */
  async account(site: string): Promise<string> {
    this.world.sandbox.control.addZendeskSite({
      subdomain: site,
      plan: 'Suite Enterprise Plus',
      highVolume: true,
      client: { secret: 'sandbox-secret' },
    });
    return this.world.account({ site });
  }

  site(name: string) {
    return this.world.sandbox.control.zendesk(name);
  }

  async ask(account: string, ticketId: string, { within, signal, api }: Asking = {}): Promise<Told> {
    const query = `fresh=true${within === undefined ? '' : `&within=${within}`}`;
    const url = `${api ?? this.world.url}/v1/accounts/${account}/tickets/${ticketId}/conversation?${query}`;
    const started = performance.now();
    const answer = await fetch(url, {
      headers: { Authorization: `Bearer ${this.world.key}` },
      ...(signal ? { signal } : {}),
    });
    const body = (await answer.json()) as Partial<Conversation & Problem>;
    return {
      status: answer.status,
      ms: performance.now() - started,
      retryAfter: answer.headers.get('retry-after'),
      freshness: body.ticket?.freshness ?? null,
      said: body.messages?.map((message) => message.body) ?? [],
      detail: body.detail ?? '',
    };
  }

  /** What an operator does by the API, e.g. `accounts/acc_1/pause`. */
  async command(method: string, path: string, body: object = {}): Promise<void> {
    const answer = await fetch(`${this.world.url}/v1/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.world.key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  }

  /** The readings of a ticket that reached the site, the refused ones too. */
  readings(site: string, ticketId: string) {
    return this.world.sandbox.control
      .requests({ site, method: 'GET', route: '/api/v2/tickets/:id' })
      .filter(({ path }) => path.startsWith(`/api/v2/tickets/${ticketId}?`));
  }

  fault(
    site: string,
    kind: Parameters<World['sandbox']['control']['fault']>[0]['kind'],
    more: object = {},
  ): void {
    this.world.sandbox.control.fault({ platform: 'zendesk', site, kind, ...more });
  }

  /** Questions that wait. */
  waiting(account: string): Promise<number> {
    return this.count('fresh_reads WHERE account_id = $1', account);
  }

  /** Questions that a worker has in hand. */
  claimed(account: string): Promise<number> {
    return this.count('fresh_reads WHERE account_id = $1 AND claimed_until IS NOT NULL', account);
  }

  /** Deliveries that wait. */
  pending(account: string): Promise<number> {
    return this.count(`inbox WHERE account_id = $1 AND state = 'pending'`, account);
  }

  private async count(from: string, account: string): Promise<number> {
    const { rows } = await this.sql.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`, [
      account,
    ]);
    return rows[0]?.count ?? 0;
  }

  private async also(main: string, more: Record<string, string>, url: string): Promise<Service> {
    const service = new Service(main, { ...this.world.environment, ...more }, `${url}/readyz`);
    await service.start();
    this.others.push(service);
    return service;
  }
}
