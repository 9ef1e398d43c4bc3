import type { FastifyInstance } from 'fastify';

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const asked = 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, traceparent, tracestate';
const told =
  'Deprecation, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset, Trace-Id, ' +
  'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset';
const preflightSeconds = '600';

/** What an answer says to a page of `origin`: that it may read it, or nothing. */
export function mayRead(origin: string | undefined, allowed: ReadonlySet<string>): Record<string, string> {
  if (allowed.size === 0) return {};
  // Caches keep the answers for different origins apart.
  const Vary = 'Origin';
  if (origin === undefined || !allowed.has(origin)) return { Vary };
  return { Vary, 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': told };
}

/**
 * Pages of these origins may call the API, with a key: credentials are never allowed, so the cookie of a person is of no use to
 * them. To all others the browser says no, since nothing here says yes.
 */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  server.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    reply.headers(mayRead(origin, allowed));
    const isPreflight =
      request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight || origin === undefined || !allowed.has(origin)) return done();
    reply
      .status(204)
      .headers({
        'Access-Control-Allow-Methods': methods,
        'Access-Control-Allow-Headers': asked,
        'Access-Control-Max-Age': preflightSeconds,
      })
      .send();
  });
}
