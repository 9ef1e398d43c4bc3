import { jest } from '@jest/globals';
import { incidentCauses } from '@nightdesk/incidents';
import { type Case, casesOf } from './incidents.cases.js';
import { World } from './incidents.world.js';

jest.setTimeout(60_000);

let world: World;
let cases: Record<string, Case>;
beforeAll(async () => {
  world = await World.open({ OLDEST_WRITE_MINUTES: '5' });
  cases = casesOf(world);
});
afterAll(() => world.close());
beforeEach(() => world.begin());

test('every cause of the table is tried', () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(incidentCauses).toSorted());
});

describe.each(Object.keys(incidentCauses))('%s', (cause) => {
  test('opens when it holds, and resolves when it holds no more', async () => {
    const { holds, ends, says } = cases[cause]!;
    await world.tick();
    expect(await world.open()).toEqual([]);
    await holds();
    await world.tick();
    const [incident, ...others] = await world.open();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ cause, reason: says, resolved_at: null });
    await ends();
    await world.tick();
    const { settleMs = 0 } = incidentCauses[cause] ?? {};
    if (settleMs > 0) expect(await world.open()).toHaveLength(1);
    world.pass(settleMs / 60_000);
    await world.tick();
    expect(await world.open()).toEqual([]);
  });
});
