import { jest } from '@jest/globals';
import { Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';
import { ZendeskSender } from '../support/zendesk-sender.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const control = () => desk.world.sandbox.control;
const rotations = async (id: string) =>
  desk.rows<{ actor: string; details: unknown }>(
    `SELECT actor, details FROM audit_log WHERE action = 'webhook.secret_rotated' AND subject = $1 ORDER BY at`,
    id,
  );
const raw = (id: string, body: object, headers: Record<string, string>) =>
  fetch(`${desk.world.url}/v1/accounts/${id}/webhook/rotate-secret`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${desk.world.key}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
/** The overlap is over, and whoever knew the secret a second ago has looked again. */
const overlapEnds = (id: string) =>
  desk.rows(`UPDATE webhooks SET previous_until = now() - interval '2 s' WHERE account_id = $1`, id);

describe('a secret that a person entered at the platform', () => {
  let id: string;
  const headerOf = (setUp: { values: { label: string; value: string }[] }) =>
    setUp.values.find(({ label }) => /header/i.test(label))?.value.split(': ')[1] ?? '';
  const header = async () => headerOf(await api().webhookSetUp(id));
  let ticket = 0;
  const post = async (secret: string) => {
    const answer = await fetch(`${desk.world.url}/v1/webhooks/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Nightdesk-Secret': secret },
      body: JSON.stringify({ v: 1, event: 'ticket.updated', ticket_id: String((ticket += 1)) }),
    });
    return answer.status;
  };

  beforeAll(async () => {
    const made = control().addFreshdeskSite({ domain: 'shop' });
    const key = made.agents.find((agent) => agent.id === made.adminId)?.apiKey ?? '';
    ({ accountId: id } = await api().connectByKey({ platform: 'freshdesk', site: 'shop', key }));
  });

  test('is made anew; both are believed until the overlap ends, and then only the new one', async () => {
    const old = await header();
    const rotated = await api().rotateWebhookSecret(id, { overlapHours: 48 });
    const fresh = headerOf(rotated);
    expect(fresh.length).toBeGreaterThan(40);
    expect(fresh).not.toBe(old);
    expect(rotated).toEqual(await api().webhookSetUp(id));
    const leftMs = Date.parse(rotated.previousSecretUntil ?? '') - Date.now();
    expect(leftMs).toBeGreaterThan(47.9 * 3_600_000);
    expect(leftMs).toBeLessThanOrEqual(48 * 3_600_000);
    expect([await post(old), await post(fresh), await post('a guess')]).toEqual([202, 202, 401]);

    await overlapEnds(id);
    await until(async () => (await post(old)) === 401);
    expect(await post(fresh)).toBe(202);
    expect((await api().webhookSetUp(id)).previousSecretUntil).toBeNull();
  });

  test('is not made anew again while the one before may still be in use there', async () => {
    const old = await header();
    await api().rotateWebhookSecret(id);
    const between = await header();
    await expect(api().rotateWebhookSecret(id)).rejects.toMatchObject({
      status: 409,
      message: expect.stringMatching(/is valid until .*Enter the new one at Freshdesk/) as string,
    });
    expect(await header()).toBe(between);
    expect([await post(old), await post(between)]).toEqual([202, 202]);
  });

  test('that others know ends at once when no overlap is asked for', async () => {
    const known = await header();
    const rotated = await api().rotateWebhookSecret(id, { overlapHours: 0 });
    expect(rotated.previousSecretUntil).toBeNull();
    await until(async () => (await post(known)) === 401);
    expect(await post(headerOf(rotated))).toBe(202);
  });

  test('is made anew once for one Idempotency-Key, by who may, within bounds, and is in no audit line', async () => {
    const [first, repeated] = [
      await raw(id, { overlapHours: 0 }, { 'Idempotency-Key': 'once' }),
      await raw(id, { overlapHours: 0 }, { 'Idempotency-Key': 'once' }),
    ];
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(await repeated.json()).toEqual(await first.json());
    expect((await raw(id, {}, {})).status).toBe(400);
    for (const overlapHours of [-1, 169, 'a day'])
      expect((await raw(id, { overlapHours }, { 'Idempotency-Key': `to ${overlapHours}` })).status).toBe(400);
    const { key } = await api().createApiKey({ name: 'bot', scopes: ['read', 'write'] });
    const bot = new Nightdesk({ baseUrl: desk.world.url, apiKey: key });
    await expect(bot.rotateWebhookSecret(id)).rejects.toMatchObject({ status: 403 });

    const lines = await rotations(id);
    expect(lines.map(({ details }) => details)).toEqual([
      { overlapHours: 48 },
      { overlapHours: 24 },
      { overlapHours: 0 },
      { overlapHours: 0 },
    ]);
    expect(JSON.stringify(lines)).not.toContain(await header());
  });
});

describe('where Nightdesk made the webhook by the platform’s API', () => {
  let id: string;
  let zendesk: ZendeskSender;
  const post = async (secret: string) => {
    const body = zendesk.event('1');
    return (await zendesk.post(body, zendesk.headers(body, new Date(), secret))).status;
  };

  beforeAll(async () => {
    id = await desk.world.account();
    zendesk = new ZendeskSender(desk.world, id);
  });

  test('the platform makes a new secret, and what it signed with the one before is still believed', async () => {
    const old = zendesk.secret;
    const rotated = await api().rotateWebhookSecret(id);
    expect(rotated).toMatchObject({ setUp: 'api', values: [] });
    expect(rotated.previousSecretUntil).not.toBeNull();
    expect(zendesk.secret).not.toBe(old);
    expect([await post(old), await post(zendesk.secret), await post('a guess')]).toEqual([202, 202, 401]);
    const ticketId = desk.world.customerWrites('Does this one arrive?');
    const created = () =>
      desk.world.consumer.received('ticket.created').find((event) => event.ticketId === ticketId);
    expect(await until(() => created() ?? null, 30_000)).toMatchObject({ via: 'webhook' });
  });

  test('a refusal there changes nothing here, and the webhook is looked at soon, because it may have been done', async () => {
    const site = control().zendesk('acme');
    const { adminId } = site.describe();
    const before = await rotations(id);
    await desk.rows(`UPDATE webhooks SET check_at = now() + interval '20 h' WHERE account_id = $1`, id);
    site.changeUser(adminId, { role: 'agent' });
    await expect(api().rotateWebhookSecret(id)).rejects.toMatchObject({ status: 502 });
    site.changeUser(adminId, { role: 'admin' });
    expect(await post(zendesk.secret)).toBe(202);
    expect(await rotations(id)).toEqual(before);
    const [row] = await desk.rows<{ check_at: Date }>(
      'SELECT check_at FROM webhooks WHERE account_id = $1',
      id,
    );
    expect((row?.check_at.getTime() ?? 0) - Date.now()).toBeLessThan(120_000);
  });
});

test('where an app’s own secret signs, and where nothing is sent, it is said what to do instead', async () => {
  const token = control().intercom('acme1').issueToken().accessToken;
  const { accountId } = await api().connectByKey({
    platform: 'intercom',
    region: 'us',
    key: token,
    signingSecret: 'sandbox-secret',
  });
  await expect(api().rotateWebhookSecret(accountId)).rejects.toMatchObject({
    status: 409,
    message: expect.stringMatching(
      /Intercom signs with the app’s own client secret.*connect the account again/i,
    ) as string,
  });
  await expect(api().rotateWebhookSecret('acc_none')).rejects.toMatchObject({ status: 404 });
});
