import type { HelpdeskError } from './error.js';
import type { Capability, Step, Ticket, TicketStatus, TicketWithConversation } from './model.js';
import type { HelpdeskOAuth, KeyField, SiteField } from './access.js';
import type { Identity, Probe } from './probe.js';
import type {
  HelpdeskCredential,
  LearntLimit,
  LimitWindow,
  PlatformRequest,
  PlatformResponse,
  Send,
} from './transport.js';
import type { HelpdeskWebhooks } from './webhooks.js';

/** One page of tickets that changed; `cursor` continues, null when the end is reached. */
export interface ChangedTickets {
  tickets: Ticket[];
  cursor: string | null;
}

/** Where a listing begins. */
export interface ListFrom {
  since: Date;
  /** Of the page before; null for the first. */
  cursor: string | null;
  /** As `whoami` said it: saves the call that a platform refuses to others. Left out, the adapter finds out. */
  isAdmin?: boolean | undefined;
}

/** Proof that a group of steps is on the ticket. */
export interface Receipt {
  requestId: string | undefined;
  /** The ids that the platform gave to what we wrote (comment, audit), to recognise our own webhooks. */
  remoteIds: string[];
  /**
   * Set by `findApplied` when more than one thing on the ticket fits and the platform carries no mark of ours: the ids of
   * all of them. Then it cannot be told which one is ours, or whether we wrote twice.
   */
  candidates?: string[] | undefined;
}

/** What identifies one write, so that it can be found again after an ambiguous outcome. */
export interface WriteMark {
  operationId: string;
  /** When the first attempt was made; nothing before it can be ours. */
  since: Date;
  /** The platform's user that our credential acts as (`Identity.user.id`); null when it is not known. */
  authorId: string | null;
  /** Remote ids on this ticket that other operations of ours are known to have made. They are never this one's. */
  taken: readonly string[];
  /**
   * `updatedAt` of the reading on which somebody decided that this may be written. Where the platform has a lock for it, it
   * refuses as `conflict` when the ticket has changed since. Left out: whatever happened meanwhile is no matter.
   */
  seen?: Date | undefined;
}

/**
 * A platform behind one contract. Adapters are plain classes: they get a `Send` that carries the credential, and return
 * unified values or throw {@link HelpdeskError}. They know no database, queue or configuration.
 */
export interface HelpdeskAdapter {
  readonly platform: string;
  /** The platform's name as people write it. */
  readonly title: string;
  /**
   * Where the platform's API is: `{site}` stands for the site, `{region}` for the region's part of the host name. `app`:
   * where its web pages (consent) are, when that is another host.
   */
  readonly urls: { readonly api: string; readonly app?: string | undefined };
  /** What a person types as the site. Null: nothing is typed, the credential tells it (`Identity.site`). */
  readonly site: SiteField | null;
  /** Regions to choose from: `value` is stored, `host` replaces `{region}`. Empty: the platform has one region. */
  readonly regions: readonly { readonly value: string; readonly title: string; readonly host: string }[];
  readonly oauth: HelpdeskOAuth | null;
  /** How an account is connected by something that a person pastes. Null: only OAuth. */
  readonly key: KeyField | null;
  /** Why a second credential for the write lane gives it limits of its own. Null: it would not. */
  readonly writeCredential: string | null;
  /** The statuses that a step can set; others are refused as `invalid`, with nothing sent. */
  readonly statuses: readonly Exclude<TicketStatus, 'new'>[];
  /**
   * How a write is found again. `mark`: the platform carries our operation id, so the answer is exact. `content`: author,
   * kind, time and text are compared, and `Receipt.candidates` tells when more than one thing fits.
   */
  readonly proof: 'mark' | 'content';
  /** Calls in flight at once that the platform stands. */
  readonly concurrency: number;
  /** The answer header that the platform's support asks for, in lower case; null where there is none. */
  readonly requestIdHeader: string | null;
  /** How long after a write a read may still miss it, in milliseconds. */
  readonly consistencyDelayMs: number;
  /** Null: the platform sends none, and polling is the only way. */
  readonly webhooks: HelpdeskWebhooks | null;

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
   * What the credential may do, asked in ways that nobody at the helpdesk can see: by its scopes and role, and where they
   * do not decide it, by a write to a ticket that cannot exist. A refusal is a finding.
   * @throws HelpdeskError when the credential itself is refused, or the platform cannot be asked now.
   */
  probe(send: Send, wanted: readonly Capability[]): Promise<Probe>;
  /** What a person must do so that a missing capability is granted, in the platform's own words. Pure. */
  remedy(capability: Capability, missingScopes: readonly string[]): string;

  /** Tickets changed since `since`, or the page after `cursor`. May repeat a ticket; never misses one. */
  listChanged(send: Send, from: ListFrom): Promise<ChangedTickets>;
  /**
   * Every ticket that is open (neither solved nor closed nor gone), or the page after `cursor`; others may be among them. A
   * ticket that stays open while pages are read is not missed. Null: the platform cannot list by status.
   */
  readonly listOpen: ((send: Send, cursor: string | null) => Promise<ChangedTickets>) | null;
  getTicket(send: Send, ticketId: string): Promise<TicketWithConversation>;

  /** Groups steps so that each group is confirmed by itself, in the order in which they must go out. Pure. */
  plan(steps: readonly Step[]): Step[][];
  /**
   * Applies one group of `plan`, by as many calls as the platform needs for it; at most one of them is not repeatable, and
   * it comes last.
   */
  apply(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark): Promise<Receipt>;
  /** Looks on the ticket for a group that may have been applied. Null: it is not there. */
  findApplied(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark): Promise<Receipt | null>;
}
