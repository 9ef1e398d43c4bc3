import { z } from 'zod';
import type { FieldError, ValidationCode } from '../errors.js';
import { invalid, notImplemented, validationFailed } from '../errors.js';

/** Texts of the platform by what was asked for. */
const kinds: Record<string, string> = {
  string: 'a/an String',
  number: 'a/an Positive Integer',
  int: 'a/an Positive Integer',
  boolean: 'a/an Boolean',
  array: 'a/an Array',
  record: 'a/an key/value pair',
  object: 'a/an key/value pair',
};

/**
 * Reads a body. Fields the platform does not know are refused, those the sandbox does not know are a 501; all wrong
 * fields are told at once.
 */
export function read<Shape extends z.ZodObject>(
  shape: Shape,
  body: unknown,
  unimplemented: string[] = [],
): z.output<Shape> {
  const given = z.record(z.string(), z.unknown()).safeParse(body);
  if (!given.success) throw invalid('request', 'It should be a JSON object', 'datatype_mismatch');
  const beyond = unimplemented.find((name) => name in given.data);
  if (beyond !== undefined) throw notImplemented(`the field ${beyond}`);
  const result = shape.safeParse(given.data);
  if (result.success) return result.data;
  throw validationFailed(result.error.issues.flatMap((issue) => told(issue, given.data)));
}

function told(issue: z.core.$ZodIssue, body: Record<string, unknown>): FieldError[] {
  const error = (field: string, message: string, code: ValidationCode) => ({ field, message, code });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => error(key, 'Unexpected/invalid field in request', 'invalid_field'));
  const field = String(issue.path[0] ?? 'request');
  if (issue.code !== 'invalid_type') return [error(field, issue.message, 'invalid_value')];
  const message = `It should be ${kinds[issue.expected] ?? issue.expected}`;
  return [error(field, message, body[field] === undefined ? 'missing_field' : 'datatype_mismatch')];
}

export const emails = z.array(z.email('It should contain elements of type: valid email address'));
export const htmlBody = z.string().refine((html) => html.trim() !== '', "It can't be blank");

const tag = z
  .string()
  .min(1)
  .max(32, 'It should contain elements that have a maximum of 32 characters')
  .refine((name) => !name.includes(','), "It should not contain elements with these special characters: ','");

const id = z.int().positive();

/** What create and update have in common. */
export const ticketShape = {
  subject: z.string().trim().min(1, "It can't be blank").max(255),
  description: htmlBody,
  status: z.int(),
  priority: z.int().min(1).max(4, "It should be one of these values: '1,2,3,4'"),
  type: z.string().nullable(),
  tags: z.array(tag).transform((tags) => [...new Set(tags)]),
  responder_id: id.nullable(),
  group_id: id.nullable(),
  custom_fields: z.record(z.string(), z.string().nullable()),
};

/** Fields the platform takes and the sandbox does not. */
export const beyondTicket = [
  'attachments',
  'cc_emails',
  'company_id',
  'due_by',
  'email_config_id',
  'facebook_id',
  'fr_due_by',
  'internal_agent_id',
  'internal_group_id',
  'parent_id',
  'phone',
  'product_id',
  'related_ticket_ids',
  'twitter_id',
  'unique_external_id',
  'lookup_parameter',
  'skip_email_notification',
];
