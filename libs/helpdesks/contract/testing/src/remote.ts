import type { Capability, HelpdeskCredential, OAuthClient, StepKind } from '@nightdesk/helpdesks/contract';

/**
 * What a call does, for faults that hit only such calls. `update ticket` is the write that carries a reply or a note, `tag
 * ticket` every write that adds or removes tags (never a reading that comes before it).
 */
export type Call = 'read ticket' | 'update ticket' | 'tag ticket';

/** What a platform's nature decides of the promises. Everything else is the same for all. */
export interface Traits {
  /** A refusal names the scopes that are missing. */
  namesScopes: boolean;
  /** What the probe says of a writing capability that an admin's, and a `readOnly`, credential has: no platform guesses. */
  verdicts: { admin: 'granted' | 'unknown'; readOnly: 'missing' | 'unknown' };
  /** The platform tells an agent who was suspended from a wrong credential. */
  tellsSuspension: boolean;
  /** A closed ticket takes no change any more. */
  closedIsFinal: boolean;
  /** Where the platform gives the id that its support asks for. */
  requestIds: 'everywhere' | 'errors' | 'nowhere';
  /** Its answers say what is left of the limits. */
  statesLimits: boolean;
  /** A 429 says when to come back. */
  retryAfter: boolean;
  /** It tells who wrote a message, by name. */
  namesPeople: boolean;
  /** `whoami` tells an admin from other agents. False: `isAdmin` is not compared. */
  tellsRoles: boolean;
  /** A ticket's first message can be a note, so that `Remote.agentOpensWithNote` is not null. */
  opensWithNote: boolean;
  /** The steps of ours that its webhooks tell of; empty where it sends none. */
  announces: readonly StepKind[];
}

/** A platform's OAuth as a person meets it. */
export interface RemoteOAuth {
  client: OAuthClient;
  redirectUri: string;
  /** The base of its web pages. */
  appUrl: string;
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
  /** The same as `describeAdapter` was given. */
  traits: Traits;
  /** People of the site. `agentId` is who `credentials.admin` belongs to; `otherAgentId` is another agent. */
  agentId: string;
  otherAgentId: string;
  credentials: {
    admin: HelpdeskCredential;
    /** An agent who is no admin. */
    agent: HelpdeskCredential;
    /** The admin's key, where the platform has OAuth (which `admin` then came by) and keys. */
    key: HelpdeskCredential | null;
    /** May read tickets and nothing else. */
    readOnly: HelpdeskCredential;
    /** May do nothing with tickets. */
    withoutTickets: HelpdeskCredential;
    wrong: HelpdeskCredential;
  };
  /** What a platform of this plan allows, by window name: what the calls of `limits.ts` must have taught. Empty: nothing. */
  statedLimits: Readonly<Record<string, number>>;
  oauth: RemoteOAuth | null;

  customerOpens(subject: string, message: string): Promise<string>;
  /** A ticket whose first message is a note of an agent; null where the platform has none. */
  agentOpensWithNote: ((subject: string, note: string) => Promise<string>) | null;
  customerReplies(ticketId: string, message: string): Promise<void>;
  /** As the other agent. */
  agentWrites(ticketId: string, message: string, visibility: 'public' | 'private'): Promise<void>;
  setTags(ticketId: string, tags: string[]): Promise<void>;
  /** In the platform's last state. */
  closeTicket(ticketId: string): Promise<void>;
  suspendAdmin(): Promise<void>;
  /**
   * Takes what `capability` needs from the admin's credential (its scope, or its role's right), while it is in use. Others
   * may go with it, but never `tickets:read`.
   */
  takeAway(capability: Capability): Promise<void>;
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
  /** Somebody else uses the account's limit. Only called where `statedLimits` names `account`. */
  foreignUse(calls: number): void;
  /** Null where the platform sends no webhooks. */
  webhooks: RemoteWebhooks | null;
}

/** Webhooks, from the platform's side. */
export interface RemoteWebhooks {
  /** Does what the adapter's guide says, where a person sets the webhook up; answers the secret to verify with. Null where the API does it. */
  setUpByHand: ((url: string) => Promise<{ secret: string }>) | null;
  switchOff(): void;
  list(): { id: string; url: string; active: boolean }[];
  /** Resolves when every webhook was sent. */
  delivered(): Promise<void>;
  /** The signature covers the body. */
  isSigned: boolean;
  /** A time stamp is signed, or stands in the signed body. */
  isStamped: boolean;
}
