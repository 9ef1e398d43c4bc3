import {
  type EnsuredWebhook,
  HelpdeskError,
  type PlatformRequest,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call, pages, pageShape } from './calls.js';

const WebhookRow = z.looseObject({
  id: z.string(),
  name: z.string(),
  endpoint: z.string(),
  status: z.string().nullish(),
});
const WebhookList = z.looseObject({ ...pageShape, webhooks: z.array(WebhookRow) });
const WebhookAnswer = z.looseObject({ webhook: z.looseObject({ id: z.string() }) });
const SecretAnswer = z.looseObject({ signing_secret: z.looseObject({ secret: z.string().min(1) }) });

/** Every kind of event that can change what the unified ticket or its conversation shows. */
const eventTypes = [
  'created',
  'comment_added',
  'comment_made_private',
  'comment_redacted',
  'status_changed',
  'priority_changed',
  'subject_changed',
  'tags_changed',
  'agent_assignment_changed',
  'requester_changed',
  'merged',
  'marked_as_spam',
  'soft_deleted',
  'permanently_deleted',
  'undeleted',
];
export const subscriptions = eventTypes.map((type) => `zen:event-type:ticket.${type}`);

const route = '/api/v2/webhooks';

/** Ours is the one with this name and this URL: another installation may use the same name with its own URL. */
export async function ensureWebhook(
  send: Send,
  { name, url }: { name: string; url: string },
): Promise<EnsuredWebhook> {
  const found = await find(send, name, url);
  if (found && found.status !== 'active') {
    await send({
      method: 'PATCH',
      ...webhookPath(found.id),
      body: { webhook: { status: 'active' } },
      repeatable: true,
    });
  }
  const remoteId = found?.id ?? (await create(send, name, url));
  const { body } = await call(
    send,
    { method: 'GET', ...webhookPath(remoteId, '/signing_secret') },
    SecretAnswer,
  );
  const { secret } = body.signing_secret;
  return {
    remoteId,
    secret,
    found: !found ? 'missing' : found.status === 'active' ? 'active' : 'inactive',
  };
}

async function find(send: Send, name: string, url: string) {
  const wanted: PlatformRequest = {
    method: 'GET',
    path: route,
    route,
    query: { 'filter[name_contains]': name },
  };
  for await (const { webhooks } of pages(send, wanted, WebhookList)) {
    const ours = webhooks.find((webhook) => webhook.name === name && webhook.endpoint === url);
    if (ours) return ours;
  }
  return null;
}

async function create(send: Send, name: string, url: string): Promise<string> {
  const webhook = {
    name,
    endpoint: url,
    status: 'active',
    http_method: 'POST',
    request_format: 'json',
    subscriptions,
  };
  const { body } = await call(send, { method: 'POST', path: route, route, body: { webhook } }, WebhookAnswer);
  return body.webhook.id;
}

export async function renewWebhookSecret(send: Send, remoteId: string): Promise<string> {
  const request = { method: 'POST', ...webhookPath(remoteId, '/signing_secret') } as const;
  const { body } = await call(send, request, SecretAnswer);
  return body.signing_secret.secret;
}

export async function removeWebhook(send: Send, remoteId: string): Promise<void> {
  try {
    await send({ method: 'DELETE', ...webhookPath(remoteId), repeatable: true });
  } catch (error) {
    if (!(error instanceof HelpdeskError && error.kind === 'not_found')) throw error;
  }
}

function webhookPath(
  id: string,
  below: '' | '/signing_secret' = '',
): Pick<PlatformRequest, 'path' | 'route'> {
  return { path: `${route}/${encodeURIComponent(id)}${below}`, route: `${route}/:id${below}` };
}
