import type { z } from 'zod';
import type { AgentAct } from '../../desk.js';
import type { World } from '../../world.js';
import * as conversations from '../conversations/acts.js';
import { IntercomDesk } from '../desk.js';
import { adminNotFound, notFound, parameterInvalid, ticketNotFound } from '../errors.js';
import { htmlOf } from '../html.js';
import { appRule, workspaceRule } from '../limits.js';
import { conversationPartJson, threadJson } from '../present/conversation.js';
import { tagListJson } from '../present/thread.js';
import { ticketJson, ticketPartJson } from '../present/ticket.js';
import { apiPrefix, appPrefix } from '../regions.js';
import type { Scope } from '../scopes.js';
import { openTicket } from '../tickets/acts.js';
import type { Conversation } from '../types.js';
import type { Workspace } from '../workspace.js';
import { IntercomAppControl } from './app-control.js';
import { AdminChange, Bulk, ForeignUse, NewToken, OpensTicket, WorkspaceChange } from './schemas.js';

/** What a test or an operator can do to one workspace behind the platform's back. */
export class IntercomControl {
  readonly #workspace: Workspace;

  /** @throws Refused when there is no such workspace. */
  constructor(
    private readonly world: World,
    id: string,
    private readonly base: () => string,
  ) {
    const workspace = world.intercom.workspaces.get(id);
    if (!workspace) throw notFound(`There is no workspace ${id}`);
    this.#workspace = workspace;
  }

  /** The workspace as people use it: write as a customer, act as an agent. */
  get desk(): IntercomDesk {
    return new IntercomDesk(this.#workspace);
  }

  /** Everything a test needs to connect, secrets included. */
  describe() {
    const { id, name, region, customerId, lapsed, indexDelaySeconds } = this.#workspace;
    const { tokens, apps } = this.world.intercom;
    const admins = [...this.#workspace.admins.values()];
    return {
      id,
      name,
      region,
      url: `${this.base()}${apiPrefix(region)}`,
      appUrl: `${this.base()}${appPrefix(region)}`,
      lapsed,
      indexDelaySeconds,
      admins,
      adminId: admins[0]?.id ?? '',
      teams: [...this.#workspace.teams.values()],
      contacts: [...this.#workspace.contacts.values()],
      customerId,
      ticketTypes: [...this.#workspace.ticketTypes.values()],
      ticketStates: [...this.#workspace.ticketStates.values()],
      tags: [...this.#workspace.tags.values()],
      conversationIds: [...this.#workspace.conversations.keys()],
      ticketIds: [...this.#workspace.tickets.keys()],
      deletedIds: this.#workspace.deleted.map((gone) => gone.id),
      installedApps: [...apps.values()].flatMap(({ clientId, installations }) =>
        installations.has(id) ? [clientId] : [],
      ),
      tokens: [...tokens.values()]
        .filter(({ workspaceId }) => workspaceId === id)
        .map(({ access, clientId, adminId, scopes, state }) => {
          return { accessToken: access, clientId, adminId, scopes, state };
        }),
    };
  }

  change(wanted: WorkspaceChange): void {
    Object.assign(this.#workspace, definedOf(WorkspaceChange.parse(wanted)));
  }

  /** A token as if somebody had just gone through the consent page. */
  issueToken(wanted: NewToken = {}) {
    const { adminId = this.describe().adminId, scopes, clientId } = NewToken.parse(wanted);
    const { app } = new IntercomAppControl(this.world, clientId, this.base);
    if (!app.offers(this.#workspace.id, this.#workspace.region))
      throw parameterInvalid(`The private app ${clientId} cannot be installed in ${this.#workspace.id}`);
    if (!this.#workspace.admins.has(adminId)) throw adminNotFound();
    const granted = scopes ?? app.scopes;
    const workspaceId = this.#workspace.id;
    const token = this.world.intercom.addToken({ clientId, workspaceId, adminId, scopes: [...granted] });
    return { accessToken: token.access, adminId, clientId, scopes: granted };
  }

  /** The apps stay installed, their tokens here end. */
  revokeTokens(): { revoked: number } {
    const live = this.world.intercom.liveTokens(this.#workspace.id);
    for (const token of live) token.state = 'revoked';
    return { revoked: live.length };
  }

  /** Takes a scope away from every live token; for the Hub's own token it is unticked in the Hub. */
  removeScope(scope: Scope): { changed: number } {
    return this.#changeScopes((held) => held.filter((name) => name !== scope));
  }

  addScope(scope: Scope): { changed: number } {
    return this.#changeScopes((held) => (held.includes(scope) ? held : [...held, scope]));
  }

  changeAdmin(id: string | number, wanted: AdminChange): void {
    const admin = this.#workspace.admins.get(String(id));
    if (!admin) throw adminNotFound();
    Object.assign(admin, definedOf(AdminChange.parse(wanted)));
  }

  /** Ends the subscription, or renews it. */
  lapse(how: boolean | 'api_plan_restricted' | 'token_blocked' = true): void {
    this.#workspace.lapsed = how === true ? 'api_plan_restricted' : how;
  }

  /** Somebody else spends calls of the app's window, or of the workspace's. */
  foreignUse(wanted: z.input<typeof ForeignUse>): { remaining: number } {
    const { calls, of, clientId } = ForeignUse.parse(wanted);
    const { id } = this.#workspace;
    const { app } = new IntercomAppControl(this.world, clientId, this.base);
    const rule = of === 'app' ? appRule(app, id) : workspaceRule(id);
    this.world.intercom.windows.spend(rule, calls);
    return { remaining: this.world.intercom.windows.remaining(rule) };
  }

  /** The whole truth about a conversation: every part, however many. */
  conversation(id: string | number) {
    const conversation = this.#conversation(id);
    return {
      conversation: threadJson(this.#workspace, conversation),
      parts: conversation.parts.map((part) => conversationPartJson(part)),
    };
  }

  /** The whole truth about a ticket: every part, and its tags. */
  ticket(id: string | number) {
    const ticket = this.#workspace.tickets.get(String(id));
    if (!ticket) throw ticketNotFound();
    return {
      ticket: ticketJson(this.#workspace, ticket),
      parts: ticket.parts.map((part) => ticketPartJson(part)),
      tags: tagListJson(this.#workspace, ticket).tags,
    };
  }

  contactOpensTicket(wanted: OpensTicket): { id: string; ticketId: string } {
    const { title, description, typeId, contactId = this.#workspace.customerId } = OpensTicket.parse(wanted);
    const types = [...this.#workspace.ticketTypes.values()];
    const type = types.find(({ id, category }) =>
      typeId === undefined ? category === 'Customer' : id === typeId,
    );
    const contact = this.#workspace.contacts.get(contactId);
    if (!type || !contact) throw notFound('There is no such ticket type or contact');
    const opening = { typeId: type.id, title, description: htmlOf(description) };
    const ticket = openTicket(this.#workspace, contact, opening, this.#workspace.now);
    return { id: ticket.id, ticketId: ticket.ticket_id };
  }

  agentActs(id: string | number, act: AgentAct): void {
    this.desk.agentActs(String(id), act);
  }

  setPriority(id: string | number, priority: Conversation['priority']): void {
    conversations.setPriority(this.#workspace, this.#conversation(id), priority, this.#workspace.now);
  }

  deleteConversation(id: string | number): void {
    conversations.remove(this.#workspace, this.#conversation(id), this.#workspace.now);
  }

  /** Many plain conversations or tickets at once, for paging; or many comments in one conversation. */
  bulk(count: number, kind: z.output<typeof Bulk>['kind'] = 'conversations', id = ''): { ids: string[] } {
    const add = (number: number) => {
      if (kind === 'parts') return this.desk.customerReplies(id, `Message ${number}`);
      if (kind === 'conversations') return this.desk.customerOpens(`Bulk ${number}`, `Message ${number}`);
      return this.contactOpensTicket({ title: `Bulk ${number}`, description: `Message ${number}` }).id;
    };
    return { ids: Array.from({ length: count }, (_, index) => add(index + 1)) };
  }

  #conversation(id: string | number): Conversation {
    const conversation = this.#workspace.conversations.get(String(id));
    if (!conversation) throw notFound();
    return conversation;
  }

  #changeScopes(change: (held: string[]) => string[]): { changed: number } {
    const { apps } = this.world.intercom;
    let changed = 0;
    for (const token of this.world.intercom.liveTokens(this.#workspace.id)) {
      const app = apps.get(token.clientId);
      const holder = token.scopes === 'hub' ? app : (token as { scopes: string[] });
      if (!holder) continue;
      const before = holder.scopes;
      holder.scopes = change(before);
      if (before.length !== holder.scopes.length) changed += 1;
    }
    return { changed };
  }
}

/** Only the keys that are given: an absent one leaves things as they are. */
export const definedOf = <Wanted extends object>(wanted: Wanted): Partial<Wanted> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Partial<Wanted>;
