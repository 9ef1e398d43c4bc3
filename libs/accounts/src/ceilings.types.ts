/** Whose ceiling it is. */
export type CeilingScope = `account:${string}` | `platform:${string}`;

/** Which share of its limits may be used (0.05 to 1), and what says so. */
export interface EffectiveCeiling {
  ratio: number;
  from: 'account' | 'platform' | 'default';
  /** A sentence where the share is dangerous. */
  warning: string | null;
}

/** Above this share, others who use the same limit and we run into it together. */
const roomForOthers = 0.95;

/** The account's own, else its platform's, else the configured one. */
export function effectiveCeiling(
  set: ReadonlyMap<string, number>,
  { id, platform }: { id?: string | undefined; platform: string | null },
  configured: number,
): EffectiveCeiling {
  const own = id === undefined ? undefined : set.get(`account:${id}`);
  const platforms = platform === null ? undefined : set.get(`platform:${platform}`);
  if (own !== undefined) return { ratio: own, from: 'account', warning: warningOf(own) };
  if (platforms !== undefined) return { ratio: platforms, from: 'platform', warning: warningOf(platforms) };
  return { ratio: configured, from: 'default', warning: warningOf(configured) };
}

function warningOf(ratio: number): string | null {
  if (ratio <= roomForOthers) return null;
  return 'More than 95 % of the limit leaves no room for other clients of this helpdesk: expect refusals (429) for them and for us.';
}
