import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { caller, receiver, seededToken } from '../testing.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ deliveryTimeScale: 0.1 });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const hub = () => sandbox.control.intercomApp('nightdesk');
const page = (path = '', form?: [string, string][]) =>
  fetch(`${sandbox.url}/intercom-app/developer-hub/nightdesk${path}`, {
    redirect: 'manual',
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  });
const shown = (html: string, testid: string) =>
  new RegExp(`data-testid="${testid}"[^>]*>([^<]*)<`).exec(html)?.[1];

test('shows the client id, the secret and the access token', async () => {
  const html = await (await page()).text();
  expect(shown(html, 'hub-client-id')).toBe('nightdesk');
  expect(shown(html, 'hub-client-secret')).toBe('sandbox-secret');
  expect(shown(html, 'hub-access-token')).toBe(seededToken);
  expect((await fetch(`${sandbox.url}/intercom-app/developer-hub/nobody`)).status).toBe(404);
});

test('unticking a scope takes it from the access token at once', async () => {
  const saved = await page('/scopes', [
    ['scopes', 'read_conversations'],
    ['scopes', 'made_up'],
  ]);
  expect([saved.status, saved.headers.get('location')]).toEqual([
    303,
    '/intercom-app/developer-hub/nightdesk',
  ]);
  expect(hub().describe().scopes).toEqual(['read_conversations']);
  expect((await caller(sandbox)('GET', '/tags')).status).toBe(403);
  const html = await (await page()).text();
  expect(html).toContain('value="read_conversations" checked');
  expect(html).toContain('value="read_tags">');
});

test('a webhook is saved when its URL answers HEAD, and can be tried out', async () => {
  const target = await receiver();
  const saved = await page('/webhooks', [
    ['url', target.url],
    ['topics', 'conversation.user.created'],
    ['topics', 'ticket.created'],
  ]);
  expect(saved.status).toBe(303);
  expect((await page('/ping', [])).status).toBe(303);
  await sandbox.control.deliveriesSettled();
  expect(target.received.map(({ notification }) => notification.topic)).toEqual(['ping']);
  expect(shown(await (await page()).text(), 'hub-webhook-state')).toBe('active');
  await target.close();
});

test('a webhook whose URL does not answer is refused on the page, and nothing is saved', async () => {
  const told = await page('/webhooks', [
    ['url', 'http://127.0.0.1:9/'],
    ['topics', 'ticket.created'],
  ]);
  expect(told.status).toBe(400);
  expect(shown(await told.text(), 'hub-problem')).toContain('HEAD');
  expect(hub().describe().webhook).toMatchObject({ url: null, topics: [], state: 'none' });
});

test('a new access token ends the old one', async () => {
  await page('/access-token', []);
  expect((await caller(sandbox)('GET', '/me')).status).toBe(401);
  const { accessToken: token } = hub().describe();
  expect((await caller(sandbox)('GET', '/me', { token })).status).toBe(200);
});
