import { z } from 'zod';
import { instant } from './instant.js';

/** Who did something: a person, the holder of an API key, or Nightdesk itself. */
export const Actor = z.object({
  /** A user's or key's id, or `system`. */
  id: z.string(),
  kind: z.enum(['person', 'key', 'system']),
  /** E-mail of the person, name of the key; null when it is gone. */
  name: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

/** One line of the audit log. */
export const AuditLine = z.object({
  id: z.string(),
  at: z.string(),
  actor: Actor,
  /** `switch.set`, `api_key.revoked`, … */
  action: z.string(),
  /** Id or name of what it was done to. */
  subject: z.string(),
  /** Where it is a person or a key; null for others, and for those that are gone. */
  subjectName: z.string().nullable(),
  /** Never a secret. */
  details: z.record(z.string(), z.unknown()),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** Which lines of the audit log; what is left out does not matter. */
export const AuditQuery = z.object({
  /** An id, or a kind: `person`, `key`, `system`. */
  actor: z.string().min(1).max(100).optional(),
  /** The beginning of actions: `subscriber.` */
  action: z
    .string()
    .regex(/^[a-z_.]{1,100}$/, 'use the beginning of an action, such as "subscriber."')
    .optional(),
  /** An id or name; an account's also finds what is named after it, such as its ceiling. */
  subject: z.string().min(1).max(300).optional(),
  /** Then or later. */
  since: instant().optional(),
  /** Before. */
  until: instant().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'use the "next" of the page before')
    .optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
