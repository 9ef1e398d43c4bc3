import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { caller } from '../../testing/client.js';

interface Row {
  id: number;
  status: string;
  updated_at: string;
  generated_timestamp: number;
}
interface Page {
  tickets: Row[];
  meta: { has_more: boolean; after_cursor: string | null };
  links: { next: string | null };
  next_page: string | null;
  count: number;
}
interface Export {
  tickets: Row[];
  after_cursor: string;
  end_of_stream: boolean;
}

// The clock stands in the middle of a minute: what is counted or withheld by the minute cannot turn under the test.
const now = Math.floor(Date.now() / 60_000) * 60_000 + 30_000;

let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  token = acme().issueToken().accessToken;
});

const acme = () => sandbox.control.zendesk('acme');
const get = <Body = Page>(path: string) =>
  caller(sandbox)<Body>('GET', path.startsWith('http') ? path : `/api/v2${path}`, { token });
const idOf = (subject: string) =>
  Number(
    acme()
      .desk.list()
      .find((ticket) => ticket.subject === subject)?.id,
  );

describe('lists', () => {
  test('page by cursor to the end, which has_more alone tells', async () => {
    const seen: number[] = [];
    let page = await get('/tickets?page[size]=4');
    for (; page.body.meta.has_more; page = await get(page.body.links.next ?? ''))
      seen.push(...page.body.tickets.map(({ id }) => id));
    seen.push(...page.body.tickets.map(({ id }) => id));
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
    expect(seen).toHaveLength(11);
    expect(page.body.links.next).not.toBeNull();
    const beyond = await get(page.body.links.next ?? '');
    expect(beyond.body).toMatchObject({
      tickets: [],
      meta: { has_more: false, after_cursor: null },
      links: { next: null },
    });
  });

  test('sort by cursor with sort, and drop sort_by there in silence', async () => {
    const newest = (await get('/tickets?page[size]=20&sort=-updated_at')).body.tickets.map(
      ({ updated_at }) => updated_at,
    );
    expect(newest).toEqual(newest.toSorted().toReversed());
    const dropped = (await get('/tickets?page[size]=20&sort_by=updated_at&sort_order=desc')).body.tickets.map(
      ({ id }) => id,
    );
    expect(dropped).toEqual(dropped.toSorted((a, b) => a - b));
    const offset = (await get('/tickets?sort_by=updated_at&sort_order=desc')).body.tickets.map(
      ({ updated_at }) => updated_at,
    );
    expect(offset).toEqual(newest);
  });

  test('page by offset with a count, and never deeper than 100 pages or 10,000 rows', async () => {
    const { body } = await get('/tickets?per_page=10');
    expect([body.tickets.length, body.count]).toEqual([10, 11]);
    expect((await get(body.next_page ?? '')).body).toMatchObject({ next_page: null, count: 11 });
    for (const path of ['/tickets?page=101&per_page=1', '/tickets?page=101']) {
      const deep = await get<{ error: string }>(path);
      expect([deep.status, deep.body.error]).toEqual([400, 'InvalidPaginationDepth']);
    }
  });

  test.each(['page[size]=101', 'page[size]=0', 'page[size]=2&page[after]=junk', 'page[size]=2&sort=mood'])(
    'refuse %s',
    async (query) => {
      expect((await get(`/tickets?${query}`)).status).toBe(400);
    },
  );

  test('leave archived and deleted tickets out, which stay elsewhere', async () => {
    const archived =
      acme()
        .describe()
        .ticketIds.find((id) => acme().ticket(id).archived) ?? 0;
    const gone = idOf('Where is my order?');
    await caller(sandbox)('DELETE', `/api/v2/tickets/${gone}`, { token });
    const listed = (await get('/tickets')).body.tickets.map(({ id }) => id);
    expect(listed).not.toContain(archived);
    expect(listed).not.toContain(gone);
    expect((await get(`/tickets/${archived}`)).status).toBe(200);
    expect((await get(`/tickets/${gone}`)).body).toMatchObject({ error: 'RecordNotFound' });
    expect((await get('/deleted_tickets')).body).toMatchObject({
      deleted_tickets: [{ id: gone, previous_state: 'new' }],
    });
    expect(
      (await get<{ audits: unknown[] }>(`/tickets/${archived}/audits?page[size]=1`)).body.audits,
    ).toHaveLength(3);
  });

  test('find tickets by our key and by ids', async () => {
    const [one = 0, two = 0] = acme().bulk(2).ids;
    await caller(sandbox)('PUT', `/api/v2/tickets/${two}`, {
      token,
      body: { ticket: { external_id: 'k-1' } },
    });
    expect((await get('/tickets?external_id=k-1')).body.tickets.map(({ id }) => id)).toEqual([two]);
    expect((await get(`/tickets/show_many?ids=${one},${two},99`)).body.tickets).toHaveLength(2);
    expect(
      (await get(`/tickets/show_many?ids=${Array.from({ length: 101 }, () => 1).join(',')}`)).status,
    ).toBe(400);
  });
});

test('comments come in order with their authors, and the first repeats the description', async () => {
  const id = idOf('Trail boots arrived in the wrong size');
  interface Comments {
    comments: { id: number; public: boolean; body: string; author_id: number }[];
    users: { id: number; role: string }[];
  }
  const { body } = await get<Comments>(
    `/tickets/${id}/comments?include=users&page[size]=100&sort=created_at`,
  );
  expect(body.comments.map((comment) => comment.public)).toEqual([true, true, false, true]);
  expect(body.users.map(({ role }) => role).toSorted()).toEqual(['agent', 'end-user']);
  const { ticket } = (await get<{ ticket: { description: string } }>(`/tickets/${id}`)).body;
  expect(body.comments[0]?.body).toBe(ticket.description);
  const newestFirst = (await get<Comments>(`/tickets/${id}/comments?page[size]=1&sort=-created_at`)).body;
  expect(newestFirst.comments[0]?.id).toBe(body.comments.at(-1)?.id);
});

test('the count is a minute old at most, and does not know the newest', async () => {
  acme().bulk(3);
  expect((await get('/tickets/count')).body).toMatchObject({ count: { value: 11 } });
});

describe('the incremental export', () => {
  const read = (query: string) => get<Export>(`/incremental/tickets/cursor?${query}`);

  test('walks everything by generated_timestamp, deleted and archived too, and keeps its place', async () => {
    await caller(sandbox)('DELETE', `/api/v2/tickets/${idOf('Discount code not accepted')}`, { token });
    sandbox.control.advance(61);
    let page = await read('start_time=1&per_page=5');
    const rows = [...page.body.tickets];
    while (!page.body.end_of_stream) {
      page = await read(`cursor=${page.body.after_cursor}&per_page=5`);
      rows.push(...page.body.tickets);
    }
    expect(rows).toHaveLength(12);
    expect(rows.at(-1)?.status).toBe('deleted');
    expect(rows.map((row) => row.generated_timestamp)).toEqual(
      rows.map((row) => row.generated_timestamp).toSorted((a, b) => a - b),
    );
    const idle = await read(`cursor=${page.body.after_cursor}`);
    expect(idle.body).toMatchObject({
      tickets: [],
      end_of_stream: true,
      after_cursor: page.body.after_cursor,
    });
  });

  test('withholds the newest minute and refuses to start in it', async () => {
    const { after_cursor } = (await read('start_time=1')).body;
    const id = acme().bulk(1).ids[0];
    expect((await read(`cursor=${after_cursor}`)).body.tickets).toEqual([]);
    sandbox.control.advance(61);
    expect((await read(`cursor=${after_cursor}`)).body.tickets.map((row) => row.id)).toEqual([id]);
    expect((await read(`start_time=${sandbox.world.clock.seconds() - 30}`)).status).toBe(400);
    expect((await read('')).status).toBe(400);
  });

  test('shows a system change whose updated_at is older than the start', async () => {
    const id = idOf('Newsletter twice a day');
    const start = sandbox.world.clock.seconds() - 120;
    acme().touch(id);
    sandbox.control.advance(61);
    const [row] = (await read(`start_time=${start}`)).body.tickets;
    expect(row?.id).toBe(id);
    expect(Date.parse(row?.updated_at ?? '') / 1000).toBeLessThan(start);
  });
});

test('search lags behind by minutes and stops at 1,000 results', async () => {
  const found = async () =>
    (await get<{ results: { id: number }[] }>('/search?query=type:ticket status:new')).body.results.length;
  expect(await found()).toBe(2);
  acme().bulk(1);
  expect(await found()).toBe(2);
  sandbox.control.advance(121);
  expect(await found()).toBe(3);
  expect((await get('/search?query=type:ticket&page=11')).status).toBe(422);
  expect((await get('/search?query=type:ticket boots')).status).toBe(501);
});
