import { readFileSync } from 'node:fs';
import { AnswerCheck } from '../support/answer-check.js';

const check = new AnswerCheck(readFileSync('docs/openapi/v1.json', 'utf8'));
const problem = { type: 'about:blank', title: 'Gone', status: 404, detail: 'It is gone.', traceId: 'a' };
const said = (body: unknown, more: object = {}) =>
  check.of({
    method: 'GET',
    pathname: '/v1/connect-sessions/cs_1',
    status: 200,
    type: 'application/json; charset=utf-8',
    text: JSON.stringify(body),
    ...more,
  });
const session = {
  id: 'cs_1',
  state: 'open',
  platform: null,
  site: 'acme',
  returnUrl: 'https://bot.example/done',
  createdAt: '2026-11-22T12:00:00.000Z',
  expiresAt: '2026-11-25T12:00:00.000Z',
  connectedAt: null,
  accountId: null,
};
const refused = { status: 404, type: 'application/problem+json' };

/** How the integration tests hold every answer against the description. */
test('what is as described passes', () => {
  expect(said(session)).toBeNull();
  expect(said(problem, refused)).toBeNull();
  expect(said(problem, { ...refused, status: 418 })).toBeNull();
  expect(
    said(undefined, { method: 'DELETE', pathname: '/v1/api-keys/k', status: 204, type: null, text: '' }),
  ).toBeNull();
});

test.each<[string, unknown, object, RegExp]>([
  ['a field that is not described', { ...session, more: 1 }, {}, /"more"/],
  ['a field that is missing', { ...session, state: undefined }, {}, /'state'/],
  ['null where there is none', { ...session, id: null }, {}, /\/id must be string/],
  ['a value that is none of the list', { ...session, state: 'lost' }, {}, /\/state/],
  ['a status that is not described', session, { status: 202 }, /202, which is not described/],
  ['another type of content', session, { type: 'text/html' }, /text\/html/],
  ['a refusal with a field too many', { ...problem, stack: 'at …' }, refused, /"stack"/],
  ['a refusal that is no problem', { error: 'gone' }, refused, /otherwise than described/],
  ['a route that is not described', {}, { pathname: '/v1/secret' }, /\/v1\/secret answers 200, and is not/],
  [
    'a body where there is none',
    {},
    { method: 'DELETE', pathname: '/v1/api-keys/k', status: 204 },
    /with a body/,
  ],
])('%s is told', (_, body, more, says) => {
  expect(said(body, more)).toMatch(says);
});
