import { jest } from '@jest/globals';
import { connectionsOfEach } from '@nightdesk/health';
import { laneKinds } from '@nightdesk/lanes';
import { loadConfig } from '@nightdesk/platform/config';
import { Nightdesk } from '@nightdesk/sdk';
import { ConnectionWatch } from '../support/connection-watch.js';
import { describeOn } from '../support/engines.js';
import { freePort, Service } from '../support/service.js';
import { World } from '../support/world.js';

jest.setTimeout(60_000);

describeOn('postgres', 'connections', (engine) => {
  let world: World;
  let account: string;
  beforeAll(async () => {
    world = await World.start(engine, { DATABASE_POOL: '6' });
    world.sandbox.control.zendesk('acme').change({ plan: 'Suite Enterprise Plus', highVolume: true });
    account = await world.account();
  }, 90_000);
  afterAll(() => world?.stop());

  test('a process opens no more than it is said to, however much comes at once, and Postgres knows whose they are', async () => {
    const watch = await ConnectionWatch.start(engine.databaseUrl);
    const tickets = Array.from({ length: 20 }, (_, n) => world.customerWrites(`Question ${n}`));
    // Sixty in all: of more, an api that is busy refuses some.
    const asked = [
      ...Array.from({ length: 40 }, () => world.nightdesk.events()),
      ...tickets.map((ticket) =>
        world.nightdesk.conversation(account, ticket, { fresh: true, within: 20_000 }),
      ),
    ];
    await Promise.all(asked);
    await world.events('ticket.created', tickets.length);
    const most = await watch.stop();
    const { DATABASE_URL, KEY_RING } = world.environment;
    const allowed = connectionsOfEach(loadConfig({ DATABASE_URL, KEY_RING, DATABASE_POOL: '6' }));
    expect(allowed).toBe(18);
    const names = {
      api: ['nightdesk-api', 'nightdesk fresh reads'],
      worker: ['nightdesk-worker', ...laneKinds],
    };
    for (const own of Object.values(names)) {
      const open = own.reduce((sum, name) => sum + (most.get(name) ?? 0), 0);
      expect(open).toBeGreaterThan(6);
      expect(open).toBeLessThanOrEqual(allowed);
    }
    expect([...most.keys()].toSorted()).toEqual(Object.values(names).flat().toSorted());
  });

  test('the page says when processes may open more than Postgres has, and when Postgres may forget', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    // Postgres runs here with fsync off and 300 connections.
    const environment = {
      ...world.environment,
      PORT: new URL(url).port,
      NODE_ENV: 'production',
      DATABASE_POOL: '200',
    };
    const another = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await another.start();
    const causes = async (baseUrl: string) => {
      const { troubles } = await new Nightdesk({ baseUrl, apiKey: world.key }).health.system();
      return troubles.map(({ cause }) => cause);
    };
    expect(await causes(url)).toEqual(['not_durable', 'connections_short']);
    expect(await causes(world.url)).toEqual([]);
    await another.stop();
  });
});
