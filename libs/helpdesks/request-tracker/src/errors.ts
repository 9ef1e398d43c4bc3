import {
  HelpdeskError,
  outage,
  retryAfter,
  type Refusal,
  type Capability,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { root } from './calls.js';

/** Turns an answer of 400 or more into the error that says what it means. */
export function explain(request: PlatformRequest, response: PlatformResponse, now: Date): HelpdeskError {
  const { kind, meaning, details } = judge(request, response, now);
  const words = [meaning, saidBy(response.body)?.slice(0, 300)].filter(Boolean).join(': ');
  const message = `${words} (${request.method} ${request.route} answered ${response.status})`;
  return new HelpdeskError(kind, message, { status: response.status, ...details });
}

function judge(request: PlatformRequest, response: PlatformResponse, now: Date): Refusal {
  const { status, headers, body } = response;
  if (status === 429)
    return {
      kind: 'rate_limited',
      meaning: 'Request Tracker’s server takes no more calls now',
      details: { retryAt: retryAfter(headers, now) },
    };
  const failed = outage('Request Tracker', request, response, now);
  if (failed) return failed;
  switch (status) {
    case 401:
      return { kind: 'unauthenticated', meaning: 'Request Tracker does not accept the auth token' };
    case 403:
      return {
        kind: 'forbidden',
        meaning: 'the token’s user lacks a right',
        details: { capability: capabilityOf(request) },
      };
    case 404:
      return saidBy(body) === null
        ? { kind: 'invalid', meaning: 'there is no Request Tracker with REST 2 at this address' }
        : { kind: 'not_found', meaning: 'Request Tracker has no such record' };
    case 409:
    case 412:
      return { kind: 'conflict', meaning: 'the ticket changed at the same time' };
    default:
      return { kind: 'invalid', meaning: 'Request Tracker refused the request' };
  }
}

/** Any right to read is needed for the ticket before RT looks at the right to change it. */
function capabilityOf({ route }: PlatformRequest): Capability | undefined {
  return /^\/(tickets?|transactions?|attachments?)\b/.test(route.slice(root.length))
    ? 'tickets:read'
    : undefined;
}

const Said = z.object({ message: z.string() });

/** RT's own words; null: this is no answer of REST 2. */
export const saidBy = (body: unknown): string | null => Said.safeParse(body).data?.message ?? null;
