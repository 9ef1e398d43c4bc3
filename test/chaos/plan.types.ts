import type { EngineName } from '../support/engines.js';

export const platforms = ['zendesk', 'freshdesk', 'intercom'] as const;
export type Platform = (typeof platforms)[number];

export interface PlannedSite {
  platform: Platform;
  name: string;
}

export interface PlannedTicket {
  /** Index of its site. */
  site: number;
  /** Intercom keeps conversations and tickets apart; elsewhere there is one kind. */
  kind: 'conversation' | 'ticket';
}

/** Something that people and operations set everywhere. */
export type PlannedStatus = 'open' | 'pending' | 'solved';

/** Every text and every tag is written by one step only, so that it can be counted on the ticket. */
export type PlannedStep =
  | { kind: 'reply' | 'note'; token: string }
  | { kind: 'addTags'; tag: string }
  | { kind: 'status'; status: 'open' | 'solved' }
  /** Which of the site's agents. */
  | { kind: 'assignee'; nth: number };

/** What happens to a call that changes the ticket; `look`: to one that reads it. */
export const callFaults = [
  'timeout-after',
  'reset-after',
  'timeout-before',
  '500-after',
  '503-after',
  '500',
  '503',
  'slow',
] as const;
export interface PlannedFault {
  kind: (typeof callFaults)[number];
  /** The step whose call it hits, or `look`. */
  at: PlannedStep['kind'] | 'look';
  times: number;
  /** How long the connection is held; null: until the client gives up. */
  ms: number | null;
}

/** One thing that the automation wants done, and how it asks. */
export interface Ask {
  atMs: number;
  ticket: number;
  steps: PlannedStep[];
  fault: PlannedFault | null;
  /** The api process that is asked first. */
  api: number;
  /** The command is given twice: at once or later, under the same key or another. */
  again: { key: 'same' | 'other'; afterMs: number } | null;
  /** Not to be sent once a human has answered. */
  unlessAnswered: boolean;
  /** The asker thinks better of it. */
  cancelAfterMs: number | null;
}

/** What happens beside the asking. Programs: two apis, then two workers. */
export type Turn = { atMs: number } & (
  | { kind: 'kill'; program: number; downMs: number }
  | { kind: 'queues-lost' }
  | { kind: 'redis-down'; downMs: number }
  | { kind: 'postgres-restart'; how: 'fast' | 'crash' }
  | { kind: '429'; site: number; times: number; retryAfter: number; writesOnly: boolean }
  | { kind: 'token-revoked'; site: number; lastsMs: number }
  | { kind: 'scope-removed'; site: number; lastsMs: number }
  | { kind: 'human'; ticket: number; text: string; isPublic: boolean }
);

export interface Plan {
  seed: number;
  lastsMs: number;
  sites: PlannedSite[];
  tickets: PlannedTicket[];
  asks: Ask[];
  turns: Turn[];
}

export interface Result {
  figures: Record<string, number>;
  /** What was promised and missed, as sentences. */
  missed: string[];
}
export type Engine = EngineName;
