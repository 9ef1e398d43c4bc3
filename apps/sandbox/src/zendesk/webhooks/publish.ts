import { randomUUID } from 'node:crypto';
import { isoSeconds } from '../../clock.js';
import type { Site } from '../site.js';
import type { Audit, Ticket, User } from '../types.js';
import { deliver } from './deliver.js';
import type { TicketEvent } from './events.js';
import { eventDetail, eventPrefix } from './events.js';

/** Sends the events of one change set to every active webhook that asked for them, whoever made the change. */
export function publish(site: Site, ticket: Ticket, actor: User, audit: Audit, events: TicketEvent[]): void {
  const detail = eventDetail(site, ticket, actor);
  events.forEach(({ type, event }, index) => {
    const envelope = {
      type: `${eventPrefix}${type}`,
      account_id: site.accountId,
      id: randomUUID(),
      time: isoSeconds(site.world.clock.now()),
      zendesk_event_version: '2022-11-06',
      subject: `zen:ticket:${ticket.id}`,
      detail,
      event: {
        ...event,
        meta: {
          sequence: { id: audit.id.toString(16).toUpperCase().padStart(32, '0'), position: index + 1 },
        },
      },
    };
    for (const webhook of site.webhooks.values()) {
      if (webhook.status === 'active' && webhook.subscriptions.includes(envelope.type))
        deliver(site, webhook, envelope);
    }
  });
}
