import { jest } from '@jest/globals';
import { ApiError, Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

let desk: Desk;
let account: string;
let keyed: string;
beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
  const { domain, agents, adminId } = control().addFreshdeskSite({ domain: 'shop' });
  const key = agents.find(({ id }) => id === adminId)?.apiKey ?? '';
  ({ accountId: keyed } = await api().connectByKey({ platform: 'freshdesk', site: domain, key }));
});
afterAll(() => desk?.stop());

const api = () => desk.world.nightdesk;
const control = () => desk.world.sandbox.control;
const hooks = () => desk.world.sandbox.world.zendesk.get('acme')!.webhooks;
const refused = async (call: Promise<unknown>): Promise<ApiError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};
const actor = async () =>
  (await desk.rows<{ id: string }>('SELECT id FROM api_keys ORDER BY created_at'))[0]?.id;
const audited = (action: string) =>
  desk.rows('SELECT actor, subject FROM audit_log WHERE action = $1 ORDER BY seq', action);

describe('refresh now', () => {
  test('gives a new token before its time, is done once for one key, and stands in the audit log', async () => {
    const before = await desk.credential(account);
    const idempotencyKey = 'refresh-once';
    const { data } = await api().repairs.refresh(account, { idempotencyKey });
    const after = await desk.credential(account);
    expect(after.version).toBe(before.version + 1);
    expect(after.sealed_access).not.toBe(before.sealed_access);
    expect(data).toMatchObject([{ lane: 'both', refreshedAt: (after.refreshed_at as Date).toISOString() }]);
    expect(Date.parse(data[0]?.refreshAt ?? '')).toBeGreaterThan(Date.now());
    await api().repairs.refresh(account, { idempotencyKey });
    expect((await desk.credential(account)).version).toBe(after.version);
    expect(await audited('credential.refreshed')).toEqual([{ actor: await actor(), subject: account }]);
  });

  test('of an account with a key is refused, and says why and what to do instead', async () => {
    const { status, detail } = await refused(api().repairs.refresh(keyed));
    expect(status).toBe(409);
    expect(detail).toContain('no OAuth token');
    expect(detail).toContain('Check the account again');
  });

  test('that the platform refuses is told in its words, and leaves no line in the audit log', async () => {
    const before = await audited('credential.refreshed');
    control().fault({ platform: 'zendesk', site: 'acme', kind: '503', match: { route: '/oauth/tokens' } });
    const { status, detail } = await refused(api().repairs.refresh(account));
    expect([status, detail]).toEqual([503, expect.stringContaining('could not be refreshed')]);
    expect(await audited('credential.refreshed')).toEqual(before);
  });
});

describe('a webhook made anew', () => {
  test('replaces the one that was there, with another secret, and its deliveries are believed', async () => {
    const [before] = await desk.rows<{ remote_id: string; sealed_secret: string }>(
      'SELECT * FROM webhooks WHERE account_id = $1',
      account,
    );
    const setUp = await api().repairs.recreateWebhook(account);
    expect(setUp).toMatchObject({ setUp: 'api', url: expect.stringContaining(account) as string });
    const [after] = await desk.rows<{ remote_id: string; problem: string | null }>(
      'SELECT * FROM webhooks WHERE account_id = $1',
      account,
    );
    expect(after?.remote_id).not.toBe(before?.remote_id);
    expect(after?.problem).toBeNull();
    expect([...hooks().keys()]).toEqual([after?.remote_id]);
    expect(await audited('webhook.recreated')).toEqual([{ actor: await actor(), subject: account }]);
    const ticketId = desk.world.customerWrites('Do you hear me?');
    const heard = () =>
      desk.world.consumer.received('ticket.created').find((event) => event.ticketId === ticketId);
    expect(await until(heard, 30_000)).toMatchObject({ via: 'webhook' });
  });

  test('is refused where a person sets it up, with where the steps are', async () => {
    const { status, detail } = await refused(api().repairs.recreateWebhook(keyed));
    expect([status, detail]).toEqual([409, expect.stringContaining('a person sets the webhook up')]);
  });

  test('is refused while the account is paused', async () => {
    await api().pauseAccount(account, 'hands off');
    const before = [...hooks().keys()];
    const { status, detail } = await refused(api().repairs.recreateWebhook(account));
    expect([status, detail]).toEqual([409, expect.stringContaining('hands off')]);
    expect([...hooks().keys()]).toEqual(before);
    await api().resumeAccount(account);
  });

  test('that could not be made after the old one had gone is made by the next check', async () => {
    const match = { method: 'POST', route: '/api/v2/webhooks' } as const;
    control().fault({ platform: 'zendesk', site: 'acme', kind: '500', match, times: 2 });
    await refused(api().repairs.recreateWebhook(account));
    expect(hooks().size).toBe(0);
    await until(() => hooks().size === 1, 60_000);
  });
});

test('a key that only looks changes nothing', async () => {
  const { key } = await api().createApiKey({ name: 'looks', scopes: ['read'], accountIds: [] });
  const reader = new Nightdesk({ baseUrl: desk.world.url, apiKey: key });
  expect((await refused(reader.repairs.refresh(account))).status).toBe(403);
  expect((await refused(reader.repairs.recreateWebhook(account))).status).toBe(403);
  expect((await reader.repairs.lanes(account)).write.waiting).toBe(0);
});
