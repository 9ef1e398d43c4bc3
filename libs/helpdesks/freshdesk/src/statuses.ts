import { HelpdeskError, type Send, type Step, type TicketStatus } from '@nightdesk/helpdesks/contract';
import { call, isRefused } from './calls.js';
import { TicketFields, type TicketRow } from './shapes.js';

type Settable = Extract<Step, { kind: 'status' }>['status'];

/** The four that every account has; other numbers mean what the account says. */
const standard = new Map<number, { status: Exclude<Settable, 'on_hold'>; word: string }>([
  [2, { status: 'open', word: 'open' }],
  [3, { status: 'pending', word: 'pending' }],
  [4, { status: 'solved', word: 'resolved' }],
  [5, { status: 'closed', word: 'closed' }],
]);

/** The statuses that a step can set: those that have the same number everywhere. */
export const statuses = [...standard.values()].map(({ status }) => status);

/** @throws HelpdeskError `invalid` for a status that has no number of its own in every account. */
export function statusNumber(status: Settable): number {
  const found = [...standard].find(([, known]) => known.status === status);
  if (found) return found[0];
  throw new HelpdeskError(
    'invalid',
    `Freshdesk has no status “${status}” that means the same in every account`,
  );
}

/** Labels of an account's own statuses by number, the agents' first. */
export type StatusLabels = ReadonlyMap<number, readonly string[]>;
const none: StatusLabels = new Map();

/**
 * No call while all have a standard status, else one. An agent who may not read the fields sees numbers: such a status
 * then counts as `open`, which hides no work.
 */
export async function labelsFor(send: Send, tickets: readonly TicketRow[]): Promise<StatusLabels> {
  if (tickets.every(({ status }) => standard.has(status))) return none;
  const route = '/api/v2/ticket_fields';
  try {
    const { body } = await call(send, { method: 'GET', path: route, route }, TicketFields);
    const choices = body.find(({ name }) => name === 'status')?.choices ?? {};
    return new Map(Object.entries(choices).map(([number, labels]) => [Number(number), [labels].flat()]));
  } catch (error) {
    if (isRefused(error)) return none;
    throw error;
  }
}

/** The unified status and Freshdesk's word: the label where it is known, else the number. */
export function statusOf(
  number: number,
  labels: StatusLabels,
): { status: TicketStatus; platformStatus: string } {
  const known = standard.get(number);
  if (known) return { status: known.status, platformStatus: known.word };
  const [label = String(number), ...others] = labels.get(number) ?? [];
  return { status: meaning([label, ...others].join(' ').toLowerCase()), platformStatus: label };
}

/** Only what a label says plainly; a word that we do not know is work that somebody may still have to do. */
function meaning(label: string): TicketStatus {
  if (/third.party|vendor|on.hold/.test(label)) return 'on_hold';
  return /(waiting|awaiting).*(customer|requester|your reply)/.test(label) ? 'pending' : 'open';
}
