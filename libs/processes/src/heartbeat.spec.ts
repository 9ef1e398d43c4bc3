import type { Clock, Ids } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { Heartbeat } from './heartbeat.js';
import type { ProcessesStore } from './processes.store.js';

const there = new Date('2026-11-23T04:00:00.000Z');

function heartbeat(aheadMs: number, leave: () => Promise<void> = async () => {}) {
  const told: number[] = [];
  const beat = async (_identity: unknown, skewMs: number) => {
    told.push(skewMs);
    return there;
  };
  const clock = { now: () => new Date(there.getTime() + aheadMs) } as Clock;
  const ids = { next: () => 'prc_1' } as unknown as Ids;
  const store = { beat, leave, forget: async () => {} } as unknown as ProcessesStore;
  const log = new Log({ level: 'silent', process: 'test' });
  return { heart: new Heartbeat(store, clock, log, ids, 'worker'), told };
}

test('a process says how far its clock is from that of Postgres, as soon as it knows', async () => {
  const { heart, told } = heartbeat(12_000);
  await heart.beat();
  await heart.beat();
  expect(told).toEqual([0, 12_000]);
  expect(heart.identity).toMatchObject({
    id: 'prc_1',
    role: 'worker',
    version: expect.stringMatching(/^\d+\./),
  });
});

test('a process ends also when nobody hears its goodbye', async () => {
  const { heart } = heartbeat(0, () => Promise.reject(new Error('Postgres is away')));
  await expect(heart.beforeApplicationShutdown()).resolves.toBeUndefined();
});
