import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isoSeconds } from '../clock.js';
import { NewFault } from '../faults.js';
import { freshdeskControlRoutes } from '../freshdesk/control/routes.js';
import { intercomControlRoutes } from '../intercom/control/routes.js';
import type { World } from '../world.js';
import type { Control } from './control.js';
import * as body from './schemas.js';

const Path = z.object({ site: z.string().default(''), id: z.coerce.number().default(0) });
const JournalFilter = z.strictObject({
  platform: z.string().optional(),
  site: z.string().optional(),
  method: z.string().optional(),
  route: z.string().optional(),
});

const ok = { ok: true };

/** The control API: `Control` over HTTP. */
export function controlRoutes(app: FastifyInstance, world: World, control: Control): void {
  const site = (request: FastifyRequest) => control.zendesk(Path.parse(request.params).site);
  const ticketId = (request: FastifyRequest) => Path.parse(request.params).id;
  const time = () => ({ now: isoSeconds(world.clock.now()), wall: isoSeconds(world.clock.wall()) });
  const one = '/control/zendesk/:site';

  app.get('/control', () => ({
    ...time(),
    faults: control.faults(),
    zendesk: [...world.zendesk.keys()].map((name) => control.zendesk(name).describe()),
    freshdesk: [...world.freshdesk.keys()].map((name) => control.freshdesk(name).describe()),
    intercom: {
      workspaces: [...world.intercom.workspaces.keys()].map((id) => control.intercom(id).describe()),
      apps: [...world.intercom.apps.keys()].map((id) => control.intercomApp(id).describe()),
    },
  }));
  freshdeskControlRoutes(app, control);
  intercomControlRoutes(app, control);
  app.get('/control/clock', time);
  app.post('/control/clock', (request) => {
    control.advance(body.Advance.parse(request.body).advanceSeconds);
    return time();
  });
  app.post('/control/reset', async () => {
    await control.reset();
    return ok;
  });

  app.get('/control/faults', () => ({ faults: control.faults() }));
  app.post('/control/faults', (request, reply) =>
    reply.code(201).send(control.fault(NewFault.parse(request.body))),
  );
  app.delete('/control/faults', () => {
    control.clearFaults();
    return ok;
  });
  app.get('/control/requests', (request) => {
    const given = Object.entries(JournalFilter.parse(request.query)).filter(
      ([, value]) => value !== undefined,
    );
    return { requests: control.requests(Object.fromEntries(given)) };
  });
  app.delete('/control/requests', () => {
    control.clearRequests();
    return ok;
  });

  app.post('/control/zendesk/sites', (request, reply) =>
    reply.code(201).send(control.addZendeskSite(body.NewSite.parse(request.body))),
  );
  app.get(one, (request) => site(request).describe());
  app.patch(one, (request) => {
    site(request).change(body.SiteChange.parse(request.body));
    return site(request).describe();
  });
  app.post(`${one}/foreign-use`, (request) => site(request).foreignUse(body.ForeignUse.parse(request.body)));
  app.post(`${one}/tokens`, (request, reply) =>
    reply.code(201).send(site(request).issueToken(body.NewToken.parse(request.body ?? {}))),
  );
  app.post(`${one}/revoke-tokens`, (request) => site(request).revokeTokens());
  app.post(`${one}/remove-scope`, (request) =>
    site(request).removeScope(body.RemoveScope.parse(request.body).scope),
  );
  app.patch(`${one}/users/:id`, (request) => {
    site(request).changeUser(ticketId(request), body.UserChange.parse(request.body));
    return ok;
  });

  app.post(`${one}/tickets`, (request, reply) => {
    const { subject, message, customerId } = body.CustomerOpens.parse(request.body);
    return reply
      .code(201)
      .send({ id: Number(site(request).desk.customerOpens(subject, message, customerId)) });
  });
  app.post(`${one}/bulk-tickets`, (request, reply) => {
    const { count, subject } = body.Bulk.parse(request.body);
    return reply.code(201).send(site(request).bulk(count, subject));
  });
  app.get(`${one}/tickets/:id`, (request) => site(request).ticket(ticketId(request)));
  app.post(`${one}/tickets/:id/customer-reply`, (request, reply) => {
    const { message } = body.CustomerReplies.parse(request.body);
    return reply
      .code(201)
      .send({ id: Number(site(request).desk.customerReplies(String(ticketId(request)), message)) });
  });
  app.post(`${one}/tickets/:id/agent`, (request) => {
    site(request).agentActs(ticketId(request), body.AgentActs.parse(request.body));
    return site(request).ticket(ticketId(request));
  });
  app.post(`${one}/tickets/:id/archive`, (request) => {
    site(request).archive(ticketId(request));
    return ok;
  });
  app.post(`${one}/tickets/:id/touch`, (request) => {
    site(request).touch(ticketId(request));
    return ok;
  });
  app.post(`${one}/tickets/:id/merge`, (request) => {
    site(request).merge(ticketId(request), body.Merge.parse(request.body).into);
    return ok;
  });
}
