import type { AgentAct, Desk, DeskTicket } from '../desk.js';
import * as conversations from './conversations/acts.js';
import { actionForbidden, notFound, parameterInvalid } from './errors.js';
import { htmlOf, plainText } from './html.js';
import { attach, detach, tagNamed } from './tags/tag.js';
import type { Actor } from './thread.js';
import { asAdmin, wakeThreads } from './thread.js';
import * as tickets from './tickets/acts.js';
import type { Conversation, Ticket } from './types.js';
import { conversationStates, stateCategories } from './types.js';
import type { Workspace } from './workspace.js';

const snoozeSeconds = 24 * 3600;

/** A workspace as people use it, without the API: conversations and tickets in one inbox. */
export class IntercomDesk implements Desk {
  readonly platform = 'Intercom';

  constructor(private readonly workspace: Workspace) {}

  get name(): string {
    return this.workspace.id;
  }

  get customer(): string {
    return this.workspace.contact(this.workspace.customerId).name;
  }

  get adminPages() {
    return [{ title: 'Developer Hub', path: '/intercom-app/developer-hub/nightdesk' }];
  }

  agents() {
    return this.workspace.activeAdmins.map(({ id, name, has_inbox_seat }) => {
      return { id, name, publicReplies: has_inbox_seat };
    });
  }

  /** The first three are for conversations, the others for tickets. */
  statuses() {
    return [...conversationStates, ...stateCategories];
  }

  list(): DeskTicket[] {
    wakeThreads(this.workspace);
    const all = [...this.workspace.conversations.values(), ...this.workspace.tickets.values()];
    return all
      .toSorted((a, b) => b.updated_at - a.updated_at || Number(b.id) - Number(a.id))
      .map((thread) => this.#row(thread));
  }

  show(id: string) {
    const thread = this.thread(id);
    const said = thread.parts.filter(({ body }) => body !== null);
    const messages = said.map((part) => ({
      id: part.id,
      author: part.author.name,
      fromCustomer: part.author.type === 'user' || part.author.type === 'lead',
      isPublic: part.part_type !== 'note',
      text: plainText(part.body ?? ''),
      at: iso(part.created_at),
    }));
    const { name } = this.workspace.contact(thread.contactId);
    const first = {
      id: `first-${thread.id}`,
      author: name,
      fromCustomer: true,
      isPublic: true,
      text: plainText(
        thread.kind === 'conversation'
          ? thread.source.body
          : (thread.attributes['_default_description_'] ?? ''),
      ),
      at: iso(thread.created_at),
    };
    return { ...this.#row(thread), messages: [first, ...messages] };
  }

  /** A conversation; contacts open tickets by a form, see the control. */
  customerOpens(subject: string, message: string, contactId = this.workspace.customerId): string {
    const opening = { type: 'email', subject: htmlOf(subject), body: htmlOf(message) } as const;
    const contact = this.workspace.contacts.get(contactId);
    if (!contact) throw notFound('Contact Not Found');
    return conversations.openConversation(this.workspace, contact, opening, this.workspace.now).id;
  }

  customerReplies(id: string, message: string): string {
    const thread = this.thread(id);
    const said = { body: htmlOf(message), via: null, at: this.workspace.now };
    if (thread.kind === 'conversation') conversations.contactWrites(this.workspace, thread, said);
    else tickets.contactWrites(this.workspace, thread, said);
    return id;
  }

  agentActs(id: string, { agentId, message, isPublic = true, status, tags }: AgentAct): void {
    const thread = this.thread(id);
    const admin = this.workspace.admins.get(agentId);
    if (!admin || admin.removed) throw notFound('Admin not found');
    const actor = { author: asAdmin(admin), via: null, at: this.workspace.now };
    if (message) {
      // Without an inbox seat, words are notes, whatever was ticked.
      const part_type = isPublic && admin.has_inbox_seat ? 'comment' : 'note';
      const said = { part_type, body: htmlOf(message) } as const;
      if (thread.kind === 'conversation') conversations.adminWrites(this.workspace, thread, actor, said);
      else this.#writeToTicket(thread, actor, said);
    }
    if (tags) this.#setTags(thread, tags, admin.id);
    if (status === undefined) return;
    if (thread.kind === 'conversation') this.#setState(thread, actor, status);
    else this.#setTicketState(thread, actor, status);
  }

  /** @throws Refused when there is neither a conversation nor a ticket of that id. */
  thread(id: string): Conversation | Ticket {
    wakeThreads(this.workspace);
    const thread = this.workspace.conversations.get(id) ?? this.workspace.tickets.get(id);
    if (!thread) throw notFound();
    return thread;
  }

  #writeToTicket(ticket: Ticket, actor: Actor, said: { part_type: 'comment' | 'note'; body: string }): void {
    const { category } = this.workspace.ticketTypes.get(ticket.typeId) ?? {};
    if (category === 'Back-office' && said.part_type === 'comment')
      throw actionForbidden('A back-office ticket takes notes only');
    tickets.adminWrites(this.workspace, ticket, actor, said);
  }

  #setTags(thread: Conversation | Ticket, names: string[], adminId: string): void {
    const wanted = names.map((name) => tagNamed(this.workspace, name));
    for (const { tagId } of thread.tags)
      if (!wanted.some(({ id }) => id === tagId)) detach(this.workspace, thread, tagId);
    for (const tag of wanted) attach(this.workspace, thread, tag, adminId);
  }

  #setState(conversation: Conversation, actor: Actor, status: string): void {
    if (status === conversation.state) return;
    if (status === 'closed') conversations.close(this.workspace, conversation, actor, null);
    else if (status === 'open') conversations.open(this.workspace, conversation, actor);
    else if (status === 'snoozed')
      conversations.snooze(this.workspace, conversation, actor, actor.at + snoozeSeconds);
    else throw parameterInvalid(`A conversation cannot be ${status}; tickets can`);
  }

  #setTicketState(ticket: Ticket, actor: Actor, status: string): void {
    if (status === 'open' || status === 'closed') {
      tickets.setOpen(this.workspace, ticket, actor, status === 'open');
      return;
    }
    const state = this.workspace.statesOf(ticket.typeId).find(({ category }) => category === status);
    if (!state) throw parameterInvalid(`A ticket cannot be ${status}; conversations can`);
    tickets.setState(this.workspace, ticket, actor, state);
  }

  #row(thread: Conversation | Ticket): DeskTicket {
    const subject =
      thread.kind === 'conversation'
        ? plainText(thread.title ?? (thread.source.subject || thread.source.body)).slice(0, 120)
        : (thread.attributes['_default_title_'] ?? '');
    const status =
      thread.kind === 'conversation'
        ? thread.state
        : thread.open
          ? (this.workspace.ticketStates.get(thread.stateId)?.category ?? '')
          : 'closed';
    return {
      id: thread.id,
      subject: thread.kind === 'ticket' ? `Ticket ${thread.ticket_id}: ${subject}` : subject,
      status,
      tags: thread.tags.flatMap(({ tagId }) => this.workspace.tags.get(tagId)?.name ?? []),
      requester: this.workspace.contact(thread.contactId).name,
      isCustomers: thread.contactId === this.workspace.customerId,
      updatedAt: iso(thread.updated_at),
    };
  }
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
