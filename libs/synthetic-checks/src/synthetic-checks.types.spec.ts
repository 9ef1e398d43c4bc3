import { outcomeOf, type Trip } from './synthetic-checks.types.js';

const startedAt = new Date('2026-11-22T08:00:00Z');
const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1_000);
const trip = (known: Partial<Trip>): Trip => ({
  accountId: 'acc',
  platform: 'zendesk',
  operationId: 'op',
  startedAt,
  sloSeconds: 60,
  state: 'confirmed',
  reason: null,
  seenAt: null,
  ...known,
});

test('seen back within its SLO it is good, however late that is looked at', () => {
  expect(outcomeOf(trip({ seenAt: after(60) }), after(500))).toEqual({
    ok: true,
    durationMs: 60_000,
    problem: null,
  });
});

test('seen back too late it has failed, and says by how much', () => {
  const late = { ok: false, durationMs: 61_000, problem: 'It took 61 s, and 60 s are allowed.' };
  expect(outcomeOf(trip({ seenAt: after(61) }), after(61))).toEqual(late);
});

test('before its SLO has passed it is under way', () => {
  expect(outcomeOf(trip({ state: 'queued' }), after(59))).toBeNull();
});

test.each([
  [
    { state: 'confirmed' },
    60,
    'Not seen back within 60 s: the platform took the change, and it did not come back by webhook or sweep.',
  ],
  [{ state: 'held', reason: 'paused' }, 60, 'Not seen back within 60 s: its operation is held (paused).'],
  [{ state: null }, 60, 'Not seen back within 60 s: its operation is gone.'],
  [{ state: 'failed', reason: 'the ticket is closed' }, 1, 'Its operation is failed: the ticket is closed.'],
])('%j fails after %d s, and says why', (known, seconds, problem) => {
  expect(outcomeOf(trip(known), after(seconds))).toEqual({ ok: false, durationMs: null, problem });
});
