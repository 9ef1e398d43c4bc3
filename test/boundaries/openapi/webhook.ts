import type { Parameter, PathItem } from './document.types.js';
import { refOf } from './schemas.js';

const signed = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

/** What subscribers get: one event each, signed by the rules of Standard Webhooks. */
export const eventWebhook: PathItem = {
  post: {
    operationId: 'receiveEvent',
    summary: 'One event',
    description:
      'Sent to the `url` of each subscriber whose filters fit, in order for each ticket, until it is answered with 2xx; a failed one is tried again, with growing pauses, for three days. The same event may come twice, with the same `webhook-id`. Check the signature before anything else: HMAC-SHA256 with the `whsec_…` secret over `id.timestamp.body` (https://www.standardwebhooks.com).',
    tags: ['Subscribers'],
    security: [],
    parameters: [
      signed('webhook-id', 'The same for every attempt; by it a repeat is told.'),
      signed(
        'webhook-timestamp',
        'When this attempt was sent, in Unix seconds. Refuse what is older than five minutes.',
      ),
      signed(
        'webhook-signature',
        '`v1,` and the signature in base64; two, separated by a space, while a secret is being replaced.',
      ),
    ],
    requestBody: { required: true, content: { 'application/json': { schema: { $ref: refOf('Event') } } } },
    responses: {
      '2XX': { description: 'Taken. The body is not read.' },
      default: { description: 'Not taken: it is sent again later.' },
    },
  },
};
