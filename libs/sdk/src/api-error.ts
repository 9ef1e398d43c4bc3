import type { Problem } from './generated/v1.js';

/**
 * Every way in which a call can fail. `detail` is a sentence for people: what happened and what to do. `status` is the
 * HTTP status, or 0 when no answer came. `errors` names the fields that were refused (`path` as in `steps.0.body`).
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Quote it when asking for help; null when the answer did not come from the api itself. */
  readonly traceId: string | null;
  readonly errors: readonly { path: string; message: string }[];
  /** Milliseconds to wait before asking again, where the answer says so. */
  readonly retryAfterMs: number | null;

  constructor(problem: ApiProblem, options?: ErrorOptions) {
    super(problem.detail, options);
    this.type = problem.type ?? 'about:blank';
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.traceId = problem.traceId ?? null;
    this.errors = problem.errors ?? [];
    this.retryAfterMs = problem.retryAfterMs ?? null;
  }
}

type ApiProblem = Pick<Problem, 'title' | 'status' | 'detail'> &
  Partial<Pick<Problem, 'type' | 'traceId' | 'errors'>> & { retryAfterMs?: number | null };

/** No answer came: the server is down, the network is, or the name does not resolve. */
export function unreachable(cause: unknown): ApiError {
  const isLate = (cause as { name?: unknown } | null)?.name === 'TimeoutError';
  const detail = isLate
    ? 'Nightdesk did not answer in time. Try again, or give the call more time by `timeoutMs`.'
    : 'Nightdesk could not be reached. Check that it is running and that the network is up, then try again.';
  return new ApiError({ title: 'No answer', status: 0, detail }, { cause });
}

/** Reads a refusal. An answer that is no problem document comes from something in between, such as a proxy. */
export function refusal(response: Response, text: string): ApiError {
  const retryAfterMs = retryAfter(response);
  const body = parsed(text);
  if (isProblem(body)) return new ApiError({ ...body, status: response.status, retryAfterMs });
  const detail = `The answer was ${response.status} without a reason, so it may come from a proxy. Try again in a minute.`;
  return new ApiError({
    title: response.statusText || 'Refused',
    status: response.status,
    detail,
    retryAfterMs,
  });
}

/** A success whose body is not JSON: usually a proxy or another program at this address. */
export function unreadable(status: number, cause: unknown): ApiError {
  const detail = 'The answer was not JSON. Check that this address is the Nightdesk api itself.';
  return new ApiError({ title: 'Unreadable answer', status, detail }, { cause });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { title, detail, errors } = body as Partial<Problem>;
  return (
    typeof title === 'string' && typeof detail === 'string' && (errors === undefined || Array.isArray(errors))
  );
}

/** Only the form in seconds: it is the one that the api sends. */
function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}
