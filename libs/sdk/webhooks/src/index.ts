import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { Event } from '../../src/generated/v1.js';

/** What "send a test" sends; it is recorded nowhere. */
export type TestEvent = Omit<Event, 'type' | 'accountId'> & { type: 'test'; accountId: null };

export type WebhookEvent = Event | TestEvent;

/** As Node, a `Request` or a framework has them, in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A delivery that is not from your Nightdesk, or too old: answer 401 and do nothing. The message says what is wrong. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

/**
 * The event of a delivery, once its signature is checked (https://www.standardwebhooks.com).
 * @param body the bytes as they came; once parsed and written again they are others.
 * @param secrets `whsec_…`; several when different subscribers share an address.
 * @throws WebhookRefused; another `Error` when a secret is none, which is a mistake in your settings.
 */
export function verifyWebhook(
  headers: WebhookHeaders,
  body: string | Uint8Array,
  secrets: string | readonly string[],
): WebhookEvent {
  const webhooks = [secrets].flat().map((secret) => new Webhook(secret));
  const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const given = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const flat = Object.fromEntries(given.map(([name, value]) => [name, String(value ?? '')]));
  let refusal = new WebhookRefused('No secret was given to check it with.');
  for (const webhook of webhooks) {
    try {
      return webhook.verify(text, flat) as WebhookEvent;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      refusal = new WebhookRefused(error.message, { cause: error });
    }
  }
  throw refusal;
}
