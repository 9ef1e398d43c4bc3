import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import {
  WebhookMalformed,
  WebhookRejected,
  type WebhookDelivery,
  type WebhookHint,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';

const signatureHeader = 'x-zendesk-webhook-signature';
const timestampHeader = 'x-zendesk-webhook-signature-timestamp';

/** The signature covers the time stamp and the raw body, joined as they are. The age counts only when it is genuine. */
export function verifyWebhook(
  { headers, body, receivedAt }: WebhookDelivery,
  secrets: readonly string[],
  toleranceMs: number,
): void {
  const signature = headers[signatureHeader];
  const timestamp = headers[timestampHeader];
  if (!signature || !timestamp) throw new WebhookRejected('missing_signature');
  const sent = Buffer.from(signature, 'base64');
  const matches = secrets.map((secret) => {
    const expected = createHmac('sha256', secret).update(timestamp).update(body).digest();
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
  if (!matches.includes(true)) throw new WebhookRejected('wrong_signature');
  const aheadMs = Date.parse(timestamp) - receivedAt.getTime();
  if (Number.isNaN(aheadMs)) throw new WebhookRejected('stale');
  if (Math.abs(aheadMs) > toleranceMs) throw new WebhookRejected('stale', aheadMs);
}

/** Only what a hint needs; the ticket is read back. Ids are texts here and numbers in REST. */
const Event = z.object({
  type: z.string().min(1),
  id: z.string().min(1).nullish(),
  time: z.iso.datetime({ offset: true }).nullish().catch(null),
  subject: z.string().nullish().catch(null),
  detail: z
    .object({ id: z.union([z.string(), z.number()]).nullish() })
    .nullish()
    .catch(null),
});
type Event = z.infer<typeof Event>;

export function parseWebhook({ body }: WebhookDelivery): WebhookHint {
  const read = Event.safeParse(parseJson(body));
  if (!read.success) throw new WebhookMalformed('the body is no Zendesk event: it has no usable type and id');
  const event = read.data;
  return {
    dedupeKey: event.id ?? createHash('sha256').update(body).digest('hex'),
    ticketId: ticketIdOf(event),
    type: event.type,
    occurredAt: event.time ? new Date(event.time) : null,
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch (cause) {
    throw new WebhookMalformed('the body is not JSON', { cause });
  }
}

/** `zen:ticket:42`; a ticket event without a subject names the ticket in `detail.id`. */
function ticketIdOf({ subject, type, detail }: Event): string | null {
  if (subject) return /^zen:ticket:(\d+)$/.exec(subject)?.[1] ?? null;
  return type.startsWith('zen:event-type:ticket.') && detail?.id ? String(detail.id) : null;
}
