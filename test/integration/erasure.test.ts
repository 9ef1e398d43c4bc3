import { jest } from '@jest/globals';
import { Clock } from '@nightdesk/platform/clock';
import { loadConfig } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { Retention } from '@nightdesk/retention';
import { ApiError } from '@nightdesk/sdk';
import { RetentionStore } from '../../libs/retention/src/retention.store.js';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const maya = 'maya.lindqvist@mail.example';
/** Everything by which she could be known: what the platform says of her, and what was written to and by her. */
const canaries = [
  'Maya Lindqvist',
  maya,
  'canary-subject',
  'canary-question',
  'canary-answer',
  'canary-note',
];
const jonahs = 'My rope is fine, thank you';

let desk: Desk;
let account: string;
let ticket: string;
let others: string;
let held: string;
let database: Database | undefined;

const api = () => desk.world.nightdesk;
const site = () => desk.world.sandbox.control.zendesk('acme');
const userOf = (email: string) =>
  site()
    .describe()
    .users.find((user) => user.email === email)!.id;
const settled = () => desk.world.sandbox.control.deliveriesSettled();
const told = (ticketId: string) =>
  desk.world.consumer.deliveries.filter((event) => event.ticketId === ticketId).map(({ type }) => type);
/** No row waits for a reading or a subscriber. */
const quiet = () =>
  until(async () => {
    const [open] = await desk.rows<{ n: number }>(
      `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')::int +
              (SELECT count(*) FROM deliveries WHERE state = 'pending')::int AS n`,
    );
    return open!.n === 0;
  });
const confirmed = (id: string) =>
  until(async () => (await api().operation(id)).state === 'confirmed' || null);
/** Canaries that stand in any column of any table, in text or in bytes. */
async function found(): Promise<string[]> {
  const text = (await desk.dump()).toLowerCase();
  const forms = (canary: string) => [canary.toLowerCase(), Buffer.from(canary).toString('hex')];
  return canaries.filter((canary) => forms(canary).some((form) => text.includes(form)));
}

beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
  const [subscriber] = await api().subscribers();
  await api().subscriberActions.change(subscriber!.id, { includeOwn: true });
  ticket = site().desk.customerOpens('canary-subject', 'canary-question', userOf(maya));
  others = site().desk.customerOpens('Rope', jonahs, userOf('jonah.pratt@mail.example'));
  await until(() => told(ticket).includes('ticket.created') && told(others).includes('ticket.created'));
  const steps = [{ kind: 'reply' as const, body: 'canary-answer' }];
  await confirmed((await api().submit(account, ticket, { steps })).id);
  await api().setSwitch('writes', 'for a test');
  const note = [{ kind: 'note' as const, body: 'canary-note' }];
  held = (await api().submit(account, ticket, { steps: note })).id;
  await settled();
  await quiet();
}, 90_000);
afterAll(async () => {
  await database?.close();
  await desk?.stop();
});

test('a ticket that something is still to be written to is named, and left until that has ended', async () => {
  expect((await found()).toSorted()).toEqual(canaries.toSorted());
  const { erased, waitingTickets } = await api().erase({ email: maya.toUpperCase() });
  expect(waitingTickets).toEqual([{ accountId: account, ticketId: ticket }]);
  expect(erased.tickets).toBe(0);
  expect((await api().operation(held)).state).not.toBe('confirmed');
  await api().releaseSwitch('writes');
  await confirmed(held);
  await settled();
  await quiet();
  expect(await found()).toContain('canary-answer');
});

test('nothing of the person is left in any column of any table, and everybody else’s data is', async () => {
  const both = await Promise.all([
    api().erase({ accountId: account, requesterId: String(userOf(maya)) }),
    api().erase({ email: maya }),
  ]);
  expect(await found()).toEqual([]);
  expect(await desk.dump()).toContain(jonahs);
  const sum = (kind: keyof (typeof both)[0]['erased']) =>
    both.reduce((all, { erased }) => all + erased[kind], 0);
  expect({ tickets: sum('tickets'), operations: sum('operations') }).toEqual({ tickets: 1, operations: 2 });
  expect(sum('messages')).toBeGreaterThanOrEqual(2);
  expect(sum('webhooks')).toBeGreaterThan(0);
  expect(sum('events')).toBeGreaterThan(0);
  const again = await api().erase({ email: maya });
  expect(Object.values(again.erased)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('the audit log says who erased, and of the person only a hash', async () => {
  const { data } = await api().audit.list({ action: 'person.' });
  expect(data.length).toBeGreaterThanOrEqual(3);
  expect(data[0]!.details).toMatchObject({ personHash: expect.stringMatching(/^[0-9a-f]{64}$/), tickets: 0 });
});

test('the copy is known to be empty, and what comes next of that ticket is told once and alone', async () => {
  const { ticket: copy, messages } = await api().conversation(account, ticket);
  expect(messages).toEqual([]);
  expect(copy).toMatchObject({ subject: null, requester: null, status: 'new' });
  expect(copy.freshness.emptiedAt).not.toBeNull();
  const before = told(ticket).length;
  site().desk.customerReplies(ticket, 'One more thing');
  await until(() => told(ticket).length > before);
  await settled();
  await quiet();
  expect(told(ticket).slice(before)).toEqual(['reply.added']);
});

test('a copy that nobody has read for TICKET_RETENTION_DAYS is emptied, read again on demand, and tells nothing twice', async () => {
  database = new Database({ url: desk.world.environment['DATABASE_URL']!, poolSize: 2 });
  const config = loadConfig({ ...desk.world.environment });
  const sweep = () => new Retention(new RetentionStore(database!), new Clock(), config).sweep();
  const age = (days: number) =>
    desk.rows(`UPDATE tickets SET read_at = now() - make_interval(days => $1)`, days);
  await age(89);
  expect(await sweep()).toMatchObject({ tickets: 0 });
  await age(91);
  expect(await sweep()).toMatchObject({ tickets: 2 });
  const { ticket: copy, messages } = await api().conversation(account, others);
  expect({ messages, subject: copy.subject, requester: copy.requester }).toMatchObject({
    messages: [],
    subject: null,
    requester: { id: expect.any(String), name: null, email: null },
  });
  const before = told(others).length;
  const fresh = await api().conversation(account, others, { fresh: true });
  expect(fresh.messages.map(({ body }) => body)).toEqual([jonahs]);
  expect(fresh.ticket.freshness).toMatchObject({ source: 'live', emptiedAt: null });
  site().desk.customerReplies(others, 'And so is the anchor');
  await until(() => told(others).length > before);
  await settled();
  await quiet();
  expect(told(others).slice(before)).toEqual(['reply.added']);
});

test('who is meant must be said', async () => {
  const refused = await api()
    .erase({ requesterId: '9' })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiError);
  expect((refused as ApiError).errors).toMatchObject([{ path: 'accountId' }]);
});
