import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { jest } from '@jest/globals';
import type { Problem } from '@nightdesk/contract';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';
import { firstKey } from '../support/visitor.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let api: Service;
let port: number;
let key: string;
/** Headers that never end; it is looked at last, because it takes ten seconds. */
let slow: Promise<Answer>;

beforeAll(async () => {
  database = await cloneTemplate();
  port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: database.url,
    PORT: String(port),
    PUBLIC_URL: url,
    KEY_RING,
    ADMIN_PASSWORD: 'correct horse battery',
  };
  api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
  await api.start();
  slow = over('GET /v1/accounts HTTP/1.1\r\nHost: x\r\n');
  key = await firstKey(url, 'admin@nightdesk.local', 'correct horse battery');
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

interface Answer {
  status: number;
  headers: Map<string, string>;
  problem: Problem;
}

/** Writes these bytes to a connection of its own, and reads what comes until it is closed. */
async function over(bytes: string | Buffer): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((one) => {
      const [name = '', ...value] = one.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    }),
  );
  return { status: Number(line.split(' ')[1]), headers, problem: JSON.parse(body) as Problem };
}

function request(
  line: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): Promise<Answer> {
  const all = {
    Host: 'x',
    Connection: 'close',
    Authorization: `Bearer ${key}`,
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const head = [`${line} HTTP/1.1`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)];
  return over(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]));
}

/** What, why, what to do, and under which id the log has it. */
function expectProblem({ status, headers, problem }: Answer, wanted: number, says: RegExp): void {
  expect({ status, type: headers.get('content-type')?.split(';')[0] }).toEqual({
    status: wanted,
    type: 'application/problem+json',
  });
  expect(problem).toEqual({
    type: 'about:blank',
    status: wanted,
    title: expect.stringMatching(/^[A-Z].{3,40}$/),
    detail: expect.stringMatching(says),
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(problem.traceId).toBe(headers.get('trace-id'));
}

const json = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' };

test.each<[string, string, Record<string, string>, string | Buffer, number, RegExp]>([
  ['an unknown path', 'GET /v1/nothing', {}, '', 404, /Check the path/],
  ['an unknown path outside of the api', 'GET /nothing', {}, '', 404, /Check the path/],
  ['malformed JSON', 'POST /v1/api-keys', json, '{"name":', 400, /JSON/],
  ['an empty body', 'POST /v1/api-keys', json, '', 400, /JSON/],
  [
    'a body that is no JSON',
    'POST /v1/api-keys',
    { ...json, 'Content-Type': 'text/csv' },
    'a;b',
    415,
    /application\/json/,
  ],
  [
    'another encoding',
    'POST /v1/api-keys',
    { ...json, 'Content-Type': 'application/json; charset=iso-8859-1' },
    Buffer.from('{"name":"\xfc"}', 'latin1'),
    415,
    /UTF-8/,
  ],
  ['a body that is too large', 'POST /v1/api-keys', json, `"${'x'.repeat(1_100_000)}"`, 413, /1 MiB/],
  ['a percent sign too many', 'GET /v1/accounts/%zz', {}, '', 400, /percent/],
  ['a null character in a path', 'GET /v1/accounts/a%00b', {}, '', 400, /U\+0000/],
  ['a null character in a query', 'GET /v1/operations?accountId=%00', {}, '', 400, /U\+0000/],
  [
    'a null character in a text',
    'POST /v1/api-keys',
    json,
    '{"name":"a\\u0000b","scopes":["read"]}',
    400,
    /U\+0000/,
  ],
  [
    'half a character in a text',
    'POST /v1/dead-letters/discard',
    json,
    '{"cause":"\\ud800"}',
    400,
    /surrogate/,
  ],
  [
    'a form',
    'PUT /v1/switches/writes',
    { 'Content-Type': 'application/x-www-form-urlencoded', 'Idempotency-Key': 'k' },
    'reason=a',
    415,
    /application\/json/,
  ],
  ['a text', 'POST /v1/api-keys', { ...json, 'Content-Type': 'text/plain' }, '{}', 415, /application\/json/],
  ['a part of the path that is no id', `GET /v1/accounts/${'x'.repeat(200)}`, {}, '', 414, /longer/],
  ['an endless address', `GET /v1/accounts?x=${'x'.repeat(20_000)}`, {}, '', 431, /16 KiB/],
  ['an expectation that nobody knows', 'GET /v1/accounts', { Expect: 'a miracle' }, '', 417, /Leave it out/],
  ['endless headers', 'GET /v1/accounts', { Cookie: 'x'.repeat(20_000) }, '', 431, /16 KiB/],
])('%s gets a problem that says what to do', async (_what, line, headers, body, status, says) => {
  expectProblem(await request(line, headers, body), status, says);
});

test.each([
  ['PUT /v1/accounts', 'GET, HEAD'],
  ['PATCH /v1/accounts/acc_1/pause', 'POST'],
  ['POST /v1/accounts/acc_1', 'DELETE, GET, HEAD, PATCH'],
  ['TRACE /v1/accounts', 'GET, HEAD'],
  ['DELETE /login', 'GET, HEAD'],
])('%s is told which methods the path takes', async (line, allowed) => {
  const answer = await request(line);
  expectProblem(answer, 405, /Use .*openapi\.json/);
  expect(answer.headers.get('allow')).toBe(allowed);
});

test.each([
  ['what is no HTTP', 'hello\r\n\r\n'],
  ['a length that is none', 'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n'],
  ['no host', 'GET /v1/accounts HTTP/1.1\r\nConnection: close\r\n\r\n'],
])('%s gets a problem too', async (_what, bytes) => {
  expectProblem(await over(bytes), 400, /HTTP/);
});

test('whoever sends too slowly is told so, and the log has it', async () => {
  const answer = await slow;
  expectProblem(answer, 408, /10 s/);
  expect(await until(() => api.said.includes(`"traceId":"${answer.problem.traceId}"`))).toBe(true);
});

test('a deprecated route says since when, until when and what instead; the log says who uses it', async () => {
  const { headers } = await request('GET /v1/health/overview');
  expect({
    deprecation: headers.get('deprecation'),
    sunset: headers.get('sunset'),
    link: headers.get('link'),
  }).toEqual({
    // 2026-11-23T00:00:00Z
    deprecation: '@1795392000',
    sunset: 'Wed, 01 Dec 2027 00:00:00 GMT',
    link: '</v1/health/board>; rel="successor-version", </v1/docs>; rel="deprecation"; type="text/html"',
  });
  expect((await request('GET /v1/accounts')).headers.has('deprecation')).toBe(false);
  const line = await until(() => api.said.split('\n').find((one) => one.includes('http.deprecated')));
  expect(JSON.parse(line)).toMatchObject({
    route: '/v1/health/overview',
    by: 'key',
    id: expect.stringMatching(/^key_/),
    traceId: headers.get('trace-id'),
  });
});

test('the api describes itself, to programs and to people, without a key', async () => {
  const described = await fetch(`http://127.0.0.1:${port}/v1/openapi.json`);
  expect(await described.json()).toEqual(JSON.parse(readFileSync('docs/openapi/v1.json', 'utf8')));
  const page = await fetch(`http://127.0.0.1:${port}/v1/docs`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const names = [...(await page.text()).matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, name]) => name);
  expect(names).toContain('docs/swagger-ui-bundle.js');
  const found = await Promise.all(names.map((name) => fetch(`http://127.0.0.1:${port}/v1/${name}`)));
  expect(found.map(({ status }) => status)).toEqual(names.map(() => 200));
});
