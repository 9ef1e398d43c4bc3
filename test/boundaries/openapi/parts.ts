import { resources } from '../../../apps/api/src/openapi/answers.js';
import type { Answer, Document, Header, Parameter, Schema } from './document.types.js';

const text: Schema = { type: 'string' };
/** On whatever is limited. */
export const rateLimits = [
  'RateLimit',
  'RateLimit-Policy',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
];
const problem = (description: string, isLater = false): Answer => ({
  description,
  headers: Object.fromEntries(
    ['Trace-Id', ...rateLimits, ...(isLater ? ['Retry-After'] : [])].map((name) => [
      name,
      { $ref: `#/components/headers/${name}` },
    ]),
  ),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What every route can answer, in one place; which of them a route has follows from what it is. */
export const problems: Record<string, { name: string; answer: Answer }> = {
  400: {
    name: 'BadRequest',
    answer: problem('The request cannot be read, or a field cannot be used; `errors` names each.'),
  },
  401: {
    name: 'NotSignedIn',
    answer: problem('No API key and no session, or one that is unknown or has ended.'),
  },
  403: {
    name: 'NotAllowed',
    answer: problem('The scope, the account or the CSRF token does not allow it; `detail` says which.'),
  },
  404: { name: 'NotFound', answer: problem('What the path names is not there.') },
  409: {
    name: 'Conflict',
    answer: problem(
      'It cannot be done in the present state, or a request with the same `Idempotency-Key` is under way (then `Retry-After` says when to repeat it).',
      true,
    ),
  },
  413: { name: 'TooLarge', answer: problem('The body is larger than 1 MiB.') },
  415: { name: 'UnsupportedMediaType', answer: problem('The body is not `application/json` in UTF-8.') },
  422: {
    name: 'Refused',
    answer: problem(
      'Understood and refused: the `Idempotency-Key` was used for another request, or a value does not work.',
    ),
  },
  429: {
    name: 'TooManyRequests',
    answer: problem('Too many requests; `Retry-After` says when to go on.', true),
  },
  500: {
    name: 'Failed',
    answer: problem('Nobody foresaw this. Repeating it with the same `Idempotency-Key` is safe.'),
  },
  503: {
    name: 'Away',
    answer: problem(
      'Storage or the platform cannot be reached now; nothing was done. Send it again later.',
      true,
    ),
  },
  default: {
    name: 'Problem',
    answer: problem('Any other refusal: 405, 408, 414, 431, and 502 where the platform refused.', true),
  },
};

export const headers: Record<string, Header> = {
  'Trace-Id': {
    description: 'Names this request in the logs; taken from `traceparent` where that is sent.',
    schema: text,
  },
  'Retry-After': { description: 'Seconds after which the request may succeed.', schema: { type: 'integer' } },
  RateLimit: {
    description:
      'What is left of each limit that this request counted in: `"standard";r=587;t=41`, `t` in seconds. Not on routes that are not limited.',
    schema: text,
  },
  'RateLimit-Policy': { description: 'Those limits: `"standard";q=600;w=60`.', schema: text },
  'X-RateLimit-Limit': {
    description: 'The limit that is nearest, for older clients.',
    schema: { type: 'integer' },
  },
  'X-RateLimit-Remaining': { description: 'What is left of it.', schema: { type: 'integer' } },
  'X-RateLimit-Reset': {
    description: 'When it is full again, in Unix seconds.',
    schema: { type: 'integer' },
  },
  'Idempotent-Replayed': {
    description: '`true`: this answer is the one that was given before to the same `Idempotency-Key`.',
    schema: text,
  },
  Location: { description: 'Where what was made is found.', schema: text },
  Deprecation: {
    description: 'Since when the route is deprecated, as `@` and Unix seconds (RFC 9745).',
    schema: text,
  },
  Sunset: { description: 'From when on the route may be gone, as an HTTP date (RFC 8594).', schema: text },
  Link: { description: 'With `rel="successor-version"` and `rel="deprecation"`.', schema: text },
};

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'New for each thing that is to be done, such as a UUID. The same key with the same request is done once and answered alike for a day.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]{1,255}$' },
};

export const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'Sent by clients of Server-Sent Events that come back; stands before `after`.',
  schema: text,
};

/** By name, or also by route or place where a word means different things. */
const described: Record<string, string> = {
  accountId: 'Id of an account.',
  'query accountId': 'Only of this account.',
  appId: 'Id of the app at the platform.',
  after: 'The `next` of the page before; left out, from the beginning.',
  cause: 'The kind of failure, as `listDeadLetterGroups` has it.',
  deliveryId: 'Id of a delivery.',
  fresh: 'True: read from the platform now, within its limits. False: the stored copy, at once.',
  id: 'Id of the stop, as the timeline has it.',
  incidentId: 'Id of an incident.',
  keyId: 'Id of an API key.',
  limit: 'How many at most.',
  operationId: 'Id of an operation.',
  raw: "True: with the platform's own object.",
  readAfter: 'The `next` of the read lane of the page before.',
  replayId: 'Id of a replay.',
  sessionId: 'Id of a connect session.',
  since: 'An instant, such as 2026-11-22T12:00:00Z: then or later.',
  state: 'Only those in this state.',
  station: 'The kind of stop.',
  subscriberId: 'Id of a subscriber.',
  ticketId: "The platform's id of a ticket.",
  'query ticketId': 'Only of this ticket.',
  token: "The last part of the link's address.",
  types: 'Only these types of event, separated by commas.',
  userId: 'Id of a person.',
  within:
    'How long to wait for a live reading, in milliseconds; after it the stored copy comes, marked stale.',
  writeAfter: 'The `next` of the write lane of the page before.',
  'changePlatform.name': 'Name of a platform, such as `zendesk`.',
  'releaseSwitch.name': '`writes`, `platform:<name>` or `capability:<capability>`.',
  'setSwitch.name': '`writes`, `platform:<name>` or `capability:<capability>`.',
};

/** @throws Error for a parameter that nobody has described */
export function parameterText(operationId: string, { in: place, name }: Parameter): string {
  const found = described[`${operationId}.${name}`] ?? described[`${place} ${name}`] ?? described[name];
  if (found !== undefined) return found;
  throw new Error(`test/boundaries/openapi/parts.ts does not describe ${operationId}.${name}`);
}

export const tags = Object.entries(resources).map(([name, description]) => ({ name, description }));

export const securitySchemes: Document['components']['securitySchemes'] = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `nd_…`, with scopes and, if wanted, for some accounts only.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'nightdesk_session',
    description: 'The session of a person who signed in on the page.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'With a session, for whatever changes something: the `csrfToken` of `GET /v1/session`.',
  },
};
