import { z } from 'zod';
import { Operation } from './operations.js';

const OperationIds = z
  .array(z.string().min(1))
  .min(1, 'name at least one operation')
  .max(1_000, 'name at most 1,000 operations, or choose them by cause and account');

/** Operations that failed or died for one root cause. */
export const DeadLetterGroup = z.object({
  /** The kind of failure, e.g. `forbidden`, `unavailable`, `superseded`; `other` where none was written down. */
  cause: z.string(),
  /** What it means and what to do, a sentence each. */
  meaning: z.string(),
  remedy: z.string(),
  count: z.number(),
  /** When the first and the last of them ended. */
  oldestAt: z.string(),
  newestAt: z.string(),
  /** Those with most of them, at most ten. `remedy` is empty where the account works. */
  accounts: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      site: z.string(),
      state: z.string(),
      remedy: z.string(),
      count: z.number(),
    }),
  ),
  /** Of how many accounts they are. */
  accountCount: z.number(),
  /** The newest, at most three. */
  samples: z.array(Operation),
});
export type DeadLetterGroup = z.infer<typeof DeadLetterGroup>;

/** Which dead letters are to be replayed: all that fit everything that is named. */
export const NewReplay = z.strictObject({
  cause: z.string().min(1).optional(),
  accountId: z.string().min(1).optional(),
  operationIds: OperationIds.optional(),
  /** The first so many, in the order in which they were accepted. */
  limit: z.int().min(1).max(10_000).default(1_000),
  /** What was accepted longer ago is skipped. */
  ttlHours: z.int().min(1).max(8_760).default(24),
});
export type NewReplay = z.infer<typeof NewReplay>;

/** Many dead letters, tried again: one, then ten, then all. */
export const Replay = z.object({
  id: z.string(),
  /** `stopped`: one failed again, and `reason` says which and why. */
  state: z.enum(['running', 'stopped', 'done', 'cancelled']),
  stage: z.enum(['one', 'ten', 'all']),
  reason: z.string().nullable(),
  /** What was asked for; null: of any cause. */
  cause: z.string().nullable(),
  /** Empty: of every account. */
  accountIds: z.array(z.string()),
  ttlHours: z.number(),
  counts: z.object({
    total: z.number(),
    waiting: z.number(),
    /** Sent on their way; they are `underWay`, `confirmed` or `failed`. */
    replayed: z.number(),
    underWay: z.number(),
    confirmed: z.number(),
    failed: z.number(),
    /** Not sent, because nobody wants them any more; those that failed before stay dead letters. */
    skipped: z.number(),
  }),
  /** Why operations were skipped, the most frequent reason first, each with one of them; at most ten. */
  skipped: z.array(z.object({ reason: z.string(), count: z.number(), operationId: z.string() })),
  /** On their way, at most three, with what they wait for. */
  underWay: z.array(z.object({ operationId: z.string(), state: z.string(), reason: z.string().nullable() })),
  requestedBy: z.string(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Replay = z.infer<typeof Replay>;

/** Dead letters about which nothing is to be done: single ones, or all of one cause in one account. */
export const Discard = z.union(
  [
    z.strictObject({ operationIds: OperationIds }),
    z.strictObject({ cause: z.string().min(1), accountId: z.string().min(1) }),
  ],
  { error: 'name either operationIds, or a cause and an accountId' },
);
export type Discard = z.infer<typeof Discard>;
