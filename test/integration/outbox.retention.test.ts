import { jest } from '@jest/globals';
import { EventRetention } from '@nightdesk/outbox';
import { fact, wanted, World } from './outbox.world.js';

jest.setTimeout(30_000);

const dayMs = 86_400_000;
let world: World;
beforeAll(async () => void (world = await World.open()));
afterAll(() => world.close());

test('events older than the retention go, with their deliveries and whatever became of them; younger ones stay', async () => {
  await world.subscribers.create({ url: 'http://127.0.0.1:9/hook', ...wanted }, 'test');
  const facts = Array.from({ length: 1_200 }, () => fact());
  await world.outbox.record(facts);
  await world.rows(`UPDATE deliveries SET state = 'delivered' WHERE seq % 2 = 0`);
  world.pass(10 * dayMs);
  await world.outbox.record([fact(), fact()]);
  world.pass(19 * dayMs);
  expect(await world.get(EventRetention).sweep()).toBe(0);
  world.pass(2 * dayMs);
  expect(await world.get(EventRetention).sweep()).toBe(1_200);
  expect([await world.count('events'), await world.count('deliveries')]).toEqual([2, 2]);
});
