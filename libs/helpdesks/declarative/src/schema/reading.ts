import { z } from 'zod';
import {
  KindRule,
  Location,
  Order,
  Pagination,
  PersonFields,
  ReadCall,
  RoleRule,
  Rule,
  TimeFormat,
} from './parts.js';

/** What is read: changes, a ticket and its conversation. */
export const List = z.strictObject({
  call: ReadCall,
  items: Location,
  order: Order.default('oldestFirst'),
  pagination: Pagination,
  sinceFormat: TimeFormat.optional(),
  overlapSeconds: z.int().min(0).default(5),
});

export const Ticket = z.strictObject({
  call: ReadCall,
  item: Location,
  fields: z.strictObject({
    id: Location,
    subject: Location.optional(),
    status: Location,
    priority: Location.optional(),
    tags: Location.optional(),
    tagName: Location.optional(),
    assigneeId: Location.optional(),
    requester: PersonFields.optional(),
    channel: Location.optional(),
    createdAt: Location,
    updatedAt: Location,
  }),
  deleted: Rule.optional(),
});

export const Conversation = z.strictObject({
  call: ReadCall.optional(),
  items: Location,
  order: Order.default('oldestFirst'),
  pagination: Pagination.default({ kind: 'none' }),
  fields: z.strictObject({
    id: Location,
    text: Location.optional(),
    html: Location.optional(),
    createdAt: Location,
    author: PersonFields.optional(),
    operationId: Location.optional(),
  }),
  role: RoleRule.optional(),
  kind: KindRule.optional(),
  first: z.strictObject({ text: Location.optional(), html: Location.optional() }).optional(),
});
