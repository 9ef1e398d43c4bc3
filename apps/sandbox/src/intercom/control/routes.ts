import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Control } from '../../control/control.js';
import { AgentActs, CustomerReplies } from '../../control/schemas.js';
import { priorities } from '../types.js';
import * as body from './schemas.js';

const Path = z.object({
  workspace: z.string().default(''),
  clientId: z.string().default(''),
  id: z.string().default(''),
});
const ok = { ok: true };

/** The control API of Intercom: `IntercomControl` and `IntercomAppControl` over HTTP. */
export function intercomControlRoutes(app: FastifyInstance, control: Control): void {
  const at = (request: FastifyRequest) => control.intercom(Path.parse(request.params).workspace);
  const hub = (request: FastifyRequest) => control.intercomApp(Path.parse(request.params).clientId);
  const idOf = (request: FastifyRequest) => Path.parse(request.params).id;
  const one = '/control/intercom/:workspace';
  const oneApp = '/control/intercom/apps/:clientId';

  app.post('/control/intercom/workspaces', (request, reply) =>
    reply.code(201).send(control.addIntercomWorkspace(body.NewWorkspace.parse(request.body))),
  );
  app.post('/control/intercom/apps', (request, reply) =>
    reply.code(201).send(control.addIntercomApp(body.NewApp.parse(request.body))),
  );
  app.get(oneApp, (request) => hub(request).describe());
  app.patch(oneApp, (request) => {
    hub(request).change(body.AppChange.parse(request.body));
    return hub(request).describe();
  });
  app.put(`${oneApp}/scopes`, (request) => {
    hub(request).setScopes(body.Scopes.parse(request.body).scopes);
    return hub(request).describe();
  });
  app.put(`${oneApp}/webhook`, async (request) => {
    await hub(request).setWebhook(body.Webhook.parse(request.body));
    return hub(request).describe();
  });
  app.post(`${oneApp}/ping`, (request) => {
    hub(request).ping();
    return ok;
  });
  app.post(`${oneApp}/regenerate-token`, (request) => hub(request).regenerateToken());
  app.delete(`${oneApp}/installations/:workspace`, (request) => {
    hub(request).uninstall(Path.parse(request.params).workspace);
    return ok;
  });

  app.get(one, (request) => at(request).describe());
  app.patch(one, (request) => {
    at(request).change(body.WorkspaceChange.parse(request.body));
    return at(request).describe();
  });
  app.post(`${one}/tokens`, (request, reply) =>
    reply.code(201).send(at(request).issueToken(body.NewToken.parse(request.body ?? {}))),
  );
  app.post(`${one}/revoke-tokens`, (request) => at(request).revokeTokens());
  app.post(`${one}/remove-scope`, (request) =>
    at(request).removeScope(body.OneScope.parse(request.body).scope),
  );
  app.post(`${one}/add-scope`, (request) => at(request).addScope(body.OneScope.parse(request.body).scope));
  app.post(`${one}/foreign-use`, (request) => at(request).foreignUse(body.ForeignUse.parse(request.body)));
  app.post(`${one}/lapse`, (request) => {
    at(request).lapse(body.Lapse.parse(request.body).lapsed);
    return ok;
  });
  app.patch(`${one}/admins/:id`, (request) => {
    at(request).changeAdmin(idOf(request), body.AdminChange.parse(request.body));
    return ok;
  });

  app.post(`${one}/conversations`, (request, reply) => {
    const { subject, message, contactId } = body.OpensConversation.parse(request.body);
    return reply.code(201).send({ id: at(request).desk.customerOpens(subject, message, contactId) });
  });
  app.post(`${one}/tickets`, (request, reply) =>
    reply.code(201).send(at(request).contactOpensTicket(body.OpensTicket.parse(request.body))),
  );
  app.post(`${one}/bulk`, (request, reply) => {
    const { count, kind, id } = body.Bulk.parse(request.body);
    return reply.code(201).send(at(request).bulk(count, kind, id));
  });
  app.get(`${one}/conversations/:id`, (request) => at(request).conversation(idOf(request)));
  app.delete(`${one}/conversations/:id`, (request) => {
    at(request).deleteConversation(idOf(request));
    return ok;
  });
  app.put(`${one}/conversations/:id/priority`, (request) => {
    const { priority } = z.strictObject({ priority: z.enum(priorities) }).parse(request.body);
    at(request).setPriority(idOf(request), priority);
    return ok;
  });
  app.get(`${one}/tickets/:id`, (request) => at(request).ticket(idOf(request)));
  for (const kind of ['conversations', 'tickets']) {
    app.post(`${one}/${kind}/:id/contact-reply`, (request, reply) => {
      const { message } = CustomerReplies.parse(request.body);
      return reply.code(201).send({ id: at(request).desk.customerReplies(idOf(request), message) });
    });
    app.post(`${one}/${kind}/:id/agent`, (request) => {
      at(request).agentActs(idOf(request), AgentActs.parse(request.body));
      return at(request).desk.show(idOf(request));
    });
  }
}
