import { z } from 'zod';
import { pageShape } from './calls.js';

/** What we need of Zendesk's objects. All are loose: fields that we do not know stay, and reach `raw`. */
const Id = z.union([z.number(), z.string()]);
const Instant = z.iso.datetime({ offset: true });
const Via = z.looseObject({ channel: z.union([z.string(), z.number()]).nullish() });

export const UserRow = z.looseObject({
  id: Id,
  name: z.string().nullish(),
  email: z.string().nullish(),
  role: z.string().nullish(),
});
export type UserRow = z.infer<typeof UserRow>;

export const TicketRow = z.looseObject({
  id: Id,
  subject: z.string().nullish(),
  raw_subject: z.string().nullish(),
  status: z.string(),
  priority: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  assignee_id: Id.nullish(),
  requester_id: Id.nullish(),
  via: Via.nullish(),
  created_at: Instant,
  updated_at: Instant,
});
export type TicketRow = z.infer<typeof TicketRow>;

/** `public` is required: a comment that does not say so must not be taken for a reply. */
export const CommentRow = z.looseObject({
  id: Id,
  audit_id: Id.nullish(),
  author_id: Id.nullish(),
  public: z.boolean(),
  body: z.string().nullish(),
  plain_body: z.string().nullish(),
  html_body: z.string().nullish(),
  via: Via.nullish(),
  created_at: Instant,
});
export type CommentRow = z.infer<typeof CommentRow>;

export const AuditRow = z.looseObject({
  id: Id,
  created_at: Instant.nullish(),
  metadata: z.looseObject({ custom: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  events: z.array(z.looseObject({ id: Id.nullish(), type: z.string().nullish() })).nullish(),
});
export type AuditRow = z.infer<typeof AuditRow>;

const users = z.array(UserRow).nullish();
export const TicketAnswer = z.looseObject({ ticket: TicketRow, users });
export const TicketList = z.looseObject({ ...pageShape, tickets: z.array(TicketRow), users });
export const TicketExport = z.looseObject({
  tickets: z.array(TicketRow),
  users,
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
});
export const CommentList = z.looseObject({ ...pageShape, comments: z.array(CommentRow), users });
export const AuditList = z.looseObject({ ...pageShape, audits: z.array(AuditRow) });
export const UpdateAnswer = z.looseObject({ ticket: z.looseObject({ id: Id }), audit: AuditRow.nullish() });
