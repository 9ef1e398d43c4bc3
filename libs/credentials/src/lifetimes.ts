const minuteMs = 60_000;

/** Share of a token's lifetime after which it is refreshed (SPEC 3.1). */
const refreshAfter = 0.8;
/** How often a platform is asked whether it still takes what nothing refreshes (SPEC 3.3). */
const checkEveryMs = 240 * minuteMs;

type Random = () => number;

/** When a token is refreshed: up to 5 % of its lifetime before the rule says, so that those made together spread. */
export function refreshAtOf(expiresAt: Date, now: Date, random: Random = Math.random): Date {
  const lifetime = expiresAt.getTime() - now.getTime();
  return new Date(now.getTime() + lifetime * (refreshAfter - random() * 0.05));
}

/** After a refresh that failed for a while: 5, 10, 20 s … at most 5 min, up to a tenth sooner; never before the platform allows it. */
export function refreshAgain(
  failures: number,
  now: Date,
  allowedAt?: Date,
  random: Random = Math.random,
): Date {
  const pause = Math.min(5_000 * 2 ** failures, 5 * minuteMs) * (1 - random() * 0.1);
  return new Date(Math.max(now.getTime() + pause, allowedAt?.getTime() ?? 0));
}

/** When a credential is checked: up to a tenth sooner than after four hours. */
export function nextCheck(now: Date, random: Random = Math.random): Date {
  return new Date(now.getTime() + checkEveryMs * (1 - random() * 0.1));
}

/** After the `failures`-th refusal in a row: 15, 30, 60 min … at most four hours. */
export function checkAgain(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(15 * minuteMs * 2 ** (failures - 1), checkEveryMs));
}

/** After a check that could not be made: about five minutes, and never before the platform allows it. */
export function checkLater(now: Date, allowedAt?: Date, random: Random = Math.random): Date {
  return new Date(Math.max(now.getTime() + 5 * minuteMs * (1 - random() * 0.2), allowedAt?.getTime() ?? 0));
}

/** When a token whose end nobody has told, though something refreshes it, is asked for that end. */
export function askForEnd(now: Date): Date {
  return new Date(now.getTime() + minuteMs);
}
