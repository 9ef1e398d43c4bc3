import type { z } from 'zod';
import type { AgentAct } from '../desk.js';
import type { World } from '../world.js';
import { ZendeskDesk } from '../zendesk/desk.js';
import { recordNotFound } from '../zendesk/errors.js';
import { addToken } from '../zendesk/oauth/tokens.js';
import { auditJson, commentJson, ticketJson } from '../zendesk/present.js';
import type { Site } from '../zendesk/site.js';
import type { Ticket } from '../zendesk/types.js';
import { mergeTickets } from '../zendesk/tickets/merge.js';
import { ForeignUse, NewToken, SiteChange, UserChange } from './schemas.js';

/** What a test or an operator can do to one Zendesk site behind the platform's back. */
export class ZendeskControl {
  readonly #site: Site;

  constructor(
    private readonly world: World,
    subdomain: string,
    private readonly base: () => string,
  ) {
    const site = world.zendesk.get(subdomain);
    if (!site) throw recordNotFound();
    this.#site = site;
  }

  /** The site as people use it: write as a customer, act as an agent. */
  get desk(): ZendeskDesk {
    return new ZendeskDesk(this.#site);
  }

  /** Everything a test needs to connect, secrets included. */
  describe() {
    const { subdomain, plan, accountId, highVolume, customerId } = this.#site;
    const users = [...this.#site.users.values()];
    const webhooks = [...this.#site.webhooks.values()].map(
      ({ id, name, endpoint, status, subscriptions, invocations }) => {
        return { id, name, endpoint, status, subscriptions, invocations: invocations.length };
      },
    );
    return {
      subdomain,
      url: this.#url(),
      plan,
      highVolume,
      accountId,
      customerId,
      apiToken: [...this.#site.apiTokens][0] ?? '',
      adminId: users.find(({ role }) => role === 'admin')?.id ?? 0,
      users,
      groups: [...this.#site.groups.values()],
      client: this.#site.clients[0],
      customStatuses: this.#site.customStatuses,
      webhooks,
      ticketIds: [...this.#site.tickets.keys()],
      liveTokens: this.#site.tokens.size,
    };
  }

  change(wanted: SiteChange): void {
    const { plan, highVolume, requiredToSolve } = SiteChange.parse(wanted);
    this.#site.plan = plan ?? this.#site.plan;
    this.#site.highVolume = highVolume ?? this.#site.highVolume;
    this.#site.requiredToSolve = requiredToSolve ?? this.#site.requiredToSolve;
  }

  /** Somebody else spends calls of the account's budget, or of one endpoint's. */
  foreignUse(wanted: z.input<typeof ForeignUse>): { remaining: number } {
    const { calls, bucket } = ForeignUse.parse(wanted);
    const account = this.#site.accountRule;
    const limits = {
      account: account.limit,
      'tickets-index': account.limit,
      'tickets-update': 100,
      'incremental-exports': 10,
    };
    const rule = { name: bucket, limit: limits[bucket], windowSeconds: 60 };
    this.#site.limits.spend(rule, calls);
    return { remaining: this.#site.limits.remaining(rule) };
  }

  /** A token as if somebody had just gone through the consent page. */
  issueToken(wanted: NewToken = {}) {
    const { userId, scopes, expiresIn, refreshIn } = NewToken.parse(wanted);
    const clientId = this.#site.clients[0]?.identifier ?? '';
    const owner = this.#site.user(userId ?? this.describe().adminId);
    const token = addToken(this.#site, { clientId, userId: owner.id, scopes, expiresIn, refreshIn });
    return { accessToken: token.access, refreshToken: token.refresh, userId: owner.id, scopes };
  }

  revokeTokens(): { revoked: number } {
    const revoked = this.#site.tokens.size;
    this.#site.tokens.clear();
    return { revoked };
  }

  /** Takes a scope away from every live token. */
  removeScope(scope: string): { changed: number } {
    const holders = [...this.#site.tokens.values()].filter(({ scopes }) => scopes.includes(scope));
    for (const token of holders) token.scopes = token.scopes.filter((name) => name !== scope);
    return { changed: holders.length };
  }

  changeUser(id: number, wanted: UserChange): void {
    const user = this.#site.users.get(id);
    if (!user) throw recordNotFound();
    const { custom_role, ...plain } = UserChange.parse(wanted);
    Object.assign(user, plain);
    if (custom_role === undefined) return;
    user.custom_role_id = custom_role && this.world.nextId();
    if (user.custom_role_id !== null && custom_role)
      this.#site.customRoles.set(user.custom_role_id, {
        id: user.custom_role_id,
        configuration: custom_role,
      });
  }

  /** The whole truth about a ticket, deleted and archived ones too. */
  ticket(id: number) {
    const ticket = this.#ticket(id);
    const { archived, deletion, comments, audits } = ticket;
    return {
      ticket: ticketJson(this.#site, ticket, this.#url()),
      archived,
      deletion,
      comments: comments.map(commentJson),
      audits: audits.map(auditJson),
    };
  }

  archive(id: number): void {
    const ticket = this.#ticket(id);
    Object.assign(ticket, { status: 'closed', archived: true });
    this.touch(id);
  }

  /** A system change: `generated_timestamp` moves, `updated_at` does not. */
  touch(id: number): void {
    this.#ticket(id).generated_timestamp = this.world.clock.seconds();
  }

  merge(id: number, into: number): void {
    mergeTickets(this.#site, this.#ticket(id), this.#ticket(into), this.#site.user(this.describe().adminId));
  }

  agentActs(id: number, act: AgentAct): void {
    this.desk.agentActs(String(id), act);
  }

  /** Many plain tickets at once, for paging. */
  bulk(count: number, subject = 'Bulk ticket'): { ids: number[] } {
    const open = (number: number) =>
      Number(this.desk.customerOpens(`${subject} ${number}`, `Message ${number}`));
    return { ids: Array.from({ length: count }, (_, index) => open(index + 1)) };
  }

  #ticket(id: number): Ticket {
    const ticket = this.#site.tickets.get(id);
    if (!ticket) throw recordNotFound();
    return ticket;
  }

  #url(): string {
    return `${this.base()}/zendesk/${this.#site.subdomain}`;
  }
}
