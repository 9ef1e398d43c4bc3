import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { notFound, Refused } from '../errors.js';
import { appPrefix } from '../regions.js';
import { scopes } from '../scopes.js';
import { setWebhook } from '../webhooks/set-up.js';
import { ping } from '../webhooks/notify.js';
import type { World } from '../../world.js';
import type { HubApp } from './app.js';
import { hubPage } from './page.js';

const many = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);
const ScopeForm = z.object({ scopes: many });
const WebhookForm = z.object({ url: z.string().trim().default(''), topics: many });

/** The Developer Hub: a web page per app, where a person ticks scopes and sets the webhook up. */
export function hubRoutes(server: FastifyInstance, world: World): void {
  const one = `${appPrefix('us')}/developer-hub/:clientId`;
  const appOf = (request: FastifyRequest): HubApp => {
    const { clientId } = z.object({ clientId: z.string() }).parse(request.params);
    const app = world.intercom.apps.get(clientId);
    if (!app) throw notFound(`There is no app ${clientId}`);
    return app;
  };
  const show = (reply: FastifyReply, app: HubApp, status = 200, problem?: string) =>
    reply
      .code(status)
      .headers({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
      .type('text/html; charset=utf-8')
      .send(hubPage(app, world.clock.now(), problem));
  /** Every form leads back to the page, with what was refused on it. */
  const form = (path: string, work: (app: HubApp, body: unknown) => Promise<void> | void) => {
    server.post(`${one}${path}`, async (request, reply) => {
      const app = appOf(request);
      try {
        await work(app, request.body ?? {});
      } catch (error) {
        if (error instanceof Refused) return show(reply, app, 400, error.says);
        throw error;
      }
      return reply.redirect(`${appPrefix('us')}/developer-hub/${encodeURIComponent(app.clientId)}`, 303);
    });
  };

  server.get(one, (request, reply) => show(reply, appOf(request)));
  form('/scopes', (app, body) => {
    const ticked = ScopeForm.parse(body).scopes;
    app.scopes = scopes.filter((scope) => ticked.includes(scope));
  });
  form('/webhooks', (app, body) => {
    const { url, topics } = WebhookForm.parse(body);
    return setWebhook(world, app, url === '' ? null : url, topics);
  });
  form('/ping', (app) => ping(world, app));
  form('/access-token', (app) => app.regenerateToken());
}
