import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../answer.js';
import { respond, send } from '../answer.js';
import { page } from '../html.js';
import { answerOf } from '../refusal.js';
import type { World } from '../world.js';
import { metered, perform } from './api.js';
import type { Call, Query } from './call.js';
import { endpoints, methodsOf } from './endpoints.js';
import { methodNotAllowed, notImplemented } from './errors.js';
import { forcedAnswer } from './forced.js';
import { webPages } from './pages/routes.js';
import type { FreshdeskSite } from './site.js';

const prefix = '/freshdesk/:domain';

/** Registers every Freshdesk route. Each site lives under `/freshdesk/{domain}`, which stands for its host. */
export function freshdeskRoutes(root: FastifyInstance, world: World): void {
  // A scope of its own: bodies come in as they were sent, since who is calling is looked at before what they say.
  void root.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
    const route = (
      method: string | string[],
      path: string,
      work: (call: Call, request: FastifyRequest) => Answer,
    ) => {
      app.route({
        method,
        url: `${prefix}${path.replace(':id', ':id(^\\d+$)')}`,
        handler: (request, reply) => atSite(world, request, reply, path, (call) => work(call, request)),
      });
    };
    for (const endpoint of endpoints)
      route(endpoint.method, endpoint.path, (call) => perform(endpoint, call));
    for (const { method, path, work } of webPages) route(method, path, (call) => answerOf(() => work(call)));
    route(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], '/*', (call, { method }) => unknownRoute(call, method));
  });
}

/** Whatever no route speaks for: a method the platform does not have there is a 405, all else an honest 501. */
function unknownRoute(call: Call, method: string): Answer {
  const path = `/${call.params['*'] ?? ''}`;
  return metered(call, null, () => {
    const allowed = methodsOf(method, path);
    throw allowed ? methodNotAllowed(method, allowed) : notImplemented(`${method} ${path}`);
  });
}

async function atSite(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  work: (call: Call) => Answer,
): Promise<FastifyReply> {
  const params = request.params as Record<string, string>;
  const site = world.freshdesk.get(params['domain'] ?? '');
  if (!site) return send(reply, { status: 404, body: noSuchSite });
  const requestId = randomUUID();
  reply.headers({ 'x-freshdesk-api-version': 'latest=v2; requested=v2', 'x-request-id': requestId });
  const incoming = {
    platform: 'freshdesk',
    site: site.domain,
    route: path === '/*' ? `/${params['*'] ?? ''}` : path,
    path: request.url.slice(`/freshdesk/${site.domain}`.length),
    ticketId: path.startsWith('/api/v2/tickets/') ? params['id'] : undefined,
    requestId,
  };
  const execute = () => work(callOf(site, request, params));
  return respond(world, incoming, request, reply, execute, (fault) => forcedAnswer(site, fault));
}

const callOf = (site: FreshdeskSite, request: FastifyRequest, params: Record<string, string>): Call => ({
  site,
  params,
  query: request.query as Query,
  headers: request.headers,
  sent: typeof request.body === 'string' ? request.body : '',
  base: `${request.protocol}://${request.host}/freshdesk/${site.domain}`,
});

const noSuchSite = page(
  'No help desk here',
  '<main style="padding:48px 24px"><h1>There is no help desk at this address</h1></main>',
);
