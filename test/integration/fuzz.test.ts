import { jest } from '@jest/globals';
import { unlimited } from '../fuzz/limits.js';
import { fuzz } from '../fuzz/run.js';
import { describeOn } from '../support/engines.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

/** The short form of `npm run fuzz`. */
describeOn('postgres', 'requests that nobody should send', (engine) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start(engine, unlimited);
  });
  // Throws when a log has a secret.
  afterAll(() => world.stop());

  test('are answered as described, let nobody in, leak nothing, and leave nothing behind', async () => {
    const { missed, figures } = await fuzz(world, 400, 7);
    expect(missed).toEqual([]);
    const least = { status_2xx: 50, status_4xx: 150, sockets: 1 };
    for (const [name, count] of Object.entries(least))
      expect([name, (figures[name] ?? 0) >= count]).toEqual([name, true]);
  });
});
