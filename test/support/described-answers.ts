import { readFileSync } from 'node:fs';
import { afterEach, expect } from '@jest/globals';
import { AnswerCheck } from './answer-check.js';

/**
 * Every answer of the api that a test gets by `fetch`, alone or through the SDK, is held against the committed description:
 * a field that is not described is a failure too.
 */
let check: AnswerCheck | undefined;
const wrong = new Set<string>();
const ask = globalThis.fetch;

globalThis.fetch = async (...[input, init]) => {
  const answer = await ask(input, init);
  const { pathname } = new URL(input instanceof Request ? input.url : String(input));
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  // The files of the description's page are not described.
  if (!/^\/v1\/(?!docs\/)/.test(pathname) || !answer.headers.has('trace-id') || isStream) return answer;
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  // What a browser asks before it calls is no call.
  if (method === 'OPTIONS') return answer;
  check ??= new AnswerCheck(readFileSync('docs/openapi/v1.json', 'utf8'));
  const { status, headers } = answer;
  const text = await answer.clone().text();
  const problem = check.of({ method, pathname, status, type: headers.get('content-type'), text });
  if (problem) wrong.add(problem);
  return answer;
};

afterEach(() => {
  const found = [...wrong];
  wrong.clear();
  expect(found).toEqual([]);
});
