import { createHash, timingSafeEqual } from 'node:crypto';
import {
  WebhookMalformed,
  WebhookRejected,
  type WebhookDelivery,
  type WebhookHint,
  type WebhooksByHand,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { guide, secretHeader } from './guide.js';

/** Freshdesk signs nothing and gives no time stamp: a secret in a header is all there is, and a tolerance cannot apply. */
function verify({ headers }: WebhookDelivery, secrets: readonly string[]): void {
  const sent = headers[secretHeader.toLowerCase()];
  if (!sent) throw new WebhookRejected('missing_signature');
  // hashes have one length, so that the comparison takes the same time whatever was sent
  const matches = secrets.map((secret) => timingSafeEqual(digest(secret), digest(sent)));
  if (!matches.includes(true)) throw new WebhookRejected('wrong_signature');
}
const digest = (text: string | Buffer) => createHash('sha256').update(text).digest();

const ticketId = z.union([z.int().positive().transform(String), z.string().regex(/^\d{1,19}$/)]);
const Body = z.object({
  ticket_id: ticketId,
  event: z
    .string()
    .regex(/^[\w.-]{1,80}$/)
    .catch('ticket.changed'),
  updated_at: z.iso.datetime({ offset: true }).nullable().catch(null),
});
type Body = z.infer<typeof Body>;

/** “Simple” content wraps what it holds. */
const Wrapped = z.object({ freshdesk_webhook: z.unknown() });

/**
 * Only the ticket is relied on; it is read back. Nothing tells two changes apart that the rule describes in the same
 * words, and one taken for a repeat of the other would be lost until the next sweep; while a real repeat only makes the
 * ticket be read once more, which finds nothing new. So the instant of arrival is part of the key, and equal bodies are
 * one delivery only when they are the very same.
 */
function parse({ body, receivedAt }: WebhookDelivery): WebhookHint {
  const said = read(body.toString('utf8'));
  return {
    dedupeKey: digest(`${receivedAt.toISOString()} ${digest(body).toString('hex')}`).toString('hex'),
    ticketId: said.ticket_id,
    type: said.event,
    occurredAt: said.updated_at === null ? null : new Date(said.updated_at),
  };
}

function read(text: string): Body {
  const json = parseJson(text);
  const wrapped = Wrapped.safeParse(json);
  const said = Body.safeParse(wrapped.success ? wrapped.data.freshdesk_webhook : json);
  if (said.success) return said.data;
  throw new WebhookMalformed(
    'the body names no ticket: the rule’s body must hold "ticket_id":"{{ticket.id}}"',
  );
}

/**
 * Freshdesk puts texts into the rule's body as they are, so that a quotation mark in a subject breaks it. The ticket's id
 * can be found all the same; were a wrong one found, a ticket would be read for nothing.
 */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const field = (name: string, value: string) =>
      new RegExp(`"${name}"\\s*:\\s*"?(${value})"?\\s*[,}]`).exec(text)?.[1];
    return { ticket_id: field('ticket_id', '\\d{1,19}'), event: field('event', '[\\w.-]{1,80}') };
  }
}

export const webhooks: WebhooksByHand = { setUp: 'by_hand', guide, verify, parse };
