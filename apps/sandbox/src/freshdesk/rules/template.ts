import type { FreshdeskSite } from '../site.js';
import type { Ticket } from '../types.js';

const priorityNames = ['', 'Low', 'Medium', 'High', 'Urgent'];

/**
 * Puts a ticket's values in the places of `{{…}}`, as they are: nothing is escaped for JSON, so a quotation mark in a
 * subject breaks the body. Names the platform is not known to have stay empty, `ticket.updated_at` and the performer's too.
 */
export function filled(site: FreshdeskSite, ticket: Ticket, template: string, url: string): string {
  const values: Record<string, () => string> = {
    'ticket.id': () => String(ticket.id),
    'ticket.subject': () => ticket.subject,
    'ticket.description': () => ticket.description_text,
    'ticket.status': () => site.statuses.find(({ id }) => id === ticket.status)?.label ?? '',
    'ticket.priority': () => priorityNames[ticket.priority] ?? '',
    'ticket.tags': () => ticket.tags.join(', '),
    'ticket.url': () => `${url}/a/tickets/${ticket.id}`,
    'ticket.requester.name': () => site.nameOf(ticket.requester_id),
    'ticket.latest_public_comment': () =>
      ticket.conversations.findLast((conversation) => !conversation.private)?.body_text ?? '',
  };
  return template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_placeholder, name: string) => values[name]?.() ?? '');
}
