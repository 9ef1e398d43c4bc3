import { z } from 'zod';

/** One message about an incident to one address. */
export const IncidentAlert = z.object({
  kind: z.enum(['opened', 'reminder', 'escalated', 'resolved']),
  channel: z.enum(['email', 'webhook', 'slack']),
  /** The e-mail address, or the host of the URL: its path can be a secret. */
  target: z.string(),
  audience: z.enum(['operators', 'account', 'second']),
  /** `dropped`: it was over before anybody was told. `dead`: given up after a day, or refused for good. */
  state: z.enum(['pending', 'sent', 'dead', 'dropped']),
  attempts: z.number(),
  /** Why the last attempt failed. */
  lastError: z.string().nullable(),
  createdAt: z.string(),
  /** While it is pending: when it is tried next. */
  dueAt: z.string(),
  sentAt: z.string().nullable(),
});
export type IncidentAlert = z.infer<typeof IncidentAlert>;

/** An open problem that somebody was alerted to, or one that was. It opens and resolves by itself. */
export const Incident = z.object({
  id: z.string(),
  state: z.enum(['open', 'resolved']),
  /** Null: it concerns the whole of Nightdesk. */
  accountId: z.string().nullable(),
  /** One of docs/causes.md. */
  cause: z.string(),
  /** What of the account it is about (a ticket, a lane) or of Nightdesk (a subscriber, a channel); empty: all of it. */
  subject: z.string(),
  /** `critical`: nothing goes out, or answers are lost. */
  severity: z.enum(['critical', 'warning']),
  title: z.string(),
  /** A sentence each: what is so, what does not happen meanwhile, and what to do. */
  reason: z.string(),
  effect: z.string(),
  remedy: z.string(),
  /** Figures of the cause as they were at `updatedAt`. */
  details: z.record(z.string(), z.unknown()),
  openedAt: z.string(),
  updatedAt: z.string(),
  resolvedAt: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  /** Id of the person or key. */
  acknowledgedBy: z.string().nullable(),
  escalatedAt: z.string().nullable(),
  /** When people are reminded next; null: they are not. */
  remindAt: z.string().nullable(),
  /** Who was told, oldest first. A key for some accounts sees those to the account's own contact only. */
  alerts: z.array(IncidentAlert),
});
export type Incident = z.infer<typeof Incident>;

/** Where people are told of incidents. */
export const AlertChannel = IncidentAlert.pick({ channel: true, target: true, audience: true }).extend({
  /** Of a webhook: `whsec_…`, what its receiver checks the signature with (Standard Webhooks). Follows the key ring. */
  secret: z.string().nullable(),
  /** Alerts that have not arrived yet. */
  pending: z.number(),
  lastSentAt: z.string().nullable(),
  /** Why the latest attempt failed; null when it did not. */
  lastError: z.string().nullable(),
});
export type AlertChannel = z.infer<typeof AlertChannel>;
