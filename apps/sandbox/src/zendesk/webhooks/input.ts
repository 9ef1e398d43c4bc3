import { z } from 'zod';
import { invalidParameters, notImplemented } from '../errors.js';
import { eventTypes } from './events.js';

const conditional = 'conditional_ticket_events';
const position = z.literal('header');
const Authentication = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('api_key'),
    add_position: position,
    data: z.object({ name: z.string().min(1), value: z.string() }),
  }),
  z.object({
    type: z.literal('basic_auth'),
    add_position: position,
    data: z.object({ username: z.string(), password: z.string() }),
  }),
  z.object({
    type: z.literal('bearer_token'),
    add_position: position,
    data: z.object({ token: z.string() }),
  }),
]);

const NewWebhook = z.object({
  name: z.string().trim().min(1),
  description: z.string().nullable().optional(),
  status: z.enum(['active', 'inactive']),
  endpoint: z.url({ protocol: /^https?$/ }),
  http_method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  request_format: z.enum(['json', 'xml', 'form_encoded']),
  subscriptions: z.array(z.string()).optional(),
  authentication: Authentication.nullable().optional(),
  custom_headers: z.record(z.string(), z.string()).nullable().optional(),
});
const WebhookPatch = NewWebhook.partial();
export type NewWebhook = z.output<typeof NewWebhook>;
export type WebhookPatch = z.output<typeof WebhookPatch>;

export const readNew = (body: unknown): NewWebhook => checked(read(NewWebhook, body));
export const readPatch = (body: unknown): WebhookPatch => checked(read(WebhookPatch, body));

function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const envelope = z.object({ webhook: z.unknown() }).safeParse(body);
  const result = shape.safeParse(envelope.data?.webhook);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalidParameters(
    400,
    'InvalidWebhook',
    `webhook.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is invalid'}`,
  );
}

function checked<Webhook extends WebhookPatch>(webhook: Webhook): Webhook {
  const { subscriptions = [], request_format, endpoint, custom_headers } = webhook;
  if (request_format !== undefined && request_format !== 'json')
    throw notImplemented(`the request format ${request_format}`);
  if (custom_headers && endpoint?.startsWith('http:'))
    throw invalidParameters(400, 'InvalidWebhook', 'custom_headers need an https endpoint');
  if (subscriptions.includes(conditional) && subscriptions.length > 1)
    throw invalidParameters(400, 'InvalidSubscription', `${conditional} cannot be mixed with event types`);
  const unknown = subscriptions.find((name) => name !== conditional && !eventTypes.has(name));
  if (unknown)
    throw invalidParameters(400, 'InvalidSubscription', `${unknown} is not a subscription the sandbox knows`);
  return webhook;
}

/** A webhook cannot change sides later: events stay events, triggers stay triggers. */
export function refuseSwitch(now: string[], wanted: string[] | undefined): void {
  if (wanted === undefined) return;
  if (now.includes(conditional) !== wanted.includes(conditional))
    throw invalidParameters(
      400,
      'InvalidSubscription',
      `a webhook cannot switch between ${conditional} and event types`,
    );
}
