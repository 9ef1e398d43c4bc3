import { jest } from '@jest/globals';
import { Desk } from '../support/desk.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

let desk: Desk;
let id: string;
beforeAll(async () => {
  desk = await Desk.start(quickLooks);
  id = await desk.world.account();
});
afterAll(() => desk.stop());

const control = () => desk.world.sandbox.control;
const site = () => control().zendesk('acme');
const hooks = () => desk.world.sandbox.world.zendesk.get('acme')!.webhooks;

interface Row {
  remote_id: string | null;
  problem: string | null;
  check_at: Date | null;
  checked_at: Date | null;
  repaired_at: Date | null;
}
const row = async (accountId = id) =>
  (await desk.rows<Row>('SELECT * FROM webhooks WHERE account_id = $1', accountId))[0]!;
/** Makes the check due and waits until it was made. */
const checked = async (accountId = id) => {
  await desk.rows('UPDATE webhooks SET check_at = now(), checked_at = NULL WHERE account_id = $1', accountId);
  return until(async () => {
    const now = await row(accountId);
    return now.checked_at ? now : null;
  }, 25_000);
};
const count = (accountId: string, byWebhook: number, missed: number) =>
  desk.rows(
    `INSERT INTO arrival_hours (account_id, hour, kind, by_webhook, missed)
     VALUES ($1, date_trunc('hour', now()), 'reply.added', $2, $3)
     ON CONFLICT (account_id, hour, kind) DO UPDATE SET by_webhook = $2, missed = $3`,
    accountId,
    byWebhook,
    missed,
  );
const arrives = async (subject: string) => {
  const ticketId = desk.world.customerWrites('Do you hear me?', subject);
  await until(
    () => desk.world.consumer.received('ticket.created').some((event) => event.ticketId === ticketId),
    30_000,
  );
  return desk.world.consumer.received('ticket.created').find((event) => event.ticketId === ticketId);
};
const repairs = () =>
  desk.rows<{ details: { found: string } }>(
    `SELECT details FROM audit_log WHERE action = 'webhook.repaired' AND subject = $1 ORDER BY at`,
    id,
  );

test('a webhook is checked within a day of its connect, and one that is well is left alone', async () => {
  const due = (await row()).check_at?.getTime() ?? 0;
  expect(due - Date.now()).toBeGreaterThan(17 * 3_600_000);
  expect(due - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
  const { remote_id: before } = await row();
  expect(await checked()).toMatchObject({ remote_id: before, problem: null, repaired_at: null });
  expect(hooks().size).toBe(1);
  expect(await repairs()).toEqual([]);
});

test('a webhook that was deleted there is set up again, and brings tickets', async () => {
  const { remote_id: before } = await row();
  hooks().clear();
  const now = await checked();
  expect(now.remote_id).not.toBe(before);
  expect(now).toMatchObject({ problem: null, repaired_at: expect.any(Date) as Date });
  expect((now.check_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(17 * 3_600_000);
  expect([...hooks().keys()]).toEqual([now.remote_id]);
  expect(await arrives('After the repair')).toMatchObject({ via: 'webhook' });
  expect((await repairs()).map(({ details }) => details)).toEqual([{ found: 'missing' }]);
});

test('one that was switched off there is switched on again', async () => {
  for (const webhook of hooks().values()) webhook.status = 'inactive';
  const now = await checked();
  expect(now.problem).toBeNull();
  expect([...hooks().values()].map(({ status }) => status)).toEqual(['active']);
  expect((await repairs()).map(({ details }) => details)).toEqual([
    { found: 'missing' },
    { found: 'inactive' },
  ]);
});

test('one whose secret was made anew there is believed again', async () => {
  for (const webhook of hooks().values()) webhook.secret = 'made anew by a person';
  await checked();
  expect(await arrives('After the new secret')).toMatchObject({ via: 'webhook' });
});

test('a fall in completeness has the webhook checked at once, and what is there and loses says so', async () => {
  await desk.rows(`UPDATE webhooks SET checked_at = now() - interval '2 hours' WHERE account_id = $1`, id);
  await count(id, 50, 50);
  const fallen = await until(async () => ((await row()).problem ? row() : null), 25_000);
  expect(fallen.problem).toMatch(/Zendesk do not tell all changes.*can be reached from the internet/);
  await count(id, 1_000, 1);
  expect((await checked()).problem).toBeNull();
});

test('a repair that is refused says what a person has to do, until it is allowed', async () => {
  const { adminId } = site().describe();
  hooks().clear();
  site().changeUser(adminId, { role: 'agent' });
  const refused = await checked();
  expect(refused.problem).toMatch(/may not look after its webhook at Zendesk.*admin/s);
  expect((refused.check_at?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(3_600_000);
  site().changeUser(adminId, { role: 'admin' });
  expect((await checked()).problem).toBeNull();
  expect(hooks().size).toBe(1);
});

test('a webhook that only a person can set up is not asked for; when it loses, the steps are named', async () => {
  const made = control().addFreshdeskSite({ domain: 'shop' });
  const key = made.agents.find((agent) => agent.id === made.adminId)?.apiKey ?? '';
  const { accountId } = await desk.world.nightdesk.connectByKey({ platform: 'freshdesk', site: 'shop', key });
  expect((await row(accountId)).check_at).toBeNull();
  await count(accountId, 0, 30);
  const fallen = await until(async () => ((await row(accountId)).problem ? row(accountId) : null), 25_000);
  expect(fallen.problem).toMatch(/Freshdesk do not tell all changes.*1\. .*Automations.*2\. /s);
  await count(accountId, 3_000, 30);
  const well = await checked(accountId);
  expect(well).toMatchObject({ problem: null, check_at: null });
});
