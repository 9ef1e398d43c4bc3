import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { jest } from '@jest/globals';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { OtlpReceiver } from '../support/otlp-receiver.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let receiver: OtlpReceiver;
let world: World;
let account: string;
let ticketId: string;

/** What the platform and the subscriber, which are servers of this process, were told. */
const told: string[] = [];
const hear = (message: unknown) => {
  const { traceparent } = (message as { request: IncomingMessage }).request.headers;
  if (typeof traceparent === 'string') told.push(traceparent);
};

beforeAll(async () => {
  subscribe('http.server.request.start', hear);

  database = await cloneTemplate();
  receiver = await OtlpReceiver.start();
  world = await World.start(
    { databaseUrl: database.url, redis: undefined },
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b' },
  );
  account = await world.account();
  ticketId = world.customerWrites('My card of Gringotts was charged twice', 'Charged twice');
}, 120_000);
afterAll(async () => {
  unsubscribe('http.server.request.start', hear);
  await world.stop();
  receiver.stop();
  await database.drop();
});

/** Asks for a reply on the ticket as a caller does that has a trace of its own. */
async function command(body: string, flags: string): Promise<{ traceId: string; id: string }> {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  const answer = await fetch(
    `${world.url}/v1/accounts/${account}/tickets/${ticketId}/operations?secret=s3cret`,
    {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${world.key}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        traceparent: `00-${traceId}-${'b'.repeat(16)}-${flags}`,
      },
      body: JSON.stringify({ steps: [{ kind: 'reply', body }] }),
    },
  );
  expect([answer.status, answer.headers.get('trace-id')]).toEqual([202, traceId]);
  const { id } = (await answer.json()) as { id: string };
  await until(async () => (await world.nightdesk.operation(id)).state === 'confirmed', 30_000);
  await until(() =>
    world.consumer.received('operation.confirmed').find(({ operationId }) => operationId === id),
  );
  return { traceId, id };
}

/** The trace, once it has so many spans: each process sends its own. */
const whole = (traceId: string, spans: number) =>
  until(() => {
    const tree = receiver.tree(traceId);
    return tree.length >= spans ? tree : null;
  });

test('one trace leads from the webhook to the subscriber', async () => {
  const [event] = await world.events('ticket.created');
  expect(await whole(event!.traceId, 7)).toEqual([
    'api: POST /v1/webhooks/:accountId',
    '  api: webhook store',
    '    worker: ticket read',
    '      worker: event ticket.created',
    '        worker: POST subscriber',
    '      worker: GET /api/v2/tickets/:id',
    '      worker: GET /api/v2/tickets/:id/comments',
  ]);
});

test('one trace leads from the caller’s command to the platform and back to the subscriber', async () => {
  const { traceId, id } = await command('We have sent the money back.', '01');
  expect(await whole(traceId, 6)).toEqual([
    'api: POST /v1/accounts/:accountId/tickets/:ticketId/operations',
    '  api: operation submit',
    '    worker: operation perform',
    '      worker: event operation.confirmed',
    '        worker: POST subscriber',
    '      worker: PUT /api/v2/tickets/:id',
  ]);
  const [request, perform] = ['operations', 'operation perform'].map((name) =>
    receiver.spans.find((span) => span.traceId === traceId && span.name.endsWith(name)),
  );
  expect(request?.parentSpanId).toBe('b'.repeat(16));
  expect(request?.attributes).toMatchObject({ 'http.response.status_code': 202 });
  expect(perform?.attributes).toMatchObject({ 'nightdesk.operationId': id, 'nightdesk.accountId': account });
});

test('the platform and the subscriber are told the span that calls them', async () => {
  const calls = receiver.spans.filter(({ name }) => name === 'POST subscriber' || name.startsWith('PUT '));
  for (const { traceId, spanId } of calls) expect(told).toContain(`00-${traceId}-${spanId}-01`);
  expect(calls.length).toBeGreaterThan(2);
});

test('a caller that does not record its trace is followed, to the subscriber', async () => {
  const { traceId } = await command('Anything else?', '00');
  const { traceId: later } = await command('One more thing.', '01');
  await whole(later, 6);
  expect(receiver.tree(traceId)).toEqual([]);
  expect(told.filter((one) => one.includes(traceId)).map((one) => one.slice(-3))).toEqual(['-00', '-00']);
});

test('no span has a body, personal data, a secret or a query in it', () => {
  const said = receiver.bodies.join('\n');
  const people = world.sandbox.control.zendesk('acme').describe().users;
  const secrets = [
    ...people.flatMap(({ name, email }) => [name, email ?? '']),
    'Gringotts',
    'Charged twice',
    'money back',
    's3cret',
    '?',
    world.key,
    world.consumer.secret,
    'sandbox-secret',
  ];
  expect(secrets.filter((text) => text !== '' && said.includes(text))).toEqual([]);
  expect(receiver.headers[0]).toMatchObject({ 'x-tenant': 'a b', 'content-type': 'application/json' });
});
