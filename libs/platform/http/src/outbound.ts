import type { Readable } from 'node:stream';
import axios, { Axios, AxiosError } from 'axios';
import { Agents, ConnectTimeout } from './agents.js';

export interface OutboundRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  body?: string | Buffer | undefined;
  /** From the first byte out to the last byte in, in milliseconds. */
  timeoutMs: number;
  /** Ends the request in the middle, like the time limit. */
  signal?: AbortSignal | undefined;
}

export interface OutboundResponse {
  status: number;
  /** Names in lower case; a repeated header is joined by `, `. */
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * How far a failed request got. `refused`: the address is private and not allowed. `connect`: no connection, so nothing
 * was sent. `exchange`: it may have been received and acted upon.
 */
export type OutboundStage = 'refused' | 'connect' | 'exchange';

/** Thrown when there is no answer at all; an answer of any status is returned. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly stage: OutboundStage,
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_.*|ERR_SSL_.*|.*CERT.*)$/;
const maxAnswerBytes = 32 * 1024 * 1024;

/** Every request that leaves Nightdesk. Redirects are answers, not followed; private addresses need permission. */
export class Outbound {
  private readonly agents: Agents;
  private readonly client: Axios;

  constructor(options: { allowPrivateHosts: readonly string[]; connectTimeoutMs?: number }) {
    this.agents = new Agents(options.allowPrivateHosts, options.connectTimeoutMs ?? 2_000);
    // Without the defaults of axios, most of them for what a browser does: merging them is a fifth of a request's cost.
    this.client = new Axios({
      adapter: axios.getAdapter('http'),
      maxRedirects: 0,
      proxy: false,
      responseType: 'stream',
      validateStatus: () => true,
    });
  }

  /** @throws OutboundError when no answer came. */
  async request(request: OutboundRequest): Promise<OutboundResponse> {
    const url = new URL(request.url);
    const limit = new Limit(request);
    try {
      const answer = await this.client.request<Readable>({
        url: url.href,
        method: request.method,
        headers: { 'User-Agent': 'Nightdesk', Accept: 'application/json', ...request.headers },
        data: request.body,
        signal: limit.signal,
        ...this.agents.for(url),
      });
      const headers = Object.entries(answer.headers).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]);
      const body = await bodyOf(answer.data);
      return { status: answer.status, headers: Object.fromEntries(headers), body };
    } catch (cause) {
      throw outboundError(cause, url, limit.isOver);
    } finally {
      limit.end();
    }
  }

  close(): void {
    this.agents.destroy();
  }
}

/** An end for a request, by its own time or by its caller: one timer and one signal, where axios and `AbortSignal.any` take several. */
class Limit {
  isOver = false;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly stop = () => this.controller.abort();

  constructor(private readonly request: Pick<OutboundRequest, 'timeoutMs' | 'signal'>) {
    const { timeoutMs, signal } = request;
    this.timer = setTimeout(() => {
      this.isOver = true;
      this.stop();
    }, timeoutMs);
    if (signal?.aborted) this.stop();
    signal?.addEventListener('abort', this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener('abort', this.stop);
  }
}

/** An answer that ended before its end. */
class BrokenOff extends Error {
  override readonly name = 'BrokenOff';

  constructor(
    readonly code: string,
    cause?: unknown,
  ) {
    super(`broke off its answer (${code})`, { cause });
  }
}

/**
 * Read here: what axios reads for us lives until the next full garbage collection, dozens of megabytes under load; and its own
 * limit of the length puts a stream of its own around each answer.
 */
function bodyOf(answer: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    answer.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > maxAnswerBytes) answer.destroy(new BrokenOff('ERR_BAD_RESPONSE'));
    });
    answer.once('end', () => resolve(Buffer.concat(pieces)));
    answer.once('error', (cause: Error & { code?: string }) =>
      reject(cause instanceof BrokenOff ? cause : new BrokenOff(cause.code ?? 'UNKNOWN', cause)),
    );
    answer.once('close', () => {
      if (!answer.readableEnded) reject(new BrokenOff('ECONNRESET'));
    });
  });
}

function outboundError(cause: unknown, url: URL, isOver: boolean): OutboundError {
  const where = url.origin;
  if (isOver) return new OutboundError('exchange', 'ETIMEDOUT', `${where} gave no answer (ETIMEDOUT)`, cause);
  if (cause instanceof BrokenOff)
    return new OutboundError('exchange', cause.code, `${where} ${cause.message}`, cause);
  if (!(cause instanceof AxiosError)) throw cause;
  const code = cause.code ?? 'UNKNOWN';
  if (cause.cause instanceof ConnectTimeout) {
    return new OutboundError(
      'connect',
      'ECONNTIMEOUT',
      `${where} did not accept a connection in time`,
      cause,
    );
  }
  // request-filtering-agent refuses with a plain Error that has no code of its own
  if (code === 'UNKNOWN' && cause.request !== undefined && cause.response === undefined) {
    return new OutboundError(
      'refused',
      'EPRIVATE',
      `${where} is a private address; ALLOW_PRIVATE_HOSTS can allow it`,
      cause,
    );
  }
  const stage = beforeSending.test(code) ? 'connect' : 'exchange';
  return new OutboundError(stage, code, `${where} gave no answer (${code})`, cause);
}
