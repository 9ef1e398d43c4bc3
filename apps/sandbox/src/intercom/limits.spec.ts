import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { Windows } from './limits.js';
import { caller } from './testing.js';

// The start of a minute, so that the windows of a test are known.
const start = 1_800_000_000_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => start });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const hub = () => sandbox.control.intercomApp('nightdesk');
const shown = (headers: Headers) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));

test('a minute is dealt out in windows of ten seconds that add up to it', () => {
  let seconds = 0;
  const windows = new Windows(() => seconds);
  const dealt = (perMinute: number) =>
    [0, 10, 20, 30, 40, 50].map((second) => {
      seconds = second;
      return windows.limit({ key: 'x', perMinute });
    });
  expect(dealt(1000)).toEqual([166, 167, 167, 166, 167, 167]);
  expect(dealt(10_000).reduce((sum, limit) => sum + limit)).toBe(10_000);
  expect(new Set(dealt(10_000))).toEqual(new Set([1666, 1667]));
});

test('headers tell the window, and when it ends in unix seconds', async () => {
  sandbox.control.advance(3);
  expect(shown((await api('GET', '/me')).headers)).toEqual([1666, 1665, start / 1000 + 7]);
  sandbox.control.advance(7);
  expect(shown((await api('GET', '/tags')).headers)).toEqual([1667, 1666, start / 1000 + 10]);
});

test('an empty window is a 429 without Retry-After, until the next one begins', async () => {
  hub().change({ limitPerMinute: 1000 });
  expect(acme().foreignUse({ calls: 165 })).toEqual({ remaining: 1 });
  expect((await api('GET', '/me')).status).toBe(200);
  const told = await api('GET', '/me');
  expect([told.status, told.body.errors[0]]).toEqual([
    429,
    { code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 166 in 10_seconds' },
  ]);
  expect(told.headers.has('retry-after')).toBe(false);
  expect(shown(told.headers)).toEqual([166, 0, start / 1000 + 10]);
  sandbox.control.advance(10);
  expect((await api('GET', '/me')).status).toBe(200);
});

test('tokens of one app share its window, also in other workspaces; another app has its own', async () => {
  sandbox.control.addIntercomWorkspace({ id: 'other1' });
  sandbox.control.addIntercomApp({
    clientId: 'second',
    homeWorkspaceId: 'acme1',
    accessToken: 'second-token',
  });
  const token = sandbox.control.intercom('other1').issueToken().accessToken;
  acme().foreignUse({ calls: 5000 });
  expect((await api('GET', '/me', { token })).status).toBe(429);
  expect((await api('GET', '/me', { token: 'second-token' })).status).toBe(200);
  hub().change({ limitIsPer: 'workspace' });
  expect((await api('GET', '/me', { token })).status).toBe(200);
});

test('apps of one workspace share the cap of the workspace, which the headers do not show', async () => {
  acme().foreignUse({ calls: 4166, of: 'workspace' });
  const { status, headers } = await api('GET', '/me');
  expect([status, shown(headers)[1]]).toEqual([429, 1666]);
});

test('a refused call takes nothing from the window, a forbidden one does', async () => {
  acme().removeScope('read_tags');
  expect((await api('GET', '/me', { token: 'made-up' })).status).toBe(401);
  expect(shown((await api('GET', '/tags')).headers)[1]).toBe(1665);
});
