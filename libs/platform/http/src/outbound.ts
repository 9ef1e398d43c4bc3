import type { Readable } from 'node:stream';
import axios, { AxiosError, type AxiosInstance } from 'axios';
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
  private readonly client: AxiosInstance;

  constructor(options: { allowPrivateHosts: readonly string[]; connectTimeoutMs?: number }) {
    this.agents = new Agents(options.allowPrivateHosts, options.connectTimeoutMs ?? 2_000);
    this.client = axios.create({
      maxRedirects: 0,
      proxy: false,
      responseType: 'stream',
      maxContentLength: maxAnswerBytes,
      validateStatus: () => true,
      transformRequest: [(body: unknown) => body],
      transformResponse: [(body: unknown) => body],
      headers: { common: { 'User-Agent': 'Nightdesk', Accept: 'application/json' } },
    });
  }

  /** @throws OutboundError when no answer came. */
  async request(request: OutboundRequest): Promise<OutboundResponse> {
    const url = new URL(request.url);
    const answer = await this.client
      .request<Readable>({
        url: url.href,
        method: request.method,
        headers: { ...request.headers },
        data: request.body,
        timeout: request.timeoutMs,
        signal: AbortSignal.any([
          AbortSignal.timeout(request.timeoutMs),
          ...(request.signal ? [request.signal] : []),
        ]),
        ...this.agents.for(url),
      })
      .catch((cause: unknown) => {
        throw outboundError(cause, url);
      });
    const headers = Object.entries(answer.headers).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]);
    return {
      status: answer.status,
      headers: Object.fromEntries(headers),
      body: await bodyOf(answer.data, url),
    };
  }

  close(): void {
    this.agents.destroy();
  }
}

/** Read here: what axios reads for us lives until the next full garbage collection, dozens of megabytes under load. */
async function bodyOf(answer: Readable, url: URL): Promise<Buffer> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of answer) pieces.push(piece as Buffer);
  } catch (cause) {
    const { code = 'UNKNOWN' } = cause as { code?: string };
    throw new OutboundError('exchange', code, `${url.origin} broke off its answer (${code})`, cause);
  }
  return Buffer.concat(pieces);
}

function outboundError(cause: unknown, url: URL): OutboundError {
  if (!(cause instanceof AxiosError)) throw cause;
  const code = cause.code ?? 'UNKNOWN';
  const where = url.origin;
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
