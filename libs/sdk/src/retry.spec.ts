import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Nightdesk } from './nightdesk.js';
import { pauseAfter } from './retry.js';

type Answer = (response: ServerResponse) => void;

const keys: (string | undefined)[] = [];
let answers: Answer[];
let server: Server;
let baseUrl: string;

/** Of a server that wants to be asked again at once, so that no test waits. */
const status =
  (code: number, headers: Record<string, string> = { 'retry-after': '0' }): Answer =>
  (response) =>
    response.writeHead(code, headers).end('{}');
const none: Answer = (response) => response.destroy();
const silence: Answer = () => {};

beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    keys.push(request.headers['idempotency-key']?.toString());
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => (keys.length = 0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );
const submit = (nightdesk: Nightdesk) =>
  nightdesk.submit('a', 't', { steps: [{ kind: 'note', body: 'hello' }] });

test.each([408, 429, 502, 503, 504])('what is read is read again after %d', async (code) => {
  answers = [status(code), status(code), status(200)];
  await new Nightdesk({ baseUrl }).account('a');
  expect(keys).toHaveLength(3);
});

test.each([400, 401, 404, 409, 422, 500])('%d is final', async (code) => {
  answers = [status(code, {})];
  expect(await failureOf(submit(new Nightdesk({ baseUrl })))).toMatchObject({ status: code });
  expect(keys).toHaveLength(1);
});

test('a command is repeated with its key, also when the first try is still at work', async () => {
  answers = [status(503), status(409), status(202)];
  await submit(new Nightdesk({ baseUrl }));
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('a call without an Idempotency-Key is not repeated', async () => {
  answers = [status(503)];
  const nightdesk = new Nightdesk({ baseUrl });
  expect(await failureOf(nightdesk.login({ email: 'a@b.example', password: 'x' }))).toMatchObject({
    status: 503,
  });
  expect(await failureOf(nightdesk.probe('a'))).toMatchObject({ status: 503 });
  expect(keys).toHaveLength(2);
  expect(new Set(keys)).toEqual(new Set([undefined]));
});

test('a line that breaks is no answer: the call is repeated, then given up', async () => {
  answers = [none, status(200)];
  await new Nightdesk({ baseUrl, maxRetries: 1 }).account('a');
  expect(keys).toHaveLength(2);
  answers = [status(503)];
  const failure = await failureOf(new Nightdesk({ baseUrl }).account('a', { maxRetries: 1 }));
  expect(failure).toMatchObject({ status: 503, retryAfterMs: 0 });
  expect(keys).toHaveLength(4);
});

test('a try that takes too long is given up', async () => {
  answers = [silence];
  const failure = await failureOf(new Nightdesk({ baseUrl, timeoutMs: 20, maxRetries: 0 }).account('a'));
  expect(failure).toMatchObject({ name: 'ApiError', status: 0, detail: expect.stringContaining('in time') });
});

test('nothing waits beyond the deadline', async () => {
  answers = [status(429, { 'retry-after': '60' })];
  const failure = await failureOf(new Nightdesk({ baseUrl, deadlineMs: 59_000 }).account('a'));
  expect(failure).toMatchObject({ status: 429, retryAfterMs: 60_000 });
  expect(keys).toHaveLength(1);
});

test('an abort ends the pause', async () => {
  const abort = new AbortController();
  answers = [
    (response) => {
      status(429, { 'retry-after': '60' })(response);
      response.once('close', () => setImmediate(() => abort.abort()));
    },
  ];
  const failure = await failureOf(new Nightdesk({ baseUrl }).account('a', { signal: abort.signal }));
  expect(failure).toMatchObject({ name: 'AbortError' });
});

test('pauses grow, end at 8 s, and differ', () => {
  expect([1, 2, 3, 9].map((failures) => pauseAfter(failures, null, 0))).toEqual([500, 1_000, 2_000, 8_000]);
  expect(pauseAfter(1, null, 1)).toBe(625);
  expect(pauseAfter(1, 4_000, 0)).toBe(4_000);
});
