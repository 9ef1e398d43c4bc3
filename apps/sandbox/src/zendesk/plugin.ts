import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../answer.js';
import { respond, send } from '../answer.js';
import { page } from '../html.js';
import { answerOf } from '../refusal.js';
import type { World } from '../world.js';
import { endpoints, perform } from './api.js';
import type { Query } from './call.js';
import { notImplemented } from './errors.js';
import { forcedAnswer } from './forced.js';
import { decide, showConsent } from './oauth/authorize.js';
import { grant } from './oauth/tokens.js';
import type { Site } from './site.js';

const prefix = '/zendesk/:subdomain';

/** Registers every Zendesk route. Each site lives under `/zendesk/{subdomain}`, which stands for its host. */
export function zendeskRoutes(app: FastifyInstance, world: World): void {
  const route = (method: string, path: string, work: (site: Site, request: FastifyRequest) => Answer) => {
    app.route({
      method,
      url: `${prefix}${path}`,
      handler: (request, reply) =>
        atSite(world, request, reply, path, (site) => answerOf(() => work(site, request))),
    });
  };
  for (const endpoint of endpoints) {
    route(endpoint.method, endpoint.path, (site, request) => {
      const { query, body, headers } = request;
      const params = request.params as Record<string, string>;
      return perform(endpoint, {
        site,
        params,
        query: query as Query,
        body,
        headers,
        base: baseOf(request, site),
      });
    });
  }
  route('GET', '/oauth/authorizations/new', (site, { query }) =>
    showConsent(site, query, `/zendesk/${site.subdomain}/oauth/authorizations`),
  );
  route('POST', '/oauth/authorizations', (site, { body }) => decide(site, body));
  route('POST', '/oauth/tokens', (site, { body }) => grant(site, body));
}

/** For whatever no route speaks for: an unknown site is a web page, all else an honest 501. */
export function zendeskFallback(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [, , subdomain = '', ...rest] = request.url.split('?')[0]?.split('/') ?? [];
  request.params = { subdomain };
  const path = `/${rest.join('/')}`;
  return atSite(world, request, reply, path, () =>
    answerOf(() => {
      throw notImplemented(`${request.method} ${path}`);
    }),
  );
}

async function atSite(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  route: string,
  work: (site: Site) => Answer,
): Promise<FastifyReply> {
  const { subdomain = '', id } = request.params as Record<string, string | undefined>;
  const requestId = randomBytes(8).toString('hex');
  reply.headers({ 'x-zendesk-request-id': requestId, 'x-request-id': requestId });
  const site = world.zendesk.get(subdomain);
  if (!site) return send(reply, { status: 404, body: noSuchSite });
  const ticketId = route.startsWith('/api/v2/tickets/:id') ? id : undefined;
  const path = request.url.slice(`/zendesk/${subdomain}`.length);
  const incoming = { platform: 'zendesk', site: subdomain, route, path, ticketId, requestId };
  return respond(
    world,
    incoming,
    request,
    reply,
    () => work(site),
    (fault) => forcedAnswer(site, fault, request.headers.authorization),
  );
}

const baseOf = (request: FastifyRequest, site: Site) =>
  `${request.protocol}://${request.host}/zendesk/${site.subdomain}`;
const noSuchSite = page(
  'No help desk here',
  '<main style="padding:48px 24px"><h1>There is no help desk at this address</h1></main>',
);
