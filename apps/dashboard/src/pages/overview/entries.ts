import type { AccountRow } from '@nightdesk/sdk';
import { accountStates, type StateWords } from '../../format/words.js';
import { accountConcerns, rankOf, stateRank } from './concerns.js';

/** What an account is counted as: its state, and for a live one what is wrong with it nevertheless. */
export const standings = {
  needs_reauth: accountStates.needs_reauth,
  suspended: accountStates.suspended,
  needs_scopes: accountStates.needs_scopes,
  trouble: { word: 'In trouble', tone: 'bad' },
  degraded: { word: 'Degraded', tone: 'warn' },
  paused: accountStates.paused,
  probing: accountStates.probing,
  connecting: accountStates.connecting,
  live: accountStates.live,
  disconnected: accountStates.disconnected,
} as const satisfies Record<string, StateWords>;
export type StandingName = keyof typeof standings;

/** A row of the table: the account, and what is said of it. */
export interface Entry {
  row: AccountRow;
  standing: StandingName;
  /** The less, the worse. */
  rank: number;
  /** Why, in words; empty when nothing is wrong. */
  cause: string;
  /** What to do; may be empty. */
  remedy: string;
  /** A person must act. */
  needs: boolean;
  platform: string;
  /** What a search looks through. */
  text: string;
}

/** @param titleOf the platform's own name. */
export function entryOf(row: AccountRow, now: number, titleOf: (platform: string) => string): Entry {
  const concerns = accountConcerns(row, now);
  const bad = concerns.some(({ tone }) => tone === 'bad');
  const standing: StandingName =
    row.state === 'live' && concerns.length > 0 ? (bad ? 'trouble' : 'degraded') : row.state;
  const worstFirst = concerns.toSorted((a, b) => Number(b.tone === 'bad') - Number(a.tone === 'bad'));
  const cause = [row.state === 'live' ? '' : row.reason, ...worstFirst.map(({ text }) => sentenced(text))]
    .filter(Boolean)
    .join(' ');
  const platform = titleOf(row.platform);
  const remedy = row.state === 'live' ? (row.incident?.remedy ?? '') : row.remedy;
  const entry = { row, standing, cause, remedy, platform, needs: bad || stateRank[row.state] <= 1 };
  const text = [row.site, row.platform, platform, row.id, cause, remedy, standings[standing].word].join(' ');
  return { ...entry, rank: rankOf(row.state, concerns), text: text.toLowerCase() };
}

/** So that a row is drawn again only when it looks different. */
export function sameEntry(a: Entry, b: Entry): boolean {
  return a.row === b.row && a.cause === b.cause && a.standing === b.standing && a.platform === b.platform;
}

const sentenced = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
