/**
 * A support automation in one file: it hears of new tickets and of customers' replies, answers, and solves the ticket.
 * Plain Node; the only package is `standardwebhooks`, which checks that a delivery really comes from your Nightdesk.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const { NIGHTDESK_URL, NIGHTDESK_API_KEY, NIGHTDESK_WEBHOOK_SECRET = '', PORT = '4500' } = process.env;
const webhook = new Webhook(NIGHTDESK_WEBHOOK_SECRET);

type Event = { id: string; type: string; accountId: string; ticketId: string };
type Conversation = {
  ticket: { status: string; subject: string | null };
  messages: { id: string; kind: string; body: string; author: { name: string | null; role: string } }[];
};

const server = createServer((request, response) => void receive(request, response));

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST') return void response.writeHead(404).end();
    // The signature covers the bytes as they were sent, so verify before parsing. It throws when it is wrong or old.
    const body = Buffer.concat(await request.toArray());
    const event = webhook.verify(body, request.headers as Record<string, string>) as Event;
    await handle(event);
    // Only now, when Nightdesk has the answer safely: had we crashed before, it would deliver the event again.
    response.writeHead(204).end();
  } catch (error) {
    const forged = error instanceof WebhookVerificationError;
    console.error(forged ? 'refused a delivery with a wrong signature' : String(error));
    // Anything but 2xx means "not done": Nightdesk tries again later.
    response.writeHead(forged ? 401 : 500).end();
  }
}

async function handle(event: Event): Promise<void> {
  if (event.type !== 'ticket.created' && event.type !== 'reply.added') return;
  const path = `/v1/accounts/${event.accountId}/tickets/${event.ticketId}`;
  const { ticket, messages } = (await api('GET', `${path}/conversation`)) as Conversation;

  // Look at the ticket as it is now, not as it was when the event was sent: an agent may have been faster.
  const last = messages.filter(({ kind }) => kind === 'reply').at(-1);
  if (last?.author.role !== 'customer' || !['new', 'open'].includes(ticket.status)) return;

  const operation = {
    steps: [
      { kind: 'reply', body: answerTo(last.author.name ?? 'there', ticket.subject) },
      { kind: 'status', status: 'solved' },
    ],
    ifStatusIn: ['new', 'open'],
  };
  // One answer per message, however often and by whichever event we hear of it.
  await api('POST', `${path}/operations`, operation, `answer-${event.accountId}-${last.id}`);
  console.log(`answered ticket ${event.ticketId}`);
}

/** Put your bot, model or rules here. */
function answerTo(name: string, subject: string | null): string {
  return `Hello ${name},\n\nthank you for writing about "${subject ?? 'your question'}". We have taken care of it.\n\nYour support team`;
}

async function api(method: string, path: string, body?: object, idempotencyKey?: string): Promise<unknown> {
  const headers: Record<string, string> = { authorization: `Bearer ${NIGHTDESK_API_KEY}` };
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  if (body) headers['content-type'] = 'application/json';
  const payload = body ? JSON.stringify(body) : null;
  const response = await fetch(NIGHTDESK_URL + path, { method, headers, body: payload });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
const stop = () => server.close(() => process.exit(0));
for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, stop);
