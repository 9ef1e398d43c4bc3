import { HelpdeskError, type PlatformRequest, type Send, type Ticket } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { listChanged } from './changes.js';

const start = Date.parse('2026-09-01T10:00:00Z');
const instant = (second: number) => new Date(start + second * 1000).toISOString().replace('.000Z', 'Z');
const row = (id: number, second: number) => ({
  id,
  status: 2,
  requester_id: 8,
  created_at: instant(0),
  updated_at: instant(second),
});
type Row = ReturnType<typeof row>;
interface List {
  rows: Row[];
  /** Whether `updated_since` takes in its own second, and how rows of one second are ordered: nothing states either. */
  inclusive?: boolean;
  newestFirst?: boolean;
  /** What happens behind our back after each page. */
  afterPage?: (call: number) => void;
}

/** Freshdesk's list of tickets, as far as it is documented. */
function freshdesk(list: List): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const order = (one: Row, other: Row) =>
    one.updated_at === other.updated_at
      ? (one.id - other.id) * (list.newestFirst === true ? -1 : 1)
      : one.updated_at < other.updated_at
        ? -1
        : 1;
  let ordered = list.rows.toSorted(order);
  const send: Send = (request) => {
    sent.push(request);
    const { updated_since, order_by, order_type, per_page, page } = request.query ?? {};
    expect({ order_by, order_type }).toEqual({ order_by: 'updated_at', order_type: 'asc' });
    expect(Number(per_page)).toBeLessThanOrEqual(100);
    expect(Number(page)).toBeLessThanOrEqual(300);
    const since = String(updated_since);
    const found = ordered.filter(
      ({ updated_at }) => updated_at > since || (list.inclusive === true && updated_at === since),
    );
    const end = Number(page) * Number(per_page);
    const body = found.slice(end - Number(per_page), end);
    const link = end < found.length ? '<https://evil.example/next>; rel="next"' : '';
    list.afterPage?.(sent.length);
    if (list.afterPage) ordered = list.rows.toSorted(order);
    return Promise.resolve({ status: 200, headers: { link }, body, requestId: 'r' });
  };
  return { send, sent };
}

async function listAll(send: Send, since = new Date(start), from: string | null = null): Promise<Ticket[]> {
  const found: Ticket[] = [];
  let cursor = from;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const page = await listChanged(send, { since, cursor });
    found.push(...page.tickets);
    cursor = page.cursor;
    if (cursor === null) return found;
  }
  throw new Error('the list does not end');
}
const ids = (tickets: readonly Ticket[]) => new Set(tickets.map(({ id }) => Number(id)));

test('a list never goes out without a beginning, and begins a second before it', async () => {
  const { send, sent } = freshdesk({ rows: [] });
  expect(await listAll(send, new Date('2026-09-01T10:00:00.700Z'))).toEqual([]);
  expect(sent).toMatchObject([
    {
      path: '/api/v2/tickets',
      query: { updated_since: '2026-09-01T09:59:59Z', per_page: 100, page: 1, include: 'requester' },
    },
  ]);
  await listAll(send, new Date(0));
  expect(sent[1]?.query).toMatchObject({ updated_since: '1970-01-01T00:00:00Z' });
});

test('changes that are spread out cost one call for each page, without a page number', async () => {
  const rows = Array.from({ length: 250 }, (_, index) => row(index + 1, index));
  const { send, sent } = freshdesk({ rows });
  expect(ids(await listAll(send)).size).toBe(250);
  expect(sent.map(({ query }) => query?.['page'])).toEqual([1, 1, 1]);
});

test('more changes of one second than fit on a page are counted through', async () => {
  const rows = Array.from({ length: 450 }, (_, index) => row(index + 1, 5));
  for (const inclusive of [true, false]) {
    const { send, sent } = freshdesk({ rows, inclusive });
    expect(ids(await listAll(send)).size).toBe(450);
    expect(sent.length).toBeLessThanOrEqual(6);
  }
});

test('tickets that leave a second while it is counted through take no others with them', async () => {
  for (const newestFirst of [true, false]) {
    const rows = Array.from({ length: 350 }, (_, index) => row(index + 1, 5));
    const first = newestFirst ? 349 : 0;
    const afterPage = (call: number) => {
      for (let index = 0; call === 2 && index < 5; index += 1)
        rows[Math.abs(first - index)] = row(Math.abs(first - index) + 1, 10);
    };
    const { send, sent } = freshdesk({ rows, newestFirst, afterPage });
    expect(ids(await listAll(send)).size).toBe(350);
    expect(sent.length).toBeLessThan(10);
  }
});

test('whatever changes while it is read, no ticket is missed', async () => {
  const second = fc.oneof({ weight: 8, arbitrary: fc.constant(3) }, fc.integer({ min: 1, max: 4 }));
  const seconds = fc.array(second, { minLength: 90, maxLength: 320 });
  const moves = fc.array(fc.array(fc.nat(), { maxLength: 12 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      seconds,
      moves,
      fc.boolean(),
      fc.boolean(),
      async (times, moved, inclusive, newestFirst) => {
        const rows = times.map((second, index) => row(index + 1, second));
        const afterPage = (call: number) => {
          for (const which of moved[call - 1] ?? [])
            rows[which % rows.length] = row((which % rows.length) + 1, 10 + call);
        };
        const { send } = freshdesk({ rows, inclusive, newestFirst, afterPage });
        const listed = await listAll(send);
        expect(ids(listed).size).toBe(rows.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('a list that never keeps still ends', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => row(index + 1, 5));
  // an order of equal rows that differs from call to call
  const afterPage = (call: number) => (list.newestFirst = call % 2 === 0);
  const list: List = { rows, afterPage };
  const { send, sent } = freshdesk(list);
  await listAll(send);
  expect(sent.length).toBeLessThan(20);
});

describe('at the cap of 300 pages', () => {
  const rows = [...Array.from({ length: 30_100 }, (_, index) => row(index + 1, 5)), row(99_999, 6)];
  const standing = (second: number) =>
    JSON.stringify({ from: start + second * 1000, seen: 29_500, last: '29500', restarts: 0, named: true });

  test('it goes on with the change that was seen last', async () => {
    const { send, sent } = freshdesk({ rows });
    expect(ids(await listAll(send, new Date(start), standing(4)))).toContain(99_999);
    expect(sent.at(-1)?.query).toMatchObject({ updated_since: '2026-09-01T10:00:05Z', page: 1 });
  });

  test('it says so rather than go round for ever', async () => {
    const { send } = freshdesk({ rows, inclusive: true });
    await expect(listAll(send, new Date(start), standing(5))).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('who may not see contacts', () => {
  const refused = new HelpdeskError('forbidden', 'no', { status: 403 });
  const rows = Array.from({ length: 150 }, (_, index) => row(index + 1, index));

  test('is refused once, gets that page without them, and is not refused again', async () => {
    const { send, sent } = freshdesk({ rows });
    const asked: (string | undefined)[] = [];
    const listed = await listAll((request) => {
      const include = request.query?.['include'];
      asked.push(typeof include === 'string' ? include : undefined);
      return include === undefined ? send(request) : Promise.reject(refused);
    });
    expect(asked).toEqual(['requester', undefined, undefined]);
    expect(sent).toHaveLength(2);
    expect(ids(listed).size).toBe(150);
    expect(listed[0]?.requester).toEqual({ id: '8', name: null, email: null, role: 'customer' });
  });

  test('may be refused in the middle of a list', async () => {
    const { send } = freshdesk({ rows });
    let calls = 0;
    const listed = await listAll((request) => {
      calls += 1;
      return calls === 2 ? Promise.reject(refused) : send(request);
    });
    expect(ids(listed).size).toBe(150);
  });

  test('is told when tickets themselves may not be read', async () => {
    await expect(listAll(() => Promise.reject(refused))).rejects.toBe(refused);
  });

  test('any other refusal is told as it is', async () => {
    const suspended = new HelpdeskError('account_suspended', 'no', { status: 403 });
    let calls = 0;
    const send: Send = () => {
      calls += 1;
      return Promise.reject(suspended);
    };
    await expect(listAll(send)).rejects.toBe(suspended);
    expect(calls).toBe(1);
  });
});

test.each(['', 'x', '{}', '[1]', '{"from":-1,"seen":0,"last":"","restarts":0,"named":true}'])(
  'the cursor %j is not ours: invalid, and nothing is sent',
  async (cursor) => {
    const { send, sent } = freshdesk({ rows: [] });
    await expect(listChanged(send, { since: new Date(start), cursor })).rejects.toMatchObject({
      kind: 'invalid',
    });
    expect(sent).toEqual([]);
  },
);
