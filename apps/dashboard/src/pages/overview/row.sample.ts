import type { AccountRow, AccountState } from '@nightdesk/sdk';

export const now = Date.parse('2026-11-22T08:00:00.000Z');
export const at = (offset: number) => new Date(now + offset).toISOString();

const idle: AccountRow['write'] = { waiting: 0, inFlight: 0, held: 0, dead: 0, oldestAt: null };

/** An account as a row, for specs; well unless it is given otherwise. */
export function account(
  site: string,
  state: AccountState = 'live',
  write: Partial<AccountRow['write']> = {},
  more: Partial<AccountRow> = {},
): AccountRow {
  return {
    id: site,
    platform: 'zendesk',
    site,
    region: null,
    state,
    reason: '',
    remedy: '',
    stateSince: at(-1000),
    credential: { kind: 'oauth', expiresAt: at(60_000), lastError: null },
    write: { ...idle, ...write },
    readDead: 0,
    stopped: [],
    signatureFailures: 0,
    completeness: null,
    budget: null,
    errorRate: null,
    incidents: 0,
    incident: null,
    ...more,
  };
}
