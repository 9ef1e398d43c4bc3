import type { HelpdeskCredential, OAuthClient } from '@nightdesk/helpdesks/contract';

/** What a call does, for faults that hit only such calls: the update that carries a comment, or the tags of a ticket. */
export type Call = 'read ticket' | 'update ticket' | 'tag ticket';

/** A platform's OAuth as a person meets it. */
export interface RemoteOAuth {
  client: OAuthClient;
  redirectUri: string;
  /** Goes through the consent page as the admin, granting all that is asked for; answers the code. */
  consent(request: { url: string; scopes: readonly string[]; codeChallenge: string }): Promise<string>;
  /** Lets the platform's clock run. */
  advance(seconds: number): void;
}

/**
 * One fresh site of a platform, from the side of the people who use it. Everything here reaches the platform by another
 * way than the adapter, so that the adapter is compared with what is really there.
 */
export interface Remote {
  baseUrl: string;
  /** People of the site. `agentId` is who `credentials.admin` belongs to; `otherAgentId` is another agent. */
  agentId: string;
  otherAgentId: string;
  credentials: {
    admin: HelpdeskCredential;
    /** An agent who is no admin. */
    agent: HelpdeskCredential;
    /** The platform's key, where it has keys. */
    key: HelpdeskCredential | null;
    /** May read tickets and nothing else. */
    readOnly: HelpdeskCredential;
    /** May do nothing with tickets. */
    withoutTickets: HelpdeskCredential;
    wrong: HelpdeskCredential;
  };
  /** What a platform of this plan allows, by window name. */
  statedLimits: Readonly<Record<string, number>>;
  oauth: RemoteOAuth | null;

  customerOpens(subject: string, message: string): Promise<string>;
  /** A ticket whose first message is a note of an agent. */
  agentOpensWithNote(subject: string, note: string): Promise<string>;
  customerReplies(ticketId: string, message: string): Promise<void>;
  agentWrites(ticketId: string, message: string, visibility: 'public' | 'private'): Promise<void>;
  setTags(ticketId: string, tags: string[]): Promise<void>;
  closeTicket(ticketId: string): Promise<void>;
  suspendAdmin(): Promise<void>;
  /** Makes what happened so far visible to incremental reading. */
  settle(): Promise<void>;

  /** What the ticket's customer can read, oldest first. */
  visibleToCustomer(ticketId: string): Promise<string[]>;
  /** What agents can read besides, oldest first. */
  hiddenFromCustomer(ticketId: string): Promise<string[]>;
  tagsOf(ticketId: string): Promise<string[]>;
  /** The platform's own object, as its API shows it. */
  rawTicket(ticketId: string): Promise<Record<string, unknown>>;

  /** Spoils the next such call. `after`: it takes effect and the answer is lost; `before`: it does not take effect. */
  spoil(
    call: Call,
    how: 'timeout-before' | 'timeout-after' | 'reset-after' | '429' | '503',
    retryAfterSeconds?: number,
  ): void;
  /** Somebody else uses the account's limit. */
  foreignUse(calls: number): void;
  switchOffWebhooks(): void;
  webhooks(): { id: string; url: string; active: boolean }[];
  /** Resolves when every webhook was sent. */
  delivered(): Promise<void>;
}
