/** The paths under `/v1`, with ids escaped. */
export const accountPath = (accountId: string) => `/accounts/${encodeURIComponent(accountId)}`;

export const switchPath = (name: string) => `/switches/${encodeURIComponent(name)}`;

export function ticketPath(accountId: string, ticketId: string): string {
  return `${accountPath(accountId)}/tickets/${encodeURIComponent(ticketId)}`;
}
