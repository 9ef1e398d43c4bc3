import { z } from 'zod';

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
  ifNoReplySince: z.iso.datetime({ offset: true }).optional(),
  /** Sent only while the ticket's status is one of these. */
  ifStatusIn: z
    .array(z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']))
    .min(1)
    .optional(),
  /** Send although the same content went to the same ticket within the last 60 s. */
  allowRepeat: z.boolean().default(false),
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
]);

export const Operation = z.object({
  id: z.string(),
  accountId: z.string(),
  ticketId: z.string(),
  state: OperationState,
  reason: z.string().nullable(),
  /** Some steps are confirmed and some are not, and no more will be. */
  partiallyApplied: z.boolean(),
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
