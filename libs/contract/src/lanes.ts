import { z } from 'zod';
import { LaneView } from './health.js';

/**
 * What keeps work from going out: `sending` nothing, it is under way; `next` nothing, it goes out in its turn; `review` a
 * person must say what became of it; `behind` an earlier operation on its ticket; `retry` it failed and is tried again.
 */
export const WaitReason = z.enum([
  'sending',
  'review',
  'account',
  'switch',
  'scope',
  'frozen',
  'behind',
  'breaker',
  'budget',
  'retry',
  'next',
]);

/** One operation that has not ended (write lane), or one delivery that is to be read (read lane). */
export const LaneItem = z.object({
  /** Unique in its lane; of the write lane, the operation's. */
  id: z.string(),
  ticketId: z.string().nullable(),
  /** The steps that are left, or the type of the delivery. */
  what: z.string(),
  /** When it came. */
  since: z.string(),
  attempts: z.number(),
  why: WaitReason,
  /** The same with its cause and its end, as a sentence. */
  says: z.string(),
  /** When it goes on by itself at the earliest; null: not known, or not without a person. */
  until: z.string().nullable(),
  /** With `behind`: the operation that goes first. */
  behind: z.string().nullable(),
});
export type LaneItem = z.infer<typeof LaneItem>;

/** A lane with what is first in it. */
export const AccountLane = LaneView.extend({
  /** In the order in which it came. */
  data: z.array(LaneItem),
  /** For the next page; null: that was all. */
  next: z.string().nullable(),
});
export type AccountLane = z.infer<typeof AccountLane>;

export const AccountLanes = z.object({ read: AccountLane, write: AccountLane });
export type AccountLanes = z.infer<typeof AccountLanes>;

/** The tokens of an account after a refresh. */
export const Refreshed = z.object({
  data: z.array(
    z.object({
      lane: z.enum(['both', 'read', 'write']),
      refreshedAt: z.string().nullable(),
      expiresAt: z.string().nullable(),
      /** When it is refreshed by itself. */
      refreshAt: z.string().nullable(),
    }),
  ),
});
export type Refreshed = z.infer<typeof Refreshed>;
