/** Of an account's window, sweeping beside webhooks takes at most this share. */
export const sweepShare = 0.05;

/** What a page has taken, and the window that it counts in. */
export interface Spent {
  units: number;
  windowMs: number;
  /** What the account may use of that window. */
  ceiling: number;
}

/** What was not used is kept for as long as this, so that a short burst is within the share of any few minutes. */
export const savedMs = 10_000;
/** Half of that is left to incremental sweeps by the full one, which may take its time. */
export const leftByFullMs = savedMs / 2;

/** For how long the share pays: so much later the next page may be asked for. */
export function paysForMs({ units, windowMs, ceiling }: Spent): number {
  return Math.ceil((units * windowMs) / (Math.max(1, ceiling) * sweepShare));
}

/** When the next page may be asked for; null: now. `left`: what must be left to others, in milliseconds of the share. */
export function waitsUntil(paidUntil: Date | null, now: Date, left: number): Date | null {
  const at = (paidUntil?.getTime() ?? 0) + left;
  return at <= now.getTime() ? null : new Date(at);
}
