import { HelpdeskError, type HelpdeskErrorKind, helpdeskErrorKinds } from '@nightdesk/helpdesks/contract';
import { freshFailure, hindranceOf } from './fresh-reads.types.js';

const now = new Date('2026-11-22T12:00:00.000Z');
const retryAt = new Date('2026-11-22T12:01:00.000Z');
const failed = (kind: HelpdeskErrorKind) =>
  hindranceOf(
    { kind: 'failed', failure: freshFailure(new HelpdeskError(kind, 'it said no.', { retryAt })) },
    5_000,
    now,
  );

test('whether asking again helps depends on what the failure means', () => {
  expect(Object.fromEntries(helpdeskErrorKinds.map((kind) => [kind, failed(kind).kind]))).toEqual({
    unauthenticated: 'refused',
    forbidden: 'refused',
    account_suspended: 'refused',
    agent_gone: 'refused',
    not_found: 'not_found',
    conflict: 'passing',
    invalid: 'refused',
    rate_limited: 'passing',
    held: 'passing',
    unavailable: 'passing',
    ambiguous: 'passing',
  });
});

test('a reason is plain sentences, and says when it may be asked again', () => {
  expect(failed('rate_limited')).toEqual({
    reason: 'The rate limit leaves no room for this reading: it said no.',
    kind: 'passing',
    retryAt,
  });
  expect(failed('forbidden').retryAt).toBeNull();
});

test('who waited in vain is told for how long, and what stood in the way', () => {
  const obstacle = freshFailure(new HelpdeskError('held', 'the breaker is open', { retryAt }));
  expect(hindranceOf({ kind: 'late', obstacle }, 1_500, now).reason).toBe(
    'Nothing is sent to the platform at the moment: the breaker is open. It was waited for 1.5 s.',
  );
  expect(hindranceOf({ kind: 'late', obstacle: null }, 1_500, now)).toMatchObject({
    reason: expect.stringMatching(/^It was not read within 1.5 s/),
    retryAt: new Date('2026-11-22T12:00:05.000Z'),
  });
});

test('an error of our own shows none of its details', () => {
  expect(freshFailure(new Error('password=hunter2'))).toEqual({
    kind: 'unavailable',
    message: 'an error on our side; the log has it',
    retryAt: null,
  });
});
