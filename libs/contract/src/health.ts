import { z } from 'zod';
import { Account } from './accounts.js';
import { Switch } from './controls.js';
import { Event } from './events.js';
import { Operation } from './operations.js';

export const BudgetWindow = z.object({
  name: z.string(),
  windowMs: z.number(),
  limit: z.number(),
  ceiling: z.number(),
  used: z.number(),
  foreign: z.number(),
  reserve: z.number(),
  blockedUntil: z.string().nullable(),
});

/** Work that waits in a lane. `oldestAt` is when the oldest of it arrived. */
export const LaneView = z.object({
  waiting: z.number(),
  inFlight: z.number(),
  /** Of what waits for a person; while a pause or a switch stops the lane, all that waits. */
  held: z.number(),
  /** Why the whole lane is stopped, as a sentence; null while it is not. */
  stopped: z.string().nullable(),
  dead: z.number(),
  oldestAt: z.string().nullable(),
});

const CredentialView = z.object({
  kind: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.string().nullable(),
  refreshAt: z.string().nullable(),
  /** Of the token: its last refresh, or the connect. */
  issuedAt: z.string(),
  refreshedAt: z.string().nullable(),
  lastError: z.string().nullable(),
});

/** Whether calls to the account's platform go out. All but `state` are null while it is closed. */
export const BreakerView = z.object({
  /** `open`: the platform fails, so nothing is sent. `half_open`: one call tries whether it works again. */
  state: z.enum(['closed', 'open', 'half_open']),
  since: z.string().nullable(),
  /** When the next call tries; while `half_open`, until when the trial counts. */
  retryAt: z.string().nullable(),
  /** What failed, in plain words. */
  reason: z.string().nullable(),
});

/** In milliseconds, from classes of duration; `10000` stands for all that took longer. */
export const Latency = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
export type Latency = z.infer<typeof Latency>;

/** How calls to an account's platform went, at most 5 s ago. */
export const AccountCalls = z.object({
  /** Of the last 5 minutes, all lanes together. */
  calls: z.number(),
  /** Of them without an answer, or answered with 401, 403, 408 or from 500 on. */
  failures: z.number(),
  /** The share of failures, 0 to 1; null without calls. */
  errorRate: z.number().nullable(),
  /** Of the last hour; null without calls. */
  latency: Latency.nullable(),
});
export type AccountCalls = z.infer<typeof AccountCalls>;

/** Calls minute by minute; minutes without calls are left out. `latency` of the whole is since `since`. */
export const Figures = AccountCalls.extend({
  since: z.string(),
  until: z.string(),
  data: z.array(
    z.object({
      /** When the minute began. */
      at: z.string(),
      /** `token`: calls of token endpoints. */
      lane: z.enum(['read', 'write', 'token']),
      calls: z.number(),
      failures: z.number(),
      /** Answered with 429. */
      limited: z.number(),
      latency: Latency.nullable(),
    }),
  ),
  /** The window that all calls of the account count in, at the end of each minute with calls (5 s late at most). */
  budget: z.array(
    z.object({
      /** When the minute began. */
      at: z.string(),
      /** `limit`, `used` and the rest are calls in any so many milliseconds. */
      windowMs: z.number(),
      limit: z.number(),
      /** What of the limit may be used. */
      ceiling: z.number(),
      /** By us, reads and writes together. */
      used: z.number(),
      /** By others on the same limit, as far as the platform tells. */
      foreign: z.number(),
      /** What reads leave to writes. */
      reserve: z.number(),
    }),
  ),
});
export type Figures = z.infer<typeof Figures>;

export const AccountHealth = Account.extend({
  credential: CredentialView.nullable(),
  /** The write lane's own; null when one credential serves both lanes. */
  writeCredential: CredentialView.nullable(),
  webhook: z
    .object({
      lastDeliveryAt: z.string().nullable(),
      /** Stored in the last 24 hours. */
      deliveries: z.number(),
      signatureFailures: z.number(),
    })
    .nullable(),
  lanes: z.object({ read: LaneView, write: LaneView }),
  budget: z.array(BudgetWindow),
  breaker: BreakerView,
  calls: AccountCalls,
});
export type AccountHealth = z.infer<typeof AccountHealth>;

export const SubscriberHealth = z.object({
  id: z.string(),
  url: z.string(),
  state: z.enum(['active', 'disabled']),
  lane: LaneView,
  lastDeliveredAt: z.string().nullable(),
  lastError: z.string().nullable(),
});

/** An event with what became of its deliveries. */
export const RecentEvent = Event.extend({
  deliveries: z.object({ pending: z.number(), delivered: z.number(), dead: z.number() }),
});

/** The whole first page, as one picture taken at `at`. */
export const Overview = z.object({
  at: z.string(),
  engine: z.enum(['postgres', 'redis']),
  /** Kill switches that are on, the newest first. */
  switches: z.array(Switch),
  accounts: z.array(AccountHealth),
  subscribers: z.array(SubscriberHealth),
  /** Newest first, at most 50 each. */
  events: z.array(RecentEvent),
  operations: z.array(Operation),
});
export type Overview = z.infer<typeof Overview>;
