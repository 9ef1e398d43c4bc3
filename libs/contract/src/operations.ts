import { z } from 'zod';
import { instant } from './instant.js';
import { Capability, Verdict } from './accounts.js';

const text = z.string().min(1).max(65_000);
const tags = z.array(z.string().trim().min(1).max(200)).min(1).max(100);

/** One requested change. `reply` is seen by the customer, `note` is not. */
export const Step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), body: text, bodyHtml: text.optional() }),
  z.strictObject({ kind: z.literal('note'), body: text, bodyHtml: text.optional() }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.enum(['open', 'pending', 'on_hold', 'solved', 'closed']),
  }),
  z.strictObject({ kind: z.literal('addTags'), tags }),
  z.strictObject({ kind: z.literal('removeTags'), tags }),
  z.strictObject({ kind: z.literal('assignee'), assigneeId: z.string().min(1).nullable() }),
]);

export const NewOperation = z.strictObject({
  steps: z
    .array(Step)
    .min(1)
    .max(10)
    .refine((steps) => new Set(steps.map((step) => JSON.stringify(step))).size === steps.length, {
      error:
        'two steps are the same; each step of an operation must differ, so that it can be told on the ticket',
    }),
  /** A human answered after this instant: nothing is sent, reason `superseded`. */
  ifNoReplySince: instant().optional(),
  /** Sent only while the ticket's status is one of these. */
  ifStatusIn: z
    .array(z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']))
    .min(1)
    .optional(),
  /** Send although the same content went to the same ticket within the last 60 s. */
  allowRepeat: z.boolean().default(false),
  /** Only tell what would become of it: nothing is stored or sent. The answer is a `DryRun`, with 200. */
  dryRun: z.boolean().default(false),
});
export type NewOperation = z.infer<typeof NewOperation>;

export const OperationState = z.enum([
  'queued',
  'sending',
  'confirmed',
  'unknown',
  'held',
  'failed',
  'dead',
  'cancelled',
  'shadowed',
]);

/** A ticket whose operations wait, because our own writes changed it too often in a short time. */
export const FrozenTicket = z.object({
  accountId: z.string(),
  ticketId: z.string(),
  changes: z.number(),
  since: z.string(),
});
export type FrozenTicket = z.infer<typeof FrozenTicket>;

/** What a person says of an operation whose write cannot be told from others on the ticket. */
export const OperationDecision = z.strictObject({ decision: z.enum(['landed', 'send_again', 'give_up']) });
export type OperationDecision = z.infer<typeof OperationDecision>;

export const Operation = z.object({
  id: z.string(),
  accountId: z.string(),
  ticketId: z.string(),
  state: OperationState,
  reason: z.string().nullable(),
  /** Some steps are confirmed and some are not, and no more will be. */
  partiallyApplied: z.boolean(),
  /** The kind of failure that ended or holds it, e.g. `forbidden`, `superseded`, `undecidable`. */
  cause: z.string().nullable(),
  /** A person must decide (`POST /v1/operations/{id}/decision`): the steps in doubt, and what on the ticket fits. */
  review: z
    .object({
      positions: z.array(z.number()),
      candidates: z.array(z.string()),
      since: z.string(),
      attempts: z.number(),
      seenAt: z.string(),
    })
    .nullable(),
  steps: z.array(
    z.object({
      kind: z.string(),
      state: z.enum(['pending', 'confirmed', 'failed']),
      requestId: z.string().nullable(),
      confirmedAt: z.string().nullable(),
    }),
  ),
  transitions: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      reason: z.string(),
      attempt: z.number(),
      requestId: z.string().nullable(),
      at: z.string(),
    }),
  ),
  traceId: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Operation = z.infer<typeof Operation>;

/** What would become of an operation, as far as it can be told without asking the platform. */
export const DryRun = z.object({
  dryRun: z.literal(true),
  accountId: z.string(),
  ticketId: z.string(),
  /** `shadowed`: recorded, not sent. `held`: it would wait. `failed`: refused. `repeat`: `operationId` would be the answer. */
  wouldBe: z.enum(['queued', 'shadowed', 'held', 'failed', 'repeat']),
  /** Why, as a sentence. */
  reason: z.string(),
  operationId: z.string().nullable(),
  /** In their order; `steps` are the kinds that the call serves. No steps: it only looks whether the conditions hold. */
  calls: z.array(z.object({ method: z.string(), path: z.string(), steps: z.array(z.string()) })),
  /** Those that the steps need. */
  capabilities: z.array(
    z.object({ capability: Capability, verdict: Verdict, remedy: z.string().nullable() }),
  ),
  /** Windows that the calls count in; `free` is what the ceiling leaves now. */
  budget: z.array(
    z.object({
      window: z.string(),
      windowMs: z.number(),
      limit: z.number(),
      used: z.number(),
      free: z.number(),
    }),
  ),
  /** What could not be told, in plain sentences; null: nothing. */
  note: z.string().nullable(),
});
export type DryRun = z.infer<typeof DryRun>;

/** What people did about one step that was recorded and not sent. */
export const ScoredStep = z.object({
  kind: z.string(),
  /** What the step says or sets, as text. */
  ours: z.string(),
  /** `differed`: people did something else. `nobody`: nothing was done about it yet. */
  verdict: z.enum(['agreed', 'differed', 'nobody']),
  /** What people said or set. */
  theirs: z.string().nullable(),
  at: z.string().nullable(),
  /** Of replies and notes: the share of words that both texts have, 0 to 1. */
  similarity: z.number().nullable(),
});

/** Operations that were recorded and not sent, beside what people then did on the ticket within 24 hours. */
export const Scorecard = z.object({
  accountId: z.string(),
  since: z.string(),
  summary: z.array(
    z.object({ kind: z.string(), agreed: z.number(), differed: z.number(), nobody: z.number() }),
  ),
  /** Newest first. */
  data: z.array(
    z.object({
      operationId: z.string(),
      ticketId: z.string(),
      at: z.string(),
      /** What people do after this instant does not count. */
      until: z.string(),
      steps: z.array(ScoredStep),
    }),
  ),
  /** True: there are older ones since `since` that neither `data` nor `summary` has. */
  more: z.boolean(),
});
export type Scorecard = z.infer<typeof Scorecard>;
