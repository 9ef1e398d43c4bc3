import { callSeconds, metrics } from '@nightdesk/platform/observability';
import type { FastifyInstance } from 'fastify';
import { type ApiRequest } from './request.js';
import { isProbe, routeOf } from './route.js';

const seconds = metrics.histogram({
  name: 'nightdesk_http_request_duration_seconds',
  help: 'Requests to the api, by route template, method, class of status and kind of client.',
  labelNames: ['method', 'route', 'status', 'client'],
  buckets: callSeconds,
});
const byKey = metrics.counter({
  name: 'nightdesk_api_key_requests_total',
  help: 'Requests by API key (its id) and class of status; keys beyond the first 100 of a process are "other".',
  labelNames: ['key', 'status'],
});
/** Keys can be made without end; figures of each can not. */
const keysAtMost = 100;
const known = new Set<string>();
/** Of a client that invents one. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Counts and times every request. `client` is one of five words, because an id in it would multiply with the routes; which
 * key asks is a counter of its own.
 */
export function countRequests(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    // A stream lasts as long as its page is open, which says nothing of how fast we are.
    if (!isProbe(request) && !isStream(request)) {
      const status = `${Math.floor(reply.statusCode / 100)}xx`;
      const method = methods.has(request.method) ? request.method : 'other';
      const labels = { method, route: routeOf(request), status, client: clientOf(request) };
      seconds.observe(labels, reply.elapsedTime / 1_000);
      const { principal } = request as ApiRequest;
      if (principal?.kind === 'key') byKey.inc({ key: bounded(principal.id), status });
    }
    done();
  });
}

/** Who asked: a helpdesk, a key, a person on the page, somebody who was refused, or anybody where nobody is asked. */
function clientOf(request: ApiRequest): 'webhook' | 'key' | 'page' | 'refused' | 'public' {
  if (routeOf(request).startsWith('/v1/webhooks/')) return 'webhook';
  if (request.principal) return request.principal.kind === 'key' ? 'key' : 'page';
  return request.headers.authorization === undefined ? 'public' : 'refused';
}

function bounded(key: string): string {
  if (known.size < keysAtMost) known.add(key);
  return known.has(key) ? key : 'other';
}

const isStream = (request: ApiRequest) => request.headers.accept?.includes('text/event-stream') === true;
