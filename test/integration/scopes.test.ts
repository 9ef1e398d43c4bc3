import { jest } from '@jest/globals';
import type { Capabilities, CapabilityFinding } from '@nightdesk/contract';
import { Desk } from '../support/desk.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
let sites = 0;
beforeAll(async () => {
  desk = await Desk.start(quickLooks);
});
afterAll(() => desk.stop());

const all = ['tickets:read', 'tickets:write', 'users:read', 'webhooks:read', 'webhooks:write'];
const newSite = () => desk.site(`scopes-${(sites += 1)}`);
const api = () => desk.world.nightdesk;
const account = (id: string) => api().account(id);
const verdicts = ({ data }: Capabilities) =>
  Object.fromEntries(data.map(({ capability, verdict }) => [capability, verdict]));
const row = ({ data }: Capabilities, capability: CapabilityFinding['capability']) =>
  data.find((finding) => finding.capability === capability);
const state = async (id: string, wanted: string) =>
  until(async () => ((await account(id)).state === wanted ? account(id) : null), 30_000);

test('a connect ends on a matrix in which every capability has its evidence', async () => {
  const id = await desk.world.account({ site: newSite() });
  const matrix = await api().capabilities(id);
  expect(verdicts(matrix)).toEqual({
    'tickets:read': 'granted',
    'replies:write': 'granted',
    'status:write': 'granted',
    'tags:write': 'granted',
    'assignee:write': 'granted',
    'webhooks:manage': 'granted',
  });
  for (const { evidence, remedy } of matrix.data) {
    expect(evidence.call).toMatch(/^(GET|PUT|POST) \/api\/v2\//);
    expect(evidence.requestId).toMatch(/^\w{8,}$/);
    expect(evidence.status).toBeLessThan(300);
    expect(remedy).toBeNull();
  }
  const day = Date.parse(matrix.nextCheckAt ?? '') - Date.parse(matrix.checkedAt ?? '');
  expect(day / 3_600_000).toBeGreaterThan(22.9);
  expect(day / 3_600_000).toBeLessThanOrEqual(24);
});

test('an automation that only reads goes live without the right to write, until it is said to need it', async () => {
  const site = newSite();
  const granted = all.filter((scope) => scope !== 'tickets:write');
  const started = await desk.start({ site, requiredCapabilities: ['tickets:read'] });
  const cookie = started.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { redirectUrl } = (await started.json()) as { redirectUrl: string };
  const answer = await desk.world.consent(new URL(redirectUrl), 'allow', granted);
  const id = (await desk.world.callback(answer, cookie)).searchParams.get('account') ?? '';
  expect(await account(id)).toMatchObject({ state: 'live', requiredCapabilities: ['tickets:read'] });
  expect(row(await api().capabilities(id), 'replies:write')).toMatchObject({
    verdict: 'missing',
    required: false,
    remedy: expect.stringContaining('tickets:write'),
  });

  await api().changeAccount(id, { requiredCapabilities: ['tickets:read', 'replies:write'] });
  expect(await account(id)).toMatchObject({ state: 'needs_scopes' });
  expect((await account(id)).reason).toContain('Missing: replies:write.');
  await api().changeAccount(id, { requiredCapabilities: ['tickets:read'] });
  expect((await account(id)).state).toBe('live');
  await expect(api().changeAccount(id, { requiredCapabilities: [] })).rejects.toMatchObject({ status: 400 });
});

test('a platform that cannot be asked keeps the account probing, says why, and is asked again by itself', async () => {
  const site = newSite();
  desk.front.next(`GET /zendesk/${site}/api/v2/users/me`, (pass) => pass()); // who it is
  for (let times = 0; times < 2; times += 1)
    desk.front.next(`GET /zendesk/${site}/api/v2/users/me`, () => ({ status: 503 }));
  const id = await desk.world.account({ site });
  expect((await account(id)).state).toBe('probing');
  expect(await api().capabilities(id)).toMatchObject({
    checkedAt: null,
    problem: expect.stringContaining('503'),
  });
  const ticket = String(
    desk.world.sandbox.control.zendesk(site).desk.customerOpens('Hello', 'While probing'),
  );
  expect(await state(id, 'live')).toMatchObject({ remedy: '' });
  expect((await api().capabilities(id)).problem).toBeNull();
  // What came in the meantime was stored, and is processed now.
  await until(async () => (await api().tickets(id)).data.some((known) => known.id === ticket));
});

test('a scope that is taken away is found by the daily probe, and told before a write meets it', async () => {
  const site = newSite();
  const id = await desk.world.account({ site });
  desk.world.sandbox.control.zendesk(site).removeScope('tickets:write');
  await desk.rows(`UPDATE scope_probes SET next_at = now() WHERE account_id = $1`, id);
  const found = await state(id, 'needs_scopes');
  expect(found.remedy).toMatch(/tickets:write/);
  const told = await until(() =>
    desk.world.consumer
      .received('account.state_changed')
      .find(
        ({ accountId, data }) => accountId === id && (data as { state: string }).state === 'needs_scopes',
      ),
  );
  expect(told.data).toMatchObject({ cause: 'scopes_missing', remedy: found.remedy });
});

test('an agent without the role to set up webhooks: named; made an admin and checked again: live', async () => {
  const site = newSite();
  const { users } = desk.world.sandbox.control.zendesk(site).describe();
  const admin = users.find(({ role }) => role === 'admin')?.id ?? 0;
  const { redirectUrl, cookie } = await desk.world.startConnect(site);
  const answer = await desk.world.consent(redirectUrl, 'allow');
  desk.world.sandbox.control.zendesk(site).changeUser(admin, { role: 'agent' });
  const id = (await desk.world.callback(answer, cookie)).searchParams.get('account') ?? '';
  expect(await account(id)).toMatchObject({
    state: 'needs_scopes',
    reason: expect.stringContaining('Missing: webhooks:manage.'),
    remedy: expect.stringMatching(/admin/),
  });
  expect(desk.truth(site).webhooks).toEqual([]);

  desk.world.sandbox.control.zendesk(site).changeUser(admin, { role: 'admin' });
  expect(verdicts(await api().probe(id))['webhooks:manage']).toBe('granted');
  expect((await account(id)).state).toBe('live');
  expect(desk.truth(site).webhooks).toMatchObject([{ name: `Nightdesk ${id}`, status: 'active' }]);
});

test('a suspended agent is named, and being restored and checked again brings the account back', async () => {
  const site = newSite();
  const id = await desk.world.account({ site });
  const control = desk.world.sandbox.control.zendesk(site);
  const admin = control.describe().adminId;
  control.changeUser(admin, { suspended: true });
  await api().probe(id);
  expect(await account(id)).toMatchObject({ state: 'suspended', reason: expect.stringMatching(/agent/) });
  control.changeUser(admin, { suspended: false });
  await api().probe(id);
  expect((await account(id)).state).toBe('live');
});

test('one ticket that is closed to the agent fails its own operation, and holds nothing else', async () => {
  const site = newSite();
  const id = await desk.world.account({ site });
  const { desk: people } = desk.world.sandbox.control.zendesk(site);
  const [closed, open] = [people.customerOpens('A', 'a'), people.customerOpens('B', 'b')].map(String);
  desk.world.sandbox.control.fault({
    platform: 'zendesk',
    site,
    kind: '403',
    match: { method: 'PUT', ticketId: closed! },
  });
  const steps = [{ kind: 'reply' as const, body: 'Hello' }];
  const refused = await api().submit(id, closed!, { steps });
  await until(async () => (await api().operation(refused.id)).state === 'failed');
  expect((await account(id)).state).toBe('live');
  const other = await api().submit(id, open!, { steps });
  await until(async () => (await api().operation(other.id)).state === 'confirmed');
});

test('reading that is forbidden keeps deliveries waiting, and all of them are told when it is allowed again', async () => {
  const site = newSite();
  const id = await desk.world.account({ site });
  const control = desk.world.sandbox.control.zendesk(site);
  control.removeScope('tickets:read');
  const ticket = String(control.desk.customerOpens('Quiet', 'Is anybody there?'));
  await state(id, 'needs_scopes');
  // By the refused call, or already by the check that it brings about.
  expect(row(await api().capabilities(id), 'tickets:read')).toMatchObject({
    verdict: 'missing',
    evidence: { call: expect.stringMatching(/^GET \/api\/v2\/(tickets\/:id|oauth\/tokens\/current)/) },
  });
  expect((await api().tickets(id)).data).toEqual([]);
  expect(await desk.world.account({ site })).toBe(id);
  await until(async () => (await api().tickets(id)).data.some((known) => known.id === ticket), 20_000);
});

test('the matrix is for those who may see the account, checking again for those who may act', async () => {
  const id = await desk.world.account({ site: newSite() });
  const made = await api().createApiKey({ name: 'reader', scopes: ['read'], accountIds: [id] });
  const as = (method: string, path: string) =>
    fetch(`${desk.world.url}/v1/accounts/${path}`, {
      method,
      headers: { Authorization: `Bearer ${made.key}`, 'Idempotency-Key': 'k' },
    }).then(({ status }) => status);
  expect(await as('GET', `${id}/capabilities`)).toBe(200);
  expect(await as('POST', `${id}/probe`)).toBe(403);
  expect(await as('GET', `${id}/webhook`)).toBe(403);
  expect(await as('GET', 'acc_other/capabilities')).toBe(403);
  expect((await fetch(`${desk.world.url}/v1/accounts/${id}/capabilities`)).status).toBe(401);
  await expect(api().capabilities('acc_none')).rejects.toMatchObject({ status: 404 });
});

test('a Zendesk API token is stored with the day on which such tokens end, and OAuth takes its place', async () => {
  const site = desk.site('token-site');
  const { users, apiToken } = desk.world.sandbox.control.zendesk(site).describe();
  const email = users.find(({ role }) => role === 'admin')?.email ?? '';
  const entered = { platform: 'zendesk', site, key: apiToken };
  await expect(api().connectByKey(entered)).rejects.toMatchObject({ errors: [{ path: 'email' }] });
  const { accountId } = await api().connectByKey({ ...entered, email });
  expect((await api().account(accountId)).state).toBe('live');
  const health = async () => (await api().overview()).accounts.find(({ id }) => id === accountId)?.credential;
  expect(await health()).toMatchObject({ kind: 'api_token', expiresAt: '2027-04-30T00:00:00.000Z' });
  expect(await desk.world.account({ site })).toBe(accountId);
  expect(await health()).toMatchObject({ kind: 'oauth' });
});
