import type { Overview } from '@nightdesk/sdk';

/** A text that changes whenever the overview shows something new about this ticket. */
export function ticketMark(
  overview: Pick<Overview, 'events' | 'operations'>,
  accountId: string,
  ticketId: string,
): string {
  const ours = (of: { accountId: string; ticketId: string | null }) =>
    of.accountId === accountId && of.ticketId === ticketId;
  const events = overview.events.filter(ours).map(({ id, deliveries }) => [id, deliveries]);
  const operations = overview.operations.filter(ours).map(({ id, state, steps }) => [id, state, steps]);
  return JSON.stringify([events, operations]);
}
