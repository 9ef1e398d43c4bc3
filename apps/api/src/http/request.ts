import type { FastifyRequest } from 'fastify';
import type { KeyScope } from '@nightdesk/access';

/** Who asks: a person on the page or the holder of an API key. */
export interface Principal {
  id: string;
  kind: 'user' | 'key';
  scopes: readonly KeyScope[];
  /** Empty: every account. */
  accountIds: readonly string[];
}

/** A request after the guard: it knows who asks. `id` is the trace id. */
export interface ApiRequest extends FastifyRequest {
  principal?: Principal;
  rawBody?: Buffer;
}

/** @throws Error when the guard did not run: a route that needs a principal must not be public. */
export function principalOf(request: ApiRequest): Principal {
  if (!request.principal) throw new Error(`${request.url} was reached without a principal`);
  return request.principal;
}

export const sessionCookie = 'nightdesk_session';
export const browserCookie = 'nightdesk_connect';
