import type { Incident, TimelineStop } from '@nightdesk/sdk';

type Stop = Pick<TimelineStop, 'station' | 'what' | 'at' | 'durationMs'>;

/** What takes less is no wait that anybody asks about. */
const waitMs = 3_000;

/** Causes that hold up what is asked of an account, and what comes from it. */
const holding = new Set([
  'scopes_missing',
  'grant_refused',
  'refresh_lost',
  'key_refused',
  'agent_gone',
  'account_suspended',
  'breaker_open',
  'platform_slow',
  'foreign_use',
]);

/** The incidents that were there while a stop lasted, and that explain why it did. Each once. */
export function heldUpBy(stop: Stop, ticketId: string, incidents: readonly Incident[]): Incident[] {
  const begin = Date.parse(stop.at);
  const end = stop.durationMs === null ? Infinity : begin + stop.durationMs;
  if (end - begin < waitMs) return [];
  const found = incidents.filter(
    (incident) =>
      explains(incident, stop, ticketId) &&
      Date.parse(incident.openedAt) < end &&
      (incident.resolvedAt === null || Date.parse(incident.resolvedAt) > begin),
  );
  return [...new Map(found.map((incident) => [incident.id, incident])).values()];
}

function explains({ accountId, cause, subject, details }: Incident, stop: Stop, ticketId: string): boolean {
  // A subscriber belongs to no account; its incident names the host that the delivery goes to.
  if (stop.station === 'delivery')
    return accountId === null && typeof details['host'] === 'string' && stop.what.includes(details['host']);
  if (accountId === null || stop.station === 'event') return false;
  if (cause === 'ticket_frozen') return subject === ticketId && stop.station === 'operation';
  return holding.has(cause);
}
