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
    conflict: 5,
    invalid: 1,
    rate_limited: Infinity,
    held: Infinity,
    unavailable: 5,
    ambiguous: 5,
  });
});

test('the delay doubles, never ends before the platform allows, and is a random share', () => {
  const delays = [0, 1, 2, 3].map((before) => failed('unavailable', before).dueAt.getTime() - now.getTime());
  expect(delays).toEqual([2_000, 4_000, 8_000, 16_000]);
  const allowed = new Date(now.getTime() + 60_000);
  expect(failed('unavailable', 0, allowed).dueAt).toEqual(allowed);
  fc.assert(
    fc.property(fc.nat(4), fc.double({ min: 0, max: 1, noNaN: true }), (before, share) => {
      const { dueAt } = setback(new HelpdeskError('unavailable', ''), before, now, () => share);
      const most = Math.min(2_000 * 2 ** before, 900_000);
      expect(dueAt.getTime() - now.getTime()).toBeGreaterThanOrEqual(0);
      expect(dueAt.getTime() - now.getTime()).toBeLessThanOrEqual(most);
    }),
  );
});

test('waiting for the account, a limit or our own side uses up no attempt', () => {
  for (const kind of ['forbidden', 'rate_limited', 'held'] as const)
    expect(failed(kind, 4)).toMatchObject({ state: 'pending', attempts: 4 });
  expect(failed('unavailable', 3)).toMatchObject({ state: 'pending', attempts: 4 });
});

test('a row of a used-up sub-limit is due when it ends; one that failed behind an open breaker lets others try first', () => {
  const retryAt = new Date(now.getTime() + 30_000);
  expect(failed('rate_limited', 0, retryAt).dueAt).toEqual(retryAt);
  const cause = new HelpdeskError('unavailable', 'it answered 503', { status: 503 });
  const tried = new HelpdeskError('held', 'nothing is sent for a while', { retryAt, cause });
  expect(setback(tried, 0, now, () => 0).dueAt.getTime()).toBeGreaterThanOrEqual(retryAt.getTime() + 1_000);
});

test('an error of our own is tried again, then seen as a dead letter, and its text stays in the log', () => {
  const ours = new Error('invalid input: Mara’s message');
  expect(setback(ours, 0, now).state).toBe('pending');
  expect(setback(ours, 4, now)).toMatchObject({
    state: 'dead',
    lastError: expect.not.stringContaining('Mara'),
  });
});
