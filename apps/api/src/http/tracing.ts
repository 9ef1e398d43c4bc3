import { newTraceId, withTrace } from '@nightdesk/platform/observability';
import type { FastifyInstance } from 'fastify';

/** The trace id of an incoming request: from a valid W3C `traceparent`, else a new one. */
export function requestTraceId(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const parent = headers['traceparent'];
  const [, id] =
    /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(typeof parent === 'string' ? parent : '') ?? [];
  return id !== undefined && !/^0+$/.test(id) ? id : newTraceId();
}

/** Every answer names its trace; everything logged or stored on the way carries it. */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('Trace-Id', request.id);
    done();
  });
  // Not earlier: the events of a body that is still arriving run outside of what a hook began.
  server.addHook('preValidation', (request, _reply, done) => withTrace(request.id, done));
}
