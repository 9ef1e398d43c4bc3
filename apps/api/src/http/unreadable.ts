import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Log, newTraceId, withTrace } from '@nightdesk/platform/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, type ProblemDetails, sendProblem } from './problem.js';
import { isUnstorable, unstorable } from './unstorable.js';

const malformed: ProblemDetails = {
  status: 400,
  title: 'Not HTTP',
  detail:
    'What came over this connection cannot be read as an HTTP/1.1 request. Check how it is put together, or use an HTTP library.',
};

const expectation: ProblemDetails = {
  status: 417,
  title: 'Expectation not known',
  detail: 'The header Expect has something else than 100-continue. Leave it out.',
};

/** What Node refuses before there is a request, by its code. */
const ofConnection: Record<string, ProblemDetails> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: 'Too slow',
    detail:
      'The request did not arrive in time: its headers within 10 s, all of it within 15 s. Send it again over a better connection.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: 'Headers too large',
    detail: 'The address and the headers have 16 KiB together. Send less: a shorter address, fewer cookies.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    title: 'Body too large',
    detail: 'The extensions of the chunks are larger than 16 KiB. Send the body without them.',
  },
};

/** What Fastify refuses before it has found a route, by its code. */
const ofAddress: Record<string, ProblemDetails> = {
  FST_ERR_BAD_URL: {
    status: 400,
    title: 'Address not readable',
    detail:
      'The path has a percent sign that two hexadecimal digits do not follow. Encode each part of the path.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    status: 414,
    title: 'Address too long',
    detail: 'A part of the path is longer than any id is. Check what was put there.',
  },
};

/** Options of Fastify by which also those get a problem whom no handler, guard or filter ever sees. */
export function refusals(log: Log) {
  return {
    frameworkErrors(error: { code: string }, request: FastifyRequest, reply: FastifyReply): void {
      reply.header('Trace-Id', request.id); // no hook has run
      refuse(request, reply, ofAddress[error.code] ?? malformed);
    },

    clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
      // Who has gone cannot be told anything.
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      const problem = ofConnection[error.code ?? ''] ?? malformed;
      const traceId = newTraceId();
      withTrace(traceId, () => log.line('http.unreadable', { status: problem.status, code: error.code }));
      socket.end(rawAnswer(problem, traceId), () => socket.destroy());
    },
  };
}

function rawAnswer(problem: ProblemDetails, traceId: string): string {
  const body = JSON.stringify(problemBody(problem, traceId));
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Trace-Id: ${traceId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/**
 * Before a body is read: a path that is known by other methods is answered with 405, and a text in another encoding than
 * UTF-8 with 415, because it would be stored garbled. Must be called before routes are added.
 */
export function refuseMisuse(server: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  server.server.on('checkExpectation', (_request, response: ServerResponse) =>
    sendProblem(response, expectation, newTraceId()),
  );
  server.addHook('onRequest', (request, reply, done) => {
    const problem = request.is404 ? wrongMethod(request, reply, methods) : unusable(request);
    if (!problem) return done();
    refuse(request, reply, problem);
  });
  server.addHook('preValidation', (request, reply, done) => {
    if (!isUnstorable(request)) return done();
    refuse(request, reply, unstorable);
  });
}

function refuse({ id }: FastifyRequest, reply: FastifyReply, problem: ProblemDetails): void {
  reply.type('application/problem+json').status(problem.status);
  void reply.send(JSON.stringify(problemBody(problem, id)));
}

function wrongMethod(
  { url, method }: FastifyRequest,
  reply: FastifyReply,
  methods: ReadonlyMap<string, ReadonlySet<string>>,
): ProblemDetails | null {
  const [path = ''] = url.split('?');
  const found = [...methods].filter(([pattern]) => fits(pattern, path)).flatMap(([, known]) => [...known]);
  if (found.length === 0) return null;
  const allowed = [...new Set(found)].toSorted().join(', ');
  reply.header('Allow', allowed);
  return {
    status: 405,
    title: 'Method not allowed',
    detail: `${method} is not what this path takes. Use ${allowed}; GET /v1/openapi.json describes each.`,
  };
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
  );
}

function unusable({ headers, raw, url }: FastifyRequest): ProblemDetails | null {
  if (headers.host === undefined && raw.httpVersion === '1.1') return malformed;
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  // A webhook's body is its platform's adapter's to read.
  if (charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset) || url.startsWith('/v1/webhooks/'))
    return null;
  return {
    status: 415,
    title: 'Encoding not supported',
    detail: `Texts are UTF-8 here, and this one says that it is ${charset}. Encode it as UTF-8, and say so or nothing.`,
  };
}
