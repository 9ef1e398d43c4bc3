import { ApiError, refusal, unreachable, unreadable } from './api-error.js';
import type { Answer, Given, Method, PathOf } from './calls.js';
import { commands } from './generated/commands.js';
import { type Patience, repeating, TimeLimit } from './retry.js';

/** How to reach the api and who is asking. */
export interface ClientOptions extends Patience {
  /** `https://nightdesk.example.com`, without `/v1`. Empty in a page that the api serves itself. */
  baseUrl?: string;
  /** An API key, for programs. A browser uses its session cookie instead. */
  apiKey?: string;
  /** Stands for the global `fetch`, for proxies, cookies or tests. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What is left out is as the client was made. */
export interface CallOptions extends Patience {
  signal?: AbortSignal | undefined;
}

export interface UnsafeCallOptions extends CallOptions {
  /** The same key is done once, also by another process or after a crash. Absent: a new one for each call, kept while it is repeated. */
  idempotencyKey?: string | undefined;
}

type Query = Record<string, string | number | boolean | undefined>;

interface Call extends UnsafeCallOptions {
  path?: Record<string, string>;
  query?: Query;
  body?: unknown;
}

interface Listening extends Pick<CallOptions, 'signal' | 'timeoutMs'> {
  headers?: Record<string, string>;
}

/** What follows the path of a call: nothing must when the route needs nothing. */
type Rest<M extends Method, P extends string, O> =
  Partial<Given<M, P>> extends Given<M, P> ? [call?: Given<M, P> & O] : [call: Given<M, P> & O];

/** Calls over HTTP as the description of the API has them: headers in, JSON or `ApiError` out. */
export class Http {
  /** From the session; sent with every unsafe call. */
  csrfToken: string | null = null;

  constructor(private readonly options: ClientOptions) {}

  url(path: PathOf<'get'>): string {
    return this.address(path, {});
  }

  /** Somebody is signed in; answers who. */
  entered<T extends { csrfToken: string }>(session: T): T {
    this.csrfToken = session.csrfToken;
    return session;
  }

  get<P extends PathOf<'get'>>(path: P, ...[call]: Rest<'get', P, CallOptions>) {
    return this.send<Answer<'get', P>>('get', path, call);
  }

  post<P extends PathOf<'post'>>(path: P, ...[call]: Rest<'post', P, UnsafeCallOptions>) {
    return this.send<Answer<'post', P>>('post', path, call);
  }

  put<P extends PathOf<'put'>>(path: P, ...[call]: Rest<'put', P, UnsafeCallOptions>) {
    return this.send<Answer<'put', P>>('put', path, call);
  }

  patch<P extends PathOf<'patch'>>(path: P, ...[call]: Rest<'patch', P, UnsafeCallOptions>) {
    return this.send<Answer<'patch', P>>('patch', path, call);
  }

  delete<P extends PathOf<'delete'>>(path: P, ...[call]: Rest<'delete', P, UnsafeCallOptions>) {
    return this.send<Answer<'delete', P>>('delete', path, call);
  }

  /**
   * The text of an answer, part by part. Never repeated.
   * @throws ApiError also when nothing more comes for `timeoutMs`.
   */
  async *stream<P extends PathOf<'get'>>(path: P, listening: Given<'get', P> & Listening) {
    const { signal, timeoutMs = 30_000, headers }: Listening = listening;
    const limit = new TimeLimit(timeoutMs, signal);
    const init = {
      headers: { ...this.identity(), accept: 'text/event-stream', ...headers },
      signal: limit.signal,
    };
    try {
      const response = await this.fetch(this.address(path, listening), init);
      if (!response.ok) throw refusal(response, await response.text());
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        // However long the reader takes for it.
        limit.hold();
        yield part.value;
        limit.restart();
      }
    } catch (error) {
      throw failure(error, signal);
    } finally {
      limit.end();
    }
  }

  private async send<T>(method: Method, path: string, call: Call = {}): Promise<T> {
    const isCommand = commands.has(`${method} ${path}`);
    const url = this.address(path, call);
    const init: RequestInit = {
      method: method.toUpperCase(),
      headers: this.headers(method, call, isCommand),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    };
    const patience = patienceOf(call, this.options);
    const mayRepeat = method === 'get' || isCommand;
    return repeating(mayRepeat ? patience : { ...patience, maxRetries: 0 }, call.signal, (withinMs) =>
      this.attempt<T>(url, init, withinMs, call.signal),
    );
  }

  /** The whole answer: a line that breaks half-way through the body is no answer either. */
  private async attempt<T>(url: string, init: RequestInit, ms: number, signal?: AbortSignal): Promise<T> {
    const limit = new TimeLimit(ms, signal);
    try {
      const response = await this.fetch(url, { ...init, signal: limit.signal });
      const text = await response.text();
      if (!response.ok) throw refusal(response, text);
      return parsed<T>(response.status, text);
    } catch (error) {
      throw failure(error, signal);
    } finally {
      limit.end();
    }
  }

  private fetch(url: string, init: RequestInit): Promise<Response> {
    // Not `this.options.fetch`: browsers refuse their own when it is called as a method of something else.
    const send = this.options.fetch ?? fetch;
    return send(url, init);
  }

  private address(path: string, { path: ids = {}, query = {} }: Pick<Call, 'path' | 'query'>): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, ids[name]));
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] satisfies [string, string]],
    );
    const search = new URLSearchParams(given).toString();
    return `${(this.options.baseUrl ?? '').replace(/\/+$/, '')}/v1${filled}${search && `?${search}`}`;
  }

  private identity(): Record<string, string> {
    return this.options.apiKey ? { authorization: `Bearer ${this.options.apiKey}` } : {};
  }

  private headers(method: Method, call: Call, isCommand: boolean): Record<string, string> {
    return {
      ...this.identity(),
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(isCommand && { 'idempotency-key': call.idempotencyKey ?? newKey() }),
      ...(method !== 'get' && this.csrfToken && { 'x-csrf-token': this.csrfToken }),
    };
  }
}

/** An id as one step of a path. What a URL would take for "here" or "up" is no id. */
function segment(name: string, id = ''): string {
  if (/^\.{0,2}$/.test(id)) throw new TypeError(`${name} is "${id}", which is no id.`);
  return encodeURIComponent(id);
}

const patienceOf = (call: Patience, client: Patience): Patience => ({
  timeoutMs: call.timeoutMs ?? client.timeoutMs,
  maxRetries: call.maxRetries ?? client.maxRetries,
  deadlineMs: call.deadlineMs ?? client.deadlineMs,
});

function parsed<T>(status: number, text: string): T {
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch (error) {
    throw unreadable(status, error);
  }
}

/** A caller who aborts wants to see the abort, not a network problem. */
function failure(error: unknown, signal: AbortSignal | undefined): unknown {
  return error instanceof ApiError || signal?.aborted ? error : unreachable(error);
}

/** `crypto.randomUUID` is missing in pages served over plain http from another host than localhost. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
