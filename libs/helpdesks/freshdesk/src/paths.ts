import { HelpdeskError, type PlatformRequest } from '@nightdesk/helpdesks/contract';
import { isRefused } from './calls.js';

/** Old tickets move to the archive, which has paths of its own. */
export type Place = 'live' | 'archived';

/** The path of a ticket and what lies below it. An id that is no number cannot exist, and must not shape a path. */
export function ticketPath(
  ticketId: string,
  below: '' | '/conversations' | '/reply' | '/notes' = '',
  place: Place = 'live',
): Pick<PlatformRequest, 'path' | 'route'> {
  if (!/^\d{1,19}$/.test(ticketId))
    throw new HelpdeskError('not_found', 'no such ticket: Freshdesk ticket ids are numbers');
  const tickets = `/api/v2/tickets${place === 'archived' ? '/archived' : ''}`;
  return { path: `${tickets}/${ticketId}${below}`, route: `${tickets}/:id${below}` };
}

/**
 * Reads a ticket where it is. The normal path answers 404 for an archived one; the archive needs a plan that has it, so
 * a refusal there says no more than the 404 did.
 */
export async function wherever<T>(read: (place: Place) => Promise<T>): Promise<T> {
  try {
    return await read('live');
  } catch (missing) {
    if (!(missing instanceof HelpdeskError && missing.details.status === 404)) throw missing;
    return read('archived').catch((error: unknown) => {
      throw isRefused(error) ? missing : error;
    });
  }
}
