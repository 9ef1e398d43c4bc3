/** What somebody else's program does with the published package. Says what it saw as one line of JSON. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, Nightdesk, type Operation, type Ticket } from '@nightdesk/sdk';
import { verifyWebhook, WebhookRefused } from '@nightdesk/sdk/webhooks';

const [baseUrl = '', apiKey = '', accountId = '', ticketId = ''] = process.argv.slice(2);
const nightdesk = new Nightdesk({ baseUrl, apiKey });

const tickets: Ticket[] = [];
for await (const ticket of nightdesk.tickets(accountId, { limit: 1 })) tickets.push(ticket);

const types: string[] = [];
for await (const { type } of nightdesk.events({ types: ['ticket.created'], limit: 1 })) types.push(type);

let followed = '';
for await (const event of nightdesk.follow({ types: ['ticket.created'] })) {
  followed = event.ticketId ?? '';
  break;
}

const note = { steps: [{ kind: 'note' as const, body: 'seen' }] };
const operations: Operation[] = [];
for (let n = 0; n < 2; n += 1)
  operations.push(await nightdesk.submit(accountId, ticketId, note, { idempotencyKey: `seen-${ticketId}` }));

// @ts-expect-error there is no such step.
const mistake: Parameters<typeof nightdesk.submit>[2] = { steps: [{ kind: 'shout', body: 'seen' }] };
const refused = await nightdesk.submit(accountId, ticketId, mistake).catch((error: unknown) => error);

const hooks: string[] = [];
let secret = '';
const server = createServer((request, response) => {
  void request.toArray().then((parts) => {
    const body = Buffer.concat(parts);
    for (const text of [body, `${body.toString()} `]) {
      try {
        hooks.push(verifyWebhook(request.headers, text, secret).type);
      } catch (error) {
        hooks.push(error instanceof WebhookRefused ? error.message : String(error));
      }
    }
    response.writeHead(204).end();
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const subscriber = await nightdesk.createSubscriber({ url, eventTypes: ['incident.opened'] });
({ secret } = subscriber);
const { delivered } = await nightdesk.subscriberActions.test(subscriber.id);
await nightdesk.deleteSubscriber(subscriber.id);
server.close();

console.log(
  JSON.stringify({
    tickets: tickets.map(({ id }) => id),
    types,
    followed,
    operations: new Set(operations.map(({ id }) => id)).size,
    refused: refused instanceof ApiError ? refused.status : String(refused),
    delivered,
    hooks,
  }),
);
