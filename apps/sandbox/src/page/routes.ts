import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AgentActs, CustomerOpens, CustomerReplies } from '../control/schemas.js';
import type { Desk } from '../desk.js';
import { FreshdeskDesk } from '../freshdesk/desk.js';
import { IntercomDesk } from '../intercom/desk.js';
import type { World } from '../world.js';
import { ZendeskDesk } from '../zendesk/desk.js';
import { recordNotFound } from '../zendesk/errors.js';
import { deskPage } from './desk-page.js';

/** Every help desk of the sandbox under the name the page calls it by. */
const desksOf = (world: World) =>
  new Map<string, Desk>([
    ...[...world.zendesk.values()].map(
      (site) => [`zendesk:${site.subdomain}`, new ZendeskDesk(site)] as const,
    ),
    ...[...world.freshdesk.values()].map(
      (site) => [`freshdesk:${site.domain}`, new FreshdeskDesk(site)] as const,
    ),
    ...[...world.intercom.workspaces.values()].map(
      (workspace) => [`intercom:${workspace.id}`, new IntercomDesk(workspace)] as const,
    ),
  ]);

const Path = z.object({ desk: z.string(), id: z.string().default('') });
const one = '/page/:desk/tickets';

/** The page and the routes it calls. They are the web pages of the platforms, not their API. */
export function pageRoutes(app: FastifyInstance, world: World): void {
  const deskOf = (parameters: unknown): Desk => {
    const desk = desksOf(world).get(Path.parse(parameters).desk);
    if (!desk) throw recordNotFound();
    return desk;
  };
  const idOf = (parameters: unknown) => Path.parse(parameters).id;

  app.get('/', (request, reply) => {
    const desks = desksOf(world);
    const { desk } = z.object({ desk: z.string().optional() }).parse(request.query);
    const chosen = desk !== undefined && desks.has(desk) ? desk : ([...desks.keys()][0] ?? '');
    return reply.type('text/html; charset=utf-8').send(deskPage(desks, chosen));
  });
  app.get(one, ({ params }) => ({ tickets: deskOf(params).list().slice(0, 100) }));
  app.get(`${one}/:id`, ({ params }) => deskOf(params).show(idOf(params)));
  app.post(one, ({ params, body }, reply) => {
    const { subject, message } = CustomerOpens.parse(body);
    return reply.code(201).send({ id: deskOf(params).customerOpens(subject, message) });
  });
  app.post(`${one}/:id/reply`, ({ params, body }, reply) => {
    const id = deskOf(params).customerReplies(idOf(params), CustomerReplies.parse(body).message);
    return reply.code(201).send({ id });
  });
  app.post(`${one}/:id/agent`, ({ params, body }) => {
    deskOf(params).agentActs(idOf(params), AgentActs.parse(body));
    return deskOf(params).show(idOf(params));
  });
}
