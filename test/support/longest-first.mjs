import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * The files that take a minute or more, mostly because they wait for one. A machine that has run nothing yet knows no times, and
 * would begin with the largest files and end with one worker that waits. A name that is wrong here costs time and nothing else.
 */
const longest = [
  'drills.test.ts',
  'recovery.redis.test.ts',
  'recovery.postgres.test.ts',
  'platforms.test.ts',
  'credentials.clock.test.ts',
  'many-accounts.test.ts',
  'breaker.test.ts',
  'request-tracker.test.ts',
  'sweeps.test.ts',
  'ceilings.test.ts',
  'switches.test.ts',
  'operations.doubt.test.ts',
  'incidents.flow.test.ts',
  'fresh-reads.test.ts',
  'gateway.limits.test.ts',
  'dead-letters.test.ts',
];

/** The longest first and the unit tests last: they are short, and fill what is left. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ path, context }) {
  const place = longest.indexOf(basename(path));
  if (place !== -1) return place;
  return longest.length + (context.config.displayName?.name === 'unit' ? 1 : 0);
}
