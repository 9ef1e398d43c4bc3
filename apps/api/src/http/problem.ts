import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type HttpException } from '@nestjs/common';
import type { Problem } from '@nightdesk/contract';

/** What a refusal is about, before it is a response. */
export interface ProblemDetails {
  status: number;
  title: string;
  detail: string;
  retryAfterSeconds?: number;
  errors?: { path: string; message: string }[];
}

/** Thrown at the edge for a refusal that has no exception of its own in a lib. */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';

  constructor(readonly problem: ProblemDetails) {
    super(problem.detail);
  }
}

interface NamedError {
  name: string;
  message: string;
  retryAfterSeconds?: number;
  path?: string;
}

/** What each typed error of the libs means over HTTP. */
const known: Record<string, { status: number; title: string }> = {
  AccountUnknown: { status: 404, title: 'Account not found' },
  PauseRefused: { status: 409, title: 'Not in this state' },
  PlatformUnknown: { status: 404, title: 'Platform not found' },
  SwitchUnknown: { status: 404, title: 'Switch not found' },
  StopUnknown: { status: 404, title: 'Not found' },
  OperationUnknown: { status: 404, title: 'Operation not found' },
  IncidentUnknown: { status: 404, title: 'Incident not found' },
  IncidentResolved: { status: 409, title: 'Not in this state' },
  FuseUnknown: { status: 404, title: 'Not frozen' },
  OperationRefused: { status: 409, title: 'Not in this state' },
  ReplayUnknown: { status: 404, title: 'Replay not found' },
  ReplayRefused: { status: 409, title: 'Nothing to replay' },
  TicketUnknown: { status: 404, title: 'Ticket not found' },
  TicketUnread: { status: 503, title: 'Ticket not read' },
  TicketRefused: { status: 502, title: 'Platform refused' },
  WebhookUnknown: { status: 404, title: 'No webhook' },
  WebhookNotRotated: { status: 409, title: 'Secret not made anew' },
  WebhookRejected: { status: 401, title: 'Webhook rejected' },
  WebhookMalformed: { status: 400, title: 'Webhook malformed' },
  IntakeOverloaded: { status: 503, title: 'Overloaded' },
  IdempotencyMismatch: { status: 422, title: 'Idempotency key used before' },
  IdempotencyInProgress: { status: 409, title: 'Request in progress' },
  LoginRefused: { status: 401, title: 'Login refused' },
  LoginLimited: { status: 429, title: 'Too many attempts' },
  ApiKeyUnknown: { status: 404, title: 'API key not found' },
  PersonUnknown: { status: 404, title: 'Person not found' },
  PersonKnown: { status: 409, title: 'Person known already' },
  LastOperator: { status: 409, title: 'Last operator' },
  PasswordLinkRefused: { status: 404, title: 'Link cannot be used' },
  PasswordRefused: { status: 403, title: 'Wrong password' },
  SetUpRefused: { status: 403, title: 'Not set up' },
  CursorRefused: { status: 400, title: 'Cursor refused' },
  SubscriberUnknown: { status: 404, title: 'Subscriber not found' },
  SubscriberUrlRefused: { status: 422, title: 'Subscriber URL refused' },
  ConnectFailed: { status: 422, title: 'Not connected' },
  ConnectRefused: { status: 400, title: 'Cannot be connected' },
  LinkRefused: { status: 403, title: 'Link cannot be used' },
  ReturnUrlRefused: { status: 422, title: 'Return URL refused' },
  SessionUnknown: { status: 404, title: 'Connect session not found' },
  OAuthClientMissing: { status: 400, title: 'OAuth client missing' },
  NothingToRefresh: { status: 409, title: 'Nothing to refresh' },
  WebhookNotRenewed: { status: 409, title: 'Webhook not made anew' },
  WhatIfRefused: { status: 409, title: 'Nothing to replay' },
  CredentialMissing: { status: 409, title: 'No credential' },
};

/** The problem that a typed error of a lib stands for, or null for an error that nobody foresaw. */
export function problemOf(error: NamedError): ProblemDetails | null {
  const meaning = known[error.name];
  if (!meaning) return null;
  const retry = error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds };
  const field = error.name === 'OAuthClientMissing' ? 'clientId' : error.path;
  const errors = field === undefined ? {} : { errors: [{ path: field, message: error.message }] };
  return { ...meaning, detail: error.message, ...retry, ...errors };
}

/** The title of each, and what to do. */
const refusedHttp: Record<number, [title: string, todo: string]> = {
  400: ['Bad request', 'Check that the body is JSON as GET /v1/openapi.json describes it.'],
  404: ['Not found', 'Check the path; GET /v1/openapi.json lists every one.'],
  413: ['Body too large', 'Send at most 1 MiB; split what is larger.'],
  415: ['Content type not supported', 'Send JSON as application/json.'],
};

/** What Nest or Fastify refused before a handler ran. */
export function problemOfHttp(exception: Pick<HttpException, 'message'>, status: number): ProblemDetails {
  const [title, todo] = refusedHttp[status] ?? ['Request refused', ''];
  return { status, title, detail: `${exception.message.replace(/\.$/, '')}.${todo && ` ${todo}`}` };
}

export function problemBody(problem: ProblemDetails, traceId: string): Problem {
  const { status, title, detail, errors } = problem;
  return { type: 'about:blank', title, status, detail, traceId, ...(errors ? { errors } : {}) };
}

/** Answers with a problem where no framework is in between. */
export function sendProblem(
  response: ServerResponse,
  problem: ProblemDetails,
  traceId: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = JSON.stringify(problemBody(problem, traceId));
  const { status, retryAfterSeconds } = problem;
  response
    .writeHead(status, {
      ...headers,
      'Content-Type': 'application/problem+json',
      'Content-Length': Buffer.byteLength(body),
      ...(retryAfterSeconds !== undefined && { 'Retry-After': retryAfterSeconds }),
      'Trace-Id': traceId,
    })
    .end(body);
}
