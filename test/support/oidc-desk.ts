import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import Provider, { type TokenAnswer } from 'oidc-provider';
import { until } from './until.js';

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

interface Ticket {
  id: string;
  subject: string;
  status: string;
  from: string;
  created: string;
  updated: string;
  messages: { id: string; text: string; at: string; by: string; reference: string | null }[];
}

/**
 * A helpdesk behind a real OAuth server (oidc-provider): short access tokens, refresh tokens that rotate, PKCE required. Its
 * API believes a token only after the server's own introspection of it.
 */
export class OidcDesk {
  readonly client = { clientId: 'nightdesk', clientSecret: 'a secret: with % and +' };
  /** What the token endpoint has given, the newest last. */
  readonly given: TokenAnswer[] = [];
  readonly tickets = new Map<string, Ticket>();
  /** Access tokens live so long. */
  readonly seconds = 60;
  private constructor(
    private readonly server: Server,
    readonly site: string,
  ) {}

  /** @param redirectUri of the client that is registered. */
  static async start(redirectUri: string): Promise<OidcDesk> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const desk = new OidcDesk(server, `127.0.0.1:${(server.address() as AddressInfo).port}`);
    const provider = desk.provider(redirectUri);
    provider.on('grant.success', ({ body }) => desk.given.push({ ...body }));
    const authorization = provider.callback();
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/api/')) return void authorization(request, response);
      void desk.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    return desk;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  customerWrites(text: string): string {
    const [id, at] = [String(this.tickets.size + 1), new Date().toISOString()];
    const message = { id: `${id}-1`, text, at, by: 'cleo', reference: null };
    const ticket = { id, subject: text, status: 'open', from: 'cleo', created: at, updated: at };
    this.tickets.set(id, { ...ticket, messages: [message] });
    return id;
  }

  /** Logs in and consents, page by page as a browser does; answers the address that the person is sent back to. */
  async consent(page: URL): Promise<URL> {
    const cookies = new Map<string, string>();
    const go = async (address: URL, form?: Record<string, string>): Promise<URL> => {
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const to = answer.headers.get('location');
      if (to === null) throw new Error(`${address.href} answered ${answer.status}: ${await answer.text()}`);
      return new URL(to, address);
    };
    let at = await go(page);
    if (at.pathname.startsWith('/interaction/'))
      at = await go(await go(at, { prompt: 'login', login: 'ann', password: 'any' }));
    if (at.pathname.startsWith('/interaction/')) at = await go(await go(at, { prompt: 'consent' }));
    return at;
  }

  /** Spends a refresh token as the client itself would; answers the status and the error. */
  async spend(refreshToken: string): Promise<{ status: number; error?: string }> {
    const answer = await this.asClient('/token', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    return { status: answer.status, ...((await answer.json()) as { error?: string }) };
  }

  /** What a person does who takes the permission back on the server's page: everything of the grant ends. */
  async revoke(): Promise<void> {
    const { refresh_token: token } = this.given.at(-1)!;
    const answer = await this.asClient('/token/revocation', { token });
    if (!answer.ok) throw new Error(`not revoked: ${await answer.text()}`);
    await until(async () => !(await this.introspect(this.given.at(-1)!.access_token)).active);
  }

  private asClient(path: string, form: Record<string, string>): Promise<Response> {
    const { clientId, clientSecret } = this.client;
    const login = basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret));
    return fetch(`http://${this.site}${path}`, {
      method: 'POST',
      headers: { Authorization: login },
      body: new URLSearchParams(form),
    });
  }

  private async introspect(token: string): Promise<{ active: boolean; scope?: string; sub?: string }> {
    const answer = await fetch(`http://${this.site}/token/introspection`, {
      method: 'POST',
      headers: { Authorization: basic('api', 'api-secret') },
      body: new URLSearchParams({ token }),
    });
    return (await answer.json()) as { active: boolean; scope?: string; sub?: string };
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const { active, scope = '', sub } = await this.introspect(token);
    if (!active) return { status: 401, body: { error: 'invalid_token' } };
    const scopes = scope.split(' ');
    const needed = request.method === 'GET' ? 'tickets:read' : 'tickets:write';
    if (!scopes.includes(needed)) return { status: 403, body: { error: 'insufficient_scope' } };
    const url = new URL(request.url ?? '', 'http://desk');
    const [, , what, id = '', messages] = url.pathname.split('/');
    if (what === 'me') return { status: 200, body: { id: sub, name: 'Ann', scopes } };
    if (id === '') return { status: 200, body: this.listed(url.searchParams.get('updated_since') ?? '') };
    const ticket = this.tickets.get(id);
    if (!ticket) return { status: 404, body: { error: 'not_found' } };
    if (messages === undefined) return { status: 200, body: ticket };
    const { text, reference } = (await json(request)) as { text: string; reference: string };
    const at = new Date().toISOString();
    const message = { id: `${id}-${ticket.messages.length + 1}`, text, at, by: sub ?? '', reference };
    ticket.messages.push(message);
    ticket.updated = at;
    return { status: 201, body: message };
  }

  private listed(since: string) {
    const changed = [...this.tickets.values()].filter(({ updated }) => updated >= since);
    return { tickets: changed.toSorted((a, b) => a.updated.localeCompare(b.updated)), next: null };
  }

  private provider(redirectUri: string): Provider {
    const common = { redirect_uris: [redirectUri], response_types: ['code'] };
    const { clientId, clientSecret } = this.client;
    return new Provider(`http://${this.site}`, {
      clients: [
        {
          ...common,
          client_id: clientId,
          client_secret: clientSecret,
          grant_types: ['authorization_code', 'refresh_token'],
        },
        {
          client_id: 'api',
          client_secret: 'api-secret',
          redirect_uris: [],
          response_types: [],
          grant_types: [],
        },
      ],
      scopes: ['tickets:read', 'tickets:write'],
      pkce: { required: () => true },
      rotateRefreshToken: true,
      issueRefreshToken: () => true,
      ttl: { AccessToken: this.seconds, RefreshToken: 3_600, Grant: 3_600, Session: 3_600, Interaction: 600 },
      features: {
        devInteractions: { enabled: true },
        introspection: { enabled: true },
        revocation: { enabled: true },
      },
      cookies: { keys: ['for the tests'] },
    });
  }
}
