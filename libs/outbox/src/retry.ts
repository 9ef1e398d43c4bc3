const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The longest pause before each next attempt, in milliseconds; the last one repeats. */
const LONGEST_PAUSE = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
];

/** A delivery is attempted for so long, in milliseconds. */
const ATTEMPTED_FOR = 72 * HOUR;

/** An endpoint that has answered nothing but failures for so long, in milliseconds, is disabled. */
const FAILING_AT_MOST = 24 * HOUR;

/** A subscriber may put us off for so long at most, in milliseconds. */
const PUT_OFF_AT_MOST = HOUR;

/**
 * When to try a delivery again, or null when its three days are over. Full jitter: anywhere within the pause, so that
 * many deliveries that failed together do not come back together.
 * @param attempts made so far, the failed one included.
 * @param putOffUntil what the subscriber asked for.
 */
export function nextAttempt(
  {
    attempts,
    createdAt,
    now,
    putOffUntil,
  }: { attempts: number; createdAt: Date; now: Date; putOffUntil: Date | null },
  random: () => number = Math.random,
): Date | null {
  const last = createdAt.getTime() + ATTEMPTED_FOR;
  if (now.getTime() >= last) return null;
  const longest = LONGEST_PAUSE[Math.min(attempts, LONGEST_PAUSE.length) - 1] ?? SECOND;
  const wanted = putOffUntil?.getTime() ?? now.getTime() + random() * longest;
  return new Date(Math.min(wanted, last));
}

/** `Retry-After` (seconds or a date) of an answer 429 or 503, within an hour; null when there is none to heed. */
export function putOff(status: number, retryAfter: string | undefined, now: Date): Date | null {
  if ((status !== 429 && status !== 503) || retryAfter === undefined) return null;
  const asked = /^\d+$/.test(retryAfter.trim())
    ? Number(retryAfter) * SECOND
    : Date.parse(retryAfter) - now.getTime();
  if (!(asked > 0)) return null;
  return new Date(now.getTime() + Math.min(asked, PUT_OFF_AT_MOST));
}

/** An endpoint that has been failing since then, or longer, is disabled. */
export function givenUpBefore(now: Date): Date {
  return new Date(now.getTime() - FAILING_AT_MOST);
}
