import { refusal, unreachable, unreadable } from './api-error.js';

/** How to reach the api and who is asking. */
export interface ClientOptions {
  /** `https://nightdesk.example.com`, without `/v1`. Empty in a page that the api serves itself. */
  baseUrl?: string;
  /** An API key, for programs. A browser uses its session cookie instead. */
  apiKey?: string;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface UnsafeCallOptions extends CallOptions {
  /** Give your own to make a repeated call safe: the same key is done once. Absent: a new one for each call. */
  idempotencyKey?: string | undefined;
}

export type Query = Record<string, string | undefined>;

interface Call extends UnsafeCallOptions {
  body?: unknown;
  query?: Query | undefined;
}

/** One call over HTTP: headers in, JSON or `ApiError` out. Repeats nothing by itself. */
export class Http {
  /** From the session; sent with every unsafe call. */
  csrfToken: string | null = null;

  constructor(private readonly options: ClientOptions) {}

  url(path: string, query: Query = {}): string {
    const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const search = new URLSearchParams(given).toString();
    return `${(this.options.baseUrl ?? '').replace(/\/+$/, '')}/v1${path}${search && `?${search}`}`;
  }

  get<T>(path: string, call: Omit<Call, 'body'> = {}): Promise<T> {
    return this.send<T>('GET', path, call);
  }

  post<T>(path: string, call: Call): Promise<T> {
    return this.send<T>('POST', path, call);
  }

  put<T>(path: string, call: Call): Promise<T> {
    return this.send<T>('PUT', path, call);
  }

  patch<T>(path: string, call: Call): Promise<T> {
    return this.send<T>('PATCH', path, call);
  }

  delete<T = void>(path: string, call: Call = {}): Promise<T> {
    return this.send<T>('DELETE', path, call);
  }

  private async send<T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    call: Call,
  ): Promise<T> {
    const { response, text } = await answer(this.url(path, call.query), {
      method,
      headers: this.headers(method, call),
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
    });
    if (!response.ok) throw refusal(response, text);
    try {
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch (error) {
      throw unreadable(response.status, error);
    }
  }

  private headers(method: string, call: Call): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.options.apiKey) headers['authorization'] = `Bearer ${this.options.apiKey}`;
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'GET') return headers;
    headers['idempotency-key'] = call.idempotencyKey ?? newKey();
    if (this.csrfToken) headers['x-csrf-token'] = this.csrfToken;
    return headers;
  }
}

/** The whole answer: a line that breaks half-way through the body is no answer either. */
async function answer(url: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    // A caller who aborts wants to see the abort, not a network problem.
    if (init.signal?.aborted) throw error;
    throw unreachable(error);
  }
}

/** `crypto.randomUUID` is missing in pages served over plain http from another host than localhost. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
