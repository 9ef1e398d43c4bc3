import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Nightdesk } from './nightdesk.js';
import { messagesOf } from './server-sent-events.js';

const seen: { url: string | undefined; last: unknown; key: unknown }[] = [];
let answers: ((response: ServerResponse) => void)[];
let server: Server;
let nightdesk: Nightdesk;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { 'last-event-id': last, authorization: key } = request.headers;
    seen.push({ url: request.url, last, key });
    answers.shift()?.(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  nightdesk = new Nightdesk({ baseUrl, apiKey: 'nd_key' });
});
beforeEach(() => (seen.length = 0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const frame = (id: string) => `id: ${id}\nevent: reply.added\ndata: ${JSON.stringify({ id })}\n\n`;
const page = (ids: string[], next: string | null) => (response: ServerResponse) =>
  void response.end(JSON.stringify({ data: ids.map((id) => ({ id })), next }));

test('events are followed over a line that breaks, from the last one on', async () => {
  answers = [
    (response) =>
      response.write(`: still here\n\n${frame('e1')}${frame('e2')}id: e3\nda`, () => response.destroy()),
    (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
    (response) => void response.write(frame('e3')),
  ];
  const ids: string[] = [];
  for await (const { id } of nightdesk.follow({ after: 'e0', types: ['reply.added', 'note.added'] })) {
    ids.push(id);
    if (id === 'e3') break;
  }
  expect(ids).toEqual(['e1', 'e2', 'e3']);
  const url = '/v1/events/stream?after=e0&types=reply.added%2Cnote.added';
  expect(seen).toEqual([
    { url, last: undefined, key: 'Bearer nd_key' },
    { url, last: 'e2', key: 'Bearer nd_key' },
    { url, last: 'e2', key: 'Bearer nd_key' },
  ]);
});

test('a line on which nothing comes is made again', async () => {
  answers = [(response) => response.write(frame('e1')), (response) => response.write(frame('e2'))];
  const following = nightdesk.follow({ timeoutMs: 50 });
  expect(await following.next()).toMatchObject({ value: { id: 'e1' } });
  expect(await following.next()).toMatchObject({ value: { id: 'e2' } });
  await following.return(undefined as never);
  expect(seen.map(({ last }) => last)).toEqual([undefined, 'e1']);
});

test('a refusal ends following, and so does an abort', async () => {
  answers = [(response) => response.writeHead(403).end()];
  await expect(nightdesk.follow().next()).rejects.toMatchObject({ name: 'ApiError', status: 403 });
  const abort = new AbortController();
  answers = [(response) => response.write(frame('e1'))];
  const following = nightdesk.follow({ signal: abort.signal });
  await following.next();
  const next = following.next();
  abort.abort();
  await expect(next).rejects.toMatchObject({ name: 'AbortError' });
});

test('a list is one page when it is awaited, and all of them when it is iterated', async () => {
  answers = [page(['t1'], 'p2')];
  expect(await nightdesk.tickets('a')).toMatchObject({ data: [{ id: 't1' }], next: 'p2' });
  answers = [page(['t1', 't2'], 'p2'), page([], 'p3'), page(['t3'], null)];
  const ids: string[] = [];
  for await (const { id } of nightdesk.tickets('a', { limit: 2 })) ids.push(id);
  expect(ids).toEqual(['t1', 't2', 't3']);
  expect(seen.slice(1).map(({ url }) => url)).toEqual([
    '/v1/accounts/a/tickets?limit=2',
    '/v1/accounts/a/tickets?limit=2&after=p2',
    '/v1/accounts/a/tickets?limit=2&after=p3',
  ]);
});

test('the feed of events is read to its end, which has a cursor too', async () => {
  answers = [page(['e1'], 'c1'), page(['e2'], 'c2'), page([], 'c2')];
  const ids: string[] = [];
  for await (const { id } of nightdesk.events({ after: 'c0' })) ids.push(id);
  expect(ids).toEqual(['e1', 'e2']);
  expect(seen.map(({ url }) => url)).toEqual(['c0', 'c1', 'c2'].map((after) => `/v1/events?after=${after}`));
});

test('messages are the same however their text is cut', async () => {
  const text = 'id: 1\r\ndata: a\r\ndata:b: c\r\n\r\n:ping\n\ndata\n\nid\ndata: {"x":"ü"}\n\ndata: cut off';
  const read = async (parts: string[]) => {
    const found = [];
    for await (const message of messagesOf(parts as unknown as AsyncIterable<string>)) found.push(message);
    return found;
  };
  const whole = await read([text]);
  expect(whole).toEqual([
    { id: '1', data: 'a\nb: c' },
    { id: '1', data: '' },
    { id: '', data: '{"x":"ü"}' },
  ]);
  expect(await read(Array.from(text))).toEqual(whole);
});
