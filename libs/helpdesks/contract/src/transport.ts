/** One HTTP call to a platform, as an adapter asks for it. */
export interface PlatformRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the account's base URL, starting with `/`, e.g. `/api/v2/tickets/42/comments`. */
  path: string;
  /** The same with names for values, for logs and per-endpoint limits: `/api/v2/tickets/:id/comments`. */
  route: string;
  query?: Readonly<Record<string, string | number | readonly string[] | undefined>> | undefined;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form instead of `body`, which token endpoints ask for. */
  form?: Readonly<Record<string, string>> | undefined;
  /** Beside those that authenticate the call, e.g. `If-Match`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** True when a repeat of this call cannot change anything twice, although its method is not GET. */
  repeatable?: boolean | undefined;
}

/** An answer with a status below 400. `body` is parsed JSON where the content type says so, else text. */
export interface PlatformResponse {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: unknown;
  requestId: string | undefined;
}

/**
 * Sends one call and answers only what the platform accepted.
 * @throws HelpdeskError for every other outcome.
 */
export type Send = (request: PlatformRequest) => Promise<PlatformResponse>;

/** What opens a platform's door. */
export type HelpdeskCredential =
  | { kind: 'oauth'; accessToken: string }
  /** A key that needs the e-mail of its agent. */
  | { kind: 'api_token'; email: string; token: string }
  /** A key that stands for itself. */
  | { kind: 'api_key'; key: string };

/** A limit that the platform states: `limit` calls in any `windowMs` milliseconds. */
export interface LimitWindow {
  /** `account`, or the platform's name of a sub-limit (`tickets-update`). */
  name: string;
  limit: number;
  windowMs: number;
  /** What the call costs; 1 when left out. */
  cost?: number | undefined;
  /** True: each credential of the account has this window for itself. */
  perCredential?: boolean | undefined;
  /** True: every call of the account counts in it, as in `account`. Others are sub-limits: used up, they stop some calls only. */
  whole?: boolean | undefined;
}

/** What an answer's headers tell about a window. */
export interface LearntLimit {
  name: string;
  limit?: number | undefined;
  /** Calls left in the platform's own count, everybody's use included. */
  remaining?: number | undefined;
  resetAt?: Date | undefined;
  /** What a refusal (`Retry-After`) is about, as far as that can be told; `remaining` stays what the headers say. */
  isUsedUp?: boolean | undefined;
}
