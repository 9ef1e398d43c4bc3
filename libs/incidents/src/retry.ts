const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The longest pause before each next attempt, in milliseconds; the last one repeats. */
const LONGEST_PAUSE = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];

/** An alert is attempted for so long, in milliseconds. */
const ATTEMPTED_FOR = 24 * HOUR;

/**
 * When to try an alert again: between half of the pause and all of it, so that what failed together does not come back
 * together.
 * @param attempts made so far, the failed one included.
 */
export function nextAttempt(attempts: number, now: Date, random: () => number = Math.random): Date {
  const longest = LONGEST_PAUSE[Math.min(attempts, LONGEST_PAUSE.length) - 1] ?? SECOND;
  return new Date(now.getTime() + longest * (0.5 + random() / 2));
}

/** What was to be told before then is given up. */
export function givenUpBefore(now: Date): Date {
  return new Date(now.getTime() - ATTEMPTED_FOR);
}
