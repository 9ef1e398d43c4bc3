import { readFileSync } from 'node:fs';
import { changed } from '../fuzz/changed-webhook.js';
import { Judge } from '../fuzz/judge.js';
import { Shots } from '../fuzz/shots.js';
import { type PrincipalName, type Shot, webhookChanges } from '../fuzz/shots.types.js';
import type { Document } from './openapi/document.types.js';

const text = readFileSync('docs/openapi/v1.json', 'utf8');
const document = JSON.parse(text) as Document;
const judge = new Judge(text, 'acc_own');
const shots = new Shots(document, {});
const headers = { 'content-type': 'application/problem+json', 'trace-id': 'a' };
const refusal = { type: 'about:blank', title: 'Gone', detail: 'It is gone.', traceId: 'a' };

function judged(principal: PrincipalName, target: string, status: number, body: unknown, more: object = {}) {
  const shot = { operationId: 'getAccount', method: 'GET', principal } as Shot;
  const type = status < 400 ? { 'content-type': 'application/json' } : {};
  const answer = {
    status,
    headers: new Headers({ ...headers, ...type, ...more }),
    text: JSON.stringify(body),
  };
  return judge.complaints(shot, target, answer).join('; ');
}

test('a seed means the same requests', () => {
  expect(shots.batch(7, 50)).toEqual(shots.batch(7, 50));
  expect(shots.batch(8, 50)).not.toEqual(shots.batch(7, 50));
});

test('every operation of the description is asked for', () => {
  const asked = new Set(
    shots.batch(1, 4_000).map((shot) => (shot.kind === 'request' ? shot.operationId : '')),
  );
  const all = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  expect(all.filter((operationId) => !asked.has(operationId))).toEqual([]);
});

test.each(webhookChanges.filter((kind) => kind !== 'too large'))('a webhook is changed: %s', (kind) => {
  const body = Buffer.from('{"id":1,"type":"ticket.created","ticket":{"id":42}}');
  expect(changed(body, [[kind, 5, 'odd']])).not.toEqual(body);
});

test('a refusal that is as it should be passes', () => {
  expect(judged('admin', '/v1/accounts/acc_own', 404, { ...refusal, status: 404 })).toBe('');
  const put = { ...refusal, status: 503, title: 'Platform not available' };
  expect(judged('admin', '/v1/accounts/acc_own', 503, put, { 'retry-after': '30' })).toBe('');
});

test.each<[string, PrincipalName, string, number, object, RegExp]>([
  ['an error of ours', 'admin', 'acc_own', 500, { ...refusal, status: 500 }, /answers 500/],
  ['storage that is away', 'admin', 'acc_own', 503, { ...refusal, status: 503 }, /answers 503/],
  [
    'a problem without its trace',
    'admin',
    'acc_own',
    404,
    { ...refusal, traceId: 'b' },
    /without its trace id/,
  ],
  ['an answer that is not described', 'admin', 'acc_own', 200, { id: 'acc_own' }, /otherwise than described/],
  ['a secret', 'admin', 'acc_own', 404, { ...refusal, detail: `nd_${'k'.repeat(43)}` }, /API key leaks/],
  ['an answer for nobody', 'nobody', 'acc_own', 200, {}, /lets in: nobody/],
  ['an answer for another account', 'one account', 'acc_2', 200, {}, /lets in: one account/],
])('%s is told', (_, principal, id, status, body, says) => {
  expect(judged(principal, `/v1/accounts/${id}`, status, body)).toMatch(says);
});
