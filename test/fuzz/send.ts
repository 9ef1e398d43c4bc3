import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** A request as it goes over the wire: nothing of it is tidied up. */
export interface Outgoing {
  method: string;
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const patienceMs = 30_000;
const unpack: Readonly<Record<string, (packed: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
};

/** Null: the connection was cut before there was an answer. Of a stream only the head is read. */
export function send(base: URL, { method, target, headers, body }: Outgoing): Promise<Answer | null> {
  return new Promise((answered) => {
    const length: [string, string][] = body ? [['Content-Length', String(body.length)]] : [];
    const all = [['Host', base.host], ...headers, ...length].flat();
    const outgoing = request(
      { host: base.hostname, port: base.port, method, path: target, headers: all, agent },
      (incoming) => {
        void read(incoming).then(answered, () => answered(null));
      },
    );
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', () => answered(null));
    outgoing.end(body ?? undefined);
  });
}

/** What comes back over a connection of its own that is closed after these bytes. */
export async function overSocket(base: URL, bytes: Buffer): Promise<string> {
  const socket = connect(Number(base.port), base.hostname);
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.end(bytes);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk as Buffer);
  } catch (error) {
    // Whoever is refused in the middle is cut off.
    if (
      (error as NodeJS.ErrnoException).code !== 'ECONNRESET' &&
      (error as NodeJS.ErrnoException).code !== 'EPIPE'
    )
      throw error;
  }
  return Buffer.concat(chunks).toString('latin1');
}

export const hangUp = () => agent.destroy();

async function read(incoming: IncomingMessage): Promise<Answer> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const status = incoming.statusCode ?? 0;
  if (headers.get('content-type')?.startsWith('text/event-stream')) {
    incoming.destroy();
    return { status, headers, text: '' };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const packed = Buffer.concat(chunks);
  const text = (unpack[headers.get('content-encoding') ?? ''] ?? ((same) => same))(packed).toString();
  return { status, headers, text };
}
