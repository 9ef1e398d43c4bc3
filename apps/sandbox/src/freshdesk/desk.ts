import type { AgentAct, Desk, DeskTicket } from '../desk.js';
import { invalid, unknownToDesk } from './errors.js';
import type { FreshdeskSite } from './site.js';
import { readable, typed } from './tickets/bodies.js';
import type { Said } from './tickets/change.js';
import { changeTicket, openTicket } from './tickets/change.js';
import { settled } from './tickets/fields.js';
import type { Agent, Ticket, TicketFields } from './types.js';
import { open, sources } from './types.js';

/** A site as people use it, without the API: customers write through the portal, agents in the agent view. */
export class FreshdeskDesk implements Desk {
  readonly platform = 'Freshdesk';

  constructor(private readonly site: FreshdeskSite) {}

  get name(): string {
    return this.site.domain;
  }

  get customer(): string {
    return this.site.nameOf(this.site.customerId);
  }

  get adminPages() {
    const at = `/freshdesk/${this.site.domain}/a`;
    return [
      { title: 'Automations', path: `${at}/admin/automations` },
      { title: 'Roles', path: `${at}/admin/roles` },
      { title: 'API keys', path: `${at}/profile` },
    ];
  }

  agents() {
    const staff = [...this.site.agents.values()].filter(({ deactivated }) => !deactivated);
    return staff.map((agent) => ({
      id: String(agent.id),
      name: agent.name,
      publicReplies: this.site.may(agent, 'send reply'),
    }));
  }

  statuses() {
    return this.site.statuses.map(({ label }) => label);
  }

  list(): DeskTicket[] {
    return [...this.site.tickets.values()]
      .filter(({ deleted, archived, spam }) => !deleted && !archived && !spam)
      .toSorted((one, other) => other.updated_at.localeCompare(one.updated_at) || other.id - one.id)
      .map((ticket) => this.#row(ticket));
  }

  show(id: string) {
    const ticket = this.#ticket(id);
    const description = {
      id: `description-${ticket.id}`,
      author: this.site.nameOf(ticket.requester_id),
      fromCustomer: true,
      isPublic: true,
      text: readable(ticket.description),
      at: ticket.created_at,
    };
    const messages = ticket.conversations.map((conversation) => ({
      id: String(conversation.id),
      author: this.site.nameOf(conversation.user_id),
      fromCustomer: conversation.incoming,
      isPublic: !conversation.private,
      text: readable(conversation.body),
      at: conversation.created_at,
    }));
    return { ...this.#row(ticket), messages: [description, ...messages] };
  }

  customerOpens(subject: string, message: string, customerId = this.site.customerId): string {
    const { body: description, body_text: description_text } = typed(message);
    const said = { source: sources.portal, description, description_text };
    const change = { performer: 'requester' as const, atMs: this.site.world.clock.now() };
    return String(openTicket(this.site, change, { subject, requester_id: customerId, ...said }).id);
  }

  /** Opens the ticket again, whatever its status was: no ticket is closed for good. */
  customerReplies(id: string, message: string): string {
    const ticket = this.#ticket(id);
    const userId = ticket.requester_id;
    this.#change(
      ticket,
      'requester',
      { status: open },
      {
        userId,
        incoming: true,
        private: false,
        source: 0,
        ...typed(message),
      },
    );
    return id;
  }

  agentActs(id: string, { agentId, message, isPublic = true, status, tags }: AgentAct): void {
    const ticket = this.#ticket(id);
    const agent = this.#agent(agentId);
    const fields = settled(this.site, ticket, {
      ...(status === undefined ? {} : { status: this.#statusOf(status) }),
      ...(tags === undefined ? {} : { tags }),
    });
    this.#change(ticket, 'agent', fields, message ? this.#said(ticket, agent, message, isPublic) : undefined);
  }

  /** Who may not reply writes notes, whatever was ticked. */
  #said(ticket: Ticket, agent: Agent, message: string, isPublic: boolean): Said {
    const replies = isPublic && this.site.may(agent, 'send reply');
    const to = this.site.contacts.get(ticket.requester_id)?.email ?? null;
    const sent = { from_email: this.site.supportEmail, to_emails: to === null ? [] : [to] };
    return {
      userId: agent.id,
      incoming: false,
      private: !replies,
      source: replies ? 0 : 2,
      ...typed(message),
      ...(replies ? sent : {}),
    };
  }

  #change(
    ticket: Ticket,
    performer: 'agent' | 'requester',
    fields: Partial<TicketFields>,
    said?: Said,
  ): void {
    const change = { performer, atMs: this.site.world.clock.now(), fields };
    changeTicket(this.site, ticket, said ? { ...change, said } : change);
  }

  #statusOf(wanted: string): number {
    const known = this.site.statuses.find(
      ({ id, label }) => label.toLowerCase() === wanted.toLowerCase() || String(id) === wanted,
    );
    if (!known) throw invalid('status', `It should be one of these values: '${this.statuses().join(',')}'`);
    return known.id;
  }

  #agent(id: string): Agent {
    const agent = this.site.agents.get(Number(id));
    if (!agent || agent.deactivated) throw unknownToDesk(`agent ${id}`);
    return agent;
  }

  #row(ticket: Ticket): DeskTicket {
    const { id, subject, status, tags, updated_at, requester_id } = ticket;
    return {
      id: String(id),
      subject,
      status: this.site.statuses.find((choice) => choice.id === status)?.label ?? String(status),
      tags,
      updatedAt: updated_at,
      requester: this.site.nameOf(requester_id),
      isCustomers: requester_id === this.site.customerId,
    };
  }

  #ticket(id: string): Ticket {
    const ticket = this.site.tickets.get(Number(id));
    if (!ticket || ticket.deleted || ticket.archived) throw unknownToDesk(`ticket ${id}`);
    return ticket;
  }
}
