import type { EngineName } from '../../support/engines.js';

/** How a contender is told where to go. */
export interface Order {
  contender: string;
  /** Root of the site's API, without a slash at its end. */
  api: string;
  seed: number;
  /** How long calls are offered. */
  lastsMs: number;
  /** For Nightdesk: where it may keep what it knows. */
  stores: Stores | null;
}

export interface Stores {
  engine: EngineName;
  databaseUrl: string;
  /** The platform's description. */
  platformFile: string;
}

/** Somebody who makes the calls of a plan. A promise settles when the contender says that the call is done, or has failed. */
export interface Contender {
  read(ticketId: number): Promise<unknown>;
  /** Resolves with the instant at which its own records say it was done, where that came before it told. */
  write(ticketId: number, text: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** What became of a write, as the contender reports it. Instants are milliseconds since 1970. */
export interface WriteOutcome {
  text: string;
  offeredAt: number;
  /** Null: not within the run. */
  endedAt: number | null;
  /** When it was done by the contender's own records; the same as `endedAt` where it has none. */
  doneAt: number | null;
  error: string | null;
}

export interface Outcomes {
  writes: WriteOutcome[];
  failedReads: number;
}

/** What processes tell one another. */
export type ToContender = { kind: 'start'; at: number };
export type FromContender = { kind: 'ready' } | ({ kind: 'ended' } & Outcomes);
