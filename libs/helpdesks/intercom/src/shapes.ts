import { z } from 'zod';

/** What we need of Intercom's objects. All are loose: fields that we do not know stay, and reach `raw`. */
const Id = z.union([z.number(), z.string()]);
/** Unix seconds. */
const Seconds = z.number();

const AuthorRow = z.looseObject({
  type: z.string().nullish(),
  id: Id.nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  from_ai_agent: z.boolean().nullish(),
});
export type AuthorRow = z.infer<typeof AuthorRow>;

export const PartRow = z.looseObject({
  id: Id,
  part_type: z.string(),
  body: z.string().nullish(),
  created_at: Seconds,
  author: AuthorRow.nullish(),
  app_package_code: z.string().nullish(),
});
export type PartRow = z.infer<typeof PartRow>;

export const TagRow = z.looseObject({ id: Id, name: z.string() });
export type TagRow = z.infer<typeof TagRow>;
export const TagList = z.looseObject({ data: z.array(TagRow) });

/** What conversations and tickets have in common. Assignee `0` means nobody. */
const thread = {
  id: Id,
  contacts: z.looseObject({ contacts: z.array(z.looseObject({ id: Id })).nullish() }).nullish(),
  admin_assignee_id: Id.nullish(),
  tags: z.looseObject({ tags: z.array(TagRow).nullish() }).nullish(),
  created_at: Seconds,
  updated_at: Seconds,
};

export const ConversationRow = z.looseObject({
  ...thread,
  title: z.string().nullish(),
  state: z.string(),
  priority: z.string().nullish(),
  source: z
    .looseObject({
      type: z.string().nullish(),
      subject: z.string().nullish(),
      body: z.string().nullish(),
      author: AuthorRow.nullish(),
    })
    .nullish(),
  conversation_parts: z.looseObject({ conversation_parts: z.array(PartRow) }).nullish(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** `id` counts; `ticket_id` is the number that people see. */
export const TicketRow = z.looseObject({
  ...thread,
  category: z.string().nullish(),
  open: z.boolean().nullish(),
  ticket_attributes: z.record(z.string(), z.unknown()).nullish(),
  ticket_state: z.looseObject({ category: z.string() }),
  ticket_type: z.looseObject({ id: Id, name: z.string().nullish() }).nullish(),
  ticket_parts: z.looseObject({ ticket_parts: z.array(PartRow) }).nullish(),
});
export type TicketRow = z.infer<typeof TicketRow>;

export const TicketStateList = z.looseObject({
  data: z.array(
    z.looseObject({
      id: Id,
      category: z.string(),
      archived: z.boolean().nullish(),
      ticket_types: z.looseObject({ data: z.array(z.looseObject({ id: Id })) }).nullish(),
    }),
  ),
});

const pages = z
  .looseObject({ next: z.looseObject({ starting_after: z.string().nullish() }).nullish() })
  .nullish();
export const ConversationPage = z.looseObject({
  conversations: z.array(ConversationRow),
  total_count: z.number().nullish(),
  pages,
});
export const TicketPage = z.looseObject({
  tickets: z.array(TicketRow),
  total_count: z.number().nullish(),
  pages,
});
