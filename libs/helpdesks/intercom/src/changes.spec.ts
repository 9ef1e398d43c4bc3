import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { listChanged } from './changes.js';

const now = new Date('2026-09-01T10:00:00.500Z');
const since = new Date('2026-09-01T09:00:00.900Z');
const seconds = (iso: string) => Date.parse(iso) / 1000;
const [start, end] = [seconds('2026-09-01T09:00:00Z'), seconds('2026-09-01T10:00:01Z')];

interface Query {
  query: { operator: string; value: { field: string; operator: string; value: number }[] };
  pagination: { per_page: number; starting_after?: string };
}
const queryOf = (request: PlatformRequest | undefined) => request?.body as Query;
const boundsOf = (request: PlatformRequest | undefined) =>
  queryOf(request).query.value.map(({ value }) => value);

/** A workspace of such rows, in no order, that answers by two and knows `>` and `<` strictly or not. */
function workspace(rows: readonly number[], inclusive: boolean) {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const of = request.path === '/conversations/search' ? 'conversations' : 'tickets';
    const [from = 0, to = 0] = boundsOf(request);
    const hit = rows.filter((at) => (inclusive ? at >= from && at <= to : at > from && at < to));
    const offset = Number(queryOf(request).pagination.starting_after ?? 0);
    const page = hit.slice(offset, offset + 2);
    const next = offset + 2 < hit.length ? { starting_after: String(offset + 2) } : null;
    const shown = page.map((at) => ({
      id: at,
      state: 'open',
      ticket_state: { category: 'submitted' },
      created_at: at,
      updated_at: at,
    }));
    return Promise.resolve({
      status: 200,
      headers: {},
      body: { [of]: shown, total_count: hit.length * 500, pages: { next } },
      requestId: 'r',
    });
  };
  return { send, sent };
}

async function listAll(send: Send, from = since): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listChanged(send, { since: from, cursor }, now);
    found.push(...page.tickets.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== null && found.length < 500);
  return found;
}

test.each([true, false])(
  'every conversation and ticket of the time is listed, whether > includes its bound (%s) or not',
  async (inclusive) => {
    const rows = [start + 1800, start, end, start + 3, start + 900, start + 901, start + 2, start + 3599];
    const { send } = workspace(rows, inclusive);
    const wanted = rows.flatMap((at) => [`conversation-${at}`, `ticket-${at}`]);
    expect(new Set(await listAll(send))).toEqual(new Set(wanted));
  },
);

test('nothing is asked of the order; pages are as large as they may be, and the first carries no cursor', async () => {
  const { send, sent } = workspace([], true);
  await listAll(send);
  expect(sent).toEqual(
    ['/conversations/search', '/tickets/search'].map((path) => ({
      method: 'POST',
      path,
      route: path,
      body: {
        query: {
          operator: 'AND',
          value: [
            { field: 'updated_at', operator: '>', value: start - 1 },
            { field: 'updated_at', operator: '<', value: end + 1 },
          ],
        },
        pagination: { per_page: 150 },
      },
      repeatable: true,
    })),
  );
});

test('a slice that holds too much is halved, and the rest of the time follows without a gap', async () => {
  const { send, sent } = workspace([start + 10, start + 1000, start + 2000, start + 3000], false);
  await listAll(send);
  const slices = sent
    .filter(
      ({ path, body }) =>
        path === '/conversations/search' && (body as Query).pagination.starting_after === undefined,
    )
    .map((request) => boundsOf(request));
  expect(slices.length).toBeGreaterThan(1);
  const drained = slices.filter((slice, index) => slices[index + 1]?.[0] !== slice[0]);
  for (const [index, [from = 0]] of drained.slice(1).entries())
    expect(from).toBe((drained[index]?.[1] ?? 0) - 2); // each bound is a second wider
  expect(drained.at(-1)?.[1]).toBe(end + 1);
});

test('the end of the listing stays where it was when it began', async () => {
  const { send, sent } = workspace([], true);
  const first = await listChanged(send, { since, cursor: null }, now);
  await listChanged(send, { since, cursor: first.cursor }, new Date(now.getTime() + 60_000));
  expect(boundsOf(sent[1])).toEqual(boundsOf(sent[0]));
});

test('a search from the beginning of time asks for no time before it', async () => {
  const { send, sent } = workspace([], true);
  await listChanged(send, { since: new Date(0), cursor: null }, now);
  expect(boundsOf(sent[0])[0]).toBe(0);
});

const refusing = (path: string, error: HelpdeskError): Send => {
  const { send } = workspace([start + 5], true);
  return (request) => (request.path === path ? Promise.reject(error) : send(request));
};
const scope = new HelpdeskError('forbidden', 'no', { missingScopes: ['read_tickets'] });

test('a workspace that does not grant its tickets is listed without them', async () => {
  expect(await listAll(refusing('/tickets/search', scope))).toEqual([`conversation-${start + 5}`]);
});

test.each([
  ['/conversations/search', scope],
  ['/tickets/search', new HelpdeskError('forbidden', 'not a scope')],
  ['/tickets/search', new HelpdeskError('unavailable', 'down')],
])('a refusal of %s is told', async (path, error) => {
  await expect(listAll(refusing(path, error))).rejects.toBe(error);
});

test('a page that repeats itself ends with an error', async () => {
  const send: Send = () =>
    Promise.resolve({
      status: 200,
      headers: {},
      body: { conversations: [], total_count: 1, pages: { next: { starting_after: 'same' } } },
      requestId: 'r',
    });
  await expect(listAll(send)).rejects.toMatchObject({ kind: 'unavailable' });
});

test.each(['', 'x', '{}', '{"of":"users"}'])('the cursor %j is refused', async (cursor) => {
  const { send, sent } = workspace([], true);
  await expect(listChanged(send, { since, cursor }, now)).rejects.toMatchObject({ kind: 'invalid' });
  expect(sent).toEqual([]);
});
