import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { fastify } from 'fastify';
import { z } from 'zod';
import { send } from './answer.js';
import { Control, SiteExists } from './control/control.js';
import { controlRoutes } from './control/routes.js';
import { freshdeskRoutes } from './freshdesk/plugin.js';
import { intercomFallback, intercomRoutes } from './intercom/plugin.js';
import { pageRoutes } from './page/routes.js';
import { Refusal } from './refusal.js';
import type { WorldOptions } from './world.js';
import { World } from './world.js';
import { zendeskFallback, zendeskRoutes } from './zendesk/plugin.js';

/** The OAuth redirect URIs the seeded client has when nobody says otherwise. */
export const defaultRedirectUris = [
  'http://127.0.0.1:4300/connect/callback',
  'http://localhost:4300/connect/callback',
];

export interface Sandbox {
  /** Without a slash at the end; `{url}/zendesk/acme` stands for `https://acme.zendesk.com`. */
  url: string;
  world: World;
  control: Control;
  close(): Promise<void>;
}

/** Starts the sandbox; port 0 takes a free one. */
export async function startSandbox(
  options: { port?: number; host?: string } & Partial<WorldOptions> = {},
): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', ...given } = options;
  const world = new World({
    redirectUris: defaultRedirectUris,
    deliveryTimeScale: 1,
    seed: true,
    now: Date.now,
    ...given,
  });
  const app = fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    rewriteUrl: ({ url }) => withoutSuffix(url ?? '/'),
  });
  let url = '';
  const control = new Control(world, () => url);
  await app.register(formbody);
  acceptJson(app);
  controlRoutes(app, world, control);
  zendeskRoutes(app, world);
  freshdeskRoutes(app, world);
  intercomRoutes(app, world);
  pageRoutes(app, world);
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/zendesk/')) return zendeskFallback(world, request, reply);
    const error = 'There is nothing here; see the README.';
    return intercomFallback(world, request, reply) ?? send(reply, { status: 404, body: { error } });
  });
  app.setErrorHandler<FastifyError>((error, _request, reply) => explain(error, reply));
  url = await app.listen({ port, host });
  const close = async () => {
    await world.sender.close();
    await app.close();
  };
  return { url, world, control, close };
}

/** The platform takes the same paths with and without `.json`. */
const withoutSuffix = (url: string) => url.replace(/^(\/zendesk\/[^/]+\/api\/[^?]*)\.json(?=\?|$)/, '$1');

/** JSON bodies, where an empty one is no body: clients send DELETE with a content type and nothing else. */
function acceptJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(String(text)));
    } catch {
      done(new UnreadableBody());
    }
  });
}

class UnreadableBody extends Error {
  readonly statusCode = 400;
  constructor() {
    super('The body is not valid JSON.');
  }
}

function explain(error: FastifyError | z.ZodError | Refusal, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return send(reply, error.answer);
  if (error instanceof z.ZodError)
    return send(reply, {
      status: 400,
      body: { error: 'This body is not allowed.', allowed: z.prettifyError(error) },
    });
  if (error instanceof SiteExists) return send(reply, { status: 409, body: { error: error.message } });
  const status = error.statusCode ?? 500;
  return send(reply, {
    status,
    body: { error: status < 500 ? error.message : `The sandbox failed: ${error.stack ?? error.message}` },
  });
}
