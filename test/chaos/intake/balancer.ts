import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';

const patienceMs = 10_000;

/** A delivery that the platform need not send again. */
export interface Accepted {
  accountId: string;
  /** The platform's id of it; null where there is none, as at Freshdesk. */
  id: string | null;
  body: Buffer;
  /** When it came first. */
  at: Date;
}

/**
 * What stands before several apis in production: a webhook goes to one of them, and to the other one when that is not there.
 * An answer that broke off is no answer, so a delivery can arrive at both.
 */
export class Balancer {
  /** The deliveries that were answered with 202. */
  readonly accepted: Accepted[] = [];
  /** Answers other than 202, and deliveries for which nobody was there. */
  turnedAway = 0;
  apis: readonly string[] = [];
  /** Before a 202 of an api goes on to the platform. */
  onAccepted: (api: number) => Promise<void> = async () => undefined;
  private next = 0;
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(
      ({ status, retryAfter }) =>
        response.writeHead(status, retryAfter === null ? {} : { 'Retry-After': retryAfter }).end(),
      () => response.destroy(),
    );
  });

  static async start(): Promise<Balancer> {
    const balancer = new Balancer();
    await new Promise<void>((listening) => balancer.server.listen(0, '127.0.0.1', listening));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; retryAfter: string | null }> {
    const body = await buffer(request);
    const at = new Date();
    const end = Date.now() + patienceMs;
    while (Date.now() < end) {
      this.next = (this.next + 1) % this.apis.length;
      const api = this.next;
      const answer = await this.pass(request, body, api);
      if (!answer) {
        await pass(100);
        continue;
      }
      if (answer.status === 202) {
        await this.onAccepted(api);
        const accountId = request.url?.split('/').at(-1) ?? '';
        this.accepted.push({ accountId, id: idOf(body), body, at });
      } else if (request.method === 'POST') this.turnedAway += 1;
      return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
    }
    this.turnedAway += 1;
    return { status: 503, retryAfter: '5' };
  }

  private async pass(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    api: number,
  ): Promise<Response | null> {
    const sent = Object.entries(headers).filter(([name]) => name.startsWith('x-') || name === 'content-type');
    try {
      return await fetch(`${this.apis[api]}${url}`, {
        method: method ?? 'POST',
        headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
        ...(method === 'POST' && { body: new Uint8Array(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return null; // nobody there, or it broke off
      throw error;
    }
  }
}

const idOf = (body: Buffer) => (JSON.parse(body.toString()) as { id?: string }).id ?? null;
