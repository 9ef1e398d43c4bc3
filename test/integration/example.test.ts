import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';
import { programArguments } from '../support/programs.js';

/** `examples/answer-tickets.ts` as a process of its own, against an api that records what it is asked. */
const secret = `whsec_${Buffer.from('a secret of twenty-four!').toString('base64')}`;
const hook = new Webhook(secret);

interface Asked {
  what: string;
  key: string | undefined;
  authorization: string | undefined;
  body: unknown;
}
const asked: Asked[] = [];
let conversation: object;
let acceptsOperations: boolean;
let api: Server;
let example: ChildProcess;
let url: string;

const customer = { name: 'Ann', role: 'customer' };
const agent = { name: 'Bob', role: 'agent' };
const message = (id: string, author: object) => ({ id, kind: 'reply', body: 'Where is my parcel?', author });

async function receive(request: IncomingMessage): Promise<{ status: number; body: object }> {
  const text = Buffer.concat(await request.toArray()).toString();
  const { authorization, 'idempotency-key': key } = request.headers;
  const what = `${request.method} ${request.url}`;
  asked.push({ what, key: key?.toString(), authorization, body: text === '' ? undefined : JSON.parse(text) });
  if (request.method === 'GET') return { status: 200, body: conversation };
  return acceptsOperations
    ? { status: 202, body: { id: 'op_1' } }
    : { status: 503, body: { detail: 'later' } };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  api = createServer((request, response) => {
    void receive(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  example = spawn(process.execPath, programArguments('examples/answer-tickets.ts'), {
    env: {
      ...process.env,
      NIGHTDESK_URL: `http://127.0.0.1:${portOf(api)}`,
      NIGHTDESK_API_KEY: 'nd_key',
      NIGHTDESK_WEBHOOK_SECRET: secret,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: example.stdout! })) {
    url = /http:\S+/.exec(line)?.[0] ?? '';
    break;
  }
}, 30_000);
afterAll(async () => {
  example.kill();
  await once(example, 'exit');
  api.close();
});
beforeEach(() => {
  asked.length = 0;
  acceptsOperations = true;
  conversation = { ticket: { status: 'new', subject: 'Parcel' }, messages: [message('m1', customer)] };
});

async function deliver(
  type: string,
  id = 'evt_1',
  sign = (at: Date, body: string) => hook.sign(id, at, body),
) {
  const body = JSON.stringify({ id, type, accountId: 'acc_1', ticketId: '42' });
  const now = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': sign(now, body),
  };
  return (await fetch(`${url}/nightdesk`, { method: 'POST', headers, body })).status;
}
const operations = () => asked.filter(({ what }) => what.startsWith('POST'));

test('a new ticket is answered and solved in one operation', async () => {
  expect(await deliver('ticket.created')).toBe(204);
  expect(operations()).toMatchObject([
    {
      what: 'POST /v1/accounts/acc_1/tickets/42/operations',
      authorization: 'Bearer nd_key',
      body: { steps: [{ kind: 'reply' }, { kind: 'status', status: 'solved' }], ifStatusIn: ['new', 'open'] },
    },
  ]);
});

test('two events about one message ask for the same answer, one about the next message for another', async () => {
  await deliver('ticket.created', 'evt_1');
  await deliver('reply.added', 'evt_2');
  conversation = {
    ticket: { status: 'open', subject: null },
    messages: [message('m1', customer), message('m2', customer)],
  };
  await deliver('reply.added', 'evt_3');
  expect(operations().map(({ key }) => key)).toEqual([
    'answer-acc_1-m1',
    'answer-acc_1-m1',
    'answer-acc_1-m2',
  ]);
});

test('a forged delivery is refused and causes nothing', async () => {
  expect(await deliver('ticket.created', 'evt_1', () => 'v1,AAAA')).toBe(401);
  const other = new Webhook(Buffer.from('another secret').toString('base64'));
  expect(await deliver('ticket.created', 'evt_1', (at, body) => other.sign('evt_1', at, body))).toBe(401);
  expect(asked).toEqual([]);
});

test('an answer that Nightdesk did not accept is not acknowledged, so the event comes again', async () => {
  acceptsOperations = false;
  expect(await deliver('ticket.created')).toBe(500);
});

test('nothing is sent after an agent has answered, or when the ticket is solved', async () => {
  conversation = {
    ticket: { status: 'open', subject: null },
    messages: [message('m1', customer), message('m2', agent)],
  };
  expect(await deliver('reply.added')).toBe(204);
  conversation = { ticket: { status: 'solved', subject: null }, messages: [message('m1', customer)] };
  expect(await deliver('reply.added')).toBe(204);
  expect(operations()).toEqual([]);
});
