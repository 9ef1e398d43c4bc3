import { helpdeskErrorKinds, ticketStatuses } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { Location, Method, ReadCall, Scalar, Text, WriteCall } from './parts.js';

/** What is written, what its words mean, and what a refusal says. */
const settable = ticketStatuses.filter((status) => status !== 'new');

export const Statuses = z.strictObject({
  read: z.record(z.string(), z.enum(ticketStatuses)),
  otherwise: z.enum(ticketStatuses).default('open'),
  write: z.partialRecord(z.enum(settable), Scalar).default({}),
});

export const Write = z.strictObject({
  reply: WriteCall.optional(),
  note: WriteCall.optional(),
  status: WriteCall.optional(),
  assignee: WriteCall.optional(),
  addTags: WriteCall.optional(),
  removeTags: WriteCall.optional(),
});

const Status = z.int().min(400).max(599);
export const Errors = z.strictObject({
  code: Location.optional(),
  message: Location.optional(),
  missingScopes: Location.optional(),
  rules: z
    .array(
      z.strictObject({
        status: z.union([Status, z.array(Status).min(1)]),
        code: z.union([Scalar, z.array(Scalar).min(1)]).optional(),
        // whether a write is in doubt is decided by the call and not by the file
        kind: z.enum(helpdeskErrorKinds).exclude(['ambiguous', 'held']),
      }),
    )
    .default([]),
});

const ProbeStatuses = z.array(z.int().min(200).max(499)).default([]);
export const CapabilityNotes = z
  .strictObject({
    scopes: z.array(Text).default([]),
    remedy: Text.optional(),
    probe: z
      .strictObject({
        method: Method,
        path: ReadCall.shape.path,
        query: ReadCall.shape.query,
        body: z.json().optional(),
        granted: ProbeStatuses,
        missing: ProbeStatuses,
      })
      .optional(),
  })
  .meta({ id: 'capability' });
