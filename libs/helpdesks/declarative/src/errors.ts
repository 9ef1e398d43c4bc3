import {
  HelpdeskError,
  isOutage,
  isSafe,
  type HelpdeskErrorKind,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import type { Platform } from './calls.js';
import { capabilityFor, scopesOf } from './capabilities.js';
import { retryAfter, windowEnd } from './limits.js';
import { locate } from './locate.js';

const Word = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const kindOf: Readonly<Record<number, HelpdeskErrorKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'unavailable',
  409: 'conflict',
  410: 'not_found',
  412: 'conflict',
  425: 'unavailable',
  429: 'rate_limited',
};

const meaningOf: Readonly<Record<HelpdeskErrorKind, string>> = {
  unauthenticated: 'the credential is not accepted',
  forbidden: 'the credential may not do this',
  account_suspended: 'the account is suspended',
  agent_gone: 'the agent behind the credential is suspended or gone',
  not_found: 'there is no such record, or it is hidden',
  conflict: 'the ticket changed at the same time',
  invalid: 'the request was refused',
  rate_limited: 'the rate limit is used up',
  held: 'nothing goes out now',
  unavailable: 'the platform is not available',
  ambiguous: 'the platform failed and may have applied the change',
};

/** Turns an answer of 400 or more into the error that says what it means: the file's rules first, then the defaults. */
export function explain(
  platform: Platform,
  request: PlatformRequest,
  response: PlatformResponse,
  now: Date,
): HelpdeskError {
  const { errors, limits, title } = platform.declared;
  const { status, headers, body } = response;
  const code = word(body, errors.code);
  const declared = errors.rules.find(
    (rule) =>
      [rule.status].flat().includes(status) &&
      (rule.code === undefined ||
        [rule.code]
          .flat()
          .map(String)
          .includes(code ?? '')),
  );
  const meant = declared?.kind ?? kindOf[status] ?? (isOutage(status) ? 'unavailable' : 'invalid');
  // nothing tells how far a failing platform came with a write
  const kind = meant === 'unavailable' && !isSafe(request) ? 'ambiguous' : meant;
  const retryAt =
    retryAfter(limits, headers, now) ??
    (kind === 'rate_limited' ? windowEnd(limits, request, headers, now) : undefined);
  const waits = kind === 'rate_limited' || kind === 'unavailable' || kind === 'ambiguous';
  const said = [code, word(body, errors.message)].filter(Boolean).join(', ').slice(0, 300);
  return new HelpdeskError(
    kind,
    `${title}: ${[meaningOf[kind], said].filter(Boolean).join(': ')} (${request.method} ${request.route} answered ${status})`,
    {
      status,
      requestId: response.requestId,
      ...(waits && { retryAt }),
      ...(kind === 'forbidden' && lacking(platform, request, body)),
    },
  );
}

const word = (body: unknown, at: string | undefined): string | undefined =>
  at === undefined ? undefined : Word.safeParse(locate(body, at)).data;

function lacking(platform: Platform, request: PlatformRequest, body: unknown) {
  const { errors } = platform.declared;
  const capability = capabilityFor(platform, request);
  const named = errors.missingScopes === undefined ? undefined : locate(body, errors.missingScopes);
  const scopes = z.union([z.array(z.string()), z.string().transform((one) => [one])]).safeParse(named);
  const missingScopes = scopes.data ?? (capability ? scopesOf(platform, capability) : []);
  return { capability, missingScopes };
}
