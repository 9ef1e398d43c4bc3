import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Credentials, CredentialsModule, Refresher } from '@nightdesk/credentials';
import { Gateway, GatewayModule } from '@nightdesk/gateway';
import type { HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { LanesModule } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { KeyChecks, Scopes, ScopesModule } from '@nightdesk/scopes';
import { type Sandbox, startSandbox } from '../../apps/sandbox/src/sandbox.js';
import { cloneTemplate, type TestDatabase } from './database.js';
import { platformModules } from './platform-modules.js';

/** Time that a test moves. */
class HandClock extends Clock {
  private ms = Date.now();

  override now(): Date {
    return new Date(this.ms);
  }

  pass(seconds: number): void {
    this.ms += seconds * 1_000;
  }
}

/** A call on its way to the sandbox. */
export interface PassingCall {
  method: string;
  path: string;
  body: Record<string, unknown> | null;
}
type Answer = { status: number; headers?: Record<string, string>; body?: string };

/** What a worker has of credentials, in this process, on real Postgres and with a clock that the sandbox goes by as well. */
export class CredentialRoom {
  readonly clock = new HandClock();
  /** Answers a call instead of the platform; null: it goes on. What it changes of the body goes on changed. */
  rule: (call: PassingCall) => Answer | null = () => null;
  /** Changes what the platform answered. */
  told: (call: PassingCall, answer: Answer) => Answer | Promise<Answer> = (_call, answer) => answer;
  /** Most calls at once that were on their way since it was set to 0. */
  most = 0;
  sandbox!: Sandbox;
  private underWay = 0;
  private database!: TestDatabase;
  private server!: Server;
  private app!: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  private accounts = 0;

  static async open(): Promise<CredentialRoom> {
    const room = new CredentialRoom();
    room.database = await cloneTemplate();
    room.sandbox = await startSandbox({ now: () => room.clock.now().getTime() });
    room.server = createServer();
    await new Promise<void>((listening) => room.server.listen(0, '127.0.0.1', listening));
    room.server.on('request', (request: IncomingMessage, response) => {
      void room
        .pass(request)
        .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
    });
    const settings = {
      DATABASE_URL: room.database.url,
      ZENDESK_URL_TEMPLATE: `http://127.0.0.1:${(room.server.address() as AddressInfo).port}/zendesk/{site}`,
      ZENDESK_CLIENT_ID: 'nightdesk',
      ZENDESK_CLIENT_SECRET: 'sandbox-secret',
    };

    @Module({
      imports: [
        ...platformModules(settings, room.clock),
        LanesModule,
        CredentialsModule,
        GatewayModule,
        ScopesModule,
      ],
    })
    class Root {}
    room.app = await NestFactory.createApplicationContext(Root, { logger: ['error'] });
    return room;
  }

  /** What the room asks Postgres goes through it. */
  get pool(): Database['pool'] {
    return this.app.get(Database).pool;
  }

  async close(): Promise<void> {
    await this.app.close();
    this.server.closeAllConnections();
    this.server.close();
    await this.sandbox.close();
    await this.database.drop();
  }

  get refresher(): Refresher {
    return this.app.get(Refresher);
  }

  get keys(): KeyChecks {
    return this.app.get(KeyChecks);
  }

  get scopes(): Scopes {
    return this.app.get(Scopes);
  }

  get site() {
    return this.sandbox.control.zendesk('acme');
  }

  /** A live account with this credential; each is a site of its own here, and all of them are `acme` at the sandbox. */
  async account(
    use: HelpdeskCredential,
    refreshToken: string | null = null,
    lifetime: number | null = null,
  ): Promise<string> {
    const id = `acc_${(this.accounts += 1)}`;
    const now = this.clock.now();
    const expiresAt = lifetime === null ? null : new Date(now.getTime() + lifetime * 1_000);
    await this.rows(
      `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities, created_at)
       VALUES ($1, 'zendesk', $2, 'live', 'allowed', '', '', $3, '{tickets:read}', $3)`,
      id,
      `acme-${this.accounts}`,
      now,
    );
    const grant = { use, refreshToken, scopes: [], expiresAt, refreshTokenExpiresAt: null };
    const database = this.app.get(Database);
    await database.transaction((tx) => this.app.get(Credentials).save(tx, id, 'both', grant, null));
    await database.transaction((tx) => this.scopes.begin(tx, id));
    await this.scopes.check(id);
    return id;
  }

  /** An account whose token lives for so many seconds. */
  async oauth(lifetime = 1_800): Promise<string> {
    const { accessToken, refreshToken } = this.site.issueToken({ expiresIn: lifetime, refreshIn: 7_776_000 });
    return this.account({ kind: 'oauth', accessToken }, refreshToken, lifetime);
  }

  /** A call with the account's token, as any part of Nightdesk makes it. */
  call(accountId: string) {
    return this.app.get(Gateway).call({ accountId, lane: 'read' }, (adapter, send) => adapter.whoami(send));
  }

  async rows<T extends object>(statement: string, ...values: unknown[]): Promise<T[]> {
    return (await this.app.get(Database).pool.query<T>(statement, values)).rows;
  }

  async credential(accountId: string) {
    const found = await this.app.get(Database).client.credential.findFirst({ where: { accountId } });
    if (!found) throw new Error(`account ${accountId} has no credential`);
    return found;
  }

  async state(accountId: string) {
    const account = await this.app
      .get(Database)
      .client.account.findUniqueOrThrow({ where: { id: accountId } });
    return { state: account.state, cause: account.cause };
  }

  /** Calls that the sandbox answered with this status. */
  answered(status: number, route?: string): number {
    const calls = this.sandbox.control.requests({ site: 'acme', ...(route === undefined ? {} : { route }) });
    return calls.filter((call) => call.status === status).length;
  }

  private async pass(request: IncomingMessage): Promise<Answer> {
    this.most = Math.max(this.most, (this.underWay += 1));
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const path = (request.url ?? '').replace(/^\/zendesk\/acme-\d+/, '/zendesk/acme');
      const call: PassingCall = {
        method: request.method ?? 'GET',
        path,
        body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      };
      return this.rule(call) ?? this.told(call, await this.ask(call, request.headers.authorization));
    } finally {
      this.underWay -= 1;
    }
  }

  private async ask({ method, path, body }: PassingCall, authorization?: string): Promise<Answer> {
    const answer = await fetch(`${this.sandbox.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const kept = ['content-type', 'retry-after', 'x-zendesk-request-id'];
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => kept.includes(name)));
    return { status: answer.status, headers, body: await answer.text() };
  }
}

/** The platform gives tokens that live half an hour, whatever is asked for. */
export function halfAnHour({ path, body }: PassingCall): null {
  if (path.endsWith('/oauth/tokens') && body) body['expires_in'] = 1_800;
  return null;
}
