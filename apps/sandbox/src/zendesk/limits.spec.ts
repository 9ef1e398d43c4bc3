import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { caller } from '../testing/client.js';

let sandbox: Sandbox;
let token: string;
// The clock stands at the start of a ten-minute window, so that no count is cut by the turn of a minute.
const now = Math.ceil(Date.now() / 600_000) * 600_000 + 1000;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  token = acme().issueToken().accessToken;
});

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.zendesk('acme');
const show = () => api('GET', '/api/v2/users/me', { token });

test('every answer tells the budget of the account', async () => {
  await show();
  const { headers } = await show();
  const told = [
    'x-rate-limit',
    'x-rate-limit-remaining',
    'ratelimit-limit',
    'ratelimit-remaining',
    'ratelimit-reset',
  ];
  expect(told.map((name) => headers.get(name))).toEqual(['400', '398', '400', '398', '59']);
  const refused = await api('GET', '/api/v2/tickets', { token: 'wrong' });
  expect(refused.headers.get('ratelimit-limit')).toBe('400');
});

test('an empty budget is a 429 with the wait, and fills again with the next minute', async () => {
  expect(acme().foreignUse({ calls: 399 })).toEqual({ remaining: 1 });
  expect((await show()).status).toBe(200);
  const refused = await show();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('59');
  expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  sandbox.control.advance(59);
  expect((await show()).status).toBe(200);
});

test('a plan and an add-on set the budget', async () => {
  acme().change({ plan: 'Suite Team' });
  expect((await show()).headers.get('ratelimit-limit')).toBe('200');
  acme().change({ highVolume: true });
  expect((await show()).headers.get('ratelimit-limit')).toBe('2500');
});

test('lists draw from their own bucket only', async () => {
  const first = await api('GET', '/api/v2/tickets?page[size]=1', { token });
  expect(first.headers.get('zendesk-ratelimit-tickets-index')).toBe('total=400; remaining=399; resets=59');
  expect(first.headers.get('ratelimit-remaining')).toBe('400');
});

test('updates are bound by 100 a minute for the account', async () => {
  acme().foreignUse({ calls: 99, bucket: 'tickets-update' });
  const update = () => api('PUT', '/api/v2/tickets/4112/tags', { token, body: { tags: ['a'] } });
  const last = await update();
  expect(last.headers.get('zendesk-ratelimit-tickets-update')).toBe('total=100; remaining=0; resets=59');
  expect((await update()).status).toBe(429);
  expect((await show()).status).toBe(200);
});

test('a user updates one ticket 30 times in ten minutes, whatever is left elsewhere', async () => {
  const ids = acme().bulk(2).ids;
  const update = (id: number | undefined) =>
    api('PUT', `/api/v2/tickets/${id}`, { token, body: { ticket: { tags: ['a'] } } });
  for (let count = 0; count < 30; count += 1) expect((await update(ids[0])).status).toBe(200);
  const refused = await update(ids[0]);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('zendesk-ratelimit-tickets-update')).toMatch(/remaining=70/);
  expect(Number(refused.headers.get('retry-after'))).toBe(599);
  expect((await update(ids[1])).status).toBe(200);
});

test('the incremental export has ten calls a minute', async () => {
  const read = () => api('GET', '/api/v2/incremental/tickets/cursor?start_time=1', { token });
  for (let count = 0; count < 10; count += 1) expect((await read()).status).toBe(200);
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('zendesk-ratelimit-incremental-exports')).toBe(
    'total=10; remaining=0; resets=59',
  );
});
