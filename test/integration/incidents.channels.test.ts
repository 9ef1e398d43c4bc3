import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { AlertChannels } from '@nightdesk/incidents';
import { believed } from '../support/signatures.js';
import { Mailbox } from './incidents.mailbox.js';
import { World } from './incidents.world.js';

jest.setTimeout(60_000);

/** What an endpoint got, and what it answers. */
const got: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
const answers = new Map<string, number>();
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    const path = request.url ?? '';
    got.push({ path, headers: request.headers, body });
    response.writeHead(answers.get(path) ?? 200).end();
  });
});

const operator = 'ops@example.com';
let base: string;
let box: Mailbox;
let world: World;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  box = await Mailbox.open();
  world = await World.open({
    SMTP_URL: box.url,
    ALERT_EMAILS: operator,
    ALERT_WEBHOOK_URLS: `${base}/alerts`,
    ALERT_SLACK_URLS: `${base}/slack/secret`,
    PUBLIC_URL: 'https://desk.example.com',
  });
});
afterAll(async () => {
  await world.close();
  await box.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  await world.rows('TRUNCATE accounts, events, incidents, alerts, connect_links CASCADE');
  got.length = 0;
  answers.clear();
  box.mails.length = 0;
  Object.assign(box, { unknown: [], busy: false, hangs: false });
  await world.account('acme');
});

const at = (path: string) => got.filter((one) => one.path === path);
const bodies = (path: string) =>
  at(path).map(({ body }) => JSON.parse(body) as { data: { account: { id: string } } });
const alerts = () =>
  world.rows<{ channel: string; state: string; attempts: number; last_error: string | null }>(
    `SELECT channel, state, attempts, last_error FROM alerts WHERE kind = 'opened' AND incident_id IN
       (SELECT id FROM incidents WHERE cause = 'grant_refused') ORDER BY channel`,
  );

test('a webhook gets a signed message with everything a program needs', async () => {
  await world.refused('acme');
  await world.tickAndTell();
  const [request] = at('/alerts');
  const [{ secret } = { secret: null }] = (await world.get(AlertChannels).list('usr')).filter(
    ({ channel }) => channel === 'webhook',
  );
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-signature'].map((name) => [name, String(request?.headers[name])]),
  );
  // The receiver's clock stands where ours does.
  jest.useFakeTimers({ now: world.now, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
  const stamped = { ...headers, 'webhook-timestamp': String(request?.headers['webhook-timestamp']) };
  expect(believed(secret!.reveal(), request!.body, stamped)).toMatchObject({
    type: 'incident.opened',
    data: {
      incident: {
        cause: 'grant_refused',
        severity: 'critical',
        title: 'Must be connected again',
        reason: 'Refused.',
      },
      account: { id: 'acme', platform: 'zendesk', site: 'acme' },
      waiting: { operations: 0, deliveries: 0 },
      pageUrl: 'https://desk.example.com/accounts/acme',
      repair: null,
    },
  });
  jest.useRealTimers();
  expect(await world.rows(`SELECT actor FROM audit_log WHERE subject = 'alert-channels'`)).toEqual([
    { actor: 'usr' },
  ]);
});

test('Slack gets text and blocks, with what a site is called made harmless', async () => {
  await world.rows(`UPDATE accounts SET site = 'a<!channel>&b'`);
  await world.refused('acme');
  await world.tickAndTell();
  const [{ text, blocks }] = bodies('/slack/secret') as unknown as [
    { text: string; blocks: { type: string; text: { type: string; text: string } }[] },
  ];
  expect(text).toBe('Must be connected again: a&lt;!channel&gt;&amp;b (zendesk)');
  expect(blocks.map(({ type }) => type)).toEqual(['section', 'section']);
  expect(blocks[0]?.text.text).toBe(
    ':rotating_light: *Must be connected again: a&lt;!channel&gt;&amp;b (zendesk)*',
  );
  expect(blocks[1]?.text.text).toContain('*What to do:* Connect again.');
});

test('the account’s own webhook gets the link to connect it again; each address hears once', async () => {
  await world.rows(`UPDATE accounts SET admin_webhook_url = $1, admin_email = $2`, `${base}/own`, operator);
  await world.refused('acme');
  await world.tickAndTell();
  expect(bodies('/own')).toMatchObject([
    { data: { repair: { url: expect.stringContaining('https://desk.example.com/connect/') } } },
  ]);
  expect(box.to(operator)).toHaveLength(1);
  expect(box.to(operator)[0]?.text).toContain('https://desk.example.com/connect/');
  expect(bodies('/alerts')).toMatchObject([{ data: { repair: null } }]);
  expect((await alerts()).map(({ channel }) => channel)).toEqual(['email', 'slack', 'webhook', 'webhook']);
});

test('a channel that fails is tried again with growing pauses, holds up no other, and is told by the others', async () => {
  answers.set('/alerts', 500);
  await world.refused('acme');
  await world.tickAndTell();
  expect(await alerts()).toMatchObject([
    { channel: 'email', state: 'sent' },
    { channel: 'slack', state: 'sent' },
    { channel: 'webhook', state: 'pending', attempts: 1, last_error: 'answered 500' },
  ]);
  for (const minutes of [0.1, 0.3, 1]) {
    world.pass(minutes);
    await world.tickAndTell();
  }
  expect(at('/alerts')).toHaveLength(4);
  expect(box.to(operator).map(({ subject }) => subject)).toEqual([
    '[Nightdesk] Must be connected again: acme (zendesk)',
    expect.stringMatching(/^\[Nightdesk\] Alerts do not arrive: 127\.0\.0\.1:\d+ \(webhook \w{6}\)$/),
  ]);
  expect(
    await world.rows(`SELECT channel FROM alerts WHERE incident_id IN
    (SELECT id FROM incidents WHERE cause = 'alert_channel_failing') ORDER BY channel`),
  ).toEqual([{ channel: 'email' }, { channel: 'slack' }]);
  answers.clear();
  world.pass(6);
  await world.tickAndTell();
  expect(await alerts()).toMatchObject([{}, {}, { channel: 'webhook', state: 'sent', attempts: 5 }]);
  expect(new Set(at('/alerts').map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  await world.tickAndTell();
  expect(await world.open()).toMatchObject([{ cause: 'grant_refused' }]);
});

test('what is new does not overtake what waits', async () => {
  answers.set('/alerts', 500);
  await world.refused('acme');
  await world.tickAndTell();
  await world.account('other');
  await world.refused('other');
  answers.clear();
  await world.tickAndTell();
  const told = bodies('/alerts').map(({ data }) => data.account.id);
  expect(told).toEqual(['acme', 'acme', 'other']);
});

test('a channel that fails is not asked again for each message that waits behind the one that failed', async () => {
  answers.set('/alerts', 500);
  await world.account('other');
  await world.refused('acme');
  await world.refused('other');
  await world.tickAndTell();
  expect(at('/alerts')).toHaveLength(1);
  world.pass(0.1);
  await world.tell();
  expect(at('/alerts')).toHaveLength(2);
  answers.clear();
  world.pass(1);
  await world.tell();
  expect(at('/alerts').slice(2)).toHaveLength(2);
});

test('an alert that nobody takes for a day is given up, and shown', async () => {
  answers.set('/slack/secret', 404);
  await world.refused('acme');
  for (let hour = 0; hour < 26; hour += 1) {
    await world.tickAndTell();
    world.pass(61);
  }
  expect(await alerts()).toMatchObject([
    {},
    { channel: 'slack', state: 'dead', last_error: 'answered 404' },
    {},
  ]);
  // Whom nobody could tell that it is so, nobody reminds of it as well.
  expect(
    await world.rows(`SELECT kind FROM alerts WHERE channel = 'slack'
    AND incident_id IN (SELECT id FROM incidents WHERE cause = 'grant_refused')`),
  ).toEqual([{ kind: 'opened' }]);
});

test('an address that the mail server knows for none is given up at once; one that is put off is not', async () => {
  box.unknown = [operator];
  await world.refused('acme');
  await world.tickAndTell();
  expect(await alerts()).toMatchObject([{ channel: 'email', state: 'dead', attempts: 1 }, {}, {}]);
  await world.rows('TRUNCATE incidents, alerts CASCADE');
  Object.assign(box, { unknown: [], busy: true });
  await world.tickAndTell();
  expect(await alerts()).toMatchObject([
    { channel: 'email', state: 'pending', last_error: expect.stringContaining('try again later') },
    {},
    {},
  ]);
  box.busy = false;
  world.pass(1);
  await world.tell();
  expect(await alerts()).toMatchObject([{ channel: 'email', state: 'sent' }, {}, {}]);
});

test('a mail server that says nothing is given up within seconds', async () => {
  box.hangs = true;
  await world.refused('acme');
  const before = performance.now();
  await world.tickAndTell();
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(await alerts()).toMatchObject([
    { channel: 'email', state: 'pending', last_error: 'Greeting never received' },
    { channel: 'slack', state: 'sent' },
    { channel: 'webhook', state: 'sent' },
  ]);
});

test('a contact’s webhook in a private network is refused, and nothing is sent there', async () => {
  const guarded = await World.open({ ALLOW_PRIVATE_HOSTS: 'localhost' }, world.url);
  guarded.now = world.now;
  await world.rows(`UPDATE accounts SET admin_webhook_url = $1`, `${base}/own`);
  await guarded.refused('acme');
  await guarded.tickAndTell();
  await guarded.close();
  expect(got).toEqual([]);
  expect(await alerts()).toMatchObject([
    { channel: 'webhook', state: 'pending', last_error: expect.stringContaining('is a private address') },
  ]);
});

test('addresses are shown without what is secret in them', async () => {
  answers.set('/slack/secret', 500);
  await world.refused('acme');
  await world.tickAndTell();
  const channels = await world.get(AlertChannels).list('usr');
  expect(channels.map(({ channel, lastError }) => [channel, lastError])).toEqual([
    ['email', null],
    ['webhook', null],
    ['slack', 'answered 500'],
  ]);
  expect(JSON.stringify(channels)).not.toMatch(/whsec|slack\/secret/);
});
