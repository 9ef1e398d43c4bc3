import { isoSeconds } from '../../clock.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { text } from '../call.js';
import { recordNotFound } from '../errors.js';
import type { Order } from '../pagination.js';
import { paginate } from '../pagination.js';
import { secretText } from '../site.js';
import type { Webhook } from '../types.js';
import { ulidLike } from './deliver.js';
import type { WebhookPatch } from './input.js';
import { readNew, readPatch, refuseSwitch } from './input.js';

const read = { scope: 'webhooks:read', role: 'admin' } as const;
const write = { scope: 'webhooks:write', role: 'admin' } as const;
const root = '/api/v2/webhooks';

/** The secret and the credentials never come back; `signing_secret` is asked for on its own. */
function webhookJson({ secret: _secret, invocations: _invocations, authentication, ...shown }: Webhook) {
  const { type, add_position } = authentication ?? {};
  return authentication ? { ...shown, authentication: { type, add_position } } : shown;
}

function webhookOf({ site, params }: AuthorizedCall): Webhook {
  const webhook = site.webhooks.get(params['id'] ?? '');
  if (!webhook) throw recordNotFound();
  return webhook;
}

function create({ site, caller, body }: AuthorizedCall) {
  const wanted = readNew(body);
  const at = isoSeconds(site.world.clock.now());
  const webhook: Webhook = {
    id: ulidLike(),
    ...wanted,
    description: wanted.description ?? null,
    subscriptions: wanted.subscriptions ?? [],
    authentication: wanted.authentication ?? null,
    custom_headers: wanted.custom_headers ?? {},
    created_at: at,
    created_by: caller.user.id,
    updated_at: at,
    updated_by: caller.user.id,
    secret: secretText(24),
    invocations: [],
  };
  site.webhooks.set(webhook.id, webhook);
  return { status: 201, body: { webhook: webhookJson(webhook) } };
}

/** PUT sends the whole webhook, PATCH what changes; both answer 204. */
const change =
  (readBody: (body: unknown) => WebhookPatch): Endpoint['handle'] =>
  (call) => {
    const webhook = webhookOf(call);
    const wanted = readBody(call.body);
    refuseSwitch(webhook.subscriptions, wanted.subscriptions);
    const updated_at = isoSeconds(call.site.world.clock.now());
    Object.assign(webhook, wanted, { updated_at, updated_by: call.caller.user.id });
    return { status: 204 };
  };

const byId: Order<{ id: string }> = { value: ({ id }) => id, id: () => 0, descending: false };
const orders = { cursor: byId, offset: byId };

function list(call: AuthorizedCall) {
  const name = text(call.query['filter[name_contains]']) ?? '';
  const found = [...call.site.webhooks.values()].filter((webhook) => webhook.name.includes(name));
  const query = call.query['page[size]'] === undefined ? { ...call.query, 'page[size]': '100' } : call.query;
  const { rows, envelope } = paginate({ ...call, query }, root, found, orders);
  return { status: 200, body: { webhooks: rows.map(webhookJson), ...envelope } };
}

const secretJson = ({ secret }: Webhook) => ({ signing_secret: { algorithm: 'SHA256', secret } });

function invocations(call: AuthorizedCall) {
  const webhook = webhookOf(call);
  const query = { ...call.query, 'page[size]': call.query['page[size]'] ?? '100' };
  const { rows, envelope } = paginate(
    { ...call, query },
    `${root}/${webhook.id}/invocations`,
    webhook.invocations,
    orders,
  );
  const shown = rows.map(({ id, event_type, event_id, attempts, created_at }) => {
    const last = attempts.at(-1);
    const latest = {
      status_code: last?.response_status ?? null,
      latest_completed_at: last?.completed_at ?? null,
    };
    return { id, event_type, event_id, created_at, status: last?.status ?? 'pending', ...latest };
  });
  return { status: 200, body: { invocations: shown, ...envelope } };
}

function attempts(call: AuthorizedCall) {
  const invocation = webhookOf(call).invocations.find(({ id }) => id === call.params['invocationId']);
  if (!invocation) throw recordNotFound();
  const shown = invocation.attempts.map((attempt) => ({
    ...attempt,
    invocation_id: invocation.id,
    request: { payload: invocation.payload },
    response: { status: attempt.response_status },
  }));
  return { status: 200, body: { attempts: shown } };
}

export const webhookRoutes: Endpoint[] = [
  { method: 'GET', path: root, need: read, handle: list },
  { method: 'POST', path: root, need: write, handle: create },
  {
    method: 'GET',
    path: `${root}/:id`,
    need: read,
    handle: (call) => ({ status: 200, body: { webhook: webhookJson(webhookOf(call)) } }),
  },
  { method: 'PUT', path: `${root}/:id`, need: write, handle: change(readNew) },
  { method: 'PATCH', path: `${root}/:id`, need: write, handle: change(readPatch) },
  {
    method: 'DELETE',
    path: `${root}/:id`,
    need: write,
    handle: (call) => {
      call.site.webhooks.delete(webhookOf(call).id);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: `${root}/:id/signing_secret`,
    need: read,
    handle: (call) => ({ status: 200, body: secretJson(webhookOf(call)) }),
  },
  {
    method: 'POST',
    path: `${root}/:id/signing_secret`,
    need: write,
    handle: (call) => {
      const webhook = webhookOf(call);
      webhook.secret = secretText(24);
      return { status: 201, body: secretJson(webhook) };
    },
  },
  { method: 'GET', path: `${root}/:id/invocations`, need: read, handle: invocations },
  { method: 'GET', path: `${root}/:id/invocations/:invocationId/attempts`, need: read, handle: attempts },
];
