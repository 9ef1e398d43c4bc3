import { z } from 'zod';

const number = (least: number, most: number, unit: string) =>
  z.coerce
    .number({ error: `must be a number of ${unit}, ${least} to ${most}` })
    .min(least, `must be at least ${least} (${unit})`)
    .max(most, `must be at most ${most} (${unit})`)
    .optional();

/** What to try out; what is left out stays as it is. Query parameters, so numbers come as text. */
export const WhatIfQuestion = z.strictObject({
  /** Which time's demand is replayed. */
  period: z.enum(['hour', 'day'], { error: 'must be hour or day' }).default('day'),
  /** Share of the limit that may be used. */
  ceiling: number(5, 100, 'percent'),
  /** What the platform allows in a window. */
  limit: number(1, 1_000_000, 'calls'),
  /** From the beginning of one sweep to that of the next. */
  sweepEvery: number(10, 86_400, 'seconds'),
  /** What others use of the same limit. */
  foreign: number(0, 1_000_000, 'calls a minute'),
  /** As many times the recorded writes. */
  writeFactor: number(0.1, 20, 'times'),
  /** Made-up writes in place of the recorded ones. */
  writesPerHour: number(1, 20_000, 'writes an hour'),
  /** Decides where within its minute a call lies. */
  seed: number(1, 1_000_000, 'the seed').pipe(z.int('must be a whole number').optional()),
});
export type WhatIfQuestion = z.infer<typeof WhatIfQuestion>;

/** The same figure of each replay: the middle one, the least and the most. */
export const Band = z.object({ mid: z.number(), low: z.number(), high: z.number() });
export type Band = z.infer<typeof Band>;

/** The rules of one side. */
export const WhatIfRules = z.object({
  /** In percent. */
  ceiling: z.number(),
  limit: z.number(),
  /** In seconds; null: the account is not swept. */
  sweepEvery: z.number().nullable(),
  /** Calls of others in a minute. */
  foreign: z.number(),
  writeFactor: z.number(),
});
export type WhatIfRules = z.infer<typeof WhatIfRules>;

export const WhatIfOutcome = z.object({
  /** Calls that may go out in a window. */
  ceilingCalls: z.number(),
  /** How long a call of the write lane waits for its turn, in milliseconds. */
  wait: z.object({ p50: Band, p95: Band, p99: Band, max: Band }),
  /** Share of the writes that wait at all, 0 to 1. */
  waiting: Band,
  /** Writes that did not go out within an hour after the end. */
  unfinished: Band,
  /** Share of the reads that wait for more than a second, 0 to 1. */
  deferred: Band,
  /** Calls that the platform would refuse with 429. */
  refused: Band,
  /** The most calls of ours in any window. */
  most: Band,
});
export type WhatIfOutcome = z.infer<typeof WhatIfOutcome>;

/** A recorded demand replayed twice: as things are, and as they would be. */
export const WhatIf = z.object({
  demand: z.object({
    /** What was replayed; a busy time is cut to its busiest part, see `notes`. */
    since: z.string(),
    until: z.string(),
    /** Write commands, and the calls that they take. */
    writes: z.number(),
    writeCalls: z.number(),
    readCalls: z.number(),
    isMadeUp: z.boolean(),
    /** From how much all this was made, as a sentence. */
    says: z.string(),
  }),
  windowMs: z.number(),
  /** How many times both were replayed, with calls elsewhere within their minutes. */
  replays: z.number(),
  before: z.object({ rules: WhatIfRules, outcome: WhatIfOutcome }),
  after: z.object({ rules: WhatIfRules, outcome: WhatIfOutcome }),
  /** The most calls in the write lane's window, by parts of the time. */
  use: z.array(z.object({ at: z.string(), before: z.number(), after: z.number() })),
  /** What was taken for granted, as sentences. */
  notes: z.array(z.string()),
});
export type WhatIf = z.infer<typeof WhatIf>;
