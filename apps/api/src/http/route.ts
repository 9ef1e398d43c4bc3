import type { FastifyRequest } from 'fastify';

/** The route's template, never the path with its values; `unknown` for what is no route. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}

const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** What watches us is neither traced nor counted: it would outnumber everything else. */
export function isProbe(request: FastifyRequest): boolean {
  return probes.has(routeOf(request));
}
