import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Event } from '@nightdesk/contract';
import { check } from './canaries.js';
import { believed } from './signatures.js';

/** What a subscriber's endpoint does with one delivery. */
export type Answer = (event: Event) => number | Promise<number>;

/** An automation's endpoint: a real HTTP server that believes only what is signed. */
export class Consumer {
  /** Verified deliveries in the order of their arrival, repeats included. */
  readonly deliveries: Event[] = [];
  readonly refused: string[] = [];
  answer: Answer = () => 204;
  secret = '';

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Consumer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const consumer = new Consumer(
      server,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    );
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        void consumer
          .receive(Buffer.concat(chunks).toString(), request.headers as Record<string, string>)
          .then((status) => response.writeHead(status).end());
      });
    });
    return consumer;
  }

  /** The ids of the events of a type, repeats of a delivery left out. */
  received(type: Event['type']): Event[] {
    const seen = new Map(
      this.deliveries.filter((event) => event.type === type).map((event) => [event.id, event]),
    );
    return [...seen.values()];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async receive(body: string, headers: Record<string, string>): Promise<number> {
    check(body, 'a delivery');
    try {
      believed(this.secret, body, headers);
    } catch (error) {
      this.refused.push(String(error));
      return 401;
    }
    const event = JSON.parse(body) as Event;
    this.deliveries.push(event);
    return this.answer(event);
  }
}
