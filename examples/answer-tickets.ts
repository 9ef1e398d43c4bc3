/**
 * A support automation in one file: it hears of new tickets and of customers' replies, answers, and solves the ticket.
 * Plain Node with the Nightdesk client, which checks that a delivery really comes from your Nightdesk.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Nightdesk } from '@nightdesk/sdk';
import { verifyWebhook, type WebhookEvent, WebhookRefused } from '@nightdesk/sdk/webhooks';

const {
  NIGHTDESK_URL = 'http://127.0.0.1:4300',
  NIGHTDESK_API_KEY = '',
  NIGHTDESK_WEBHOOK_SECRET = '',
  PORT = '4500',
} = process.env;
const nightdesk = new Nightdesk({ baseUrl: NIGHTDESK_URL, apiKey: NIGHTDESK_API_KEY });

const server = createServer((request, response) => void receive(request, response));

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method !== 'POST') return void response.writeHead(404).end();
    // The signature covers the bytes as they were sent, so verify before parsing. It throws when it is wrong or old.
    const body = Buffer.concat(await request.toArray());
    await handle(verifyWebhook(request.headers, body, NIGHTDESK_WEBHOOK_SECRET));
    // Only now, when Nightdesk has the answer safely: had we crashed before, it would deliver the event again.
    response.writeHead(204).end();
  } catch (error) {
    console.error(String(error));
    // Anything but 2xx means "not done": Nightdesk tries again later.
    response.writeHead(error instanceof WebhookRefused ? 401 : 500).end();
  }
}

async function handle({ type, accountId, ticketId }: WebhookEvent): Promise<void> {
  if ((type !== 'ticket.created' && type !== 'reply.added') || !accountId || !ticketId) return;
  const { ticket, messages } = await nightdesk.conversation(accountId, ticketId);

  // Look at the ticket as it is now, not as it was when the event was sent: an agent may have been faster.
  const last = messages.filter(({ kind }) => kind === 'reply').at(-1);
  if (last?.author.role !== 'customer' || !['new', 'open'].includes(ticket.status)) return;

  await nightdesk.submit(
    accountId,
    ticketId,
    {
      steps: [
        { kind: 'reply', body: answerTo(last.author.name ?? 'there', ticket.subject) },
        { kind: 'status', status: 'solved' },
      ],
      ifStatusIn: ['new', 'open'],
    },
    // One answer per message, however often and by whichever event we hear of it.
    { idempotencyKey: `answer-${accountId}-${last.id}` },
  );
  console.log(`answered ticket ${ticketId}`);
}

/** Put your bot, model or rules here. */
function answerTo(name: string, subject: string | null): string {
  return `Hello ${name},\n\nthank you for writing about "${subject ?? 'your question'}". We have taken care of it.\n\nYour support team`;
}

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
const stop = () => server.close(() => process.exit(0));
for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, stop);
