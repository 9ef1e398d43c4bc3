import { randomBytes } from 'node:crypto';
import type { World } from '../world.js';
import { secretMark } from '../secret-mark.js';
import type { Plan, Rule } from './limits.js';
import { Limits, plans } from './limits.js';
import type {
  AuthorizationCode,
  CustomRole,
  CustomStatus,
  Group,
  OAuthClient,
  Status,
  Ticket,
  Token,
  User,
  Webhook,
} from './types.js';

/** One Zendesk account, e.g. `acme` for `https://acme.zendesk.com`. */
export class Site {
  readonly accountId: number;
  readonly users = new Map<number, User>();
  readonly customRoles = new Map<number, CustomRole>();
  readonly groups = new Map<number, Group>();
  readonly tickets = new Map<number, Ticket>();
  readonly clients: OAuthClient[] = [];
  readonly codes = new Map<string, AuthorizationCode>();
  readonly tokens = new Map<number, Token>();
  readonly webhooks = new Map<string, Webhook>();
  readonly apiTokens = new Set<string>();
  readonly customStatuses: CustomStatus[];
  readonly brandId: number;
  readonly limits: Limits;
  /** Answers to ticket creations by `Idempotency-Key`, remembered for two hours. */
  readonly creations = new Map<string, { body: string; ticketId: number; atMs: number }>();
  /** Fields without which a ticket cannot be solved (a 422 under `details.base`). */
  requiredToSolve: ('type' | 'priority' | 'assignee_id')[] = [];
  highVolume = false;
  /** The end user who writes on the page. */
  customerId = 0;
  #lastTicketId: number;

  constructor(
    readonly world: World,
    readonly subdomain: string,
    public plan: Plan,
    firstTicketId = 1,
  ) {
    this.accountId = 20_000_000 + world.zendesk.size + 1;
    this.brandId = world.nextId();
    this.limits = new Limits(() => world.clock.seconds());
    this.#lastTicketId = firstTicketId - 1;
    const labels = {
      new: 'New',
      open: 'Open',
      pending: 'Pending',
      hold: 'On-hold',
      solved: 'Solved',
    } as const;
    this.customStatuses = Object.entries(labels).map(([category, agent_label]) => ({
      id: world.nextId(),
      status_category: category as keyof typeof labels,
      agent_label,
      default: true,
    }));
    this.customStatuses.push({
      id: world.nextId(),
      status_category: 'pending',
      agent_label: 'Waiting on courier',
      default: false,
    });
  }

  get accountRule(): Rule {
    const limit = this.highVolume ? Math.max(2500, plans[this.plan]) : plans[this.plan];
    return { name: 'account', limit, windowSeconds: 60 };
  }

  nextTicketId(): number {
    this.#lastTicketId += 1;
    return this.#lastTicketId;
  }

  /** The built-in custom status of a category; closed tickets keep the one of solved. */
  defaultCustomStatus(status: Status | 'deleted'): CustomStatus | undefined {
    const category = status === 'closed' || status === 'deleted' ? 'solved' : status;
    return this.customStatuses.find((custom) => custom.default && custom.status_category === category);
  }

  user(id: number): User {
    const user = this.users.get(id);
    if (!user) throw new Error(`no user ${id} at ${this.subdomain}`);
    return user;
  }

  userByEmail(email: string): User | undefined {
    return [...this.users.values()].find((user) => user.email === email.trim().toLowerCase());
  }

  client(identifier: string): OAuthClient | undefined {
    return this.clients.find((client) => client.identifier === identifier);
  }
}

/** A credential nobody can guess, in the platform's plain hexadecimal. */
export const secretText = (bytes = 32): string =>
  secretMark + randomBytes(bytes - secretMark.length / 2).toString('hex');
