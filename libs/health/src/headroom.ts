import type { BudgetUsage } from '@nightdesk/budget';
import type { AccountRow } from '@nightdesk/contract';

const share = (part: number, ceiling: number) =>
  ceiling <= 0 ? 0 : Math.round(100 * Math.min(1, Math.max(0, part / ceiling))) / 100;

/**
 * The limit that is nearest to its end: one that the platform has closed, else the one with the least share of its ceiling
 * free. In whole percents, so that every single call is no news. Without the windows of single tickets.
 */
export function headroom(usage: readonly BudgetUsage[]): AccountRow['budget'] {
  const [tightest] = usage
    .filter(({ name }) => !name.includes(':'))
    .map(({ name, windowMs, ceiling, used, foreign, blockedUntil }) => ({
      name,
      windowMs,
      free: blockedUntil ? 0 : share(ceiling - used - foreign, ceiling),
      foreign: share(foreign, ceiling),
      blockedUntil: blockedUntil?.toISOString() ?? null,
    }))
    .toSorted((a, b) => Number(b.blockedUntil !== null) - Number(a.blockedUntil !== null) || a.free - b.free);
  return tightest ?? null;
}
