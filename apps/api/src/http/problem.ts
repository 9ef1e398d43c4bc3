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
  WebhookRejected: { status: 401, title: 'Webhook rejected' },
  WebhookMalformed: { status: 400, title: 'Webhook malformed' },
  IntakeOverloaded: { status: 503, title: 'Overloaded' },
  IdempotencyMismatch: { status: 422, title: 'Idempotency key used before' },
  IdempotencyInProgress: { status: 409, title: 'Request in progress' },
  LoginRefused: { status: 401, title: 'Login refused' },
  CursorRefused: { status: 400, title: 'Cursor refused' },
  SubscriberUnknown: { status: 404, title: 'Subscriber not found' },
  SubscriberUrlRefused: { status: 422, title: 'Subscriber URL refused' },
  ConnectFailed: { status: 422, title: 'Not connected' },
  ConnectRefused: { status: 400, title: 'Cannot be connected' },
  LinkRefused: { status: 403, title: 'Link cannot be used' },
  ReturnUrlRefused: { status: 422, title: 'Return URL refused' },
  SessionUnknown: { status: 404, title: 'Connect session not found' },
  OAuthClientMissing: { status: 400, title: 'OAuth client missing' },
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

/** What Nest or Fastify refused before a handler ran. */
export function problemOfHttp(exception: Pick<HttpException, 'message'>, status: number): ProblemDetails {
  const titles: Record<number, string> = {
    400: 'Bad request',
    404: 'Not found',
    405: 'Method not allowed',
    413: 'Body too large',
    415: 'Content type not supported',
  };
  return { status, title: titles[status] ?? 'Request refused', detail: exception.message };
}

export function problemBody(problem: ProblemDetails, traceId: string): Problem {
  const { status, title, detail, errors } = problem;
  return { type: 'about:blank', title, status, detail, traceId, ...(errors ? { errors } : {}) };
}
