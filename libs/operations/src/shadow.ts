import type { Account } from '@nightdesk/accounts';
import { sha256 } from '@nightdesk/platform/crypto';

/** Which hundredth of an account's tickets a ticket is in, 0 to 99: always the same, so that a larger share keeps the smaller. */
export function hundredthOf(accountId: string, ticketId: string): number {
  return Number.parseInt(sha256(accountId, ticketId).slice(0, 8), 16) % 100;
}

/** Why an operation on the ticket is only recorded; null: it is sent. */
export function shadowReason(
  { id, liveShare }: Pick<Account, 'id' | 'liveShare'>,
  ticketId: string,
): string | null {
  if (liveShare === 0)
    return 'shadow mode: nothing goes out for this account; the operation is only recorded';
  if (hundredthOf(id, ticketId) < liveShare) return null;
  return `shadow mode: ${liveShare} % of this account’s tickets are live, and this one is not; the operation is only recorded`;
}

/** How the live operations of a trial ended. */
export interface Outcomes {
  ended: number;
  failed: number;
}

/** Fewer say nothing yet. */
const fewestEnded = 20;

/** Why a trial must fall back to shadow mode; null: it may go on. @param errorSlo which share may fail, 0 to 1. */
export function fallBackReason({ ended, failed }: Outcomes, errorSlo: number): string | null {
  if (ended < fewestEnded || failed / ended <= errorSlo) return null;
  return (
    `Fell back to shadow mode: ${failed} of the ${ended} operations that ended within the last hour failed, ` +
    `and ${percent(errorSlo)} is tolerated. Look at what failed, then raise the live share again.`
  );
}

const percent = (share: number) => `${Number((share * 100).toFixed(2))} %`;

/** The share of words that both texts have (Jaccard), 0 to 1; case, order and repetition do not count. */
export function similarity(one: string, other: string): number {
  const [ours, theirs] = [wordsOf(one), wordsOf(other)];
  const all = new Set([...ours, ...theirs]).size;
  const common = [...ours].filter((word) => theirs.has(word)).length;
  return all === 0 ? 1 : common / all;
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
