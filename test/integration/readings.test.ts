import type { Ticket } from '@nightdesk/helpdesks/contract';
import type { EventDraft } from '@nightdesk/outbox';
import { Database } from '@nightdesk/platform/database';
import fc from 'fast-check';
import { ReadingsStore, type Save } from '../../libs/intake/src/readings.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

let template: TestDatabase;
let database: Database;
let readings: ReadingsStore;

const at = new Date('2026-03-01T10:00:00Z');
const subscribers = ['sub_all', 'sub_status'];

beforeAll(async () => {
  template = await cloneTemplate();
  database = new Database({ url: template.url, poolSize: 10 });
  readings = new ReadingsStore(database);
  await database.client.subscriber.createMany({
    data: subscribers.map((id) => ({
      id,
      url: 'http://127.0.0.1:9/',
      state: 'active',
      eventTypes: id === 'sub_status' ? ['status.changed'] : [],
      accountIds: [],
      includeOwn: false,
      sealedSecret: 'sealed',
      createdAt: at,
    })),
  });
});
afterAll(async () => {
  await database.close();
  await template.drop();
});

let made = 0;
const next = () => `${(made += 1)}`;

function draft(ticketId: string, type: EventDraft['type']): EventDraft {
  const id = `evt_${next()}`;
  const names = {
    id,
    accountId: 'acc',
    ticketId,
    type,
    dedupeKey: id,
    operationId: null,
    traceId: 'a'.repeat(32),
  };
  return { ...names, origin: 'platform', via: 'webhook', data: {}, traceSampled: null, occurredAt: at };
}

interface Given {
  over?: number;
  subject?: string;
  upTo?: bigint | null;
  types?: EventDraft['type'][];
}

function save(ticketId: string, given: Given = {}): Save {
  const { over = 0, subject = 'My order', upTo = null, types = ['ticket.created', 'reply.added'] } = given;
  const nobody = { assigneeId: null, requester: null, priority: null };
  const ticket: Ticket = {
    id: ticketId,
    subject,
    status: 'open',
    platformStatus: 'open',
    tags: ['order'],
    ...nobody,
    channel: 'email',
    createdAt: at,
    updatedAt: at,
    deleted: false,
    raw: { from: 'them' },
  };
  const author = { id: '9', name: null, email: null, role: 'customer' as const };
  const said = {
    kind: 'reply' as const,
    author,
    body: 'Hello.',
    bodyHtml: null,
    createdAt: at,
    operationId: null,
  };
  const copy = {
    accountId: 'acc',
    ticketId,
    over,
    reading: { ticket, messages: [{ ...said, id: 'm1' }] },
    readAt: at,
  };
  return { copy, upTo, drafts: types.map((type) => draft(ticketId, type)), now: at };
}

/** Begun in one turn: the first goes alone, all others together. */
const together = (...saves: readonly Save[]) => Promise.allSettled(saves.map((one) => readings.save(one)));

const done = (value: string[] | null) => ({ status: 'fulfilled', value });

const ids = (saves: readonly Save[]) => saves.flatMap(({ drafts }) => drafts.map(({ id }) => id));

async function eventsOf(ticketId: string): Promise<string[]> {
  const events = await database.client.event.findMany({ where: { ticketId }, orderBy: { seq: 'asc' } });
  return events.map(({ id }) => id);
}

const stored = (ticketId: string) =>
  database.client.ticket.findUnique({ where: { accountId_id: { accountId: 'acc', id: ticketId } } });

test('of many at once, each has its ticket, its message, its events in their order, and its own subscribers to wake', async () => {
  const first = save(next());
  const changed = save(next(), { types: ['reply.added', 'status.changed', 'tags.changed'] });
  const silent = save(next(), { types: [] });
  const last = save(next());
  const answers = await together(first, changed, silent, last);
  expect(answers).toEqual([done(['sub_all']), done(expect.any(Array)), done([]), done(['sub_all'])]);
  expect(answers[1]).toEqual(done(expect.arrayContaining(subscribers)));
  for (const one of [first, changed, silent, last]) {
    const { ticketId } = one.copy;
    expect(await eventsOf(ticketId)).toEqual(ids([one]));
    expect(await stored(ticketId)).toMatchObject({ version: 1, subject: 'My order', raw: { from: 'them' } });
    expect(await database.client.message.count({ where: { ticketId } })).toBe(1);
  }
});

test('each settles the deliveries of its own ticket up to the one it was made for', async () => {
  const tickets = [next(), next(), next()];
  const delivery = {
    accountId: 'acc',
    via: 'webhook',
    type: 't',
    receivedAt: at,
    dueAt: at,
    traceId: 't',
    state: 'pending',
  };
  const upTo: bigint[] = [];
  for (const ticketId of tickets)
    for (const at of [0, 1, 2]) {
      const row = { ...delivery, ticketId, dedupeKey: next(), body: Buffer.from('{}') };
      const { seq } = await database.client.inboxDelivery.create({ data: row });
      if (at === 1) upTo.push(seq);
    }
  await readings.save(save(tickets[1] ?? ''));
  await together(save(next()), ...tickets.map((ticketId, at) => save(ticketId, { upTo: upTo[at] ?? null })));
  const states = (ticketId: string) =>
    database.client.inboxDelivery.findMany({
      where: { ticketId },
      orderBy: { seq: 'asc' },
      select: { state: true },
    });
  const as = (...list: string[]) => list.map((state) => ({ state }));
  expect(await states(tickets[0] ?? '')).toEqual(as('done', 'done', 'pending'));
  // Its reading was out of date.
  expect(await states(tickets[1] ?? '')).toEqual(as('pending', 'pending', 'pending'));
  expect(await states(tickets[2] ?? '')).toEqual(as('done', 'done', 'pending'));
});

test('one that Postgres cannot store fails by itself', async () => {
  const [before, refused, after] = [save(next()), save(next(), { subject: 'a \u0000 in it' }), save(next())];
  const answers = await together(save(next()), before, refused, after);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await stored(refused.copy.ticketId)).toBeNull();
  expect(await eventsOf(refused.copy.ticketId)).toEqual([]);
  for (const one of [before, after]) expect(await eventsOf(one.copy.ticketId)).toEqual(ids([one]));
});

test('whatever meets whatever, a reading is stored with all of its events, or not at all', async () => {
  const arrival = fc.record({ ticket: fc.nat(2), behind: fc.constantFrom(0, 0, 0, 1) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(arrival, { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
      async (turns) => {
        const tickets = [next(), next(), next()];
        const kept = new Map<string, Save[]>(tickets.map((ticketId) => [ticketId, []]));
        for (const turn of turns) {
          // What a reader of this turn knows; `behind`: it has known for long.
          const known = new Map([...kept].map(([ticketId, saves]) => [ticketId, saves.length]));
          const saves = turn.map(({ ticket, behind }) => {
            const ticketId = tickets[ticket] ?? '';
            return save(ticketId, { over: Math.max(0, (known.get(ticketId) ?? 0) - behind) });
          });
          const answers = await together(...saves);
          saves.forEach((one, at) => {
            const answer = answers[at];
            if (answer?.status !== 'fulfilled') throw new Error(`refused: ${String(answer?.reason)}`);
            if (answer.value) kept.get(one.copy.ticketId)?.push(one);
          });
        }
        for (const [ticketId, saves] of kept) {
          expect(saves.map(({ copy }) => copy.over)).toEqual(saves.map((_, version) => version));
          expect(await eventsOf(ticketId)).toEqual(ids(saves));
          expect((await stored(ticketId))?.version ?? 0).toBe(saves.length);
        }
      },
    ),
    { numRuns: 40 },
  );
});
