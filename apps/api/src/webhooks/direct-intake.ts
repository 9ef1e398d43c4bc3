import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ApiRequest } from '../http/request.js';
import { WebhooksController } from './webhooks.controller.js';

/**
 * Deliveries go to their controller past Nest's router: its guards and pipes have nothing to say to them (anybody may send,
 * nothing is counted, the body is for the platform's adapter alone), and without it a delivery costs an eighth less. What goes wrong
 * is told by the same filter. Must be called before routes are added.
 */
export function deliverDirectly(app: NestFastifyApplication): void {
  const controller = app.get(WebhooksController);
  type Deliver = (params: Record<string, string>, request: ApiRequest) => Promise<void>;
  const ways: Readonly<Record<string, Deliver>> = {
    '/v1/webhooks/:accountId': ({ accountId = '' }, request) => controller.deliver(accountId, request),
    '/v1/webhooks/apps/:appId': ({ appId = '' }, request) => controller.deliverOfApp(appId, request),
  };
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    const deliver = ways[route.url];
    if (!deliver || route.method !== 'POST') return;
    route.handler = (request, reply) =>
      void deliver(request.params as Record<string, string>, request).then(
        () => reply.status(202).send(),
        (error: unknown) => reply.send(error),
      );
  });
}
