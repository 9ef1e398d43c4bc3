import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SiteUrls } from '@nightdesk/accounts';
import { type Budget, PostgresBudget, RedisBudget } from '@nightdesk/budget';
import { CallFigures, CallLog } from '@nightdesk/credentials';
import type { HelpdeskAdapter, LimitWindow, PlatformRequest } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { loadConfig } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { Outbound } from '@nightdesk/platform/http';
import { Log } from '@nightdesk/platform/observability';
import { connectRedis } from '@nightdesk/platform/redis';
import { CallFiguresStore } from '../../libs/credentials/src/call-figures.store.js';
import { Admission } from '../../libs/gateway/src/admission.js';
import { Breakers } from '../../libs/gateway/src/breaker.js';
import { BreakersStore } from '../../libs/gateway/src/breakers.store.js';
import { Door } from '../../libs/gateway/src/door.js';
import type { Errand } from '../../libs/gateway/src/gateway.types.js';
import { Wire } from '../../libs/gateway/src/wire.js';
import type { EngineWorld } from './engines.js';

export const read: PlatformRequest = {
  method: 'GET',
  path: '/api/v2/tickets/42',
  route: '/api/v2/tickets/:id',
};
export const write: PlatformRequest = { ...read, method: 'PUT', body: { ticket: {} } };

/** The gateway's door as a process has it, with a platform behind it that answers as the test says. */
export class DoorStage {
  /** What the platform does with the next calls. */
  answer: (response: ServerResponse) => void = ok;
  /** Calls that reached the platform. */
  reached = 0;
  readonly lines: Record<string, unknown>[] = [];
  budget!: Budget;
  door!: Door;
  private server!: Server;
  private database!: Database;
  private readonly closing: (() => unknown)[] = [];

  static async open(engine: EngineWorld): Promise<DoorStage> {
    const stage = new DoorStage();
    stage.server = createServer((_request, response) => {
      stage.reached += 1;
      stage.answer(response);
    });
    await new Promise<void>((listening) => stage.server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(stage.server.address() as AddressInfo).port}`;
    const config = loadConfig({
      DATABASE_URL: engine.databaseUrl,
      KEY_RING: 'test:unused',
      ZENDESK_URL_TEMPLATE: `${url}/{site}`,
    });
    const clock = new Clock();
    const log = new Log(
      { level: 'info', process: 'test' },
      { write: (text: string) => void stage.lines.push(JSON.parse(text) as Record<string, unknown>) },
    );
    stage.database = new Database({ url: engine.databaseUrl, poolSize: 10 });
    const redis = engine.redis ? await connectRedis(engine.redis.url) : null;
    stage.budget = redis
      ? new RedisBudget(redis, stage.database.pool, clock, () => 1)
      : new PostgresBudget(stage.database.pool, clock, () => 1);
    const outbound = new Outbound({ allowPrivateHosts: ['127.0.0.1'] });
    const figures = new CallFigures(new CallFiguresStore(stage.database), clock, log);
    stage.door = new Door(
      new Breakers(new BreakersStore(stage.database), clock, log),
      new Admission(stage.budget, clock, log, config),
      new Wire(new SiteUrls(config), outbound, new CallLog(log, figures), clock),
    );
    stage.closing.push(
      () => redis?.disconnect(),
      () => figures.flush(),
      () => outbound.close(),
    );
    return stage;
  }

  async close(): Promise<void> {
    for (const close of this.closing) await close();
    this.server.closeAllConnections();
    this.server.close();
    await this.database.close();
  }

  /** An errand of an account; its platform has `windows` and stands `concurrency` calls at once. */
  errand(
    accountId: string,
    more: Partial<Errand> & { windows?: LimitWindow[]; concurrency?: number } = {},
  ): Errand {
    const { windows = [{ name: 'account', limit: 100, windowMs: 1_000 }], concurrency = 5, ...rest } = more;
    const adapter = Object.create(adapterFor('zendesk'), {
      windows: { value: () => windows },
      concurrency: { value: concurrency },
    }) as HelpdeskAdapter;
    return {
      account: { id: accountId, platform: 'zendesk', site: 'acme', region: null },
      lane: 'write',
      adapter,
      credential: { use: { kind: 'oauth', accessToken: 'secret-token' }, lane: 'both' },
      split: false,
      attempt: 1,
      signal: new AbortController().signal,
      beforeSend: undefined,
      permit: () => Promise.resolve(),
      ...rest,
    };
  }
}

export function ok(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'x-zendesk-request-id': 'r1' }).end('{}');
}

/** An answer with this status, after `ms`. */
export const answering =
  (status: number, headers: Record<string, string> = {}, ms = 0) =>
  (response: ServerResponse): void => {
    setTimeout(
      () => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}'),
      ms,
    );
  };
