import { z } from 'zod';

/** What we need of Freshdesk's objects. All are loose: fields that we do not know stay, and reach `raw`. */
const Id = z.union([z.number(), z.string()]);
const Instant = z.iso.datetime({ offset: true });

/** Comes with a ticket when `include=requester` was asked for. */
const RequesterRow = z.looseObject({ id: Id, name: z.string().nullish(), email: z.string().nullish() });

export const TicketRow = z.looseObject({
  id: Id,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.number(),
  priority: z.number().nullish(),
  source: z.number().nullish(),
  tags: z.array(z.string()).nullish(),
  requester_id: Id.nullish(),
  requester: RequesterRow.nullish().catch(null),
  responder_id: Id.nullish(),
  spam: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  created_at: Instant,
  updated_at: Instant,
});
export type TicketRow = z.infer<typeof TicketRow>;
export const TicketList = z.array(TicketRow);

/** `private` is required: a conversation that does not say so must not be taken for a reply. */
export const ConversationRow = z.looseObject({
  id: Id,
  user_id: Id.nullish(),
  incoming: z.boolean().nullish(),
  private: z.boolean(),
  body: z.string().nullish(),
  body_text: z.string().nullish(),
  from_email: z.string().nullish(),
  created_at: Instant,
});
export type ConversationRow = z.infer<typeof ConversationRow>;
export const ConversationList = z.array(ConversationRow);
export const Written = z.looseObject({ id: Id });

export const AgentRow = z.looseObject({
  id: Id,
  type: z.string().nullish(),
  ticket_scope: z.number().nullish(),
  role_ids: z.array(Id).nullish(),
  contact: z.looseObject({ name: z.string().nullish(), email: z.string().nullish() }).nullish().catch(null),
});
export type AgentRow = z.infer<typeof AgentRow>;

export const RoleRow = z.looseObject({ name: z.string() });

/** The choices of the status field: number to the agents' label, and the customers' where it differs. */
export const TicketFields = z.array(
  z.looseObject({
    name: z.string(),
    choices: z
      .record(z.string(), z.union([z.string(), z.array(z.string())]))
      .nullish()
      .catch(null),
  }),
);
