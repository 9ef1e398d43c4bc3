import { HelpdeskError, type HelpdeskErrorKind, helpdeskErrorKinds } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { setback } from './setback.js';

const now = new Date('2026-11-22T12:00:00.000Z');
const failed = (kind: HelpdeskErrorKind, before = 0, retryAt?: Date) =>
  setback(new HelpdeskError(kind, 'it failed', { status: 500, retryAt }), before, now, () => 1);
const attemptsOf = (kind: HelpdeskErrorKind) => {
  for (let before = 0; before < 100; before += 1)
    if (failed(kind, before).state === 'dead') return before + 1;
  return Infinity;
};

test('how often a reading is tried depends on what its failure means', () => {
  expect(Object.fromEntries(helpdeskErrorKinds.map((kind) => [kind, attemptsOf(kind)]))).toEqual({
    unauthenticated: Infinity,
    forbidden: Infinity,
    account_suspended: Infinity,
    agent_gone: Infinity,
    not_found: 3,
    conflict: 12,
    invalid: 1,
    rate_limited: 12,
    unavailable: 12,
    ambiguous: 12,
  });
});

test('the delay doubles up to 15 min, never ends before the platform allows, and is a random share', () => {
  const delays = [0, 1, 2, 9].map((before) => failed('unavailable', before).dueAt.getTime() - now.getTime());
  expect(delays).toEqual([2_000, 4_000, 8_000, 900_000]);
  const allowed = new Date(now.getTime() + 60_000);
  expect(failed('unavailable', 0, allowed).dueAt).toEqual(allowed);
  fc.assert(
    fc.property(fc.nat(11), fc.double({ min: 0, max: 1, noNaN: true }), (before, share) => {
      const { dueAt } = setback(new HelpdeskError('unavailable', ''), before, now, () => share);
      const most = Math.min(2_000 * 2 ** before, 900_000);
      expect(dueAt.getTime() - now.getTime()).toBeGreaterThanOrEqual(0);
      expect(dueAt.getTime() - now.getTime()).toBeLessThanOrEqual(most);
    }),
  );
});

test('waiting for the account uses up no attempt', () => {
  expect(failed('forbidden', 4)).toMatchObject({ state: 'pending', attempts: 4 });
  expect(failed('unavailable', 4)).toMatchObject({ state: 'pending', attempts: 5 });
});

test('an error of our own is tried again, then seen as a dead letter, and its text stays in the log', () => {
  const ours = new Error('invalid input: Mara’s message');
  expect(setback(ours, 0, now).state).toBe('pending');
  expect(setback(ours, 11, now)).toMatchObject({
    state: 'dead',
    lastError: expect.not.stringContaining('Mara'),
  });
});
