import { jest } from '@jest/globals';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await cloneTemplate();
  world = await World.start({ databaseUrl: database.url, redis: undefined });
}, 120_000);
afterAll(async () => {
  await world.stop();
  await database.drop();
});

test('a whole run is logged call by call, token endpoints included, without a body, a secret or personal data', async () => {
  const site = world.sandbox.control.zendesk('acme');
  const account = await world.account();
  const ticketId = world.customerWrites('My card ending in 4242 was charged twice', 'Charged twice');
  await world.events('ticket.created');
  const fault = (kind: '503' | '401' | 'reset-after', method: 'GET' | 'PUT') =>
    world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, match: { method } });
  fault('reset-after', 'PUT');
  fault('401', 'GET');
  const steps = [{ kind: 'reply' as const, body: 'We have sent the money back.' }];
  const { id } = await world.nightdesk.submit(account, ticketId, { steps });
  await until(async () => (await world.nightdesk.operation(id)).state === 'confirmed', 40_000);
  fault('503', 'GET');
  site.agentActs(Number(ticketId), { agentId: String(site.describe().users[0]?.id), message: 'I call her.' });
  await world.events('reply.added', 1);

  const said = world.api.said + world.worker.said;
  const lines = said
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));
  const calls = lines.filter(({ event }) => event === 'helpdesk.call');
  const shape = {
    method: expect.stringMatching(/^(GET|POST|PUT|DELETE)$/),
    route: expect.stringMatching(/^\/[a-z]/),
    status: expect.any(Number),
    durationMs: expect.any(Number),
    attempt: expect.any(Number),
    lane: expect.stringMatching(/^(read|write|token)$/),
    platform: 'zendesk',
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  };
  for (const call of calls) expect(call).toMatchObject(shape);
  const ofOperation = calls.filter(({ operationId }) => operationId === id);
  expect(ofOperation).toContainEqual(
    expect.objectContaining({
      lane: 'write',
      status: 200,
      accountId: account,
      requestId: expect.any(String),
    }),
  );
  const kinds = calls.map((call) => `${String(call['lane'])} ${String(call['status'])}`);
  expect(kinds).toEqual(expect.arrayContaining(['token 201', 'read 200', 'write 200', 'read 503']));
  expect(lines).toContainEqual(expect.objectContaining({ event: 'helpdesk.no_answer', lane: 'write' }));

  const people = site.describe().users.flatMap(({ name, email }) => [name, email]);
  const texts = [
    '4242',
    'Charged twice',
    'money back',
    'I call her',
    'sandbox-secret',
    world.key,
    world.consumer.secret,
  ];
  const secrets = [...people, ...texts].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  expect(secrets.filter((text) => said.includes(text))).toEqual([]);
  expect(said).not.toMatch(/bearer|access_token|refresh_token|client_secret|authorization"/i);
  expect(said).not.toMatch(new RegExp(`"(route|path)":"[^"]*/${ticketId}\\b`));
});
