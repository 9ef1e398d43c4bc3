import type { Operation } from '@nightdesk/sdk';
import { actsOf, isResting } from './operation-words.js';

const review: Operation['review'] = {
  positions: [0],
  candidates: ['1', '2'],
  since: '',
  attempts: 1,
  seenAt: '',
};

test.each([
  ['queued', 'cancel', false],
  ['held', 'cancel', false],
  ['failed', 'replay', true],
  ['dead', 'replay', true],
  ['sending', null, false],
  ['unknown', null, false],
  ['confirmed', null, true],
  ['cancelled', null, true],
] as const)('what is %s may be: %s', (state, act, resting) => {
  expect(actsOf({ state, review: null })).toBe(act);
  expect(isResting({ state, review: null })).toBe(resting);
});

test('what waits for a decision may be decided, and nothing else', () => {
  expect(actsOf({ state: 'unknown', review })).toBe('decide');
  expect(isResting({ state: 'unknown', review })).toBe(true);
});
