import {
  HelpdeskError,
  isOutage,
  isSafe,
  retryAfter,
  type Capability,
  type HelpdeskErrorDetails,
  type HelpdeskErrorKind,
  type PlatformRequest,
  type PlatformResponse,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { nextWindow } from './limits.js';
import { tokenRoute } from './oauth.js';

const Envelope = z.object({
  request_id: z.string().nullish().catch(null),
  errors: z.array(
    z.object({ code: z.string().nullish().catch(null), message: z.string().nullish().catch(null) }),
  ),
});

interface Meaning {
  kind: HelpdeskErrorKind;
  meaning: string;
}

const notAccepted: Meaning = {
  kind: 'unauthenticated',
  meaning: 'Intercom does not accept the access token',
};
const forbidden: Meaning = { kind: 'forbidden', meaning: 'Intercom does not allow this' };
const missing: Meaning = { kind: 'not_found', meaning: 'Intercom has no such record, or hides it' };
const invalid: Meaning = { kind: 'invalid', meaning: 'Intercom refused the request' };
const conflict: Meaning = { kind: 'conflict', meaning: 'the record changed at the same time' };
const limited: Meaning = { kind: 'rate_limited', meaning: 'Intercom’s rate limit is used up' };
/** Of a write that may have taken effect it is `ambiguous` instead. */
const away: Meaning = { kind: 'unavailable', meaning: 'Intercom is not available' };

/** The code decides first. */
const byCode: Readonly<Record<string, Meaning>> = {
  unauthorized: notAccepted,
  missing_authorization: notAccepted,
  token_not_found: notAccepted,
  token_blocked: { kind: 'unauthenticated', meaning: 'Intercom has blocked the access token' },
  token_revoked: { kind: 'unauthenticated', meaning: 'the access token was revoked' },
  token_expired: { kind: 'unauthenticated', meaning: 'the access token has expired' },
  // the odd one: 401, and yet the token is good
  token_unauthorized: {
    kind: 'forbidden',
    meaning: 'the token is accepted, but not for this record',
  },
  forbidden,
  action_forbidden: forbidden,
  api_plan_restricted: {
    kind: 'account_suspended',
    meaning: 'the workspace’s plan has lapsed or has no API',
  },
  not_found: missing,
  ticket_not_found: missing,
  conversation_not_found: missing,
  tag_not_found: missing,
  assignee_not_found: { kind: 'invalid', meaning: 'Intercom does not know the assignee' },
  parameter_invalid: invalid,
  parameter_not_found: invalid,
  parameter_mismatch: invalid,
  ticket_state_id_invalid: invalid,
  intercom_version_invalid: invalid,
  unprocessable_entity: invalid,
  merge_failed: invalid,
  conflict,
  resource_conflict: conflict,
  rate_limit_exceeded: limited,
  request_timeout: away,
  server_error: away,
  service_unavailable: away,
};

const byStatus: Readonly<Record<number, Meaning>> = {
  401: notAccepted,
  403: forbidden,
  404: missing,
  408: away,
  409: conflict,
  425: away,
  429: limited,
};

/** Turns an answer of 400 or more into the error that says what it means. */
export function explain(request: PlatformRequest, response: PlatformResponse, now: Date): HelpdeskError {
  const { status } = response;
  const envelope = Envelope.safeParse(response.body).data;
  const [first] = envelope?.errors ?? [];
  const { kind, meaning } = judge(request, status, envelope);
  const said = [first?.code, first?.message].filter(Boolean).join(', ').slice(0, 300);
  const words = [meaning, said].filter(Boolean).join(': ');
  const details: HelpdeskErrorDetails = {
    status,
    requestId: envelope?.request_id ?? response.requestId,
    ...(kind === 'forbidden' ? refusal(request, first?.message ?? '') : {}),
    ...(kind === 'rate_limited' ? { retryAt: nextWindow(response.headers, now) } : {}),
    ...(kind === 'unavailable' || kind === 'ambiguous' ? { retryAt: retryAfter(response.headers, now) } : {}),
  };
  return new HelpdeskError(kind, `${words} (${request.method} ${request.route} answered ${status})`, details);
}

function judge(
  request: PlatformRequest,
  status: number,
  envelope: z.infer<typeof Envelope> | undefined,
): Meaning {
  const { code = null, message = null } = envelope?.errors[0] ?? {};
  if (request.route === tokenRoute && status < 500 && status !== 429 && status !== 408)
    return tokenRefusal(status, message);
  if (code === 'admin_not_found') return adminMissing(request);
  if (status === 404 && !envelope)
    return { kind: 'invalid', meaning: 'there is no Intercom API at this address' };
  const found =
    (code === null ? undefined : byCode[code]) ?? byStatus[status] ?? (isOutage(status) ? away : invalid);
  if (found.kind !== 'unavailable' || isSafe(request)) return found;
  return { kind: 'ambiguous', meaning: 'Intercom failed and may have applied the change' };
}

/** At the token endpoint one 401 is about the code, by the words that Intercom documents; all else is the client's. */
function tokenRefusal(status: number, message: string | null): Meaning {
  return status === 401 && message === 'Unauthorized Code'
    ? { kind: 'unauthenticated', meaning: 'the code is used, expired or damaged; connect again' }
    : { kind: 'invalid', meaning: 'Intercom does not accept the client ID and secret' };
}

const Assignment = z.object({ assignee_id: z.string() });

/** Every write names the admin it is by: unless somebody else is assigned, the one who is missing stands behind the token. */
function adminMissing({ body }: PlatformRequest): Meaning {
  return Assignment.safeParse(body).success
    ? { kind: 'invalid', meaning: 'Intercom does not know the assignee' }
    : { kind: 'agent_gone', meaning: 'the admin behind the access token has left the workspace' };
}

/** A scope that is missing is named in brackets: `required scope (read_conversations)`. */
function refusal(request: PlatformRequest, message: string): HelpdeskErrorDetails {
  const named = /required scopes?\s*\(([^)]*)\)/i.exec(message)?.[1] ?? '';
  const missingScopes = named.split(/[\s,]+/).filter(Boolean);
  const capability = capabilityFor(request);
  return missingScopes.length > 0 ? { capability, missingScopes } : { capability };
}

const Part = z.object({ message_type: z.literal('assignment') });

function capabilityFor({ method, route, body }: PlatformRequest): Capability | undefined {
  if (/\/tags\b/.test(route)) return 'tags:write';
  if (route.endsWith('/reply')) return 'replies:write';
  if (route.endsWith('/parts')) return Part.safeParse(body).success ? 'assignee:write' : 'status:write';
  if (method === 'PUT') return Assignment.safeParse(body).success ? 'assignee:write' : 'status:write';
  return /^\/(conversations|ticket)/.test(route) ? 'tickets:read' : undefined;
}
