/** Attempts after which an operation that keeps failing is `dead`. */
export const maxAttempts = 12;

/** When to try again after the `attempt`-th failure: 2, 4, 8 s … at most 15 min, full jitter (a random share of it). */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(2_000 * 2 ** (attempt - 1), 900_000);
  return Math.ceil(most * random());
}
