import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { WebhookDelivery } from '@nightdesk/helpdesks/contract';

/** A place where webhooks arrive, open for the time of `work`. */
export async function withReceiver(
  work: (url: string, received: WebhookDelivery[]) => Promise<void>,
): Promise<void> {
  const received: WebhookDelivery[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      // a platform may first ask whether anybody is there
      if (request.method !== 'HEAD')
        received.push({
          headers: Object.fromEntries(headers) as Record<string, string>,
          body,
          receivedAt: new Date(),
        });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
