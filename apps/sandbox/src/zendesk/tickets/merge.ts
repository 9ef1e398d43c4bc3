import type { Site } from '../site.js';
import type { Ticket, User } from '../types.js';
import { publish } from '../webhooks/publish.js';
import { bodies } from './bodies.js';
import { changeTicket } from './change.js';
import { refuseClosed } from './update.js';

/** Closes a ticket into another; both conversations say so in a note. */
export function mergeTickets(site: Site, source: Ticket, target: Ticket, actor: User): void {
  refuseClosed(source);
  refuseClosed(target);
  const atMs = site.world.clock.now();
  const note = (text: string) => ({ author: actor, public: false, ...bodies({ body: text }) });
  const tags = [...new Set([...source.tags, 'closed_by_merge'])].toSorted();
  const closed = {
    status: 'closed' as const,
    tags,
    custom_status_id: site.defaultCustomStatus('closed')?.id ?? null,
  };
  const comment = note(`This request was closed and merged into request #${target.id}.`);
  const audit = changeTicket(site, source, { actor, channel: 'web', atMs, fields: closed, comment });
  publish(site, source, actor, audit, [{ type: 'merged', event: { target_ticket_id: String(target.id) } }]);
  changeTicket(site, target, {
    actor,
    channel: 'web',
    atMs,
    fields: {},
    comment: note(`Request #${source.id} was closed and merged into this request.`),
  });
}
