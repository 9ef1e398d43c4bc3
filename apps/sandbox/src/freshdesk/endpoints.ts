import type { Endpoint } from './call.js';
import { people } from './people/routes.js';
import { ticketSearch } from './search/route.js';
import { fieldReads } from './ticket-fields.js';
import { ticketCreation } from './tickets/create.js';
import { deletions } from './tickets/deletion.js';
import { ticketList } from './tickets/list.js';
import { ticketReads } from './tickets/read.js';
import { speaking } from './tickets/speak.js';
import { ticketUpdate } from './tickets/update.js';

/** Every API route the sandbox speaks; whatever is not here answers 501. */
export const endpoints: Endpoint[] = [
  ticketList,
  ...ticketReads,
  ticketCreation,
  ticketUpdate,
  ...speaking,
  ...deletions,
  ticketSearch,
  ...fieldReads,
  ...people,
];

/** What the platform does on these paths besides, and the sandbox does not. */
const beyond: Record<string, string[]> = {
  '/api/v2/tickets/:id/reply': [],
  '/api/v2/conversations/:id': ['DELETE'],
  '/api/v2/agents': ['POST'],
  '/api/v2/agents/:id': ['PUT', 'DELETE'],
  '/api/v2/contacts': ['POST'],
  '/api/v2/contacts/:id': ['PUT', 'DELETE'],
  '/api/v2/groups': ['POST'],
  '/api/v2/groups/:id': ['PUT', 'DELETE'],
  '/api/v2/admin/ticket_fields': ['POST'],
  '/api/v2/tickets/archived/:id': ['DELETE'],
};

/** The methods of a path no route took the call of; null when the platform may do something there all the same. */
export function methodsOf(method: string, path: string): string[] | null {
  const known = endpoints.filter((endpoint) => matches(endpoint.path, path));
  const [pattern] = known.toSorted((one, other) => one.path.split(':').length - other.path.split(':').length);
  if (!pattern || (beyond[pattern.path] ?? []).includes(method)) return null;
  return known.filter((endpoint) => endpoint.path === pattern.path).map((endpoint) => endpoint.method);
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part === ':id' ? /^\d+$/.test(given[at] ?? '') : part === given[at]))
  );
}
