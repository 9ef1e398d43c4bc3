import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  WebhookMalformed,
  WebhookRejected,
  type WebhookDelivery,
  type WebhookHint,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { ticketIdOf, type Target } from './calls.js';

/**
 * Intercom holds notifications back for up to two hours and sends them then, so five minutes would refuse genuine ones.
 * Within this window only the remembered ids keep a repeat out; a repeat causes no more than a look at the ticket.
 */
export const maxAgeMs = 3 * 3_600_000;

/** HMAC-SHA1 of the raw body under the app's client secret. The body's own time counts only when it is genuine. */
export function verify(
  { headers, body, receivedAt }: WebhookDelivery,
  secrets: readonly string[],
  toleranceMs: number,
): void {
  const signature = headers['x-hub-signature'];
  if (!signature) throw new WebhookRejected('missing_signature');
  const sent = Buffer.from(/^sha1=([0-9a-f]{40})$/.exec(signature)?.[1] ?? '', 'hex');
  const matches = secrets.map((secret) => {
    const expected = createHmac('sha1', secret).update(body).digest();
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
  if (!matches.includes(true)) throw new WebhookRejected('wrong_signature');
  const sentAt = sentAtOf(body);
  if (sentAt === null) return;
  const ageMs = receivedAt.getTime() - sentAt;
  if (ageMs > Math.max(maxAgeMs, toleranceMs)) throw new WebhookRejected('stale');
  if (ageMs < -toleranceMs) throw new WebhookRejected('stale', -ageMs);
}

const Times = z.object({
  created_at: z.number().nullish().catch(null),
  first_sent_at: z.number().nullish().catch(null),
});

function sentAtOf(body: Buffer): number | null {
  const { data } = Times.safeParse(jsonIn(body));
  const seconds = data?.first_sent_at ?? data?.created_at ?? null;
  return seconds === null ? null : seconds * 1000;
}

const Id = z.union([z.string(), z.number()]).nullish().catch(null);
const Item = z.object({
  type: z.string().nullish().catch(null),
  id: Id,
  conversation_id: Id,
  conversation: z.object({ id: Id }).nullish().catch(null),
  ticket: z.object({ id: Id }).nullish().catch(null),
});

/** Only what a hint needs; the ticket is read back. */
const Notification = z.object({
  id: z.string().min(1).nullish(),
  app_id: z.string().min(1),
  topic: z.string().min(1),
  created_at: z.number().nullish().catch(null),
  data: z
    .object({ item: Item.nullish().catch(null) })
    .nullish()
    .catch(null),
});
type Notification = z.infer<typeof Notification>;

export function parse({ body }: WebhookDelivery): WebhookHint {
  const notification = read(body);
  const { id, topic, created_at: createdAt } = notification;
  return {
    dedupeKey: id ?? createHash('sha256').update(body).digest('hex'),
    ticketId: ticketIn(notification),
    type: topic,
    occurredAt: typeof createdAt === 'number' ? new Date(createdAt * 1000) : null,
  };
}

/** The workspace, as `/me` calls it `app.id_code`. */
export const siteOf = ({ body }: WebhookDelivery): string => read(body).app_id;

function read(body: Buffer): Notification {
  const json = jsonIn(body);
  if (json === undefined) throw new WebhookMalformed('the body is not JSON');
  const parsed = Notification.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new WebhookMalformed('the body is no Intercom notification: it has no usable app_id and topic');
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined; // whoever asks says what that means
  }
}

/**
 * The topic says whether it is a conversation or a ticket: a conversation's item may name a ticket as well. `ticket.closed`
 * and others hold the ticket inside; items about a part hold a part's id, which is no conversation.
 */
function ticketIn({ topic, data }: Notification): string | null {
  const item = data?.item;
  if (!item) return null;
  const kind: Target['kind'] | null = topic.startsWith('ticket.')
    ? 'ticket'
    : /^conversation(_part)?\./.test(topic)
      ? 'conversation'
      : null;
  if (kind === null) return null;
  const itself =
    item.type === kind || (!item.type && !topic.startsWith('conversation_part.')) ? item.id : null;
  const inside = kind === 'ticket' ? item.ticket?.id : (item.conversation?.id ?? item.conversation_id);
  const id = String(inside ?? itself ?? '');
  return /^\d+$/.test(id) ? ticketIdOf(kind, id) : null;
}
