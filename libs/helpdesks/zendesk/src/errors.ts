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
import { tokenRoute } from './oauth.js';

const Complaint = z.object({ description: z.string() });

/** Zendesk's four envelopes: `error` as text, `error` as an object, `errors[]`, and OAuth's. */
const Envelope = z.object({
  error: z
    .union([
      z.string(),
      z.object({
        title: z.string().optional().catch(undefined),
        message: z.string().optional().catch(undefined),
      }),
    ])
    .optional(),
  description: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  details: z.record(z.string(), z.array(z.unknown())).optional().catch(undefined),
  errors: z
    .array(
      z.object({ code: z.string().optional(), title: z.string().optional(), detail: z.string().optional() }),
    )
    .optional()
    .catch(undefined),
});

interface Said {
  /** `code`: `error` is a text. `object`: it is an object. `list`: `errors[]`. `none`: a page, or nothing we know. */
  form: 'code' | 'object' | 'list' | 'none';
  code: string | null;
  text: string;
}

/** Turns an answer of 400 or more into the error that says what it means. */
export function explain(request: PlatformRequest, response: PlatformResponse, now: Date): HelpdeskError {
  const said = read(response.body);
  const refusal = judge(request, response, said, now);
  const words = [refusal.meaning, said.text].filter(Boolean).join(': ');
  const message = `${words} (${request.method} ${request.route} answered ${response.status})`;
  return new HelpdeskError(refusal.kind, message, {
    status: response.status,
    requestId: response.requestId ?? response.headers['x-request-id'],
    ...refusal.details,
  });
}

function judge(request: PlatformRequest, response: PlatformResponse, said: Said, now: Date): Refusal {
  const { status, headers } = response;
  if (status === 429) {
    return {
      kind: 'rate_limited',
      meaning: 'Zendesk’s rate limit is used up',
      details: { retryAt: retryAfter(headers, now) ?? windowEnd(headers, now) },
    };
  }
  const failed = outage('Zendesk', request, response, now);
  if (failed) return failed;
  if (request.route === tokenRoute && said.form === 'code') return tokenRefusal(said);
  switch (status) {
    case 401:
      return said.code === 'invalid_token' || /\binvalid_token\b/.test(headers['www-authenticate'] ?? '')
        ? { kind: 'unauthenticated', meaning: 'the access token is expired or revoked' }
        : { kind: 'unauthenticated', meaning: 'Zendesk does not accept the credential' };
    case 403:
      return refusedRight(request, said);
    case 404:
      return missing(said);
    case 409:
      return { kind: 'conflict', meaning: 'the ticket changed at the same time' };
    default:
      return { kind: 'invalid', meaning: 'Zendesk refused the request' };
  }
}

/** Where a 429 does not say when: the window's end, at most a minute away. */
function windowEnd(headers: PlatformResponse['headers'], now: Date): Date {
  const seconds = Number(headers['ratelimit-reset'] ?? Number.NaN);
  return new Date(now.getTime() + (Number.isFinite(seconds) ? seconds : 60) * 1000);
}

/** At the token endpoint the code decides: a grant that is gone needs a person, all else is our configuration. */
function tokenRefusal(said: Said): Refusal {
  return said.code === 'invalid_grant'
    ? {
        kind: 'unauthenticated',
        meaning: 'the grant is used, expired or revoked; the account must be connected again',
      }
    : { kind: 'invalid', meaning: 'Zendesk does not accept the OAuth client’s configuration' };
}

/** A text that names scopes is about scopes, an object or a list about the role or the plan; a firewall says neither. */
function refusedRight(request: PlatformRequest, said: Said): Refusal {
  const named = said.form === 'code' ? /required scopes?:(.*)$/is.exec(said.text)?.[1] : undefined;
  if (named !== undefined) return scopeRefusal(request, named);
  if (said.form === 'object' || said.form === 'list') return roleRefusal(request);
  return { kind: 'forbidden', meaning: 'the call was refused, and not in the way of scopes or roles' };
}

function scopeRefusal(request: PlatformRequest, named: string): Refusal {
  const missingScopes = named.match(/[a-z_]+:(?:read|write)|\b(?:read|write|impersonate)\b/g) ?? [];
  return {
    kind: 'forbidden',
    meaning: 'the token lacks a scope',
    details: { missingScopes, capability: capabilitiesOf(request)[0] },
  };
}

/**
 * `/users/me` is open even to anonymous callers: whoever is recognised and still refused there has been suspended. The
 * export is for admins only, which takes nothing from what the credential may read otherwise.
 */
function roleRefusal(request: PlatformRequest): Refusal {
  if (request.route === '/api/v2/users/me')
    return { kind: 'agent_gone', meaning: 'the agent behind the credential is suspended' };
  const isExport = request.route.startsWith('/api/v2/incremental/');
  const asked = capabilitiesOf(request);
  // of several things in one update, Zendesk does not say which one the role lacks
  const details = isExport || asked.length !== 1 ? {} : { capability: asked[0] };
  return { kind: 'forbidden', meaning: 'the agent’s role or the plan does not allow this', details };
}

function missing(said: Said): Refusal {
  if (said.code === 'InvalidEndpoint')
    return { kind: 'invalid', meaning: 'Zendesk has no such path, or not on this plan' };
  if (said.form === 'code' || said.form === 'list')
    return { kind: 'not_found', meaning: 'Zendesk has no such record, or hides it' };
  return { kind: 'invalid', meaning: 'there is no Zendesk site at this address' };
}

const Update = z.object({ ticket: z.record(z.string(), z.unknown()) });
const fields = { comment: 'replies:write', assignee_id: 'assignee:write', status: 'status:write' } as const;

/** What a call needs of its credential. */
function capabilitiesOf({ method, route, body }: PlatformRequest): Capability[] {
  if (method === 'GET') return /^\/api\/v2\/(incremental\/)?tickets/.test(route) ? ['tickets:read'] : [];
  if (route === '/api/v2/tickets/:id/tags') return ['tags:write'];
  if (route !== '/api/v2/tickets/:id') return [];
  const ticket = Update.safeParse(body).data?.ticket ?? {};
  return Object.entries(fields).flatMap(([field, capability]) => (field in ticket ? capability : []));
}

function read(body: unknown): Said {
  const { data } = Envelope.safeParse(body);
  if (data?.errors?.length) {
    const [first] = data.errors;
    return {
      form: 'list',
      code: first?.code ?? null,
      text: short(data.errors.map((one) => one.detail ?? one.title ?? one.code ?? '')),
    };
  }
  if (data?.error === undefined) return { form: 'none', code: null, text: '' };
  if (typeof data.error !== 'string')
    return { form: 'object', code: null, text: short([data.error.message ?? data.error.title ?? '']) };
  const details = Object.values(data.details ?? {}).flatMap((complaints) =>
    complaints.flatMap((complaint) => Complaint.safeParse(complaint).data?.description ?? []),
  );
  const described = details.length > 0 ? details : [data.description ?? data.error_description ?? ''];
  return { form: 'code', code: data.error, text: short([data.error, ...described]) };
}

const short = (parts: readonly string[]) => parts.filter(Boolean).join(', ').slice(0, 300);
