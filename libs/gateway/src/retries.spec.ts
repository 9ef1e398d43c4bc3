import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { backoffMs, notBefore } from './retries.js';

test('a delay lies between nothing and what doubles from 2 s to 15 min', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, share) => {
        const delay = backoffMs(attempt, () => share);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(Math.min(2_000 * 2 ** (attempt - 1), 900_000));
      },
    ),
  );
  const longest = [1, 2, 3, 9, 10, 100].map((attempt) => backoffMs(attempt, () => 1));
  expect(longest).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

test('a platform that says when is not asked before', () => {
  const [early, late] = [new Date(1_000), new Date(2_000)];
  const saying = (retryAt: Date | undefined) => new HelpdeskError('unavailable', '', { retryAt });
  expect(notBefore(saying(late), early)).toEqual(late);
  expect(notBefore(saying(early), late)).toEqual(late);
  expect(notBefore(saying(undefined), late)).toEqual(late);
});
