import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../answer.js';
import { respond } from '../answer.js';
import type { World } from '../world.js';
import type { Arrival } from './api.js';
import { endpoints, handle, perform } from './api.js';
import { bearerOf, siteOf } from './auth.js';
import type { Call } from './call.js';
import { answerOf, notImplemented } from './errors.js';
import { forcedAnswer } from './forced.js';
import { hubRoutes } from './hub/routes.js';
import { decide, showConsent } from './oauth/consent.js';
import { exchange, siteOfCode, uninstall } from './oauth/tokens.js';
import { apiPrefix, appPrefix, regionOfPath } from './regions.js';
import type { Region } from './types.js';
import { regions } from './types.js';

/** Registers every Intercom route: the API and the consent pages of each region, and the Developer Hub. */
export function intercomRoutes(app: FastifyInstance, world: World): void {
  for (const region of regions) {
    const prefix = apiPrefix(region);
    for (const endpoint of endpoints) {
      const { method, path } = endpoint;
      app.route({
        method,
        url: `${prefix}${path}`,
        handler: (request, reply) =>
          atApi(world, region, path, request, reply, (arrival) =>
            perform(world.intercom, arrival, (call) => handle(endpoint, call)),
          ),
      });
    }
    app.post(`${prefix}/auth/eagle/token`, (request, reply) =>
      atApi(world, region, '/auth/eagle/token', request, reply, ({ body, requestId }) =>
        answerOf(requestId, () => exchange(world.intercom, region, body)),
      ),
    );
    app.post(`${prefix}/auth/uninstall`, (request, reply) =>
      atApi(world, region, '/auth/uninstall', request, reply, ({ headers, requestId }) =>
        answerOf(requestId, () => uninstall(world.intercom, region, headers.authorization)),
      ),
    );
    const pages = `${appPrefix(region)}/oauth`;
    app.get(pages, (request, reply) =>
      at(world, '', '/oauth', request, reply, () => showConsent(world.intercom, region, request.query)),
    );
    app.post(pages, (request, reply) =>
      at(world, '', '/oauth', request, reply, () => decide(world.intercom, region, request.body)),
    );
  }
  hubRoutes(app, world);
}

/** For whatever no route speaks for: an honest 501, to callers that are known. Null: it is not Intercom's API. */
export function intercomFallback(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | null {
  const path = request.url.split('?')[0] ?? '';
  const region = regionOfPath(path);
  if (region === null) return null;
  const route = path.slice(apiPrefix(region).length) || '/';
  return atApi(world, region, route, request, reply, (arrival) =>
    perform(world.intercom, arrival, () => {
      throw notImplemented(`${request.method} ${route}`);
    }),
  );
}

function atApi(
  world: World,
  region: Region,
  route: string,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (arrival: Arrival) => Answer,
): Promise<FastifyReply> {
  const { headers, body } = request;
  const site = siteOf(world.intercom, headers.authorization) || siteOfCode(world.intercom, body);
  const base = `${request.protocol}://${request.host}${apiPrefix(region)}`;
  const params = (request.params ?? {}) as Record<string, string>;
  const query = request.query as Call['query'];
  return at(world, site, route, request, reply, (requestId) =>
    work({ region, params, query, body, headers, base, requestId }),
  );
}

function at(
  world: World,
  site: string,
  route: string,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (requestId: string) => Answer,
): Promise<FastifyReply> {
  const requestId = randomUUID();
  const { id } = (request.params ?? {}) as Record<string, string | undefined>;
  const ticketId = /^\/(conversations|tickets)\/:id/.test(route) ? id : undefined;
  const path = request.url.replace(/^\/intercom(-app)?(\.(eu|au))?/, '');
  const token = bearerOf(world.intercom, request.headers.authorization);
  return respond(
    world,
    { platform: 'intercom', site, route, path, ticketId, requestId },
    request,
    reply,
    () => work(requestId),
    (fault) => forcedAnswer(world.intercom, fault, token, requestId),
  );
}
