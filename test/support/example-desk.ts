import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Refused, routes, type Answer } from './example-desk/api.js';
import { World } from './example-desk/world.js';

export type Fault = 'timeout-before' | 'timeout-after' | 'reset-after' | '429' | '503';
export interface Matching {
  methods: readonly string[];
  path: RegExp;
}
interface SetFault extends Matching {
  how: Fault;
  retryAfter: number;
}

const minuteMs = 60_000;

/** The made-up platform of examples/platforms/example-desk.yaml, as its makers would run it. It knows nothing of Nightdesk. */
export class ExampleDesk {
  world = new World();
  limit = 120;
  isUnpaid = false;
  private used = 0;
  private windowStart = 0;
  private faults: SetFault[] = [];
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error('unknown'));
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v1`;
  }

  /** An empty site. */
  reset({ limit }: { limit: number }): void {
    this.world = new World();
    this.limit = limit;
    this.isUnpaid = false;
    this.faults = [];
    this.used = 0;
    this.windowStart = Date.now();
  }

  /** Spoils the next call that fits. */
  fail(calls: Matching, how: Fault, retryAfter = 30): void {
    this.faults.push({ ...calls, how, retryAfter });
  }

  /** Others use the account's limit. */
  use(calls: number): void {
    this.used += calls;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk.example');
    const path = url.pathname.replace(/^(?:\/[a-z0-9-]+)?\/api\/v1/, '');
    const method = request.method ?? 'GET';
    const isJson = request.headers['content-type']?.includes('json') ?? false;
    const body: unknown = isJson ? await json(request) : undefined;
    const at = this.faults.findIndex((fault) => fault.methods.includes(method) && fault.path.test(path));
    const [fault] = at === -1 ? [] : this.faults.splice(at, 1);
    if (fault?.how === 'timeout-before') return;
    const { status, body: said, headers = {} } = this.handle({ method, path, url, body, request, fault });
    if (fault?.how === 'timeout-after') return;
    if (fault?.how === 'reset-after') {
      request.socket.resetAndDestroy();
      return;
    }
    const text = said === undefined ? '' : JSON.stringify(said);
    response
      .writeHead(status, {
        'x-request-id': randomUUID(),
        ...(text && { 'content-type': 'application/json' }),
        ...headers,
      })
      .end(text);
  }

  private handle(call: {
    method: string;
    path: string;
    url: URL;
    body: unknown;
    request: IncomingMessage;
    fault: SetFault | undefined;
  }): Answer & { headers?: Record<string, string> } {
    const headers = this.count();
    const refuse = ({ status, code, words, extra }: Refused) => ({
      status,
      body: { error: { code, message: words, ...extra } },
      headers: {
        ...headers,
        ...(status === 429 && { 'x-ratelimit-remaining': '0' }),
        ...((status === 429 || status === 503) && {
          'retry-after': String(call.fault?.retryAfter ?? headers['x-ratelimit-reset']),
        }),
      },
    });
    try {
      if (call.fault?.how === '503') throw new Refused(503, 'maintenance', 'Back in a moment');
      if (call.fault?.how === '429' || this.used > this.limit)
        throw new Refused(429, 'too_many_calls', 'Please wait');
      return { ...this.route(call), headers };
    } catch (error) {
      if (error instanceof Refused) return refuse(error);
      throw error;
    }
  }

  private route({ method, path, url, body, request }: Parameters<ExampleDesk['handle']>[0]): Answer {
    const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const holder = this.world.keys.get(key);
    if (!holder) throw new Refused(401, 'bad_key', 'This key is not known');
    if (holder.user.state === 'suspended')
      throw new Refused(401, 'agent_suspended', 'The agent of this key is suspended');
    if (this.isUnpaid) throw new Refused(403, 'account_unpaid', 'This account is not paid for');
    const route = routes.find((one) => one.method === method && one.path.test(path));
    if (!route) throw new Refused(404, 'no_route', 'There is no such address');
    const needs = typeof route.needs === 'function' ? route.needs(body) : route.needs;
    if (needs && !holder.permissions.has(needs))
      throw new Refused(403, 'permission_missing', `This key lacks ${needs}`, { missing: [needs] });
    const again = String(request.headers['idempotency-key'] ?? '');
    const before = this.world.answers.get(again);
    if (before) return before;
    const parts = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const call = { query: url.searchParams, body, user: holder.user, granted: holder.permissions };
    const answer = route.handle(this.world, call, parts);
    if (again) this.world.answers.set(again, answer);
    return answer;
  }

  /** Counts by fixed minutes. */
  private count(): Record<string, string> {
    const now = Date.now();
    if (now - this.windowStart >= minuteMs) {
      this.windowStart = now;
      this.used = 0;
    }
    this.used += 1;
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.limit - this.used)),
      'x-ratelimit-reset': String(Math.ceil((this.windowStart + minuteMs - now) / 1000)),
    };
  }
}
