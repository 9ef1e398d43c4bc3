import { z } from 'zod';

const mostSloSeconds = 3_600;

/** A round trip on a ticket that is there for nothing else, every so many minutes. */
export const SyntheticCheckPlan = z
  .strictObject({
    ticketId: z.string().min(1).max(100),
    everyMinutes: z.number().int().min(5).max(1_440).default(15),
    /** From the command until the change is seen back; longer counts as failed. */
    sloSeconds: z.number().int().min(1).max(mostSloSeconds).default(60),
  })
  .refine(({ everyMinutes, sloSeconds }) => sloSeconds < everyMinutes * 60, {
    error: 'must be shorter than everyMinutes, so that a round trip ends before the next one begins',
    path: ['sloSeconds'],
  });
export type SyntheticCheckPlan = z.infer<typeof SyntheticCheckPlan>;

export const SyntheticRun = z.object({
  at: z.string(),
  /** Whether the change was seen back within `sloSeconds`. */
  ok: z.boolean(),
  /** In milliseconds; null when it was not seen back. */
  durationMs: z.number().nullable(),
  /** Why it failed, as a sentence; null when it did not. */
  problem: z.string().nullable(),
});
export type SyntheticRun = z.infer<typeof SyntheticRun>;

export const SyntheticCheck = z.object({
  accountId: z.string(),
  /** Null: the account is not checked. */
  plan: z.object({ ticketId: z.string(), everyMinutes: z.number(), sloSeconds: z.number() }).nullable(),
  /** When the next round trip begins, if the account works then. */
  nextAt: z.string().nullable(),
  /** The operation of the round trip that is under way. */
  operationId: z.string().nullable(),
  /** Of the last 24 hours; `share` is that of the round trips within `sloSeconds`, null before the first. */
  day: z.object({ runs: z.number(), share: z.number().nullable() }),
  /** The last 50, newest first. */
  runs: z.array(SyntheticRun),
});
export type SyntheticCheck = z.infer<typeof SyntheticCheck>;
