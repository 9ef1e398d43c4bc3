import type { AgentAct, Desk, DeskTicket } from '../desk.js';
import { recordNotFound } from './errors.js';
import type { Site } from './site.js';
import { bodies } from './tickets/bodies.js';
import { assignment } from './tickets/assignment.js';
import { changeTicket, openTicket } from './tickets/change.js';
import { linkFollowUp } from './tickets/create.js';
import { plainFields } from './tickets/input.js';
import { refuseClosed, settleStatus } from './tickets/update.js';
import type { Ticket, User } from './types.js';

/** A site as people use it, without the API: customers write through the end-user channel, agents in the agent view. */
export class ZendeskDesk implements Desk {
  readonly platform = 'Zendesk';

  constructor(private readonly site: Site) {}

  get name(): string {
    return this.site.subdomain;
  }

  get customer(): string {
    return this.site.user(this.site.customerId).name;
  }

  agents() {
    const staff = [...this.site.users.values()].filter(
      ({ role, suspended }) => role !== 'end-user' && !suspended,
    );
    return staff.map(({ id, name, restricted_agent }) => ({
      id: String(id),
      name,
      publicReplies: !restricted_agent,
    }));
  }

  statuses() {
    return ['open', 'pending', 'hold', 'solved', 'closed'];
  }

  list(): DeskTicket[] {
    const shown = [...this.site.tickets.values()].filter(
      ({ status, archived }) => status !== 'deleted' && !archived,
    );
    return shown
      .toSorted((a, b) => b.generated_timestamp - a.generated_timestamp || b.id - a.id)
      .map((ticket) => this.#row(ticket));
  }

  show(id: string) {
    const ticket = this.#ticket(id);
    const messages = ticket.comments.map((comment) => {
      const { name, role } = this.site.user(comment.author_id);
      const { body, created_at } = comment;
      return {
        id: String(comment.id),
        author: name,
        fromCustomer: role === 'end-user',
        isPublic: comment.public,
        text: body,
        at: created_at,
      };
    });
    return { ...this.#row(ticket), messages };
  }

  customerOpens(subject: string, message: string, customerId = this.site.customerId): string {
    return String(this.#open(this.site.user(customerId), subject, message).id);
  }

  /** Reopens what waits or is solved. A closed ticket cannot be written to: the reply becomes a follow-up ticket. */
  customerReplies(id: string, message: string): string {
    const ticket = this.#ticket(id);
    const customer = this.site.user(ticket.requester_id);
    if (ticket.status === 'closed') {
      const followUp = this.#open(customer, `Re: ${ticket.subject ?? ''}`, message);
      linkFollowUp(followUp, ticket);
      return String(followUp.id);
    }
    const reopened = ['pending', 'hold', 'solved'].includes(ticket.status)
      ? plainFields(this.site, { status: 'open' })
      : {};
    const comment = { author: customer, public: true, ...bodies({ body: message }) };
    changeTicket(this.site, ticket, {
      actor: customer,
      channel: 'web',
      atMs: this.site.world.clock.now(),
      fields: reopened,
      comment,
    });
    return id;
  }

  agentActs(id: string, { agentId, message, isPublic = true, status, tags }: AgentAct): void {
    const ticket = this.#ticket(id);
    refuseClosed(ticket);
    const agent = this.site.user(Number(agentId));
    const wanted = { ...(status === undefined ? {} : { status }), ...(tags === undefined ? {} : { tags }) };
    const takes = isPublic && message && ticket.assignee_id === null && !agent.restricted_agent;
    const joins = ticket.group_id === null || agent.groupIds.includes(ticket.group_id);
    const assigned = takes && joins ? assignment(this.site, ticket, { assignee_id: agent.id }) : {};
    const fields = settleStatus(this.site, ticket, { ...plainFields(this.site, wanted), ...assigned });
    // A light agent's words are notes, whatever was ticked.
    const comment = message
      ? { author: agent, public: isPublic && !agent.restricted_agent, ...bodies({ body: message }) }
      : undefined;
    const change = { actor: agent, channel: 'web' as const, atMs: this.site.world.clock.now(), fields };
    changeTicket(this.site, ticket, comment ? { ...change, comment } : change);
  }

  #open(customer: User, subject: string, message: string): Ticket {
    const comment = { author: customer, public: true, ...bodies({ body: message }) };
    return openTicket(this.site, {
      actor: customer,
      channel: 'web',
      atMs: this.site.world.clock.now(),
      fields: { subject },
      comment,
    });
  }

  #row(ticket: Ticket): DeskTicket {
    const requester = this.site.user(ticket.requester_id);
    const { id, subject, status, tags, updated_at } = ticket;
    const isCustomers = requester.id === this.site.customerId;
    return {
      id: String(id),
      subject: subject ?? '(no subject)',
      status,
      tags,
      updatedAt: updated_at,
      requester: requester.name,
      isCustomers,
      isFinal: status === 'closed',
    };
  }

  #ticket(id: string): Ticket {
    const ticket = this.site.tickets.get(Number(id));
    if (!ticket || ticket.status === 'deleted') throw recordNotFound();
    return ticket;
  }
}
