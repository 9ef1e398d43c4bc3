import zendesk from 'node-zendesk';
import type { Contender, Order } from '../contender.js';
import { comment } from './axios-retry.js';

/** As it comes: it knows nothing of limits, and resolves also when it was refused. */
export function nodeZendesk({ api }: Order): Contender {
  const client = zendesk.createClient({ username: 'bench@example.com', token: 'token', endpointUri: api });
  return {
    read: (ticketId) => client.tickets.show(ticketId),
    write: (ticketId, text) => client.tickets.update(ticketId, comment(text)),
    stop: async () => undefined,
  };
}
