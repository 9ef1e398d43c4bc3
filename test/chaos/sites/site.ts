import type { Nightdesk } from '@nightdesk/sdk';
import type { Desk } from '../../../apps/sandbox/src/desk.js';
import type { Visitor } from '../../support/visitor.js';
import type { PlannedStatus, PlannedStep, PlannedTicket, Platform } from '../plan.types.js';

/** A ticket as its site knows it. `id` is the platform's own, `ticketId` Nightdesk's. */
export interface SiteTicket {
  id: string;
  ticketId: string;
  kind: PlannedTicket['kind'];
}

/** What the ticket shows in the end, in the site's own words. */
export interface Truth {
  texts: string[];
  tags: string[];
  status: string;
  assigneeId: string | null;
}

/** One call of the platform's API, as it arrives there. */
export interface SiteCall {
  method: 'PUT' | 'POST';
  path: string;
}

/** How a site is connected: through which api, by whom. */
export interface Way {
  nightdesk: Nightdesk;
  visitor: Visitor;
}

/** A help desk of the sandbox: what people and administrators do there, and what is true there. */
export interface Site {
  readonly platform: Platform;
  /** As faults and the journal name it. */
  readonly name: string;
  /** Two people who can be assigned; the second one is not who we write as. */
  readonly people: readonly [string, string];
  /** The site as its people use it. */
  readonly desk: Desk;
  open(kind: PlannedTicket['kind'], subject: string): SiteTicket;
  human(ticket: SiteTicket, text: string, isPublic: boolean): void;
  truth(ticket: SiteTicket): Truth;
  /** The site's word for a status that was asked for. */
  word(ticket: SiteTicket, status: PlannedStatus): string;
  /** What one of the site's words is called in events. */
  meaning(word: string): string;
  /** The call that carries a step. */
  callOf(ticket: SiteTicket, step: PlannedStep['kind']): SiteCall;
  /** Connects, or connects anew with a credential that works; answers the account's id. */
  connect(way: Way): Promise<string>;
  /** What a person sets up there by Nightdesk's guide, so that webhooks are sent; nothing where connecting does it. */
  announce(nightdesk: Nightdesk, accountId: string): Promise<void>;
  revoke(): void;
  narrow(): void;
  widen(): void;
}

export const isMessage = (step: PlannedStep['kind']) => step === 'reply' || step === 'note';
