import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { connect, createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { Outbound, OutboundError } from './outbound.js';

const open = new Outbound({ allowPrivateHosts: ['127.0.0.1'], connectTimeoutMs: 100 });
const guarded = new Outbound({ allowPrivateHosts: [] });
let server: Server;
let port: number;
let reached = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    reached += 1;
    if (request.url === '/reset') return request.socket.destroy();
    if (request.url === '/hang') return undefined;
    if (request.url === '/part') return response.write('short');
    if (request.url === '/half') return response.write('short', () => request.socket.destroy());
    if (request.url === '/endless') return response.end(Buffer.alloc(33 * 1_048_576));
    if (request.url === '/packed')
      return response
        .writeHead(200, { 'Content-Encoding': 'gzip' })
        .end(gzipSync(`to ${request.headers['user-agent']}`));
    if (request.url === '/away') return response.writeHead(302, { location: '/' }).end();
    return response.writeHead(418, { 'X-Request-Id': 'r1' }).end('short and stout');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  open.close();
  guarded.close();
  server.closeAllConnections();
  server.close();
});

const get = (path: string, through = open, host = '127.0.0.1') =>
  through.request({ url: `http://${host}:${port}${path}`, method: 'GET', timeoutMs: 300 });

const failure = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(OutboundError);
  return error as OutboundError;
};

test('an answer of any status is returned, with lower-case header names', async () => {
  const answer = await get('/');
  expect(answer).toMatchObject({ status: 418, headers: { 'x-request-id': 'r1' } });
  expect(answer.body.toString()).toBe('short and stout');
});

test('an answer may be packed; it is told who asks', async () => {
  const answer = await get('/packed');
  expect(answer.body.toString()).toBe('to Nightdesk');
  expect(answer.headers).not.toHaveProperty('content-encoding');
});

test('a redirect is an answer and is not followed', async () => {
  expect((await get('/away')).status).toBe(302);
});

test('a server that speaks TLS 1.1 at most is refused before anything is sent', async () => {
  // Without a certificate, which such a server needs none for: the versions are agreed on first.
  const ciphers = 'ADH-AES256-SHA@SECLEVEL=0';
  const old = createTlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers, dhparam: 'auto' });
  old.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => old.listen(0, '127.0.0.1', done));
  const { port } = old.address() as AddressInfo;
  const client = connect({
    host: '127.0.0.1',
    port,
    minVersion: 'TLSv1.1',
    ciphers,
    rejectUnauthorized: false,
  });
  await once(client, 'secureConnect'); // so it would serve who lets it
  expect(client.getProtocol()).toBe('TLSv1.1');
  client.destroy();
  const error = await failure(
    open.request({ url: `https://127.0.0.1:${port}/`, method: 'GET', timeoutMs: 2_000 }),
  );
  old.close();
  expect(error.stage).toBe('connect');
  expect(String(error.cause)).toMatch(/protocol version/);
});

test.each([
  '127.0.0.1',
  'localhost', // a name that leads here: what is looked at is the address that is connected to
  '[::1]',
  '0.0.0.0',
  '[::]',
  '2130706433',
  '0x7f.1',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1', // of a carrier
  '169.254.169.254', // metadata of a cloud
  '[::ffff:127.0.0.1]', // IPv4 within IPv6
  '[::ffff:a9fe:a9fe]',
  '[64:ff9b::7f00:1]', // NAT64
  '[64:ff9b:1::a00:1]',
  '[2002:7f00:1::]', // 6to4
  '[fe80::1]', // link-local
  '[fc00::1]', // of one site
  '[fd12:3456:789a::1]',
  '[fec0::1]',
  '[ff02::1]', // to many
])('the private address %s is refused before anything is sent', async (host) => {
  const before = reached;
  expect((await failure(get('/', guarded, host))).stage).toBe('refused');
  expect(reached).toBe(before);
});

test('a host that refuses connections fails at stage connect', async () => {
  const error = await failure(open.request({ url: 'http://127.0.0.1:1/', method: 'GET', timeoutMs: 300 }));
  expect(error).toMatchObject({ stage: 'connect', code: 'ECONNREFUSED' });
});

test('a host that accepts and never finishes its handshake is given up at the connect limit', async () => {
  const silent = createTcpServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  expect(await failure(open.request({ url, method: 'GET', timeoutMs: 5_000 }))).toMatchObject({
    stage: 'connect',
  });
  silent.close();
});

test('an exchange that its caller ends may have been acted upon as well', async () => {
  const caller = new AbortController();
  const url = `http://127.0.0.1:${port}/hang`;
  const asked = open.request({ url, method: 'GET', timeoutMs: 20_000, signal: caller.signal });
  caller.abort();
  expect((await failure(asked)).stage).toBe('exchange');
});

test.each(['/reset', '/hang', '/part', '/half'])(
  '%s may have been acted upon: stage exchange',
  async (path) => {
    expect((await failure(get(path))).stage).toBe('exchange');
  },
);

test('an answer of more than 32 MB is not read to its end', async () => {
  const asked = open.request({ url: `http://127.0.0.1:${port}/endless`, method: 'GET', timeoutMs: 20_000 });
  expect(await failure(asked)).toMatchObject({ stage: 'exchange', code: 'ERR_BAD_RESPONSE' });
});
