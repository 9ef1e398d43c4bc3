import { Outbound, OutboundError, type OutboundResponse } from '@nightdesk/platform/http';
import type { HelpdeskAdapter } from './adapter.js';
import { HelpdeskError } from './error.js';
import type { HelpdeskCredential, PlatformRequest, PlatformResponse, Send } from './transport.js';

export interface SendOptions {
  outbound: Pick<Outbound, 'request'>;
  adapter: Pick<HelpdeskAdapter, 'authorize' | 'explain' | 'requestIdHeader'>;
  baseUrl: string;
  /** Null for calls that carry no credential of the account (token exchange). */
  credential: HelpdeskCredential | null;
  now: () => Date;
  /** Sees every answer, also the refused ones, before it is judged: for limits and the call log. */
  onAnswer?: (request: PlatformRequest, answer: PlatformResponse, durationMs: number) => void | Promise<void>;
  /** Ends the call in the middle: as if there were no answer. */
  signal?: AbortSignal | undefined;
  /** Other limits than {@link timeoutMs}. */
  readTimeoutMs?: number;
  writeTimeoutMs?: number;
}

/** From the first byte out to the last byte in: reads (and writes that may be repeated) 5 s, writes 10 s (SPEC 9.1). */
export const timeoutMs = (request: PlatformRequest): number => (isSafe(request) ? 5_000 : 10_000);

/** The plain transport below every adapter: one HTTP call, no retry, no redirect. */
export function createSend(options: SendOptions): Send {
  const { outbound, adapter, baseUrl, credential, now } = options;
  const authorization = credential ? adapter.authorize(credential) : {};

  return async (request) => {
    const safe = isSafe(request);
    const started = performance.now();
    const content = contentOf(request);
    const answer = await outbound
      .request({
        url: `${baseUrl}${request.path}${queryString(request.query)}`,
        method: request.method,
        headers: {
          ...authorization,
          ...request.headers,
          ...content.headers,
        },
        body: content.body,
        timeoutMs: (safe ? options.readTimeoutMs : options.writeTimeoutMs) ?? timeoutMs(request),
        signal: options.signal,
      })
      .catch((cause: unknown) => {
        throw withoutAnswer(cause, safe);
      });
    const response = platformResponse(answer, adapter.requestIdHeader);
    await options.onAnswer?.(request, response, performance.now() - started);
    if (response.status >= 300 && response.status < 400) {
      throw new HelpdeskError(
        'invalid',
        `the platform redirects ${request.route}; redirects are not followed`,
        {
          status: response.status,
          requestId: response.requestId,
        },
      );
    }
    if (response.status >= 400) {
      const refusal = adapter.explain(request, response, now());
      Object.assign(refusal.details, { call: `${request.method} ${request.route}` });
      throw refusal;
    }
    return response;
  };
}

/** True when repeating the call cannot change anything twice. */
export function isSafe(request: PlatformRequest): boolean {
  return request.method === 'GET' || request.repeatable === true;
}

function contentOf({ body, form }: PlatformRequest): { headers?: Record<string, string>; body?: string } {
  if (form)
    return {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    };
  return body === undefined
    ? {}
    : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** Only a request that cannot have arrived is `unavailable`; a write without an answer is `ambiguous`. */
function withoutAnswer(cause: unknown, safe: boolean): unknown {
  if (!(cause instanceof OutboundError)) return cause;
  if (cause.stage === 'refused') return new HelpdeskError('invalid', cause.message, { cause });
  const kind = safe || cause.stage === 'connect' ? 'unavailable' : 'ambiguous';
  return new HelpdeskError(kind, cause.message, { cause });
}

function platformResponse(answer: OutboundResponse, requestIdHeader: string | null): PlatformResponse {
  const text = answer.body.toString('utf8');
  return {
    status: answer.status,
    headers: answer.headers,
    body: (answer.headers['content-type'] ?? '').includes('json') ? parseJson(text) : text,
    requestId: requestIdHeader === null ? undefined : answer.headers[requestIdHeader],
  };
}

/** A proxy can announce JSON and send a page: the text then speaks for itself. */
function parseJson(text: string): unknown {
  try {
    return /\\u(0000|d[89a-f])/i.test(text) ? JSON.parse(text, storable) : (JSON.parse(text) as unknown);
  } catch (cause) {
    if (cause instanceof SyntaxError) return text;
    throw cause;
  }
}

/** Postgres stores neither a NUL character nor half a surrogate pair (an emoji that was cut in two). */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}

function queryString(query: PlatformRequest['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
}
