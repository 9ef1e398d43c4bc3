import type { HelpdeskError } from './error.js';
import type { Capability, Person, Step, Ticket, TicketWithConversation } from './model.js';
import type {
  HelpdeskCredential,
  LearntLimit,
  LimitWindow,
  PlatformRequest,
  PlatformResponse,
  Send,
} from './transport.js';

/** Who a credential belongs to. */
export interface Identity {
  user: Person;
  /** The platform's word for the role (`admin`, `agent`, …). */
  platformRole: string;
  isAdmin: boolean;
  /** What the credential may do, as its scopes and role tell; a capability that they do not decide is absent. */
  capabilities: Partial<Record<Capability, boolean>>;
  scopes: string[];
  expiresAt: Date | null;
}

/** OAuth tokens as a platform gives them. `expiresAt` null means that the token does not expire. */
export interface OAuthTokens {
  accessToken: string;
  refreshToken: string | null;
  scopes: string[];
  expiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
}

export interface OAuthClient {
  clientId: string;
  clientSecret: string | null;
}

/** A platform's OAuth, as far as it differs from the standard. `now` turns lifetimes into instants. */
export interface HelpdeskOAuth {
  /** Scopes that Nightdesk asks for. */
  readonly scopes: readonly string[];
  authorizationUrl(baseUrl: string): string;
  exchange(
    send: Send,
    grant: { client: OAuthClient; code: string; redirectUri: string; codeVerifier: string },
    now: Date,
  ): Promise<OAuthTokens>;
  refresh(send: Send, grant: { client: OAuthClient; refreshToken: string }, now: Date): Promise<OAuthTokens>;
  /** Ends the token that `send` carries. */
  revoke(send: Send): Promise<void>;
}

/** One page of tickets that changed; `cursor` continues, null when the end is reached. */
export interface ChangedTickets {
  tickets: Ticket[];
  cursor: string | null;
}

/** A webhook as it arrived: bytes exactly as received, header names in lower case. */
export interface WebhookDelivery {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  receivedAt: Date;
}

/** What a verified delivery says. Only a hint: the ticket is read back before anything is believed. */
export interface WebhookHint {
  /** The platform's event id, or a hash of what arrived where it gives none. */
  dedupeKey: string;
  /** Null when the delivery is about no ticket (a ping). */
  ticketId: string | null;
  /** The platform's word for what happened. */
  type: string;
  occurredAt: Date | null;
}

/** Thrown by `verifyWebhook` for a delivery that must not be believed; answered with 401. */
export class WebhookRejected extends Error {
  override readonly name = 'WebhookRejected';

  constructor(readonly reason: 'missing_signature' | 'wrong_signature' | 'stale') {
    super(`webhook rejected: ${reason}`);
  }
}

/** Thrown by `parseWebhook` for a body that is not what the platform sends; answered with 400. */
export class WebhookMalformed extends Error {
  override readonly name = 'WebhookMalformed';
}

/** Proof that a group of steps is on the ticket. */
export interface Receipt {
  requestId: string | undefined;
  /** The ids that the platform gave to what we wrote (comment, audit), to recognise our own webhooks. */
  remoteIds: string[];
}

/** What identifies one write, so that it can be found again after an ambiguous outcome. */
export interface WriteMark {
  operationId: string;
  /** When the first attempt was made; nothing before it can be ours. */
  since: Date;
}

/**
 * A platform behind one contract. Adapters are plain classes: they get a `Send` that carries the credential, and return
 * unified values or throw {@link HelpdeskError}. They know no database, queue or configuration.
 */
export interface HelpdeskAdapter {
  readonly platform: string;
  /** The platform's name as people write it. */
  readonly title: string;
  /** What a person types as the site; matched after trimming and lower-casing. */
  readonly site: { label: string; pattern: RegExp; example: string };
  readonly oauth: HelpdeskOAuth | null;
  /** The answer header that the platform's support asks for, in lower case. */
  readonly requestIdHeader: string;
  /** How long after a write a read may still miss it, in milliseconds. */
  readonly consistencyDelayMs: number;

  /** Headers that authenticate a call. */
  authorize(credential: HelpdeskCredential): Record<string, string>;
  /** The windows that a call counts in; limits are the least that the platform's plans have, until learnt. */
  windows(request: PlatformRequest): LimitWindow[];
  /** What an answer (of any status) tells about limits. */
  learn(request: PlatformRequest, headers: Readonly<Record<string, string>>, now: Date): LearntLimit[];
  /** Turns an answer of 400 or more into the error that says what it means. */
  explain(request: PlatformRequest, response: PlatformResponse, now: Date): HelpdeskError;

  whoami(send: Send): Promise<Identity>;
  /**
   * Tickets changed since `since`, or the page after `cursor`. May repeat a ticket; never misses one. `isAdmin` as `whoami`
   * said it saves the call that a platform refuses to others; left out, the adapter finds out.
   */
  listChanged(
    send: Send,
    from: { since: Date; cursor: string | null; isAdmin?: boolean | undefined },
  ): Promise<ChangedTickets>;
  getTicket(send: Send, ticketId: string): Promise<TicketWithConversation>;

  /** Groups steps so that each group is one call, in the order in which they must go out. Pure. */
  plan(steps: readonly Step[]): Step[][];
  /** Applies one group of `plan`. */
  apply(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark): Promise<Receipt>;
  /** Looks on the ticket for a group that may have been applied. Null: it is not there. */
  findApplied(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark): Promise<Receipt | null>;

  /** Makes our webhook exist and be active at `url`; finds it by `name` when it is there already. */
  ensureWebhook(
    send: Send,
    webhook: { name: string; url: string },
  ): Promise<{ remoteId: string; secret: string }>;
  /** Succeeds as well when it is gone already. */
  removeWebhook(send: Send, remoteId: string): Promise<void>;
  /** @throws WebhookRejected unless one of `secrets` signed these bytes within `toleranceMs`. */
  verifyWebhook(delivery: WebhookDelivery, secrets: readonly string[], toleranceMs: number): void;
  /** @throws WebhookMalformed */
  parseWebhook(delivery: WebhookDelivery): WebhookHint;
}
