import { jest } from '@jest/globals';
import { Desk } from '../support/desk.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start(quickLooks);
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const lost = async (id: string) => {
  const rows = await desk.rows<{ capability: string }>(
    'SELECT capability FROM capability_findings WHERE account_id = $1 AND lost_at IS NOT NULL ORDER BY capability',
    id,
  );
  return rows.map(({ capability }) => capability);
};
const changes = (id: string) =>
  desk.world.consumer.received('account.scopes_changed').filter(({ accountId }) => accountId === id);
const daily = (id: string) => desk.rows(`UPDATE scope_probes SET next_at = now() WHERE account_id = $1`, id);
const state = (id: string, wanted: string) =>
  until(async () => ((await api().account(id)).state === wanted ? wanted : null), 30_000);
const sorted = (names: unknown) => (Array.isArray(names) ? names.map(String).toSorted() : names);
const writes = ['assignee:write', 'replies:write', 'status:write', 'tags:write'];

test('the right to write is taken away and given back: told once each time, only what needs it is held, and it goes out', async () => {
  const site = desk.site('drifting');
  const id = await desk.world.account({ site });
  const control = desk.world.sandbox.control.zendesk(site);
  const ticket = control.desk.customerOpens('Hello', 'Anybody?');
  const [token] = [...desk.world.sandbox.world.zendesk.get(site)!.tokens.values()];
  expect(await lost(id)).toEqual([]);

  control.removeScope('tickets:write');
  await daily(id);
  await state(id, 'needs_scopes');
  expect(await lost(id)).toEqual(writes);
  const [gone] = await until(() => (changes(id).length > 0 ? changes(id) : null));
  expect(gone?.data).toMatchObject({ restored: [], remedies: [expect.stringMatching(/tickets:write/)] });
  expect(sorted(gone?.data['lost'])).toEqual(writes);

  const asked = await api().submit(id, ticket, { steps: [{ kind: 'reply', body: 'As soon as I may.' }] });
  await until(async () => (await api().operation(asked.id)).state === 'held');
  expect(await desk.reading(id, ticket)).toBe('fresh');
  // The same again is no change.
  const since = await desk.rows('SELECT lost_at FROM capability_findings WHERE account_id = $1', id);
  await api().probe(id);
  expect(await desk.rows('SELECT lost_at FROM capability_findings WHERE account_id = $1', id)).toEqual(since);

  token!.scopes.push('tickets:write');
  await api().probe(id);
  await state(id, 'live');
  await until(async () => (await api().operation(asked.id)).state === 'confirmed');
  expect(await lost(id)).toEqual([]);
  const [, back] = await until(() => (changes(id).length > 1 ? changes(id) : null));
  expect(sorted(back?.data['restored'])).toEqual(writes);
  expect(back?.data['lost']).toEqual([]);
  expect(changes(id)).toHaveLength(2);
});

test('a right that a real write misses is lost at that moment; what does not need it goes on', async () => {
  const site = desk.site('one-right');
  const id = await desk.world.account({ site });
  const { desk: people } = desk.world.sandbox.control.zendesk(site);
  const [first, second] = [people.customerOpens('A', 'a'), people.customerOpens('B', 'b')];
  const match = { method: 'PUT', route: '/api/v2/tickets/:id/tags' } as const;
  desk.world.sandbox.control.fault({ platform: 'zendesk', site, kind: '403', scope: 'tickets:write', match });
  const held = await api().submit(id, first, { steps: [{ kind: 'addTags', tags: ['x'] }] });
  await until(async () => (await api().operation(held.id)).state === 'held');
  expect(await lost(id)).toEqual(['tags:write']);
  const reply = await api().submit(id, second, { steps: [{ kind: 'reply', body: 'Hello.' }] });
  await until(async () => (await api().operation(reply.id)).state === 'confirmed');
  await until(() => changes(id).length === 1);
  expect(changes(id)[0]?.data).toMatchObject({ lost: ['tags:write'], restored: [] });
  await api().probe(id);
  await until(async () => (await api().operation(held.id)).state === 'confirmed');
  expect(await lost(id)).toEqual([]);
});

test('what was never granted is not lost', async () => {
  const site = desk.site('never');
  const granted = ['tickets:read', 'users:read', 'webhooks:read', 'webhooks:write'];
  const id = await desk.world.account({ site, granted });
  await state(id, 'needs_scopes');
  await api().probe(id);
  expect(await lost(id)).toEqual([]);
  expect(changes(id)).toEqual([]);
});
