import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { freshdeskCaller } from '../testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const acme = () => sandbox.control.freshdesk('acme');
const search = (query: string, rest = '') =>
  freshdeskCaller(sandbox)<{ total: number; results: { id: number }[] }>(
    'GET',
    `/api/v2/search/tickets?query=${encodeURIComponent(query)}${rest}`,
  );
const found = async (query: string) => (await search(`"${query}"`)).body.results.map(({ id }) => id);
const day = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3600_000).toISOString().slice(0, 10);

test.each([
  ['status:3', [204]],
  ['status:6 OR priority:4', [205, 203]],
  ["(tag:'billing' OR tag:'shipping') AND status:4", [206]],
  ['priority:>3', [204, 203]],
  ['agent_id:null AND group_id:null', [202]],
  ["type:'Refund'", [204]],
])('%s finds %j', async (query, expected) => {
  expect(await found(query)).toEqual(expected);
});

test('days are compared whole, edges and all', async () => {
  const edge = acme().ticket(206).ticket.updated_at.slice(0, 10);
  expect(await found(`updated_at:<'${edge}' AND updated_at:>'${edge}'`)).toContain(206);
  expect(await found(`created_at:>'${day(-48)}'`)).toEqual([]);
});

test('what changed in the last minutes is not found yet', async () => {
  acme().desk.customerReplies('204', 'Any news?');
  expect(await found('status:2')).not.toContain(204);
  sandbox.control.advance(200);
  expect(await found('status:2')).toContain(204);
});

test('thirty a page and ten pages are all there is', async () => {
  acme().bulk(40, 'Old', 1);
  const first = await search('"status:2"');
  expect([first.body.total, first.body.results.length]).toEqual([43, 30]);
  expect((await search('"status:2"', '&page=2')).body.results).toHaveLength(13);
  expect((await search('"status:2"', '&page=10')).status).toBe(200);
  expect((await search('"status:2"', '&page=11')).status).toBe(400);
});

test.each([
  ['status:2', 400],
  ['"status:2', 400],
  [`"${"tag:'abcdefgh' OR ".repeat(40)}status:2"`, 400],
  ['"status"', 400],
  ['"subject:\'x\'"', 400],
  ['"(status:2"', 400],
  ['"status:2 status:3"', 400],
  ['"updated_at:>\'2026-09-01T10:00:00Z\'"', 400],
  ['"cf_order_number:\'1\'"', 501],
])('%s is a %i', async (query, status) => {
  expect((await search(query)).status).toBe(status);
});
