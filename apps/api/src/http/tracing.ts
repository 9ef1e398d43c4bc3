import { newTraceId, type OpenRequest, parseTraceparent, received } from '@nightdesk/platform/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isProbe, routeOf } from './route.js';

/** Where a request keeps its span: a property, because a map of all requests costs each of them more. */
const open = Symbol('trace');
type Traced = FastifyRequest & { [open]?: OpenRequest };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The trace id of an incoming request: from a valid W3C `traceparent`, else a new one. */
export function requestTraceId(headers: Headers): string {
  return parseTraceparent(headers['traceparent'])?.traceId ?? newTraceId();
}

/** Every answer names its trace; everything logged, stored or called on the way carries it. */
export function traceRequests(server: FastifyInstance): void {
  server.decorateRequest(open as never);
  server.addHook('onRequest', (request: Traced, reply, done) => {
    reply.header('Trace-Id', request.id);
    if (!isProbe(request)) request[open] = opened(request);
    done();
  });
  // Not earlier: the events of a body that is still arriving run outside of what a hook began.
  server.addHook('preValidation', (request: Traced, _reply, done) => {
    const begun = request[open];
    if (begun) begun.run(done);
    else done();
  });
  server.addHook('onResponse', (request: Traced, reply, done) => {
    request[open]?.end(routeOf(request), reply.statusCode);
    done();
  });
}

function opened({ id, method, headers }: FastifyRequest): OpenRequest {
  const { tracestate } = headers;
  return received(
    id,
    method,
    parseTraceparent(headers['traceparent']),
    typeof tracestate === 'string' ? tracestate : undefined,
  );
}
