import { type Seen, systemTroubles } from './system-troubles.js';

const now = new Date('2026-11-23T04:00:00.000Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const process = (role: 'api' | 'worker', more: object = {}) => ({
  id: role,
  role,
  host: 'desk-1',
  pid: 1,
  version: '1',
  alive: true,
  skewMs: 0,
  startedAt: ago(60),
  seenAt: now,
  ...more,
});
const well: Seen = {
  now,
  engine: 'redis',
  answerMs: 3,
  pendingMigrations: [],
  queueReachable: true,
  processes: [process('api'), process('worker')],
  waiting: { webhookAt: null, lateAccounts: 0, accounts: 5, deliveryAt: null },
  deafChannels: [],
  storage: { connections: 97, eachProcess: 12, off: [], evicts: null },
};
const causes = (seen: Partial<Seen>) => systemTroubles({ ...well, ...seen }).map(({ cause }) => cause);
const reasonOf = (seen: Partial<Seen>) => systemTroubles({ ...well, ...seen })[0]?.reason;

test('while all is well nothing is said', () => {
  expect(causes({})).toEqual([]);
});

test('without a worker that lives it is said, with where the last one was seen', () => {
  expect(causes({ processes: [process('api')] })).toEqual(['no_worker']);
  const dead = process('worker', { alive: false, seenAt: ago(3) });
  expect(reasonOf({ processes: [dead] })).toContain('on desk-1, was seen at 2026-11-23 03:57 UTC');
});

test('a worker that died beside others is told until another one has been started', () => {
  const dead = process('worker', { id: 'dead', alive: false, seenAt: ago(3) });
  expect(causes({ processes: [dead, process('worker')] })).toEqual(['worker_lost']);
  const next = process('worker', { id: 'next', startedAt: ago(1) });
  expect(causes({ processes: [dead, process('worker'), next] })).toEqual([]);
});

test('one account that waits has its own reason; several, or all there are, are told', () => {
  const waiting = (lateAccounts: number, accounts: number) =>
    causes({ waiting: { webhookAt: ago(9), lateAccounts, accounts, deliveryAt: null } });
  expect([waiting(2, 5), waiting(3, 5), waiting(1, 1), waiting(0, 0)]).toEqual([
    [],
    ['work_waiting'],
    ['work_waiting'],
    [],
  ]);
  const delivery = (deliveryAt: Date) => causes({ waiting: { ...well.waiting, deliveryAt } });
  expect([delivery(ago(4)), delivery(ago(6))]).toEqual([[], ['work_waiting']]);
});

test('engine, migrations, slowness, deaf channels and clocks are each told, what stops everything first', () => {
  const seen: Partial<Seen> = {
    answerMs: 1_500,
    pendingMigrations: ['2026_x'],
    queueReachable: false,
    deafChannels: ['email'],
    processes: [process('worker'), process('api', { skewMs: -12_000 })],
  };
  expect(causes(seen)).toEqual([
    'migrations_pending',
    'queue_away',
    'database_slow',
    'alerts_failing',
    'clock_skew',
  ]);
  for (const { reason, remedy } of systemTroubles({ ...well, ...seen }))
    expect([reason, remedy]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  expect(reasonOf({ processes: seen.processes! })).toContain('the api on desk-1 is 12 s behind');
});

test('a clock that differs by less than anything notices is none', () => {
  expect(causes({ processes: [process('worker', { skewMs: 4_000 })] })).toEqual([]);
});
