import type { Capability } from '@nightdesk/helpdesks/contract';

const rights: Readonly<Record<Capability, string>> = {
  'tickets:read': 'SeeQueue, ShowTicket and ShowTicketComments',
  'replies:write': 'ReplyToTicket and CommentOnTicket',
  'status:write': 'ModifyTicket',
  'assignee:write': 'ModifyTicket and ReassignTicket (whoever shall own tickets needs OwnTicket)',
  'tags:write': 'SeeCustomField and ModifyCustomField',
};

/** What to do in RT, in its own words. */
export function remedy(capability: Capability): string {
  const grant = `In Request Tracker open Admin > Queues > Select, choose the queue, and under User Rights (or Group Rights, for a group of the user) grant ${rights[capability]} to the user of the auth token.`;
  if (capability !== 'tags:write') return grant;
  return `Tags are values of a custom field: in Request Tracker open Admin > Custom Fields > Create, name it Tags, choose the type “Enter multiple values” that applies to Tickets, save it, and under Applies to choose the queues. Then grant the rights: ${grant}`;
}
