import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Control } from '../../control/control.js';
import * as plain from '../../control/schemas.js';
import { NewRule } from '../rules/add.js';
import * as body from './schemas.js';

const Path = z.object({ site: z.string().default(''), id: z.coerce.number().default(0) });
const Bulk = plain.Bulk.extend({ hoursAgo: z.number().min(0).default(0) });
const ok = { ok: true };

/** The Freshdesk part of the control API: `FreshdeskControl` over HTTP. */
export function freshdeskControlRoutes(app: FastifyInstance, control: Control): void {
  const site = (request: FastifyRequest) => control.freshdesk(Path.parse(request.params).site);
  const id = (request: FastifyRequest) => Path.parse(request.params).id;
  const one = '/control/freshdesk/:site';

  app.post('/control/freshdesk/sites', (request, reply) =>
    reply.code(201).send(control.addFreshdeskSite(body.NewSite.parse(request.body))),
  );
  app.get(one, (request) => site(request).describe());
  app.patch(one, (request) => {
    site(request).change(body.SiteChange.parse(request.body));
    return site(request).describe();
  });
  app.post(`${one}/foreign-use`, (request) => site(request).foreignUse(body.ForeignUse.parse(request.body)));
  app.post(`${one}/permissions`, (request) => {
    const { of, permission, allowed } = body.PermissionChange.parse(request.body);
    site(request).setPermission(of, permission, allowed);
    return ok;
  });
  app.patch(`${one}/agents/:id`, (request) => {
    site(request).changeAgent(id(request), body.AgentChange.parse(request.body));
    return ok;
  });
  app.post(`${one}/agents/:id/reset-key`, (request) => site(request).resetKey(id(request)));
  app.get(`${one}/rules`, (request) => ({ rules: site(request).rules() }));
  app.post(`${one}/rules`, (request, reply) =>
    reply.code(201).send(site(request).addRule(NewRule.parse(request.body))),
  );
  app.delete(`${one}/rules/:id`, (request) => {
    site(request).removeRule(id(request));
    return ok;
  });

  app.post(`${one}/tickets`, (request, reply) => {
    const { subject, message, customerId } = plain.CustomerOpens.parse(request.body);
    return reply
      .code(201)
      .send({ id: Number(site(request).desk.customerOpens(subject, message, customerId)) });
  });
  app.post(`${one}/bulk-tickets`, (request, reply) => {
    const { count, subject, hoursAgo } = Bulk.parse(request.body);
    return reply.code(201).send(site(request).bulk(count, subject, hoursAgo));
  });
  app.get(`${one}/tickets/:id`, (request) => site(request).ticket(id(request)));
  app.patch(`${one}/tickets/:id`, (request) => {
    site(request).changeTicket(id(request), body.TicketChange.parse(request.body));
    return ok;
  });
  app.post(`${one}/tickets/:id/customer-reply`, (request, reply) => {
    const { message } = plain.CustomerReplies.parse(request.body);
    return reply
      .code(201)
      .send({ id: Number(site(request).desk.customerReplies(String(id(request)), message)) });
  });
  app.post(`${one}/tickets/:id/agent`, (request) => {
    site(request).agentActs(id(request), plain.AgentActs.parse(request.body));
    return site(request).ticket(id(request));
  });
  app.post(`${one}/tickets/:id/archive`, (request) => {
    site(request).archive(id(request));
    return ok;
  });
}
