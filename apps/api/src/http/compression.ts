import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Below this an answer fits into one packet anyway. */
const leastBytes = 1_400;
/** JSON of a thousand accounts: 4 ms and a tenth of its size; higher levels take many times as long for a little less. */
const brotliLevel = 4;

const squeeze = {
  br: (body: string | Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliLevel } }),
  gzip: (body: string | Buffer) => promisify(gzip)(body),
};

/** Answers of some size go compressed to who takes them so; streams and files of the page are left as they are. */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (payload.length < leastBytes || request.method === 'HEAD' || reply.hasHeader('Content-Encoding'))
      return payload;
    reply.header('Vary', [reply.getHeader('Vary'), 'Accept-Encoding'].filter(Boolean).join(', '));
    const encoding = encodingFor(request.headers['accept-encoding']);
    if (!encoding) return payload;
    const body = await squeeze[encoding](payload);
    reply.header('Content-Encoding', encoding).removeHeader('Content-Length');
    return body;
  });
}

function encodingFor(accepted: string | string[] | undefined): keyof typeof squeeze | undefined {
  const names = String(accepted ?? '')
    .split(',')
    .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
    .map((one) => one.split(';')[0]?.trim());
  return (['br', 'gzip'] as const).find((name) => names.includes(name));
}
