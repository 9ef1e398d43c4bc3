import { capabilities, ticketPriorities } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { Auth, OAuth, Whoami, Window } from './access.js';
import { check } from './checks.js';
import { Header, Name, Text, TimeFormat } from './parts.js';
import { Conversation, List, Ticket } from './reading.js';
import { CapabilityNotes, Errors, Statuses, Write } from './writing.js';

export const Keys = z.strictObject({
  platform: Name,
  title: Text,
  baseUrl: z.string().regex(/^https?:\/\/[^\s?#]+[^\s?#/]$/, 'write an address without "/" at its end'),
  site: z.strictObject({ label: Text.default('Site'), pattern: z.string(), example: Text }).optional(),
  auth: Auth,
  oauth: OAuth.optional(),
  headers: z.record(Header, z.string()).default({}),
  requestIdHeader: Header.optional(),
  idempotencyHeader: Header.optional(),
  concurrency: z.int().min(1).max(50).default(5),
  consistencyDelaySeconds: z.int().min(0).max(600).default(10),
  timeFormat: TimeFormat.default('iso'),
  idFormat: z.enum(['text', 'number']).default('text'),
  limits: z.strictObject({
    retryAfterHeader: Header.default('retry-after'),
    windows: z.array(Window).min(1),
  }),
  whoami: Whoami,
  list: List,
  ticket: Ticket,
  conversation: Conversation,
  statuses: Statuses,
  priorities: z.record(z.string(), z.enum(ticketPriorities)).default({}),
  write: Write.default({}),
  errors: Errors.default({ rules: [] }),
  capabilities: z.partialRecord(z.enum(capabilities), CapabilityNotes).default({}),
});

/** A platform as a file describes it. */
export type Declaration = z.infer<typeof Keys>;
export const Declaration = Keys.superRefine(check);
