import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How long a server keeps an unused connection. Node's own 5 s are shorter than any load balancer's, and a request can meet
 * the end of one.
 */
export const keptOpenMs = 120_000;

/** Who asks in every ticket. */
export const users = [{ id: 9, name: 'Cleo', email: 'cleo@example.com', role: 'end-user' }];

/** A call of a site of the desk; `path` is without the site. */
export interface DeskCall {
  method: string;
  site: string;
  path: string;
  query: URLSearchParams;
}

/** A Zendesk of any number of sites that makes up what it answers, so that neither time nor memory of a bench is the desk's. */
export abstract class MadeUpDesk {
  private readonly server = createServer({ keepAliveTimeout: keptOpenMs }, (request, response) => {
    this.receive(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  /** @param limit calls a minute that every site states. */
  constructor(protected readonly limit: number) {}

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  protected abstract answer(call: DeskCall, response: ServerResponse): Promise<void> | void;

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const { pathname, searchParams: query } = new URL(request.url ?? '', this.url);
    const [, site = '', path = ''] = /^\/([^/]+)(\/.*)/.exec(pathname) ?? [];
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('X-Rate-Limit', this.limit);
    await this.answer({ method: request.method ?? '', site, path, query }, response);
  }
}

/** What a call is answered that asks who we are and what our token may; null: it asks for something else. */
export function whoAmI(path: string): object | null {
  if (path === '/api/v2/users/me') return { user: { id: 7, name: 'Ada', role: 'admin', active: true } };
  if (path === '/api/v2/oauth/tokens/current')
    return { token: { user_id: 7, scopes: ['read', 'write'], expires_at: null } };
  return null;
}
