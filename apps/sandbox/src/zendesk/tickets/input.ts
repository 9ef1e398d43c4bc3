import { z } from 'zod';
import { invalidAttribute, notImplemented, recordInvalid } from '../errors.js';
import type { Site } from '../site.js';
import type { TicketFields } from '../types.js';
import { priorities, statuses, ticketTypes } from '../types.js';

const id = z.int().nullable();
const NewComment = z.strictObject({
  body: z.string().optional(),
  html_body: z.string().optional(),
  public: z.boolean().optional(),
  author_id: z.int().optional(),
});
const shape = {
  subject: z.string().nullable().optional(),
  status: z.string().optional(),
  custom_status_id: id.optional(),
  priority: z.string().nullable().optional(),
  type: z.string().nullable().optional(),
  assignee_id: id.optional(),
  assignee_email: z.string().optional(),
  group_id: id.optional(),
  requester_id: z.int().optional(),
  external_id: z.string().nullable().optional(),
  tags: z.union([z.array(z.string()), z.string()]).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
};
export const TicketUpdate = z.strictObject({
  ...shape,
  comment: NewComment.optional(),
  safe_update: z.unknown().optional(),
  updated_stamp: z.string().optional(),
});
export const TicketCreation = z.strictObject({
  ...shape,
  comment: NewComment.optional(),
  description: z.string().optional(),
  requester: z.strictObject({ name: z.string().optional(), email: z.string() }).optional(),
  submitter_id: z.int().optional(),
  via_followup_source_id: z.int().optional(),
});
export type TicketUpdate = z.output<typeof TicketUpdate>;
export type TicketCreation = z.output<typeof TicketCreation>;

/** Reads `{ "ticket": … }`. A field the sandbox does not know is a 501, so that it is never dropped in silence. */
export function readTicket<Shape extends typeof TicketUpdate | typeof TicketCreation>(
  shapeOf: Shape,
  body: unknown,
): z.output<Shape> {
  const envelope = z.object({ ticket: z.record(z.string(), z.unknown()) }).safeParse(body);
  if (!envelope.success) throw invalidAttribute('The request body must be an object with a "ticket" in it.');
  const read = shapeOf.safeParse(envelope.data.ticket);
  if (read.success) return read.data as z.output<Shape>;
  const issue = read.error.issues[0];
  if (issue?.code === 'unrecognized_keys')
    throw notImplemented(`ticket.${[...issue.path, issue.keys[0]].join('.')}`);
  throw invalidAttribute(
    `You passed an invalid value for the ${issue?.path.join('.') ?? 'ticket'} attribute. ${issue?.message ?? ''}`,
  );
}

/** Tags are lower case and hold no spaces: what has a space in it becomes several. */
export const cleanTags = (tags: string[] | string): string[] =>
  [
    ...new Set(
      [tags]
        .flat()
        .flatMap((tag) => tag.toLowerCase().split(/[\s,]+/))
        .filter(Boolean),
    ),
  ].toSorted();

/** The plain fields of a write, checked. With a custom status the status follows from it, whatever else was sent. */
export function plainFields(site: Site, written: TicketUpdate | TicketCreation): Partial<TicketFields> {
  const fields: Partial<TicketFields> = {};
  if (written.subject !== undefined) fields.subject = written.subject;
  if (written.external_id !== undefined) fields.external_id = written.external_id;
  if (written.tags !== undefined) fields.tags = cleanTags(written.tags);
  if (written.priority !== undefined) fields.priority = oneOf('priority', priorities, written.priority);
  if (written.type !== undefined) fields.type = oneOf('type', ticketTypes, written.type);
  const customId = written.custom_status_id;
  if (customId !== undefined && customId !== null) {
    const custom = site.customStatuses.find((status) => status.id === customId);
    if (!custom) throw recordInvalid('custom_status_id', 'Custom status: is invalid');
    return { ...fields, status: custom.status_category, custom_status_id: custom.id };
  }
  if (written.status === undefined) return fields;
  const status = oneOf('status', statuses, written.status);
  if (status === null) throw recordInvalid('status', 'Status: is required');
  return { ...fields, status, custom_status_id: site.defaultCustomStatus(status)?.id ?? null };
}

function oneOf<Name extends string>(
  field: string,
  names: readonly Name[],
  value: string | null,
): Name | null {
  const name = names.find((known) => known === value);
  if (value !== null && name === undefined)
    throw recordInvalid(field, `${field}: ${value} is not included in the list`, 'InclusionError');
  return name ?? null;
}
