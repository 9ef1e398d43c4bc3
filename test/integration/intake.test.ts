import { jest } from '@jest/globals';
import type { AccountHealth, Event } from '@nightdesk/contract';
import fc from 'fast-check';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { openPool } from '../support/pool.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';
import { ZendeskSender } from '../support/zendesk-sender.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let world: World;
let account: string;
let sender: ZendeskSender;
let pool: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await cloneTemplate();
  pool = openPool(database.url);
  world = await World.start({ databaseUrl: database.url, redis: undefined });
  site().change({ plan: 'Suite Enterprise Plus', highVolume: true });
  account = await world.account();
  sender = new ZendeskSender(world, account);
});
afterEach(() => world.sandbox.control.clearFaults());
afterAll(async () => {
  await world.stop();
  await pool.end();
  await database.drop();
});

const site = () => world.sandbox.control.zendesk('acme');
type Fault = Parameters<World['sandbox']['control']['fault']>[0];
const fault = (kind: Fault['kind'], more: Partial<Fault> = {}) =>
  world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, ...more });
/** From here on Zendesk itself sends nothing; the test does. */
const silence = () => fault('webhook-drop', { times: 100_000 });

async function health(): Promise<AccountHealth> {
  const { accounts } = await world.nightdesk.overview();
  const found = accounts.find(({ id }) => id === account);
  if (!found) throw new Error('the account is not in the overview');
  return found;
}
const stored = async () => (await health()).webhook?.deliveries ?? 0;
const failures = async () => (await health()).webhook?.signatureFailures ?? 0;
const settled = () => until(async () => (await health()).lanes.read.waiting === 0);

/** What the automation was told of a ticket, repeats left out. */
const told = (ticketId: string): Event[] => [
  ...new Map(
    world.consumer.deliveries
      .filter((event) => event.ticketId === ticketId)
      .map((event) => [event.id, event]),
  ).values(),
];
const toldCreated = (ticketId: string) =>
  until(() => told(ticketId).some(({ type }) => type === 'ticket.created'), 30_000);

test('a webhook that the platform sends twice makes one event', async () => {
  fault('webhook-double', { times: 10 });
  const ticketId = world.customerWrites('Twice?', 'Double');
  await world.sandbox.control.deliveriesSettled();
  await toldCreated(ticketId);
  const { stops } = await world.nightdesk.timeline(account, ticketId);
  expect(told(ticketId).map(({ type }) => type)).toEqual(['ticket.created']);
  expect(new Set(stops.filter(({ station }) => station === 'webhook').map(({ what }) => what)).size).toBe(
    stops.filter(({ station }) => station === 'webhook').length,
  );
});

describe('what must not be believed is refused, counted and not stored', () => {
  const body = () => sender.event('4101');
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  const unsigned = { 'Content-Type': 'application/json' };

  test.each<[string, (body: string) => Record<string, string>]>([
    ['a wrong signature', (text) => sender.headers(`${text} `)],
    ['no signature', () => unsigned],
    ['a time stamp six minutes old', (text) => sender.headers(text, minutes(-6))],
    ['a time stamp six minutes ahead', (text) => sender.headers(text, minutes(6))],
  ])('%s is answered with 401', async (_, headersOf) => {
    const [deliveriesBefore, failuresBefore] = [await stored(), await failures()];
    const text = body();
    const answer = await sender.post(text, headersOf(text));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await failures()).toBe(failuresBefore + 1);
    expect(await stored()).toBe(deliveriesBefore);
  });

  test('a time stamp four minutes old is believed', async () => {
    const text = body();
    expect((await sender.post(text, sender.headers(text, minutes(-4)))).status).toBe(202);
  });
});

describe('what is no delivery is refused with the reason', () => {
  const asJson = { 'Content-Type': 'application/json' };

  test.each<[string, number, () => Promise<Response>]>([
    ['JSON that ends too early', 400, () => sender.post('{"type":')],
    ['JSON that is no event', 400, () => sender.post('{"hello":"world"}')],
    ['more than 1 MiB', 413, () => sender.post(JSON.stringify({ type: 'x'.repeat(1_048_577) }))],
    [
      'another content type',
      415,
      () => sender.post('a=b', { ...sender.headers('a=b'), 'Content-Type': 'text/csv' }),
    ],
    [
      'an account that does not exist',
      404,
      () => fetch(`${world.url}/v1/webhooks/acc_nobody`, { method: 'POST', headers: asJson, body: '{}' }),
    ],
    ['GET', 405, () => fetch(sender.url)],
  ])('%s: %i', async (_, status, request) => {
    const before = await stored();
    const answer = await request();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(/\S/) });
    expect(await stored()).toBe(before);
  });

  test('HEAD: 200', async () => {
    expect((await fetch(sender.url, { method: 'HEAD' })).status).toBe(200);
  });
});

test('deliveries that are late, repeated and out of order tell each change once and in a chain', async () => {
  silence();
  const agentId = String(
    site()
      .describe()
      .users.find(({ name }) => name === 'Tomás Rivera')?.id,
  );
  const changes: ((ticketId: string) => void)[] = [
    (id) => site().agentActs(Number(id), { agentId, message: 'Looking.', status: 'pending' }),
    (id) => site().agentActs(Number(id), { agentId, message: 'For us.', isPublic: false, tags: ['vip'] }),
    (id) => void site().desk.customerReplies(id, 'Thank you.'),
    (id) => site().agentActs(Number(id), { agentId, status: 'solved', tags: ['vip', 'done'] }),
  ];
  /** The order in which the deliveries of the changes arrive (each perhaps several times), and how late they start. */
  const arrivals = fc.record({
    late: fc.integer({ min: 0, max: changes.length }),
    order: fc.shuffledSubarray([0, 0, 1, 1, 2, 3, 3], { minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ late, order }) => {
      const ticketId = world.customerWrites('Hello.', 'Shuffled');
      const bodies = changes.map(() => sender.event(ticketId));
      const posted = [sender.post(sender.event(ticketId, 'created'))];
      for (const [at, change] of changes.entries()) {
        change(ticketId);
        if (at >= late) posted.push(...order.map((index) => sender.post(bodies[index] ?? '')));
      }
      // The last one is what the platform sends after the last change; nothing is promised without it.
      await Promise.all(posted);
      posted.push(sender.post(sender.event(ticketId)));
      for (const answer of await Promise.all(posted)) expect(answer.status).toBe(202);
      await toldCreated(ticketId);
      await settled();

      const { ticket, messages } = await world.nightdesk.conversation(account, ticketId);
      expect(ticket).toMatchObject({ status: 'solved', tags: ['done', 'vip'] });
      const events = await until(async () => {
        const { data } = await feed(ticketId);
        return data.length === told(ticketId).length ? told(ticketId) : null;
      });
      const spoken = events.flatMap(({ data }) => (data as { message?: { id: string } }).message?.id ?? []);
      expect(spoken).toEqual(messages.map(({ id }) => id));
      expect(events.filter(({ type }) => type === 'ticket.created')).toHaveLength(1);
      for (const [type, last] of [
        ['status.changed', 'solved'],
        ['tags.changed', ['done', 'vip']],
      ] as const) {
        const chain = events.filter((event) => event.type === type).map(({ data }) => data);
        for (const [at, { previous }] of chain.entries())
          if (at > 0) expect(previous).toEqual(chain[at - 1]?.['current']);
        if (chain.length > 0) expect(chain.at(-1)?.['current']).toEqual(last);
      }
    }),
    { numRuns: 8 },
  );
});

/** Everything recorded of a ticket, whether it was delivered yet or not. */
async function feed(ticketId: string): Promise<{ data: Event[] }> {
  const data: Event[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await world.nightdesk.events(after === undefined ? {} : { after });
    data.push(...page.data.filter((event) => event.ticketId === ticketId));
    if (page.data.length === 0) return { data };
    after = page.next;
  }
}

test('a reading that fails for a passing reason is repeated until it succeeds', async () => {
  const ticketId = String(Number(world.customerWrites('First.', 'Before')) + 1);
  fault('503', { match: { method: 'GET', ticketId }, times: 2 });
  expect(world.customerWrites('Second.', 'Unavailable')).toBe(ticketId);
  await toldCreated(ticketId);
  const reads = world.sandbox.control
    .requests({ method: 'GET', route: '/api/v2/tickets/:id' })
    .filter(({ path }) => path.startsWith(`/api/v2/tickets/${ticketId}?`));
  expect(reads.map(({ status }) => status).slice(0, 3)).toEqual([503, 503, 200]);
});

test('deliveries about a ticket that the platform does not show become a dead letter that the overview counts', async () => {
  const before = (await health()).lanes.read.dead;
  expect((await sender.post(sender.event('888888888', 'created'))).status).toBe(202);
  await until(async () => (await health()).lanes.read.dead === before + 1);
  const { stops } = await world.nightdesk.timeline(account, '888888888');
  expect(stops).toMatchObject([{ station: 'webhook', state: 'dead' }]);
  const reads = world.sandbox.control
    .requests()
    .filter(({ path }) => path.startsWith('/api/v2/tickets/888888888?'));
  expect(reads).toHaveLength(3);
});

/** As if eleven attempts over an hour had failed; to be said again and again, because an attempt may be under way. */
const usedUp = `UPDATE inbox SET attempts = 11, due_at = now() WHERE ticket_id = $1 AND state = 'pending'`;

test('attempts that are used up make a dead letter, and later deliveries of the ticket are processed', async () => {
  silence();
  const ticketId = world.customerWrites('Nobody hears me.', 'Dead');
  const before = (await health()).lanes.read.dead;
  fault('503', { match: { method: 'GET', ticketId }, times: 1_000 });
  await sender.post(sender.event(ticketId, 'created'));
  await until(async () => {
    await pool.query(usedUp, [ticketId]);
    return (await health()).lanes.read.dead === before + 1;
  });
  const { rows } = await pool.query(`SELECT state, last_error FROM inbox WHERE ticket_id = $1`, [ticketId]);
  expect(rows).toEqual([{ state: 'dead', last_error: expect.stringContaining('unavailable, HTTP 503') }]);
  world.sandbox.control.clearFaults();
  await sender.post(sender.event(ticketId));
  await toldCreated(ticketId);
});

test('a delivery that we cannot store ends as a dead letter and not in a loop', async () => {
  const before = (await health()).lanes.read.dead;
  await pool.query(`ALTER TABLE messages ADD CONSTRAINT refuses CHECK (body <> 'poison') NOT VALID`);
  const ticketId = world.customerWrites('poison', 'Poison');
  await until(async () => {
    await pool.query(usedUp, [ticketId]);
    return (await health()).lanes.read.dead > before;
  });
  const { rows } = await pool.query(`SELECT last_error FROM inbox WHERE ticket_id = $1`, [ticketId]);
  expect(rows[0]).toEqual({ last_error: expect.stringContaining('an error on our side') });
  await pool.query('ALTER TABLE messages DROP CONSTRAINT refuses');
});

test('a hundred deliveries at once are all stored before they are answered, and each makes its event', async () => {
  await settled();
  await world.worker.stop();
  silence();
  const tickets = site().bulk(100).ids.map(String);
  const answers = await Promise.all(tickets.map((id) => sender.post(sender.event(id, 'created'))));
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  expect((await health()).lanes.read.waiting).toBe(100);
  await world.worker.start();
  await until(() => tickets.every((id) => told(id).length > 0), 40_000);
  expect(tickets.flatMap((id) => told(id)).map(({ type }) => type)).toEqual(
    Array.from({ length: 100 }, () => 'ticket.created'),
  );
});

test('the platform’s own object of a ticket is shown to who asks for it, stored and live, and else left out', async () => {
  const ticketId = world.customerWrites('What do you call me?', 'Raw');
  await until(() => world.consumer.received('ticket.created').some((event) => event.ticketId === ticketId));
  const ask = (options: object) => world.nightdesk.ticket(sender.account, ticketId, options);
  const theirs = { id: Number(ticketId), subject: 'Raw', status: 'new' };
  expect(await ask({ raw: true })).toMatchObject({ freshness: { source: 'stored' }, raw: theirs });
  expect(await ask({ raw: true, fresh: true })).toMatchObject({ freshness: { source: 'live' }, raw: theirs });
  const { ticket } = await world.nightdesk.conversation(sender.account, ticketId, { raw: true });
  expect(ticket).toMatchObject({ raw: theirs });
  expect(await ask({})).not.toHaveProperty('raw');
});
