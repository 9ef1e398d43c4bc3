import type { Board } from '@nightdesk/sdk';
import { count, counted } from '../../format/number.js';
import { isTroubled, needsYou, subscriberConcerns } from './concerns.js';

export interface Verdict {
  well: boolean;
  /** What matters most. */
  sentence: string;
  /** The rest of what is wrong; empty when there is no more. */
  also: string;
}

/** The whole page in one sentence, for somebody who has just been woken. */
export function verdict(overview: Board, now: number): Verdict {
  const [first, ...rest] = troubles(overview, now);
  if (first === undefined) return { well: true, sentence: calm(overview), also: '' };
  return { well: false, sentence: `${first}.`, also: rest.length > 0 ? `Also: ${rest.join(', ')}.` : '' };
}

/** Worst first. One troubled account is named. */
function troubles({ accounts, subscribers, operations, switches }: Board, now: number): string[] {
  const troubled = accounts.filter((account) => needsYou(account, now));
  const deaf = subscribers.filter((subscriber) => subscriberConcerns(subscriber).length > 0).length;
  const partial = operations.filter((operation) => operation.partiallyApplied).length;
  const unsure = operations.filter(isTroubled).length - partial;
  const found: string[] = [];
  if (switches.length > 0) found.push(`${counted(switches.length, 'kill switch', 'kill switches')} on`);
  if (troubled.length === 1) found.push(`${troubled[0]?.site} needs you`);
  if (troubled.length > 1)
    found.push(`${count(troubled.length)} of ${counted(accounts.length, 'account')} need you`);
  if (partial > 0) found.push(`${counted(partial, 'operation')} partly applied`);
  if (unsure > 0) found.push(`${counted(unsure, 'operation')} not confirmed`);
  if (deaf > 0) found.push(`${counted(deaf, 'subscriber')} in trouble`);
  return found;
}

function calm({ accounts }: Board): string {
  const live = accounts.filter((account) => account.state === 'live').length;
  if (live < accounts.length)
    return `${count(live)} of ${counted(accounts.length, 'account')} live, nothing needs you.`;
  return live === 1
    ? `${accounts[0]?.site} is live, nothing needs you.`
    : `All ${count(live)} accounts are live.`;
}
