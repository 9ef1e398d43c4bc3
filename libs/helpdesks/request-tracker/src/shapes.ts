import { z } from 'zod';

/** What we need of RT's objects. All are loose: fields that we do not know stay, and reach `raw`. */
const Id = z.union([z.number(), z.string()]);
const Instant = z.iso.datetime({ offset: true });

/** A user with the fields of `personFields`. */
export const UserRow = z.looseObject({
  id: Id,
  Name: z.string().nullish(),
  RealName: z.string().nullish(),
  EmailAddress: z.string().nullish(),
});
export type UserRow = z.infer<typeof UserRow>;

/** RT writes an object that it does not show as an empty text. */
const User = z.union([UserRow, z.literal('')]).nullish();
const Users = z.array(UserRow).nullish();

const FieldRow = z.looseObject({
  id: Id,
  name: z.string().nullish(),
  values: z.array(z.unknown()).nullish(),
});
const Fields = z.union([z.array(FieldRow), z.literal('')]).nullish();

const Link = z.looseObject({ ref: z.string().nullish(), to: z.string().nullish() });

/** A ticket as a search shows it, with the fields of `ticketFields`. */
export const TicketRow = z.looseObject({
  id: Id,
  Subject: z.string().nullish(),
  Status: z.string(),
  Priority: z.union([z.number(), z.string()]).nullish(),
  Owner: User,
  Requestor: Users,
  CustomFields: Fields,
  Created: Instant,
  LastUpdated: Instant,
});
export type TicketRow = z.infer<typeof TicketRow>;

/** A ticket as it is shown by itself: what is linked is what our user may do with it. */
export const SingleTicket = TicketRow.extend({ _hyperlinks: z.array(Link).nullish() });
export type SingleTicket = z.infer<typeof SingleTicket>;

export const SampleTicket = SingleTicket.extend({
  Queue: z.looseObject({ id: Id, Name: z.string().nullish() }),
});
export type SampleTicket = z.infer<typeof SampleTicket>;

export const TransactionRow = z.looseObject({
  id: Id,
  Type: z.string().nullish(),
  Created: Instant.nullish(),
  Creator: User,
  ObjectId: Id.nullish(),
});
export type TransactionRow = z.infer<typeof TransactionRow>;

export const AttachmentRow = z.looseObject({
  id: Id,
  TransactionId: Id,
  ContentType: z.string().nullish(),
  Content: z.string().nullish(),
  Filename: z.string().nullish(),
  Headers: z.string().nullish(),
});
export type AttachmentRow = z.infer<typeof AttachmentRow>;

/** One page of a collection. `total` is null where RT would have to look at every row to know what our user may see. */
export const pageOf = <T>(row: z.ZodType<T>) =>
  z.looseObject({ items: z.array(row), total: z.number().nullish() });
