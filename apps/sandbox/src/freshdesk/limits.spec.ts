import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import type { Plan } from './limits.js';
import { freshdeskCaller } from './testing/client.js';

const now = Date.now();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const acme = () => sandbox.control.freshdesk('acme');
const api: ReturnType<typeof freshdeskCaller> = (...call) => freshdeskCaller(sandbox)(...call);
const me = () => api('GET', '/api/v2/agents/me');
const told = ({ headers }: { headers: Headers }) =>
  ['total', 'remaining', 'used-currentrequest'].map((name) => headers.get(`x-ratelimit-${name}`));

test('every answer tells the budget of the account, a refusal too, and none when it ends', async () => {
  const first = await me();
  expect(told(first)).toEqual(['400.0', '399', '1']);
  expect([...first.headers.keys()].filter((name) => name.includes('reset'))).toEqual([]);
  expect(told(await api('GET', '/api/v2/agents/me', { key: 'wrong' }))).toEqual(['400.0', '398', '1']);
  expect(told(await api('GET', '/api/v2/tickets/999'))).toEqual(['400.0', '397', '1']);
  expect(told(await api('GET', '/api/v2/surveys'))).toEqual(['400.0', '396', '1']);
});

test('what is included costs two credits each', async () => {
  expect(told(await api('GET', '/api/v2/tickets?include=stats'))).toEqual(['400.0', '397', '3']);
  expect(told(await api('GET', '/api/v2/tickets/201?include=stats,requester'))).toEqual([
    '400.0',
    '392',
    '5',
  ]);
});

test.each<[Plan, number, number, number]>([
  ['Growth', 200, 80, 20],
  ['Pro', 400, 160, 100],
  ['Enterprise', 700, 280, 200],
])('%s has %i calls a minute, %i writes of a kind and %i lists', async (plan, total, writes, lists) => {
  acme().change({ plan });
  const kinds = [
    ['ticket-create', writes, 'POST', '/api/v2/tickets', {}],
    ['ticket-update', writes, 'PUT', '/api/v2/tickets/202', { status: 2 }],
    ['ticket-update', writes, 'POST', '/api/v2/tickets/202/reply', { body: 'Hi' }],
    ['ticket-update', writes, 'POST', '/api/v2/tickets/202/notes', { body: 'Hi' }],
    ['ticket-list', lists, 'GET', '/api/v2/tickets', undefined],
    ['contact-list', lists, 'GET', '/api/v2/contacts', undefined],
  ] as const;
  for (const [bucket, most, method, path, body] of kinds) {
    sandbox.control.advance(61);
    const call = () => api(method, path, body === undefined ? {} : { body });
    expect(acme().foreignUse({ calls: most - 1, bucket })).toEqual({ remaining: 1 });
    const last = await call();
    expect(last.status).not.toBe(429);
    expect(told(last).slice(0, 2)).toEqual([`${total}.0`, String(total - most)]);
    expect((await call()).status).toBe(429);
    expect((await me()).status).toBe(200);
  }
});

test('a trial has fifty calls and nothing smaller within them', async () => {
  acme().change({ plan: 'Trial' });
  for (let count = 0; count < 50; count += 1)
    expect((await api('GET', '/api/v2/tickets?per_page=1')).status).toBe(200);
  expect((await me()).status).toBe(429);
});

test('a 429 tells the wait and nothing else', async () => {
  acme().foreignUse({ calls: 400 });
  const refused = await me();
  expect([refused.status, refused.text, refused.headers.get('retry-after')]).toEqual([429, '', '60']);
  expect(told(refused)).toEqual([null, null, null]);
  expect(refused.headers.get('x-request-id')).toBeTruthy();
});

test('the minute rolls: what was used leaves a minute later, call by call', async () => {
  acme().foreignUse({ calls: 200 });
  sandbox.control.advance(30);
  acme().foreignUse({ calls: 200 });
  const refused = await me();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  sandbox.control.advance(29);
  expect((await me()).status).toBe(429);
  sandbox.control.advance(1);
  expect(told(await me())).toEqual(['400.0', '197', '1']);
});

test('refused calls count: who keeps asking waits longer', async () => {
  acme().change({ plan: 'Trial' });
  acme().foreignUse({ calls: 50 });
  for (let count = 0; count < 60; count += 1) {
    sandbox.control.advance(1);
    await me();
  }
  expect((await me()).status).toBe(429);
});

test('waiting as long as was told is enough', async () => {
  acme().change({ plan: 'Trial' });
  for (let count = 0; count < 50; count += 1) {
    sandbox.control.advance(1);
    await me();
  }
  const refused = await api('GET', '/api/v2/tickets?include=stats');
  expect(refused.status).toBe(429);
  sandbox.control.advance(Number(refused.headers.get('retry-after')));
  expect((await api('GET', '/api/v2/tickets?include=stats')).status).toBe(200);
});

test('an old account counts by the hour', async () => {
  acme().change({ hourlyLimit: 3000 });
  expect(told(await me())[0]).toBe('3000.0');
  acme().foreignUse({ calls: 2999 });
  sandbox.control.advance(61);
  const refused = await me();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3539']);
});
