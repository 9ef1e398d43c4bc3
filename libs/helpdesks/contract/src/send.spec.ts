import type { OutboundRequest, OutboundResponse } from '@nightdesk/platform/http';
import { OutboundError, type OutboundStage } from '@nightdesk/platform/http';
import { HelpdeskError } from './error.js';
import { createSend } from './send.js';
import type { PlatformRequest } from './transport.js';

/** The real transport is tested by the conformance suite over HTTP; here an answer is made up, to see what is made of it. */
const sendTo = (answer: (request: OutboundRequest) => Promise<OutboundResponse>) =>
  createSend({
    outbound: { request: answer },
    adapter: {
      authorize: () => ({}),
      explain: (_request, { status }) => new HelpdeskError('invalid', `status ${status}`),
      requestIdHeader: 'x-request-id',
    },
    baseUrl: 'https://acme.example',
    credential: null,
    now: () => new Date(),
  });
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  sendTo(() =>
    Promise.resolve({
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(body),
    }),
  );
const read: PlatformRequest = { method: 'GET', path: '/t', route: '/t' };
const write: PlatformRequest = { method: 'PUT', path: '/t', route: '/t', body: {} };
const kindOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'accepted',
    (error: HelpdeskError) => error.kind,
  );

test('what Postgres cannot store is left out, and everything else stays', async () => {
  const text = JSON.stringify({ a: 'n\0ul', b: 'cut \ud83d', c: 'whole \ud83d\ude00', d: '\\u0000 as text' });
  const { body } = await answering(200, text)(read);
  expect(body).toEqual({ a: 'nul', b: 'cut \ufffd', c: 'whole \ud83d\ude00', d: '\\u0000 as text' });
});

test('a page that says it is JSON is text', async () => {
  expect((await answering(200, '<html>')(read)).body).toBe('<html>');
});

test('a redirect is refused, because it could lead anywhere', async () => {
  expect(await kindOf(answering(302, '', { location: 'https://evil.example' })(read))).toBe('invalid');
});

test.each<[OutboundStage, PlatformRequest, string]>([
  ['refused', read, 'invalid'],
  ['refused', write, 'invalid'],
  ['connect', read, 'unavailable'],
  ['connect', write, 'unavailable'],
  ['exchange', read, 'unavailable'],
  ['exchange', { ...write, repeatable: true }, 'unavailable'],
  ['exchange', write, 'ambiguous'],
])('no answer at stage %s: only a write that may have arrived is in doubt', async (stage, request, kind) => {
  const send = sendTo(() => Promise.reject(new OutboundError(stage, 'E', 'no answer')));
  expect(await kindOf(send(request))).toBe(kind);
});

test('a form goes out as one', async () => {
  const send = sendTo(({ headers, body }) => {
    expect(headers).toMatchObject({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(body).toBe('grant_type=refresh_token&refresh_token=a%2Bb%26c');
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) });
  });
  const form = { grant_type: 'refresh_token', refresh_token: 'a+b&c' };
  expect(await send({ ...read, method: 'POST', form })).toMatchObject({ status: 200 });
});

test('a list in the query is repeated, and what is undefined is left out', async () => {
  const urls: string[] = [];
  const send = sendTo(({ url }) => {
    urls.push(url);
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) });
  });
  await send({ ...read, query: { 'page[size]': 100, include: ['users', 'groups'], cursor: undefined } });
  expect(urls).toEqual(['https://acme.example/t?page%5Bsize%5D=100&include=users&include=groups']);
});
