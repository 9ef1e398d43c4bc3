import type { NewFault } from '../faults.js';
import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { freshdeskCaller } from './testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const acme = () => sandbox.control.freshdesk('acme');
const fault = (kind: NewFault['kind'], over: Partial<NewFault> = {}) =>
  sandbox.control.fault({ platform: 'freshdesk', site: 'acme', kind, ...over });
const reply = () =>
  freshdeskCaller(sandbox)('POST', '/api/v2/tickets/202/reply', { body: { body: '<p>Hi</p>' } });
const replies = () => acme().ticket(202).conversations.length;

test.each<[NewFault['kind'], Partial<NewFault>, number, string]>([
  ['429', { retryAfter: 7 }, 429, ''],
  ['401', {}, 401, 'invalid_credentials'],
  ['403', {}, 403, 'access_denied'],
  ['403', { scope: 'require_feature' }, 403, 'require_feature'],
  ['500', {}, 500, '<!doctype html>'],
  ['502', {}, 502, '<!doctype html>'],
  ['503', { retryAfter: 7 }, 503, '<!doctype html>'],
  ['504', {}, 504, '<!doctype html>'],
])(
  '%s %j answers in the place of the platform, once, and nothing is done',
  async (kind, over, status, says) => {
    fault(kind, over);
    const told = await reply();
    expect(told.status).toBe(status);
    expect(told.text).toContain(says);
    expect(told.headers.get('retry-after')).toBe(over.retryAfter === undefined ? null : '7');
    expect(told.headers.get('x-request-id')).toBeTruthy();
    if (kind === '429') expect(told.headers.get('x-ratelimit-total')).toBeNull();
    expect(replies()).toBe(0);
    expect((await reply()).status).toBe(201);
  },
);

test.each<[NewFault['kind'], number]>([
  ['timeout-before', 0],
  ['timeout-after', 1],
  ['reset-after', 1],
])('%s loses the answer and leaves %i replies', async (kind, left) => {
  fault(kind, { ms: 20 });
  await expect(reply()).rejects.toThrow('fetch failed');
  expect(replies()).toBe(left);
  expect(sandbox.control.requests({ platform: 'freshdesk' })).toMatchObject([
    { route: '/api/v2/tickets/:id/reply', status: null, fault: kind, executed: left === 1 },
  ]);
});

test('slow answers late, and rightly', async () => {
  fault('slow', { ms: 60 });
  const before = performance.now();
  expect((await reply()).status).toBe(201);
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
});

test('a fault hits the ticket it names and nothing else', async () => {
  fault('500', { match: { method: 'POST', ticketId: '202' } });
  const note = freshdeskCaller(sandbox)('POST', '/api/v2/tickets/203/notes', { body: { body: 'Hi' } });
  expect((await note).status).toBe(201);
  expect([(await reply()).status, (await reply()).status]).toEqual([500, 201]);
});
