import { z } from 'zod';

/** Whose data is deleted. Erase it at the platform first: a later webhook or sweep reads what is still there. */
export const NewErasure = z
  .strictObject({
    /** Left out: in every account. */
    accountId: z.string().min(1).optional(),
    email: z.email().max(320).optional(),
    /** The platform's id of the person. */
    requesterId: z.string().min(1).max(200).optional(),
  })
  .refine(({ email, requesterId }) => email !== undefined || requesterId !== undefined, {
    path: ['email'],
    error: 'name the person by email, by requesterId, or both',
  })
  .refine(({ accountId, requesterId }) => requesterId === undefined || accountId !== undefined, {
    path: ['accountId'],
    error: 'say of which account the requesterId is: each platform counts for itself',
  });
export type NewErasure = z.infer<typeof NewErasure>;

/** How many rows of each kind were emptied or deleted. */
export const ErasedRows = z.object({
  tickets: z.number(),
  messages: z.number(),
  webhooks: z.number(),
  events: z.number(),
  deliveries: z.number(),
  operations: z.number(),
});
export type ErasedRows = z.infer<typeof ErasedRows>;

export const Erasure = z.object({
  at: z.string(),
  /** SHA-256 of what named the person, as the audit log has it. */
  personHash: z.string(),
  erased: ErasedRows,
  /** Tickets that were left as they are, because an operation on them has not ended: ask again when it has. */
  waitingTickets: z.array(z.object({ accountId: z.string(), ticketId: z.string() })),
});
export type Erasure = z.infer<typeof Erasure>;
