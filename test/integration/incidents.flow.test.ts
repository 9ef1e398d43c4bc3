import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import pg from 'pg';
import { Nightdesk } from '@nightdesk/sdk';
import { describeEngines } from '../support/engines.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';
import { Mailbox } from './incidents.mailbox.js';

jest.setTimeout(120_000);

const operator = 'ops@example.com';
const contact = 'admin@acme.example.com';

describeEngines('an account whose grant ends', (engine) => {
  let box: Mailbox;
  let world: World;
  let second: Service;
  let account: string;
  /** Takes connections and never answers. */
  const taken = new Set<Socket>();
  const hanging = createServer((socket) => void taken.add(socket.on('error', () => undefined)));

  beforeAll(async () => {
    box = await Mailbox.open();
    await once(hanging.listen(0, '127.0.0.1'), 'listening');
    const { port } = hanging.address() as AddressInfo;
    world = await World.start(engine, {
      SMTP_URL: box.url,
      ALERT_EMAILS: operator,
      ALERT_WEBHOOK_URLS: `http://127.0.0.1:${port}/`,
    });
    const HEALTH_PORT = String(await freePort());
    second = new Service(
      'apps/worker/src/main.ts',
      { ...world.environment, HEALTH_PORT },
      `http://127.0.0.1:${HEALTH_PORT}/readyz`,
    );
    await second.start();
    account = await world.account({ adminEmail: contact });
  });
  afterAll(async () => {
    // Or the workers would wait for its answer before they end.
    hanging.close();
    for (const socket of taken) socket.destroy();
    await Promise.all([second?.stop(), world?.stop()]);
    await box.close();
  });

  /** What an address was told under a title, in mails of its own or together with something else. */
  const told = (address: string, title: string) =>
    box
      .to(address)
      .flatMap(({ text }) => text.split(/\r?\n\r?\n----\r?\n\r?\n/))
      .filter((part) => /^.*/.exec(part)![0].includes(title));
  const titles = (address: string, title: string) => told(address, title).map((part) => /^.*/.exec(part)![0]);

  /** Without what follows from it before long: refused calls, and a channel that hangs. */
  const ours = <T extends { cause: string }>(incidents: readonly T[]) =>
    incidents.filter(({ cause }) => cause !== 'alert_channel_failing' && cause !== 'error_rate');

  test('is told within 10 s, once, by two workers, while another channel hangs; it resolves by itself', async () => {
    const control = world.sandbox.control.zendesk('acme');
    control.revokeTokens();
    const dead = Date.now();
    await world.nightdesk.ticket(account, world.customerWrites('Hello?'), { fresh: true }).catch(() => null);
    const ended = 'Must be connected again: acme (zendesk)';
    const both = (count: number) => [operator, contact].every((to) => titles(to, ended).length === count);
    await until(() => both(1), 15_000);
    const first = [operator, contact].map((to) => box.to(to).find(({ text }) => text.includes(ended)));
    expect(Math.max(...first.map((mail) => mail!.at)) - dead).toBeLessThan(10_000);
    const [link = ''] = /http:\S+\/connect\/\S+/.exec(told(contact, ended)[0] ?? '') ?? [];
    expect((await fetch(link, { redirect: 'manual' })).status).toBeLessThan(400);

    const { data } = await world.nightdesk.incidents.list({ state: 'open' });
    expect(ours(data)).toMatchObject([{ accountId: account, cause: 'grant_refused', severity: 'critical' }]);
    const [incident] = ours(data);
    expect(incident?.alerts.filter(({ channel }) => channel === 'email')).toMatchObject([
      { kind: 'opened', target: contact, audience: 'account', state: 'sent' },
      { kind: 'opened', target: operator, audience: 'operators', state: 'sent' },
    ]);
    await until(async () => {
      const { alerts } = await world.nightdesk.incidents.get(incident!.id);
      return alerts.some(({ channel, lastError }) => channel === 'webhook' && lastError !== null);
    }, 20_000);

    await world.account({ adminEmail: contact });
    await until(() => both(2), 15_000);
    for (const to of [operator, contact]) expect(titles(to, ended)).toEqual([ended, `Resolved: ${ended}`]);
    expect(ours((await world.nightdesk.incidents.list({ state: 'open' })).data)).toEqual([]);
    expect(await world.events('incident.opened')).toHaveLength(1);
    expect(await world.events('incident.resolved')).toHaveLength(1);
  });

  test('a right that an admin takes away: what needs it is held, one incident names it and where to click; given back, it goes out', async () => {
    const control = world.sandbox.control.zendesk('acme');
    const missing = 'Rights are missing: acme (zendesk)';
    const rights = () => titles(operator, missing);
    control.removeScope('tickets:write');
    await world.nightdesk.probe(account);
    const ticket = world.customerWrites('Are you allowed to?');
    const asked = await world.nightdesk.submit(account, ticket, {
      steps: [{ kind: 'reply', body: 'Now I am.' }],
    });
    const operation = async () => (await world.nightdesk.operation(asked.id)).state;
    await until(async () => (await operation()) === 'held');
    await until(() => rights().length > 0, 15_000);
    const { data } = await world.nightdesk.incidents.list({ state: 'open', accountId: account });
    const open = ours(data);
    expect(open).toMatchObject([{ accountId: account, cause: 'scopes_missing' }]);
    expect(open[0]?.reason).toMatch(/Missing: .*replies:write/);
    expect(open[0]?.remedy).toMatch(/tickets:write/);
    expect(told(operator, missing)[0]).toContain(open[0]?.remedy);

    for (const token of world.sandbox.world.zendesk.get('acme')!.tokens.values())
      token.scopes.push('tickets:write');
    await world.nightdesk.probe(account);
    await until(async () => (await operation()) === 'confirmed');
    await until(() => rights().length > 1, 15_000);
    expect(rights()).toEqual([missing, `Resolved: ${missing}`]);
  });

  test('an incident is seen and acknowledged by who may, and by nobody else', async () => {
    const { data } = await world.nightdesk.incidents.list();
    const incident = data.find(({ cause }) => cause === 'grant_refused');
    const restricted = async (accountIds: string[], scopes: ('read' | 'write')[] = ['read', 'write']) => {
      const { key } = await world.nightdesk.createApiKey({ name: 'k', scopes, accountIds });
      return new Nightdesk({ baseUrl: world.url, apiKey: key });
    };
    const own = await restricted([account]);
    const seen = ours((await own.incidents.list()).data);
    expect(seen.map(({ cause }) => cause)).toEqual(['scopes_missing', 'grant_refused']);
    expect(seen[1]?.alerts.map(({ target }) => target)).toEqual([contact, contact]);
    const other = await restricted(['acc_other']);
    expect((await other.incidents.list()).data).toEqual([]);
    await expect(other.incidents.get(incident!.id)).rejects.toMatchObject({ status: 404 });
    await expect(other.incidents.acknowledge(incident!.id)).rejects.toMatchObject({ status: 404 });
    await expect(own.incidents.acknowledge(incident!.id)).rejects.toMatchObject({ status: 409 });
    const reader = await restricted([], ['read']);
    await expect(reader.incidents.acknowledge(incident!.id)).rejects.toMatchObject({ status: 403 });
    await expect(reader.incidents.channels()).rejects.toMatchObject({ status: 403 });

    const sql = new pg.Client({ connectionString: engine.databaseUrl });
    await sql.connect();
    await sql.query(
      `INSERT INTO subscribers (id, url, event_types, account_ids, include_own, sealed_secret, state, created_at)
       VALUES ('sub_x', 'http://127.0.0.1:1/', '{}', '{acc_other}', false, 'x', 'disabled', now())`,
    );
    await sql.end();
    const listed = async () => ours((await world.nightdesk.incidents.list()).data);
    const open = await until(async () => (await listed()).find(({ state }) => state === 'open'));
    expect(open).toMatchObject({ accountId: null, cause: 'subscriber_disabled', subject: 'sub_x' });
    const acknowledged = await world.nightdesk.incidents.acknowledge(open.id);
    expect(acknowledged).toMatchObject({ remindAt: null, acknowledgedAt: expect.any(String) });
    expect((await listed()).map(({ state }) => state)).toEqual(['open', 'resolved', 'resolved']);
  });
});
