import { z } from 'zod';

/** `full`: every open ticket; else what changed since the last sweep. */
export const NewSweep = z.strictObject({ full: z.boolean().default(false) });
export type NewSweep = z.infer<typeof NewSweep>;

/** How far the sweeps of an account are. */
export const SweepProgress = z.object({
  /** `only`: changes are learnt by nothing else. `beside`: finds what webhooks missed. */
  role: z.enum(['only', 'beside']),
  /** Reading what changed. */
  incremental: z.object({
    /** `waiting` until `nextAt`, or `running`. */
    state: z.enum(['waiting', 'running']),
    lastAt: z.string().nullable(),
    nextAt: z.string(),
    /** Everything that changed before this instant has been told. */
    mark: z.string(),
    /** Why the last one failed, as a sentence. */
    problem: z.string().nullable(),
  }),
  /** Reading every open ticket, once a day and on demand. */
  full: z.object({
    /** `none`: there was none yet. */
    state: z.enum(['none', 'running', 'ended']),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    /** Open tickets that the platform has listed so far. */
    seen: z.number(),
    /** Of those, and of tickets that it no longer lists: how many were read because we had not been told. */
    found: z.number(),
    /** When it begins or goes on; null: not planned. */
    nextAt: z.string().nullable(),
  }),
  /** Calls of the account's limit, in the platform's units, that sweeping beside webhooks has used in all. */
  calls: z.number(),
});
export type SweepProgress = z.infer<typeof SweepProgress>;

/** How completely webhooks told of the changes of the last 24 hours, against what sweeps had to find. */
export const Completeness = z.object({
  changes: z.number(),
  byWebhook: z.number(),
  missed: z.number(),
  /** 0 to 1; null: nothing changed. */
  share: z.number().nullable(),
  /** From a change to the arrival of its webhook, as the upper bound of a class of delays; null: none came. */
  medianDelayMs: z.number().nullable(),
  /** So much got lost in the last two hours that the webhook is checked at the platform, and sweeps come more often. */
  hasFallen: z.boolean(),
  /** By type of event, what misses most first. */
  kinds: z.array(z.object({ kind: z.string(), byWebhook: z.number(), missed: z.number() })),
});
export type Completeness = z.infer<typeof Completeness>;
