import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api-error.js';
import { Nightdesk } from './nightdesk.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}
interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

const session = { email: 'ann@example.com', role: 'operator', csrfToken: 'csrf-1' };
const seen: Seen[] = [];
let answer: Answer;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: text ? JSON.parse(text) : undefined });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen.length = 0;
  answer = { status: 200, body: JSON.stringify(session) };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const lastSeen = () => seen.at(-1)!;
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('an API key goes with every call as a bearer token', async () => {
  answer.body = '{"data":[],"next":null}';
  await new Nightdesk({ baseUrl: `${baseUrl}/`, apiKey: 'nd_key' }).tickets('acc 1', { after: 'a/b' });
  expect(lastSeen()).toMatchObject({ method: 'GET', url: '/v1/accounts/acc%201/tickets?after=a%2Fb' });
  expect(lastSeen().headers.authorization).toBe('Bearer nd_key');
  expect(lastSeen().headers['idempotency-key']).toBeUndefined();
});

test('an id cannot leave its place in the path', async () => {
  for (const none of ['', '.', '..'])
    expect(await failureOf(new Nightdesk({ baseUrl }).account(none))).toBeInstanceOf(TypeError);
  expect(seen).toEqual([]);
  await new Nightdesk({ baseUrl }).timeline('a', '../../session');
  expect(lastSeen().url).toBe('/v1/accounts/a/tickets/..%2F..%2Fsession/timeline');
});

test('the CSRF token of the session goes with unsafe calls, and with none after logout', async () => {
  const client = new Nightdesk({ baseUrl });
  await client.login({ email: 'ann@example.com', password: 'secret' });
  expect(lastSeen().headers['x-csrf-token']).toBeUndefined();
  await client.revokeApiKey('k1');
  expect(lastSeen().headers['x-csrf-token']).toBe('csrf-1');
  await client.overview();
  expect(lastSeen().headers['x-csrf-token']).toBeUndefined();
  await client.logout();
  await client.revokeApiKey('k1');
  expect(lastSeen().headers['x-csrf-token']).toBeUndefined();
});

test('unsafe calls carry a new idempotency key each, or the one that is given', async () => {
  const client = new Nightdesk({ baseUrl });
  const operation = { steps: [{ kind: 'note' as const, body: 'hello' }] };
  await client.submit('a', 't', operation);
  await client.submit('a', 't', operation);
  await client.submit('a', 't', operation, { idempotencyKey: 'mine' });
  const keys = seen.map((request) => request.headers['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).not.toBe(keys[0]);
  expect(keys[2]).toBe('mine');
  expect(lastSeen()).toMatchObject({ url: '/v1/accounts/a/tickets/t/operations', body: operation });
});

test('a dry run is said in the body, and a scorecard asks from when on', async () => {
  const client = new Nightdesk({ baseUrl });
  await client.dryRun('a', 't', { steps: [{ kind: 'note', body: 'hello' }] });
  expect(lastSeen()).toMatchObject({
    method: 'POST',
    url: '/v1/accounts/a/tickets/t/operations',
    body: { steps: [{ kind: 'note', body: 'hello' }], dryRun: true },
  });
  await client.scorecard('a', { since: '2026-11-22T12:00:00Z' });
  expect(lastSeen().url).toBe('/v1/accounts/a/scorecard?since=2026-11-22T12%3A00%3A00Z');
  await client.scorecard('a');
  expect(lastSeen().url).toBe('/v1/accounts/a/scorecard');
});

test('a problem document becomes a typed error', async () => {
  const errors = [{ path: 'site', message: 'type the site' }];
  const problem = {
    type: 'about:blank',
    title: 'Invalid',
    status: 400,
    detail: 'Mend it.',
    traceId: 'tr1',
    errors,
  };
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '7' };
  answer = { status: 400, body: JSON.stringify(problem), headers };
  const failure = await failureOf(new Nightdesk({ baseUrl }).startConnect({ platform: 'zendesk', site: '' }));
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({
    status: 400,
    detail: 'Mend it.',
    traceId: 'tr1',
    errors,
    retryAfterMs: 7000,
  });
});

test('a refusal without a problem document still says what to do', async () => {
  answer = { status: 502, body: '<html>bad gateway</html>' };
  const failure = await failureOf(new Nightdesk({ baseUrl, maxRetries: 0 }).overview());
  expect(failure).toMatchObject({
    name: 'ApiError',
    status: 502,
    traceId: null,
    errors: [],
    retryAfterMs: null,
  });
  expect((failure as ApiError).detail).toContain('502');
});

test('an answer that is not JSON is an error, an empty one is none', async () => {
  answer = { status: 200, body: '<html>' };
  expect(await failureOf(new Nightdesk({ baseUrl }).overview())).toMatchObject({
    name: 'ApiError',
    status: 200,
  });
  answer = { status: 204, body: '' };
  expect(await failureOf(new Nightdesk({ baseUrl }).deleteSubscriber('s1'))).toBeUndefined();
});

test('no answer at all is status 0, an abort stays an abort', async () => {
  const nobody = new Nightdesk({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 });
  expect(await failureOf(nobody.overview())).toMatchObject({ name: 'ApiError', status: 0 });
  const signal = AbortSignal.abort();
  expect(await failureOf(new Nightdesk({ baseUrl }).overview({ signal }))).toMatchObject({
    name: 'AbortError',
  });
});
