import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '@nightdesk/access';
import { LanesModule } from '@nightdesk/lanes';
import { Deliveries, EventFeed, type NewEvent, Outbox, OutboxModule, Subscribers } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { cloneTemplate } from '../support/database.js';
import { platformModules } from '../support/platform-modules.js';

/** One process of Nightdesk as far as events and access go, with a clock that stands still until it is moved. */
export class World {
  private constructor(
    readonly app: INestApplicationContext,
    readonly url: string,
    private readonly dispose: () => Promise<void>,
  ) {}

  now = new Date();

  /** @param url of another world's database, to be a second process on it. */
  static async open(url?: string): Promise<World> {
    const database = url === undefined ? await cloneTemplate() : undefined;
    const DATABASE_URL = url ?? database?.url ?? '';
    const app = await NestFactory.createApplicationContext(rootModule(DATABASE_URL), { logger: ['error'] });
    const world = new World(app, DATABASE_URL, async () => {
      await app.close();
      await database?.drop();
    });
    world.get(Clock).now = () => world.now;
    return world;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  get outbox(): Outbox {
    return this.get(Outbox);
  }

  get deliveries(): Deliveries {
    return this.get(Deliveries);
  }

  get subscribers(): Subscribers {
    return this.get(Subscribers);
  }

  get feed(): EventFeed {
    return this.get(EventFeed);
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  async rows<T extends object>(sql: string, ...values: unknown[]): Promise<T[]> {
    const { rows } = await this.get(Database).pool.query<T>(sql, values);
    return rows;
  }

  async count(table: 'events' | 'deliveries' | 'audit_log'): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return row!.n;
  }

  /** Performs what is due, one by one, until nothing is. */
  async deliver(subscriberId: string): Promise<void> {
    for (;;) {
      const [item] = (await this.deliveries.take(subscriberId, 1, [])).items;
      if (!item) return;
      await this.deliveries.perform(subscriberId, item);
    }
  }

  close(): Promise<void> {
    return this.dispose();
  }
}

function rootModule(DATABASE_URL: string) {
  const platform = platformModules({ DATABASE_URL, DATABASE_POOL: '30' });
  @Module({ imports: [...platform, LanesModule, AccessModule, OutboxModule] })
  class Root {}
  return Root;
}

let made = 0;

/** A fact unlike any other, but for what is given. */
export function fact(given: Partial<NewEvent> = {}): NewEvent {
  made += 1;
  return {
    accountId: 'acc_1',
    ticketId: '7',
    type: 'reply.added',
    dedupeKey: `fact-${made}`,
    origin: 'platform',
    via: 'webhook',
    operationId: null,
    data: { n: made },
    traceId: 'a'.repeat(32),
    occurredAt: new Date('2026-11-22T08:00:00.000Z'),
    ...given,
  };
}

export interface Received {
  headers: IncomingHttpHeaders & Record<string, string>;
  body: string;
}

/** An automation's endpoint: real HTTP, answers 200 until told otherwise. */
export class Receiver {
  readonly got: Received[] = [];
  answer: (body: { data: { n: number }; ticketId: string | null }) => number = () => 200;
  headers: Record<string, string> = {};

  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      this.got.push({ headers: request.headers as Received['headers'], body });
      response.writeHead(this.answer(JSON.parse(body)), this.headers).end();
    });
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await once(receiver.server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** The `n` of what arrived, in the order of arrival. */
  get numbers(): number[] {
    return this.got.map(({ body }) => JSON.parse(body).data.n);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export const wanted = { eventTypes: [], accountIds: [], includeOwn: false };
