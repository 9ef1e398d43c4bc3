import { Link } from 'wouter';

/** The page of one ticket. */
export function ticketPath(accountId: string, ticketId: string): string {
  return `/accounts/${encodeURIComponent(accountId)}/tickets/${encodeURIComponent(ticketId)}`;
}

export function TicketLink({ accountId, ticketId }: { accountId: string; ticketId: string }) {
  return <Link href={ticketPath(accountId, ticketId)}>#{ticketId}</Link>;
}
