import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookRefused } from './index.js';

const secretOf = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;
const secret = secretOf('a secret of twenty-four!');
const body = JSON.stringify({ id: 'evt_1', type: 'reply.added', data: { body: 'grüße' } });

function headers(at = new Date()) {
  return {
    'Webhook-Id': 'evt_1',
    'Webhook-Timestamp': String(Math.floor(at.getTime() / 1000)),
    'Webhook-Signature': new Webhook(secret).sign('evt_1', at, body),
    'content-type': 'application/json',
    cookie: undefined,
  };
}

test('a signed delivery is its event, by any of the secrets, as text or as bytes, in any headers', () => {
  const event = JSON.parse(body) as unknown;
  expect(verifyWebhook(headers(), body, secret)).toEqual(event);
  expect(verifyWebhook(headers(), Buffer.from(body), [secretOf('another one'), secret])).toEqual(event);
  const { cookie: _, ...given } = headers();
  expect(verifyWebhook(new Headers(given), new TextEncoder().encode(body), secret)).toEqual(event);
});

test.each([
  ['another secret', () => verifyWebhook(headers(), body, secretOf('another one')), /signature/],
  ['another body', () => verifyWebhook(headers(), `${body} `, secret), /signature/],
  ['an old delivery', () => verifyWebhook(headers(new Date(Date.now() - 301_000)), body, secret), /too old/],
  ['no signature', () => verifyWebhook({ 'webhook-id': 'evt_1' }, body, secret), /headers/],
  ['no secret', () => verifyWebhook(headers(), body, []), /secret/],
])('%s is refused, with the reason', (_what, verify, reason) => {
  expect(verify).toThrow(WebhookRefused);
  expect(verify).toThrow(reason);
});

test('a secret that is none is a mistake of the settings, and no forgery', () => {
  expect(() => verifyWebhook(headers(), body, '')).toThrow(/empty/);
  expect(() => verifyWebhook(headers(), body, '')).not.toThrow(WebhookRefused);
});
