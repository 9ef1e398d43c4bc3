import type { Step, TicketStatus } from '@nightdesk/helpdesks/contract';

/** The statuses of RT's default life cycle. */
const known: Readonly<Record<string, TicketStatus>> = {
  new: 'new',
  open: 'open',
  stalled: 'on_hold',
  resolved: 'solved',
  rejected: 'closed',
  deleted: 'closed',
};

type SetStatus = Extract<Step, { kind: 'status' }>['status'];
const words: Readonly<Partial<Record<SetStatus, string>>> = {
  open: 'open',
  on_hold: 'stalled',
  solved: 'resolved',
};
export const statuses = Object.keys(words) as SetStatus[];

/** RT's word for a status; undefined where its default life cycle has none. */
export const rtStatus = (status: SetStatus): string | undefined => words[status];

/** A word of another life cycle is work that somebody may still have to do. */
export const statusOf = (word: string): TicketStatus => known[word.toLowerCase()] ?? 'open';
