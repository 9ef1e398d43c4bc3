import type { PlatformRequest, PlatformResponse } from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';

const now = new Date('2026-09-01T10:00:00Z');
const ticket = { path: '/REST/2.0/ticket/42', route: '/REST/2.0/ticket/:id' };
const reading: PlatformRequest = { method: 'GET', ...ticket };
const replying: PlatformRequest = {
  method: 'POST',
  path: `${ticket.path}/correspond`,
  route: `${ticket.route}/correspond`,
  body: {},
};
const setting: PlatformRequest = { method: 'PUT', ...ticket, body: {}, repeatable: true };
const users: PlatformRequest = { method: 'GET', path: '/REST/2.0/users', route: '/REST/2.0/users' };
const answer = (status: number, body: unknown, headers: Record<string, string> = {}): PlatformResponse => ({
  status,
  body,
  headers,
  requestId: undefined,
});
const said = (message: string) => ({ message });
const page = '<html><body>Bad gateway</body></html>';

test.each<[string, PlatformRequest, PlatformResponse, string]>([
  ['a wrong token', reading, answer(401, said('Unauthorized')), 'unauthenticated'],
  ['no right to see the ticket', reading, answer(403, said('Forbidden')), 'forbidden'],
  ['no such ticket', reading, answer(404, said('Not Found')), 'not_found'],
  [
    'a ticket to change that is not there',
    setting,
    answer(404, said('Resource does not exist; use POST to create')),
    'not_found',
  ],
  ['another web server', reading, answer(404, page), 'invalid'],
  ['a reply that RT refuses', replying, answer(400, said('Permission Denied')), 'invalid'],
  ['a method that RT lacks', replying, answer(405, said('Method Not Allowed')), 'invalid'],
  ['a ticket that changed since', setting, answer(412, said('Precondition Failed')), 'conflict'],
  ['a proxy that is full', reading, answer(429, page), 'rate_limited'],
  ['a worker that died while reading', reading, answer(500, said('Internal Server Error')), 'unavailable'],
  ['a worker that died while replying', replying, answer(500, said('Internal Server Error')), 'ambiguous'],
  ['a change that can be repeated', setting, answer(502, page), 'unavailable'],
  ['a proxy that waited too long', replying, answer(504, page), 'ambiguous'],
])('%s', (_what, request, response, kind) => {
  const error = explain(request, response, now);
  expect(error).toMatchObject({ kind, details: { status: response.status } });
  expect(error.message).toContain(request.route);
  expect(error.message).not.toContain('/42');
});

test('a refusal on a ticket’s path names the right to read, on others none', () => {
  const capability = (request: PlatformRequest) =>
    explain(request, answer(403, said('Forbidden')), now).details.capability;
  expect([capability(reading), capability(replying), capability(users)]).toEqual([
    'tickets:read',
    'tickets:read',
    undefined,
  ]);
});

test('RT’s own words are told, and no more than a few hundred of them', () => {
  expect(explain(replying, answer(400, said('Permission Denied')), now).message).toContain(
    'Permission Denied',
  );
  expect(explain(reading, answer(400, said('x'.repeat(10_000))), now).message.length).toBeLessThan(600);
});
