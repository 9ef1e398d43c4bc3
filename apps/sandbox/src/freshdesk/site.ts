import type { World } from '../world.js';
import type { Allowance, Plan } from './limits.js';
import { Limits, plans } from './limits.js';
import type { Rule } from './rules/rule.js';
import type { Agent, Contact, CustomField, Group, Permission, Role, StatusChoice, Ticket } from './types.js';

/** Where the facts leave two readings and both matter, the site says which one it takes. */
export interface SiteSettings {
  /** True: what an agent may not do is a 403 before the ticket is looked for; false: a ticket that is not there is a 404 first. */
  checksPermissionFirst: boolean;
  /** Wrong logins in a row with one key until it is locked out. */
  maxFailedLogins: number;
  /** Names of ticket fields without which a ticket is neither resolved nor closed. */
  requiredToResolve: string[];
  /** An account from before the limits by minute: calls an hour, and no smaller numbers within them. */
  hourlyLimit: number | null;
  /** Whether archived tickets can be read; null: as the plan has it. */
  readsArchive: boolean | null;
  /** Webhook calls of automation rules use up the account's limit. */
  webhooksUseLimit: boolean;
  /** How far the search index lies behind. */
  searchLagSeconds: number;
}

export const defaultSettings: SiteSettings = {
  checksPermissionFirst: false,
  maxFailedLogins: 5,
  requiredToResolve: [],
  hourlyLimit: null,
  readsArchive: null,
  webhooksUseLimit: true,
  searchLagSeconds: 180,
};

/** One Freshdesk account, e.g. `acme` for `https://acme.freshdesk.com`. */
export class FreshdeskSite {
  readonly roles = new Map<number, Role>();
  readonly groups = new Map<number, Group>();
  readonly agents = new Map<number, Agent>();
  readonly contacts = new Map<number, Contact>();
  readonly tickets = new Map<number, Ticket>();
  readonly rules = new Map<number, Rule>();
  readonly statuses: StatusChoice[];
  readonly customFields: CustomField[] = [];
  readonly types = ['Question', 'Incident', 'Problem', 'Feature Request', 'Refund'];
  readonly limits: Limits;
  /** Wrong logins by key: how many in a row, and when the last one was. */
  readonly failedLogins = new Map<string, { count: number; atMs: number }>();
  settings: SiteSettings;
  /** The contact who writes on the page. */
  customerId = 0;
  #lastTicketId: number;

  constructor(
    readonly world: World,
    readonly domain: string,
    public plan: Plan,
    options: { settings?: Partial<SiteSettings>; statuses?: string[]; firstTicketId?: number } = {},
  ) {
    this.settings = { ...defaultSettings, ...options.settings };
    this.statuses = ['Open', 'Pending', 'Resolved', 'Closed', ...(options.statuses ?? [])].map(
      (label, index) => ({ id: index + 2, label }),
    );
    this.limits = new Limits(
      () => world.clock.now(),
      () => this.allowance,
    );
    this.#lastTicketId = (options.firstTicketId ?? 1) - 1;
  }

  get allowance(): Allowance {
    const { hourlyLimit } = this.settings;
    return hourlyLimit === null
      ? { rates: plans[this.plan], windowSeconds: 60 }
      : { rates: { total: hourlyLimit }, windowSeconds: 3600 };
  }

  get readsArchive(): boolean {
    return this.settings.readsArchive ?? (this.plan === 'Pro' || this.plan === 'Enterprise');
  }

  /** The address replies are sent from. */
  get supportEmail(): string {
    return `support@${this.domain}.freshdesk.com`;
  }

  nextTicketId(): number {
    this.#lastTicketId += 1;
    return this.#lastTicketId;
  }

  contactByEmail(email: string): Contact | undefined {
    const wanted = email.trim().toLowerCase();
    return [...this.contacts.values()].find((contact) => contact.email === wanted);
  }

  /** What an agent may do: what any role of theirs allows, unless it was changed for them alone. */
  may(agent: Agent, permission: Permission): boolean {
    const byRole = agent.roleIds.some((id) => this.roles.get(id)?.permissions.has(permission));
    return agent.overrides.get(permission) ?? byRole;
  }

  /** The name of whoever wrote something, agent or contact. */
  nameOf(userId: number): string {
    return this.agents.get(userId)?.name ?? this.contacts.get(userId)?.name ?? 'Unknown';
  }
}
