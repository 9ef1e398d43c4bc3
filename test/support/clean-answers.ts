import { afterEach, expect } from '@jest/globals';
import { check, leaksInAnswer, takeFound } from './canaries.js';

/** No secret stands in an answer of ours that a test gets by `fetch`, alone or through the SDK, nor in what was checked meanwhile. */
const ask = globalThis.fetch;
const leaks: object[] = [];

globalThis.fetch = async (...[input, init]) => {
  const answer = await ask(input, init);
  const { pathname } = new URL(input instanceof Request ? input.url : String(input));
  const isOurs = answer.headers.has('trace-id');
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isStream || !(isOurs || pathname === '/metrics')) return answer;
  const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
  const text = await answer.clone().text();
  if (isOurs) leaks.push(...leaksInAnswer(method, pathname, text, answer.headers));
  else check(text, pathname);
  return answer;
};

afterEach(() => expect([...leaks.splice(0), ...takeFound()]).toEqual([]));
