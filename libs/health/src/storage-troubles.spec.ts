import { loadConfig } from '@nightdesk/platform/config';
import { storageRules } from './storage-troubles.js';
import { connectionsOfEach, type StorageSeen } from './storage.store.js';

const well: StorageSeen = { connections: 97, eachProcess: 12, off: [], evicts: null };
const one = (alive: boolean) => ({
  id: 'p',
  role: 'worker' as const,
  host: 'h',
  pid: 1,
  version: '1',
  startedAt: new Date(),
  seenAt: new Date(),
  alive,
  skewMs: 0,
});
const processes = (alive: number, dead = 0) => [
  ...Array.from({ length: alive }, () => one(true)),
  ...Array.from({ length: dead }, () => one(false)),
];
const said = (storage: Partial<StorageSeen>, all = processes(5)) =>
  Object.entries(storageRules).flatMap(([cause, rule]) => {
    const trouble = rule({ storage: { ...well, ...storage }, processes: all });
    return trouble ? [{ cause, ...trouble }] : [];
  });

test('as many processes as Postgres has connections for are no trouble, one more is, and dead ones do not count', () => {
  expect(said({}, processes(8, 3))).toEqual([]);
  const [trouble] = said({}, processes(9));
  expect(trouble).toMatchObject({ cause: 'connections_short', severity: 'warning' });
  expect(trouble!.reason).toContain('9 processes may open 12 connections each, 108 in all');
  expect(trouble!.remedy).toContain('lower DATABASE_POOL by 2');
});

test('a Postgres that forgets what it has confirmed is critical, and a Redis that throws keys away is told', () => {
  expect(said({ off: ['fsync'] })).toMatchObject([{ cause: 'not_durable', severity: 'critical' }]);
  expect(said({ evicts: 'allkeys-lru' })).toMatchObject([{ cause: 'redis_evicts' }]);
});

test('with Redis a process needs no connections for queues', () => {
  const given = { DATABASE_URL: 'postgresql://localhost/x', KEY_RING: 'k', DATABASE_POOL: '20' };
  expect(connectionsOfEach(loadConfig({ ...given, REDIS_URL: 'redis://localhost' }))).toBe(22);
  expect(connectionsOfEach(loadConfig(given))).toBe(32);
});
