import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Below this an answer fits into one packet anyway. */
const leastBytes = 1_400;
/** JSON of a thousand accounts: 4 ms and a tenth of its size; higher levels take many times as long for a little less. */
const brotliLevel = 4;

type Squeezed = (error: Error | null, body: Buffer) => void;
const squeeze = {
  br: (body: string | Buffer, done: Squeezed) =>
    brotliCompress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliLevel } }, done),
  gzip: (body: string | Buffer, done: Squeezed) => gzip(body, done),
};

/** Answers of some size go compressed to who takes them so; streams and files of the page are left as they are. */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook<unknown>('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload);
    if (payload.length < leastBytes || request.method === 'HEAD' || reply.hasHeader('Content-Encoding'))
      return done(null, payload);
    reply.header('Vary', [reply.getHeader('Vary'), 'Accept-Encoding'].filter(Boolean).join(', '));
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (!encoding) return done(null, payload);
    squeeze[encoding](payload, (error, body) => {
      if (error) return done(error);
      reply.header('Content-Encoding', encoding).removeHeader('Content-Length');
      done(null, body);
    });
  });
}

function encodingFor(accepted: string | string[] | undefined): keyof typeof squeeze | undefined {
  const names = String(accepted ?? '')
    .split(',')
    .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
    .map((one) => one.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((name) => names.includes(name));
}
