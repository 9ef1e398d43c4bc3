import pg from 'pg';
import { cloneTemplate, type TestDatabase } from './database.js';
import { Front } from './front.js';
import { freePort, Service } from './service.js';
import { type ConnectOptions, World } from './world.js';

/** A whole installation with a {@link Front} before the sandbox and a look into the database: for connects and tokens. */
export class Desk {
  private constructor(
    readonly world: World,
    readonly front: Front,
    private readonly database: TestDatabase,
    private readonly sql: pg.Client,
  ) {}

  static async start(more: Readonly<Record<string, string>> = {}): Promise<Desk> {
    const database = await cloneTemplate();
    const front = await Front.start();
    const world = await World.start(
      { databaseUrl: database.url, redis: undefined },
      { ZENDESK_URL_TEMPLATE: `${front.url}/zendesk/{site}`, ...more },
    );
    front.target = world.sandbox.url;
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    return new Desk(world, front, database, sql);
  }

  async stop(): Promise<void> {
    await this.world.stop();
    this.front.stop();
    await this.sql.end();
    await this.database.drop();
  }

  async rows<T extends object>(statement: string, ...values: unknown[]): Promise<T[]> {
    return (await this.sql.query<T>(statement, values)).rows;
  }

  /** The newest rows of an account, as they are stored. */
  async credential(accountId: string): Promise<Record<string, unknown> & { id: string; version: number }> {
    const [row] = await this.rows<Record<string, unknown> & { id: string; version: number }>(
      'SELECT * FROM credentials WHERE account_id = $1',
      accountId,
    );
    if (!row) throw new Error(`account ${accountId} has no credential`);
    return row;
  }

  /** Begins a connect by the API with whatever a test wants to say. */
  start(body: object, headers?: Record<string, string>): Promise<Response> {
    return fetch(`${this.world.url}/v1/connect/start`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(headers ?? { Authorization: `Bearer ${this.world.key}` }),
      },
      body: JSON.stringify({ platform: 'zendesk', ...body }),
    });
  }

  /** Goes on from a start: allows everything, and answers where it ended. */
  async allow(started: Response, cookie = cookieOf(started)): Promise<URL> {
    return this.world.callback(await this.world.consent(await consentPage(started), 'allow'), cookie);
  }

  /** Reads a ticket from the platform, as a caller of the API (of another process where `api` names one). */
  readFresh(accountId: string, ticketId: string, api = this.world.url): Promise<Response> {
    return fetch(`${api}/v1/accounts/${accountId}/tickets/${ticketId}/conversation?fresh=true`, {
      headers: { Authorization: `Bearer ${this.world.key}` },
    });
  }

  /** How such a reading ended: with the platform's `fresh` state, the `stale` copy, or the status of a refusal. */
  async reading(accountId: string, ticketId: string, api?: string): Promise<string> {
    const answer = await this.readFresh(accountId, ticketId, api);
    if (!answer.ok) return String(answer.status);
    const { ticket } = (await answer.json()) as { ticket: { freshness: { stale: boolean } } };
    return ticket.freshness.stale ? 'stale' : 'fresh';
  }

  /** Ends every access token that was given until now. */
  expireAll(): void {
    this.world.sandbox.control.advance(86_401);
  }

  /** The token endpoint refuses the next call. */
  away(site: string): void {
    this.world.sandbox.control.fault({
      platform: 'zendesk',
      site,
      kind: '503',
      match: { route: '/oauth/tokens' },
    });
  }

  /** A new ticket is announced twice, and a second delivery that comes late is a second reading: here only one comes. */
  announceOnce(site: string): void {
    const match = { event: 'zen:event-type:ticket.comment_added' };
    this.world.sandbox.control.fault({ platform: 'zendesk', site, kind: 'webhook-drop', match });
  }

  async due(accountId: string): Promise<void> {
    await this.rows('UPDATE credentials SET refresh_at = now() WHERE account_id = $1', accountId);
  }

  /** The right to refresh, as a process leaves it behind that was killed half a minute ago. */
  async abandon(accountId: string): Promise<void> {
    await this.rows(
      `UPDATE credentials SET refresh_started_at = now() - interval '31 s', refresh_at = now() WHERE account_id = $1`,
      accountId,
    );
  }

  /** One more api process on the same database. */
  async anotherApi(more: Readonly<Record<string, string>> = {}): Promise<{ url: string; service: Service }> {
    const url = `http://127.0.0.1:${await freePort()}`;
    const environment = { ...this.world.environment, PORT: new URL(url).port, ...more };
    const service = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await service.start();
    return { url, service };
  }

  /** A new site at the platform with the configured client; answers its name. */
  site(subdomain: string): string {
    this.world.sandbox.control.addZendeskSite({ subdomain, client: { secret: 'sandbox-secret' } });
    return subdomain;
  }

  /** The platform's own truth about a site. */
  truth(site: string) {
    const { webhooks, liveTokens } = this.world.sandbox.control.zendesk(site).describe();
    return { webhooks, liveTokens };
  }

  /** Ends at `/connect/failed?reason=…`; answers the reason, and fails when it ended well. */
  async failure(options: ConnectOptions): Promise<string> {
    return reasonOf(await this.world.connect(options));
  }

  /** Everything that a failed connect could have left behind, here and at the platform. */
  async remains(site: string) {
    const [here] = await this.rows<{ accounts: number; orphans: number }>(
      `SELECT (SELECT count(*)::int FROM accounts WHERE site = $1) AS accounts,
              (SELECT count(*)::int FROM credentials WHERE account_id NOT IN (SELECT id FROM accounts)) +
              (SELECT count(*)::int FROM webhooks WHERE account_id NOT IN (SELECT id FROM accounts)) +
              (SELECT count(*)::int FROM oauth_clients WHERE site = $1) AS orphans`,
      site,
    );
    const there = this.world.sandbox.world.zendesk.get(site);
    return { ...here, webhooks: there?.webhooks.size ?? 0, liveTokens: there?.tokens.size ?? 0 };
  }

  /** Every row of every table as text, binary columns as hex. */
  async dump(): Promise<string> {
    const tables = await this.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of tables) {
      const [row] = await this.rows<{ text: string | null }>(
        `SELECT string_agg(t::text, ' ') AS text FROM ${name} t`,
      );
      text += `${row?.text ?? ''}\n`;
    }
    return text;
  }

  /** Every secret that the platform knows of a site. */
  secrets(site: string): string[] {
    const { tokens, webhooks, clients } = this.world.sandbox.world.zendesk.get(site)!;
    return [
      ...[...tokens.values()].flatMap(({ access, refresh }) => [access, refresh ?? []].flat()),
      ...[...webhooks.values()].map(({ secret }) => secret),
      ...clients.map(({ secret }) => secret),
    ];
  }
}

export const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

export async function consentPage(started: Response): Promise<URL> {
  return new URL(((await started.json()) as { redirectUrl: string }).redirectUrl);
}

export const nothing = { accounts: 0, orphans: 0, webhooks: 0, liveTokens: 0 };

export function reasonOf(end: URL): string {
  if (end.pathname !== '/connect/failed') throw new Error(`the connect ended at ${end.href}`);
  return end.searchParams.get('reason') ?? '';
}

/** A token endpoint's answer that does not say how long the token lives. */
export function withoutLifetime({ body = '', ...answer }: { status: number; body?: string }) {
  const { expires_in: _left, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return { ...answer, body: JSON.stringify(rest) };
}
