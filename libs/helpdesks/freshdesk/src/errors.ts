import {
  HelpdeskError,
  outage,
  retryAfter,
  type Refusal,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { capabilityFor } from './capability.js';
import { codeOf, complaint, word } from './complaint.js';

/** Whoever answers, without `X-Freshdesk-API-Version` it is not Freshdesk's API. */
export const versionHeader = 'x-freshdesk-api-version';

/** How long a lock-out after failed logins is left alone; Freshdesk does not state how long it lasts. */
const lockMs = 15 * 60_000;

/**
 * Turns an answer of 400 or more into the error that says what it means. Freshdesk's own sentences may repeat what was
 * sent, so only its codes and the names of fields are told.
 */
export function explain(request: PlatformRequest, response: PlatformResponse, now: Date): HelpdeskError {
  const { kind, meaning, details } = judge(request, response, now);
  const message = `${meaning} (${request.method} ${request.route} answered ${response.status})`;
  return new HelpdeskError(kind, message, {
    status: response.status,
    requestId: response.requestId ?? response.headers['x-request-id'],
    ...details,
  });
}

function judge(request: PlatformRequest, response: PlatformResponse, now: Date): Refusal {
  const { status, headers } = response;
  const retryAt = retryAfter(headers, now);
  if (status === 429) {
    const details = { retryAt: retryAt ?? new Date(now.getTime() + 60_000) };
    return { kind: 'rate_limited', meaning: 'Freshdesk’s rate limit is used up', details };
  }
  const failed = outage('Freshdesk', request, response, now);
  if (failed) return failed;
  switch (status) {
    case 401:
      return { kind: 'unauthenticated', meaning: 'Freshdesk does not accept the API key' };
    case 403:
      return forbidden(request, response, retryAt ?? new Date(now.getTime() + lockMs));
    case 404:
      return missing(response);
    case 409:
      return {
        kind: 'conflict',
        meaning: 'the ticket’s state does not allow this, or changed at the same time',
      };
    default:
      return { kind: 'invalid', meaning: complaint(response.body) };
  }
}

/**
 * Only `access_denied` is about what was asked. Any other code is about the account: locked after failed logins by
 * whoever, which passes, or a plan or state in which nothing works until a person acts.
 */
function forbidden(request: PlatformRequest, { body }: PlatformResponse, unlockedAt: Date): Refusal {
  const code = codeOf(body);
  if (code === undefined || code === 'access_denied') {
    const details = { capability: capabilityFor(request) };
    return { kind: 'forbidden', meaning: 'the agent’s role or ticket scope does not allow this', details };
  }
  if (/(^|_)(logins?|lock|locked|lockout)(_|$)/i.test(code)) {
    const meaning = `Freshdesk has locked logins for a while: ${word(code)}`;
    return { kind: 'unavailable', meaning, details: { retryAt: unlockedAt } };
  }
  return { kind: 'account_suspended', meaning: `the Freshdesk account does not allow this: ${word(code)}` };
}

/** Freshdesk’s own 404 has no body. It says the same of what is gone, archived and out of the agent’s ticket scope. */
function missing({ body, headers }: PlatformResponse): Refusal {
  if (typeof body === 'string' && body.trim() !== '' && headers[versionHeader] === undefined)
    return { kind: 'invalid', meaning: 'there is no Freshdesk at this address' };
  return { kind: 'not_found', meaning: 'Freshdesk has no such record, or hides it from this agent' };
}
