import { createHmac, randomBytes } from 'node:crypto';
import { isoSeconds } from '../../clock.js';
import type { Outcome } from '../../delivery.js';
import type { Site } from '../site.js';
import type { Invocation, Webhook, WebhookAuthentication } from '../types.js';
import { Breaker } from './breaker.js';

const timeoutMs = 12_000;
const breakers = new WeakMap<Webhook, Breaker>();

/** Signs one event and hands it to the sender. The signature is made once: retries carry the first time stamp. */
export function deliver(site: Site, webhook: Webhook, envelope: { type: string; id: string }): void {
  const { clock } = site.world;
  const body = webhook.http_method === 'GET' ? '' : JSON.stringify(envelope);
  const created_at = isoSeconds(clock.wall());
  const invocation: Invocation = {
    id: ulidLike(),
    event_type: envelope.type,
    event_id: envelope.id,
    payload: body,
    created_at,
    attempts: [],
  };
  webhook.invocations.push(invocation);
  if (webhook.invocations.length > 1000) webhook.invocations.shift();
  const breaker = breakerOf(site, webhook);
  site.world.sender.post({
    platform: 'zendesk',
    site: site.subdomain,
    event: envelope.type,
    url: webhook.endpoint,
    timeoutMs,
    body,
    method: webhook.http_method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Zendesk Webhook',
      ...webhook.custom_headers,
      ...authenticationHeaders(webhook.authentication),
      'x-zendesk-account-id': String(site.accountId),
      'x-zendesk-webhook-id': webhook.id,
      'x-zendesk-webhook-invocation-id': invocation.id,
      'x-zendesk-webhook-signature': signature(webhook.secret, created_at, body),
      'x-zendesk-webhook-signature-timestamp': created_at,
    },
    admit: () => breaker.admits(),
    retryIn,
    onAttempt: (outcome) => {
      breaker.count(succeeded(outcome));
      invocation.attempts.push({
        id: ulidLike(),
        status: succeeded(outcome) ? 'success' : (outcome.failure ?? 'failed'),
        response_status: outcome.status,
        completed_at: isoSeconds(clock.now()),
      });
    },
  });
}

/** `base64(HMAC-SHA256(secret, timestamp + body))`. */
export const signature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret)
    .update(timestamp + body)
    .digest('base64');

/** Seconds to the next attempt: time-outs five times, 409 three times, 429 and 503 only when told a wait under 60 s. */
export function retryIn({ status, failure, retryAfter }: Outcome, retries: number): number | null {
  const again = (most: number, seconds: number) => (retries < most ? seconds : null);
  if (failure === 'timeout') return again(5, 2 ** retries);
  if (status === 409) return again(3, 2 ** retries);
  if ((status === 429 || status === 503) && retryAfter !== null && retryAfter < 60)
    return again(5, retryAfter);
  return null;
}

const succeeded = ({ status }: Outcome) => status !== null && status >= 200 && status < 300;

function breakerOf(site: Site, webhook: Webhook): Breaker {
  const known = breakers.get(webhook);
  if (known) return known;
  const { clock, options } = site.world;
  const breaker = new Breaker(() => clock.wall(), 5000 * options.deliveryTimeScale);
  breakers.set(webhook, breaker);
  return breaker;
}

function authenticationHeaders(authentication: WebhookAuthentication | null): Record<string, string> {
  if (!authentication) return {};
  const { type, data } = authentication;
  if (type === 'api_key') return { [data.name.toLowerCase()]: data.value };
  if (type === 'bearer_token') return { authorization: `Bearer ${data.token}` };
  return { authorization: `Basic ${Buffer.from(`${data.username}:${data.password}`).toString('base64')}` };
}

/** Webhook and invocation ids look like ULIDs. */
export const ulidLike = (): string => `01${randomBytes(12).toString('hex').toUpperCase()}`;
