import type { FastifyRequest } from 'fastify';
import type { KeyScope } from '@nightdesk/access';
import type { RateTier } from '@nightdesk/contract';
import type { Config } from '@nightdesk/platform/config';
import ipaddr from 'ipaddr.js';

/** Who asks: a person on the page or the holder of an API key. */
export interface Principal {
  id: string;
  kind: 'user' | 'key';
  /** As people know who it is, where a sentence names them: an e-mail address, or the key by its name. */
  name: string;
  scopes: readonly KeyScope[];
  /** Empty: every account. */
  accountIds: readonly string[];
  /** How many requests are taken. */
  tier: RateTier;
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

/** The API key that was presented, if any. */
export function bearerOf(request: ApiRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Where a request comes from, to count by: an IPv4 address, and of IPv6 the network, because each customer has 2^64 addresses in one. */
export function networkOf({ ip }: Pick<ApiRequest, 'ip'>): string {
  if (!ip.includes(':') || !ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/64`).toString()}/64`;
}

const isTls = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>) => PUBLIC_URL.startsWith('https:');
/** Over TLS a browser takes such a cookie from this very host only, so that no neighbour of it can plant one. */
const hostOnly = (name: string, config: Pick<Config, 'PUBLIC_URL'>) =>
  isTls(config) ? `__Host-${name}` : name;

export const sessionCookie = (config: Pick<Config, 'PUBLIC_URL'>) => hostOnly('nightdesk_session', config);
export const browserCookie = (config: Pick<Config, 'PUBLIC_URL'>) => hostOnly('nightdesk_connect', config);

/** Out of reach of scripts and of other sites' forms; in the clear only where there is no TLS. */
export const cookieKind = (config: Pick<Config, 'PUBLIC_URL'>) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isTls(config) }) as const;
