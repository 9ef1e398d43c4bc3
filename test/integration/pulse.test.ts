import { setTimeout as pass } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Database } from '@nightdesk/platform/database';
import type { AccountChange } from '@nightdesk/sdk';
import { HealthStore } from '../../libs/health/src/health.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(60_000);

let template: TestDatabase;
let world: World;
let database: Database;
let account: string;

beforeAll(async () => {
  template = await cloneTemplate();
  world = await World.start({ databaseUrl: template.url, redis: undefined });
  account = await world.account();
  database = new Database({ url: template.url, poolSize: 1 });
});
afterAll(async () => {
  await database?.close();
  await world?.stop();
  await template.drop();
});

test.each<[string, AccountChange]>([
  ['share of live tickets', { liveShare: 25 }],
  ['tolerated share of failures', { errorSlo: 0.2 }],
  ['needed capabilities', { requiredCapabilities: ['tickets:read'] }],
])('who watches the overview sees a new %s at once', async (_what, change) => {
  const store = new HealthStore(database);
  // Until what connecting left behind is settled.
  const before = await until(async () => {
    const one = await store.pulse();
    await pass(200);
    return (await store.pulse()) === one && one;
  });
  await world.nightdesk.changeAccount(account, change);
  expect(await store.pulse()).not.toBe(before);
});
