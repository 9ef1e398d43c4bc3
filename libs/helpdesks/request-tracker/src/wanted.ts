import { HelpdeskError, type Capability, type Step } from '@nightdesk/helpdesks/contract';
import { ownerOf } from './mapping.js';
import type { SingleTicket } from './shapes.js';
import { rtStatus } from './statuses.js';

/** What a step sets on a ticket, and how it is seen there. */
export interface Wanted {
  capability: Capability;
  body: Record<string, string>;
  isThere(ticket: SingleTicket): boolean;
}

/** @throws HelpdeskError `invalid` for what RT cannot have; nothing is sent then. */
export function wantedOf(step: Extract<Step, { kind: 'assignee' | 'status' }>): Wanted {
  if (step.kind === 'status') {
    const status = rtStatus(step.status);
    if (!status) throw new HelpdeskError('invalid', `Request Tracker has no status that is “${step.status}”`);
    return {
      capability: 'status:write',
      body: { Status: status },
      isThere: (ticket) => ticket.Status === status,
    };
  }
  const owner = step.assigneeId;
  if (owner !== null && !/^[1-9]\d{0,14}$/.test(owner))
    throw new HelpdeskError('invalid', 'the assignee is not known: users of Request Tracker have numbers');
  return {
    capability: 'assignee:write',
    body: { Owner: owner ?? 'Nobody' },
    isThere: (ticket) => ownerOf(ticket) === owner,
  };
}
