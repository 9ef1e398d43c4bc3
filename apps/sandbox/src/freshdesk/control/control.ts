import type { AgentAct } from '../../desk.js';
import type { World } from '../../world.js';
import { FreshdeskDesk } from '../desk.js';
import { unknownToDesk } from '../errors.js';
import { addSite } from '../new-site.js';
import { newKey } from '../people/add.js';
import { conversationJson, wholeTicketJson } from '../present.js';
import type { NewRule } from '../rules/add.js';
import { addRule } from '../rules/add.js';
import type { Rule } from '../rules/rule.js';
import type { FreshdeskSite, SiteSettings } from '../site.js';
import { typed } from '../tickets/bodies.js';
import { changeTicket, openTicket } from '../tickets/change.js';
import type { Agent, Permission, Ticket } from '../types.js';
import { closed, permissions, sources } from '../types.js';
import { AgentChange, ForeignUse, NewSite, PermissionChange, SiteChange, TicketChange } from './schemas.js';

/** What a test or an operator can do to one Freshdesk site behind the platform's back. */
export class FreshdeskControl {
  readonly #site: FreshdeskSite;

  /** @throws Refusal when there is no such site. */
  constructor(
    private readonly world: World,
    domain: string,
    private readonly base: () => string,
  ) {
    const site = world.freshdesk.get(domain);
    if (!site) throw unknownToDesk(`site ${domain}`);
    this.#site = site;
  }

  /** The site as people use it: write as a customer, act as an agent. */
  get desk(): FreshdeskDesk {
    return new FreshdeskDesk(this.#site);
  }

  /** Everything a test needs to connect, secrets included. */
  describe() {
    const { domain, plan, settings, statuses, customFields, customerId, supportEmail, limits } = this.#site;
    const agents = [...this.#site.agents.values()].map((agent) => this.#describeAgent(agent));
    return {
      domain,
      url: `${this.base()}/freshdesk/${domain}`,
      plan,
      settings,
      remaining: limits.remaining(),
      statuses,
      customFields,
      supportEmail,
      customerId,
      adminId: agents.find(({ permissions: allowed }) => allowed.includes('administer'))?.id ?? 0,
      agents,
      roles: [...this.#site.roles.values()].map((role) => ({ ...role, permissions: [...role.permissions] })),
      groups: [...this.#site.groups.values()],
      contacts: [...this.#site.contacts.values()],
      rules: this.rules(),
      ticketIds: [...this.#site.tickets.keys()],
    };
  }

  change(wanted: SiteChange): void {
    const { plan, ...settings } = SiteChange.parse(wanted);
    this.#site.plan = plan ?? this.#site.plan;
    Object.assign(this.#site.settings, given<SiteSettings>(settings));
  }

  /** Somebody else spends calls of the account's budget; those of one kind draw on the total as well. */
  foreignUse(wanted: ForeignUse): { remaining: number } {
    const { calls, bucket } = ForeignUse.parse(wanted);
    const kind = bucket === 'total' ? null : bucket;
    this.#site.limits.spend(kind, calls);
    return { remaining: this.#site.limits.remaining(kind) };
  }

  /** Gives a permission to a role or to one agent, or takes it away. Both are named by id or by name. */
  setPermission(roleOrAgent: number | string, permission: Permission, allowed: boolean): void {
    const wanted = PermissionChange.parse({ of: roleOrAgent, permission, allowed });
    const named = (one: { id: number; name: string }) =>
      String(one.id) === wanted.of || one.name === wanted.of;
    const role = [...this.#site.roles.values()].find(named);
    const agent = [...this.#site.agents.values()].find(named);
    if (role) role.permissions[allowed ? 'add' : 'delete'](permission);
    else if (agent) agent.overrides.set(permission, allowed);
    else throw unknownToDesk(`role or agent ${wanted.of}`);
  }

  changeAgent(id: number, wanted: AgentChange): void {
    const agent = this.#agent(id);
    const { groups, role, ...rest } = AgentChange.parse(wanted);
    Object.assign(agent, given<Agent>(rest));
    if (groups) agent.groupIds = groups.map((name) => named(this.#site.groups, 'group', name));
    if (role !== undefined) agent.roleIds = [named(this.#site.roles, 'role', role)];
  }

  /** As the button "Reset API key" does: the old key is worth nothing from now on. */
  resetKey(agentId: number): { apiKey: string } {
    const agent = this.#agent(agentId);
    agent.apiKey = newKey();
    return { apiKey: agent.apiKey };
  }

  addRule(wanted: NewRule): Rule {
    return addRule(this.#site, wanted);
  }

  rules(): Rule[] {
    return [...this.#site.rules.values()];
  }

  removeRule(id: number): void {
    if (!this.#site.rules.delete(id)) throw unknownToDesk(`rule ${id}`);
  }

  /** The whole truth about a ticket, deleted and archived ones too. */
  ticket(id: number) {
    const ticket = this.#ticket(id);
    const { conversations, deleted, archived } = ticket;
    return {
      ticket: wholeTicketJson(ticket),
      conversations: conversations.map(conversationJson),
      deleted,
      archived,
    };
  }

  /** Into the archive, where only closed tickets are. */
  archive(id: number): void {
    Object.assign(this.#ticket(id), { status: closed, archived: true });
  }

  /** Puts a ticket in the trash or the spam folder, or takes it out, as an agent would. */
  changeTicket(id: number, wanted: TicketChange): void {
    const fields = given<TicketChange & Ticket>(TicketChange.parse(wanted));
    changeTicket(this.#site, this.#ticket(id), { performer: 'agent', atMs: this.world.clock.now(), fields });
  }

  agentActs(id: number, act: AgentAct): void {
    this.desk.agentActs(String(id), act);
  }

  /** Many plain tickets at once, for paging; `hoursAgo` makes them old. */
  bulk(count: number, subject = 'Bulk ticket', hoursAgo = 0): { ids: number[] } {
    const atMs = this.world.clock.now() - hoursAgo * 3600_000;
    const one = (number: number) => {
      const { body: description, body_text: description_text } = typed(`Message ${number}`);
      const said = { source: sources.portal, description, description_text };
      const change = { performer: 'requester' as const, atMs };
      const requester_id = this.#site.customerId;
      return openTicket(this.#site, change, { subject: `${subject} ${number}`, requester_id, ...said }).id;
    };
    return { ids: Array.from({ length: count }, (_, index) => one(index + 1)) };
  }

  #describeAgent(agent: Agent) {
    const { id, name, email, apiKey, roleIds, ticketScope, groupIds, deactivated } = agent;
    const role = this.#site.roles.get(roleIds[0] ?? 0)?.name ?? '';
    const allowed = permissions.filter((permission) => this.#site.may(agent, permission));
    return { id, name, email, apiKey, role, ticketScope, groupIds, deactivated, permissions: allowed };
  }

  #agent(id: number): Agent {
    const agent = this.#site.agents.get(id);
    if (!agent) throw unknownToDesk(`agent ${id}`);
    return agent;
  }

  #ticket(id: number): Ticket {
    const ticket = this.#site.tickets.get(id);
    if (!ticket) throw unknownToDesk(`ticket ${id}`);
    return ticket;
  }
}

/** Makes a site to order and tells everything about it. */
export function newFreshdeskSite(
  world: World,
  wanted: NewSite,
  taken: (domain: string) => Error,
  base: () => string,
): ReturnType<FreshdeskControl['describe']> {
  const { domain, plan, statuses, customFields, groups, roles, agents, contacts, ...settings } =
    NewSite.parse(wanted);
  if (world.freshdesk.has(domain)) throw taken(domain);
  const people = { groups, roles, agents, contacts };
  addSite(world, {
    domain,
    plan,
    statuses,
    customFields,
    ...people,
    settings: given<SiteSettings>(settings),
  });
  return new FreshdeskControl(world, domain, base).describe();
}

function named(all: Map<number, { id: number; name: string }>, kind: string, name: string): number {
  const found = [...all.values()].find((one) => one.name === name);
  if (!found) throw unknownToDesk(`${kind} ${name}`);
  return found.id;
}

/** What was left out changes nothing. */
const given = <Shape>(values: { [Key in keyof Shape]?: Shape[Key] | undefined }): Partial<Shape> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Shape>;
