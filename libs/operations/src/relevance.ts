import { type AccountState, workingStates } from '@nightdesk/accounts';
import type { TicketStatus } from '@nightdesk/helpdesks/contract';
import type { OperationState } from './operations.types.js';

const hourMs = 3_600_000;
const settled: readonly string[] = ['solved', 'closed'];

/** All that decides whether a dead letter is still worth sending. */
export interface Situation {
  state: OperationState;
  isDiscarded: boolean;
  acceptedAt: Date;
  endedAt: Date;
  ifStatusIn: readonly TicketStatus[];
  account: { state: AccountState; remedy: string };
  /** False in shadow mode, where nothing goes out on its ticket. */
  isLive: boolean;
  /** The stored copy of its ticket; null when there is none. */
  copy: (TicketView & { readAt: Date; updatedAt: Date }) | null;
  /** What events since the acceptance say; null where they say nothing. */
  told: { [Fact in keyof TicketView]: TicketView[Fact] | null };
}

/** What is known of a ticket. */
export interface TicketView {
  status: TicketStatus;
  deleted: boolean;
  /** When a human agent first replied after the operation was accepted. */
  repliedAt: Date | null;
}

/** Why an operation is not to be sent any more, as a sentence, or null when it is. */
export function irrelevance(situation: Situation, now: Date, ttlHours: number): string | null {
  const { state, isDiscarded, acceptedAt, account, isLive } = situation;
  if (state !== 'failed' && state !== 'dead') return `it is ${state} by now, by another hand`;
  if (isDiscarded) return 'it was discarded meanwhile';
  if (now.getTime() - acceptedAt.getTime() > ttlHours * hourMs)
    return `it was accepted more than ${ttlHours} h ago`;
  if (!(workingStates as readonly AccountState[]).includes(account.state))
    return `its account is ${account.state}: ${account.remedy}`;
  if (!isLive) return 'nothing goes out on its ticket now (shadow mode)';
  return outdated(situation);
}

/** By the stored copy; by events where that was read before the failure. */
function outdated({ copy, told, endedAt, acceptedAt, ifStatusIn }: Situation): string | null {
  const isOld = !copy || copy.readAt < endedAt;
  const deleted = isOld ? (told.deleted ?? copy?.deleted ?? false) : copy.deleted;
  if (deleted) return 'the ticket was deleted since';
  const status = isOld ? (told.status ?? copy?.status) : copy.status;
  // A ticket that nobody has touched since was as it is when the operation was asked for.
  const isTouched = told.status !== null || !copy || copy.updatedAt > acceptedAt;
  if (status && settled.includes(status) && isTouched && !ifStatusIn.includes(status))
    return `the ticket is ${status} since`;
  const repliedAt = copy?.repliedAt ?? told.repliedAt;
  if (repliedAt) return `a human agent replied at ${repliedAt.toISOString()}`;
  return null;
}
